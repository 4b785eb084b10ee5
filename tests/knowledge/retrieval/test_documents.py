"""What search reads of an example: marks for what filters ask for, and words cut to what every database takes."""

from __future__ import annotations

from typing import Any, Dict, Optional, Set, Tuple

import pytest

from bot.knowledge.retrieval.documents import LONGEST_WORD, document, year_marks
from tests.knowledge.samples import EXAMPLE


def tokens(**values: Any) -> Set[str]:
    missing: Dict[str, Any] = {"organisation_type": None, "result": None, "target_groups": [], "partners": []}
    missing.update(target_group_types=[], requirement_types=[], search_phrases=[])
    return set(document("example", {**missing, **EXAMPLE, **values}).tokens())


MARKS: Tuple[Tuple[Dict[str, Any], str, bool], ...] = (
    ({"municipality": "Lund", "region": None}, "f_region_region_skane", True),
    ({"municipality": "Lund"}, "f_municipality_lund", True),
    ({"partners": ["Malmö", "Skurups kommun"]}, "f_partner_malmo", True),
    ({"partners": ["Malmö", "Skurups kommun"]}, "f_partner_skurup", True),
    ({"partners": ["Malmö högskola"]}, "f_partner_malmo", False),
    ({"partners": ["Malmö"]}, "f_municipality_malmo", False),
    ({"year": 2021}, "f_decade_2020", True),
    ({"search_phrases": ["strutar till alla"]}, "strut", True),
)


@pytest.mark.parametrize(("values", "token", "is_there"), MARKS)
def test_tokens(values: Dict[str, Any], token: str, is_there: bool) -> None:
    assert (token in tokens(**values)) is is_there


def test_no_token_is_longer_than_a_database_takes() -> None:
    assert max(map(len, tokens(title="o" * 5000))) <= LONGEST_WORD + len("c_")


YEARS: Tuple[Tuple[Optional[int], Optional[int], int], ...] = (
    (2019, 2019, 1),
    (2010, 2019, 1),
    (2009, 2020, 3),
    (None, 1989, 0),
    (None, None, 12),
)


@pytest.mark.parametrize(("first", "last", "marks"), YEARS)
def test_a_span_of_years_is_as_few_marks_as_can_be(first: Optional[int], last: Optional[int], marks: int) -> None:
    assert len(year_marks(first, last)) == marks

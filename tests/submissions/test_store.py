"""A submission is stored once, is found by its code only, and goes away when it is withdrawn."""

from __future__ import annotations

import re
from typing import Any, Dict, List

import pytest
import sqlalchemy as sa

from bot.database import session_scope
from bot.submissions import store
from bot.submissions.models import SubmissionRow

VALUES: Dict[str, Any] = {
    "title": "Praktik i parken", "organisation": "Lunds kommun", "place": "Lund", "method": "iop",
    "contract_type": "service", "sector": "park", "year": 2020, "target_groups": "unga", "requirement": "tio platser",
    "result": "", "link": "", "consent": "no", "contact_name": "Kim", "contact_email": "kim@example.se",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("database")


def rows() -> List[Dict[str, Any]]:
    with session_scope() as session:
        return [dict(row._mapping) for row in session.execute(sa.select(SubmissionRow.__table__))]


def test_codes_are_readable_and_differ() -> None:
    codes = {store.new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"HG(-[0-9A-HJKMNP-TV-Z]{4}){3}", code) for code in codes)


def test_the_same_code_is_stored_once() -> None:
    code = store.new_code()
    assert store.submit(code, VALUES, "web") is True
    assert store.submit(code, VALUES, "web") is False
    assert len(rows()) == 1
    assert store.status(code) == "pending"


def test_neither_code_nor_contact_details_are_stored_without_consent() -> None:
    code = store.new_code()
    store.submit(code, VALUES, "web")
    (row,) = rows()
    assert code not in map(str, row.values())
    assert (row["contact_name"], row["contact_email"], row["result"]) == (None, None, None)
    assert (row["municipality"], row["region"]) == ("Lund", "Region Skåne")


def test_contact_details_are_stored_with_consent() -> None:
    store.submit(store.new_code(), {**VALUES, "consent": "yes", "place": "Region Skåne"}, "web")
    (row,) = rows()
    assert (row["contact_name"], row["contact_email"]) == ("Kim", "kim@example.se")
    assert (row["municipality"], row["region"]) == (None, "Region Skåne")


def test_a_code_is_found_as_people_write_it_down() -> None:
    store.submit("HG-0A1B-C2D3-E4F5", VALUES, "web")
    assert store.status("hg-oaib-c2d3-e4f5") == "pending"
    assert store.status("HG-0A1B-C2D3-E4F6") is None


def test_withdrawing_deletes_everything() -> None:
    code = store.new_code()
    store.submit(code, VALUES, "web")
    assert store.withdraw(code) is True
    assert rows() == []
    assert store.withdraw(code) is False
    assert store.status(code) is None

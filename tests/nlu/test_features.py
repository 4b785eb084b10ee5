"""What a text is like to the classifier."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu import features

ALIKE = [
    ("hur går det med HG-20GQ-X7XB-V456", "hur går det med hg 7KQM 2X4P 9RTW"),
    ("Visa exempel från Malmö", "visa exempel från kiruna"),
    ("malmös krav", "Kalmars krav"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_which_code_or_place_it_is_says_nothing_about_what_is_asked(one: str, other: str) -> None:
    for mine, others in zip(features.counted(one), features.counted(other)):
        assert np.array_equal(mine, others)


@pytest.mark.parametrize("other", ["hur går det med er", "hur går det med HG-20GQ-X7XB", "hur går det med Malmö"])
def test_that_there_is_a_code_does(other: str) -> None:
    ids, _ = features.counted(other)
    assert not np.array_equal(ids, features.counted("hur går det med HG-20GQ-X7XB-V456")[0])

"""Whoever has a code can see everything that is held about it."""

from __future__ import annotations

import json

import pytest

from bot.privacy.erasure import UnknownCode, erase
from bot.privacy.held import held
from tests.privacy import holdings
from tests.privacy.holdings import ADDRESS, CODE, NAME, OTHER_CODE, REQUIREMENT, TITLE, WORDS


def test_a_draft(each_database: str) -> None:
    holdings.add(*holdings.draft())
    holdings.say("web:1", "user", {"text": "/inform{}", "metadata": {"title": "Hoppa över"}})
    holdings.say("web:1", "bot", {"text": None, "data": {"custom": {"text": "Var fanns det?"}}})
    holdings.say("web:1", "slot", {"name": "doubts", "value": 1})
    found = held(CODE)
    assert set(found) == {"utkast", "samtal"}
    assert found["utkast"]["svar"]["titel"] == TITLE and ADDRESS in found["utkast"]["svar"].values()
    assert [(said["vem"], said["text"]) for said in found["samtal"][0]] == [
        ("du", "Hoppa över"), ("Guiden", "Var fanns det?"),
    ]  # fmt: skip


def test_a_published_submission(each_database: str) -> None:
    holdings.add(holdings.submission(1), *holdings.correspondence(1), holdings.submission(2, OTHER_CODE))
    holdings.publish(1)
    found = json.loads(json.dumps(held(CODE)))  # ready for JSON
    assert found["inskickat exempel"]["status"] == "publicerat"
    assert {NAME, ADDRESS, "Lund", REQUIREMENT} <= set(found["inskickat exempel"].values())
    assert [message["från"] for message in found["meddelanden"]] == ["Red Aktör"]
    assert found["mejl och notiser som väntar"][0]["till"] == ADDRESS
    assert found["publicerat exempel"]["title"] == f"{TITLE} igen"
    assert [version["title"] for version in found["tidigare versioner"]] == [TITLE]


def test_what_is_shown_is_all_that_is_erased(database: str) -> None:
    """Each table in which the person's words stand is shown by it."""
    holdings.add(holdings.submission(1), *holdings.correspondence(1))
    holdings.publish(1)
    places = {place.partition(".")[0] for place in holdings.stored_words(WORDS)}
    tables = {place for place in places if not place.startswith("search_")}
    assert tables == {"submission", "submission_message", "outbox", "example", "revision"}
    shown = json.dumps(held(CODE), ensure_ascii=False)
    assert all(word in shown for word in (NAME, ADDRESS, TITLE, REQUIREMENT))


@pytest.mark.parametrize("code", [OTHER_CODE, "", "HG-"])
def test_an_unknown_code_shows_nothing(database: str, code: str) -> None:
    holdings.add(*holdings.draft())
    with pytest.raises(UnknownCode):
        held(code)


def test_after_erasing_nothing_is_held(database: str) -> None:
    holdings.add(*holdings.draft(), holdings.withdrawn(OTHER_CODE))
    assert set(held(OTHER_CODE)) == {"tillbakataget", "samtal"}
    erase(CODE)
    with pytest.raises(UnknownCode):
        held(CODE)

"""A draft is kept at every answer, goes on where its code is told, and takes back a turn that was never told."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
import sqlalchemy as sa

from bot.database import session_scope
from bot.settings import settings
from bot.submissions import codes, drafts, store
from bot.submissions.drafts import Draft, Moved
from bot.submissions.models import CodeConversationRow, DraftRow
from tests.submissions.test_store import VALUES

HERE, THERE = "web:1", "teams:2"

pytestmark = pytest.mark.usefixtures("database")


def rows(table: Any) -> List[Dict[str, Any]]:
    with session_scope() as session:
        return [dict(row._mapping) for row in session.execute(sa.select(table.__table__))]


def begun(values: Dict[str, Any]) -> Draft:
    return drafts.begin(HERE, "web", values)


def test_the_code_is_sealed() -> None:
    draft = begun({"title": "Praktik"})
    (row,) = rows(DraftRow)
    assert draft.code not in map(str, row.values())
    assert codes.unseal(row["sealed_code"]) == draft.code
    assert drafts.of_conversation(HERE) == draft


def test_an_older_key_still_opens_a_sealed_code(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "o" * 40, "n" * 40
    for keys, readable in ((old, True), (f"{new},{old}", True), (new, False)):
        monkeypatch.setenv("GUIDEN_TOKEN_SECRETS", keys)
        settings.cache_clear()
        if keys == old:
            sealed = codes.seal("HG-0000-0000-0000")
        assert codes.unseal(sealed) == ("HG-0000-0000-0000" if readable else None)


def test_a_draft_whose_code_cannot_be_read_any_more_gets_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = begun({"title": "Praktik"})
    monkeypatch.setenv("GUIDEN_TOKEN_SECRETS", "x" * 40)
    settings.cache_clear()
    again = drafts.of_conversation(HERE)
    assert again is not None and again.code != draft.code and again.values == draft.values
    assert drafts.resume(again.code, THERE, "teams") is not None
    assert drafts.discard(again.code) is True
    assert rows(CodeConversationRow) == []


def test_every_change_is_a_version_and_no_change_is_none() -> None:
    first = begun({"title": "Praktik"})
    second = drafts.keep(first, {"title": "Praktik", "year": 2020, "result": None})
    assert (first.version, second.version) == (1, 2)
    assert drafts.keep(second, dict(second.values)) == second
    assert drafts.read(first.code, HERE, 2) == second


def test_a_turn_that_was_never_told_is_taken_back() -> None:
    """The action kept a value, but the engine was killed before it kept the turn: it still stands at version 1."""
    first = begun({"title": "Praktik"})
    drafts.keep(first, {"title": "Praktik", "organisation": "Lund"})
    seen = drafts.read(first.code, HERE, 1)
    assert seen is not None and dict(seen.values) == {"title": "Praktik"}
    again = drafts.keep(seen, {"title": "Praktik", "organisation": "Kil"})
    assert again.version == 2
    assert drafts.read(first.code, HERE, 2) == again


def test_contact_details_are_kept_only_after_a_yes() -> None:
    contact = {"contact_name": "Kim Ek", "contact_email": "kim@example.se"}
    assert begun({"title": "Praktik", **contact}).values == {"title": "Praktik"}
    draft = begun({"consent": "yes", **contact})
    assert draft.values == {"consent": "yes", **contact}
    assert drafts.keep(draft, {"consent": "no", **contact}).values == {"consent": "no"}
    kept = [(row["values"], row["before"]) for row in rows(DraftRow)]
    assert kept == [({"title": "Praktik"}, {}), ({"consent": "no"}, {"consent": "yes"})]


def test_leaving_that_was_never_told_is_taken_back() -> None:
    """The engine was killed before it kept the turn: it still asks for the draft."""
    draft = begun({"title": "Praktik"})
    drafts.begin(HERE, "web", {})
    assert drafts.read(draft.code, HERE, 1) == draft
    assert drafts.of_conversation(HERE) == draft


def test_a_draft_left_without_its_code_being_told_is_found_by_what_the_conversation_is_about() -> None:
    draft = begun({"title": "Praktik"})
    drafts.leave(HERE)
    assert drafts.of_conversation(HERE) is None
    assert drafts.of_conversation(HERE, draft.code) == draft
    drafts.resume(draft.code, THERE, "teams")
    assert drafts.of_conversation(HERE, draft.code) is None


def test_what_was_told_elsewhere_before_it_was_left_there_is_not_taken_back() -> None:
    draft = begun({"title": "Praktik"})
    resumed = drafts.resume(draft.code, THERE, "teams")
    assert resumed is not None
    drafts.keep(resumed, {"title": "Praktik", "year": 2020})
    drafts.leave(THERE)
    with pytest.raises(Moved):
        drafts.read(draft.code, HERE, 1)


def test_resuming_moves_it_and_leaves_nothing_behind() -> None:
    draft = begun({"title": "Praktik"})
    moved = drafts.resume(draft.code, THERE, "teams")
    assert moved is not None and moved.values == draft.values
    assert drafts.of_conversation(HERE) is None
    for use in (lambda: drafts.read(draft.code, HERE, 1), lambda: drafts.keep(draft, {"title": "Annat"})):
        with pytest.raises(Moved):
            use()
    assert {row["conversation"] for row in rows(CodeConversationRow)} == {HERE, THERE}


def test_a_conversation_has_one_draft_that_goes_on() -> None:
    first, second = begun({"title": "Ett"}), begun({"title": "Två"})
    assert drafts.of_conversation(HERE) == second
    assert drafts.resume(first.code, HERE, "web") is not None
    found = drafts.of_conversation(HERE)
    assert found is not None and found.code == first.code
    assert drafts.exists(second.code)


@pytest.mark.parametrize("use", [drafts.discard, drafts.exists])
def test_an_unknown_code_gives_nothing(use: Any) -> None:
    assert use("HG-0000-0000-0000") is False
    assert drafts.resume("HG-0000-0000-0000", HERE, "web") is None
    assert drafts.read("HG-0000-0000-0000", HERE, 1) is None


def test_discarding_leaves_no_row() -> None:
    draft = begun({"title": "Praktik"})
    assert drafts.discard(draft.code) is True
    assert rows(DraftRow) == rows(CodeConversationRow) == []


def test_sending_turns_the_draft_into_a_submission_that_knows_its_conversations() -> None:
    draft = begun(dict(VALUES))
    drafts.resume(draft.code, THERE, "teams")
    assert store.submit(draft.code, VALUES, "teams") is True
    assert rows(DraftRow) == []
    assert len(rows(CodeConversationRow)) == 2
    assert store.is_submitted(draft.code)


def test_only_contact_details_are_given_for_the_persons_own_eyes() -> None:
    begun({"title": "Praktik", "consent": "yes", "contact_name": "Kim Ek", "contact_email": ""})
    assert drafts.contact(HERE) == {"contact_name": "Kim Ek"}
    assert drafts.contact(THERE) == {}

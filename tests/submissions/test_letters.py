"""Submitter and editors hear of each other, by e-mail and by code, and nobody hears more than is theirs."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from bot.submissions.codes import hash_of, new_code
from bot.submissions.editing import CUT_OFF, LONGEST_MESSAGE, answer_editor, ask, decline
from bot.submissions.publishing import publish
from tests.submissions.samples import EMAIL, TOLD, going_out, now_is, sent_in, with_mail

pytestmark = pytest.mark.usefixtures("each_database")


def test_the_submitter_is_told_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with_mail(monkeypatch)
    identity = sent_in()
    decline(identity, "Det saknas en upphandling.", 1, "eva")
    (letter,) = going_out()
    assert (letter.kind, letter.recipient, letter.submission_id) == ("email", EMAIL, identity)
    for words in ("Hej Kim!", TOLD["title"], "Det saknas en upphandling.", "180 dagar", "http://localhost:5005"):
        assert words in letter.text
    assert "eva" not in letter.text


def test_the_submitter_is_asked_and_told_how_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with_mail(monkeypatch, GUIDEN_PUBLIC_URL="https://guiden.example.se")
    identity = sent_in(contact_name="")
    for revision in (1, 2):
        ask(identity, "Hur många\npraktikanter?", revision, "eva")
    assert now_is(identity).revision == 3
    letter, _ = going_out()
    for words in ("Hej!", "Hur många\npraktikanter?", "https://guiden.example.se", "koden", "Svara på det här mejlet"):
        assert words in letter.text


def test_the_submitter_is_thanked_and_told_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with_mail(monkeypatch, GUIDEN_PUBLIC_URL="https://guiden.example.se")
    identity = sent_in()
    publish(identity, {}, 1, "eva")
    (letter,) = going_out()
    assert (letter.recipient, letter.submission_id) == (EMAIL, identity)
    where = f"https://guiden.example.se/exempel/{now_is(identity).example_id}"
    for words in ("Hej Kim!", "Tack", TOLD["title"], where, "ta bort mitt exempel", "koden"):
        assert words in letter.text


SILENT: List[Dict[str, Any]] = [{"consent": "no"}, {"contact_email": ""}]


@pytest.mark.parametrize("told", SILENT, ids=str)
def test_nothing_is_written_to_who_left_no_address(monkeypatch: pytest.MonkeyPatch, told: Dict[str, Any]) -> None:
    with_mail(monkeypatch)
    identity = sent_in(**told)
    ask(identity, "Hur många?", 1, "eva")
    decline(identity, "Nej.", 2, "eva")
    assert going_out() == []


def test_nothing_is_kept_that_no_mail_server_would_send() -> None:
    decline(sent_in(), "Nej.", 1, "eva")
    assert going_out() == []


# -- the submitter's reply ---------------------------------------------------------------------------

REPLIES = [
    ("Tio stycken.", "Tio stycken."),
    (" Rad ett\nRad två\x00 ", "Rad ett\nRad två"),
    ("Ring 070-123 45 67", "Ring [telefonnummer]"),
    ("a" * 5000, "a" * LONGEST_MESSAGE + CUT_OFF),
]


@pytest.mark.parametrize(("said", "kept"), REPLIES)
def test_a_reply_is_kept_without_personal_data(said: str, kept: str) -> None:
    code = new_code()
    identity = sent_in(code)
    assert answer_editor(hash_of(code), said) is True
    (message,) = now_is(identity).messages
    assert (message.by, message.text) == (None, kept)
    assert now_is(identity).revision == 2


def test_editors_are_told_of_a_reply_and_not_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with_mail(
        monkeypatch, GUIDEN_EDITORS_MAIL="eva@example.se, bo@example.se", GUIDEN_SLACK_WEBHOOK_URL="https://slack.se/x"
    )
    code = new_code()
    identity = sent_in(code)
    answer_editor(hash_of(code), "Tio praktikanter.")
    sent = going_out()
    assert [(each.kind, each.recipient) for each in sent] == [
        ("email", "eva@example.se"), ("email", "bo@example.se"), ("slack", ""),
    ]  # fmt: skip
    for each in sent:
        assert f"/submissions/{identity}" in each.text and each.submission_id == identity
        assert not any(secret in each.subject + each.text for secret in ("Tio", TOLD["title"], "Kim", EMAIL, code))


@pytest.mark.parametrize("text", ["", " ", "\x00"])
def test_an_empty_reply_is_none(text: str) -> None:
    code = new_code()
    identity = sent_in(code)
    assert answer_editor(hash_of(code), text) is False
    assert now_is(identity).messages == () and now_is(identity).revision == 1


def test_a_reply_to_nothing() -> None:
    assert answer_editor(hash_of(new_code()), "Tio.") is False

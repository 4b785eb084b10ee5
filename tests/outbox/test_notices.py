"""Editors are told that something came in, by every way that is configured and by nothing of what it says."""

from __future__ import annotations

from typing import Dict, List

import pytest

from bot.database import session_scope
from bot.outbox.notices import notify_editors, notify_submitter
from tests.outbox.conftest import Configure
from tests.outbox.messages import RECIPIENT, SUBJECT, TEXT, left

pytestmark = pytest.mark.usefixtures("outbox")
MAIL = {"smtp_url": "smtp://mejl.example.se", "mail_from": "guiden@example.se"}
EDITORS = {**MAIL, "editors_mail": "a@example.se,b@example.se"}
SLACK = {"slack_webhook_url": "https://slack.example.se/HEMLIGT"}
TEAMS = {"teams_webhook_url": "https://teams.example.se/HEMLIGT"}
WAYS: List = [
    ({}, []),
    (MAIL, []),
    (EDITORS, [("email", "a@example.se"), ("email", "b@example.se")]),
    (SLACK, [("slack", "")]),
    (TEAMS, [("teams", "")]),
    (
        {**EDITORS, **SLACK, **TEAMS},
        [("email", "a@example.se"), ("email", "b@example.se"), ("slack", ""), ("teams", "")],
    ),
]


@pytest.mark.parametrize(("values", "told"), WAYS)
def test_editors_are_told_by_what_is_configured(configure: Configure, values: Dict[str, str], told: List) -> None:
    configure(**values)
    with session_scope() as session:
        notify_editors(session, 42, "web")
    assert [(row.kind, row.recipient) for row in left()] == told
    assert {row.submission_id for row in left()} <= {42}
    assert not any("HEMLIGT" in row.text for row in left())


CHANNELS = [
    ("web", "Ett nytt exempel har kommit in från chatten på webben"),
    ("teams", "från Teams"),
    ("slack", "från Slack"),
]


@pytest.mark.parametrize(("channel", "said"), CHANNELS)
def test_the_notice_says_where_from_and_where_to_read_it(configure: Configure, channel: str, said: str) -> None:
    configure(**SLACK, review_url="https://guiden.example.se/redaktion/")
    with session_scope() as session:
        notify_editors(session, 42, channel)
    (row,) = left()
    assert row.subject == "Nytt exempel att granska"
    assert said in row.text
    assert "https://guiden.example.se/redaktion/submissions/42\n" in row.text


def test_without_an_address_the_notice_leads_to_this_machine(configure: Configure) -> None:
    configure(**SLACK, review_port="6006")
    with session_scope() as session:
        notify_editors(session, 1, "web")
    assert "http://localhost:6006/submissions/1" in left()[0].text


def test_who_sent_an_example_is_written_to() -> None:
    with session_scope() as session:
        notify_submitter(session, 42, RECIPIENT, SUBJECT, TEXT)
    (row,) = left()
    assert (row.kind, row.recipient, row.subject, row.text) == ("email", RECIPIENT, SUBJECT, TEXT)
    assert row.submission_id == 42


def test_no_notice_is_left_of_what_did_not_happen(configure: Configure) -> None:
    configure(**EDITORS, **SLACK)
    with pytest.raises(ZeroDivisionError), session_scope() as session:
        notify_editors(session, 42, "web")
        session.flush()
        raise ZeroDivisionError
    assert left() == []

"""What is told of submissions: to the editors that one has come in, to whoever sent it what an editor writes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.outbox.store import add
from bot.settings import settings

SUBJECT = "Nytt exempel att granska"
# By channel, as it is said in the notice.
_FROM = {"web": "från chatten på webben", "teams": "från Teams", "slack": "från Slack"}


def notify_editors(session: Session, submission_id: int, channel: str) -> None:
    """Tell them that a submission is there."""
    said = f"Ett nytt exempel har kommit in {_FROM[channel]} och väntar på granskning."
    tell_editors(session, submission_id, SUBJECT, said)


def tell_editors(session: Session, submission_id: int, subject: str, said: str) -> None:
    """Write to them by every way that is configured, with where to read and nothing of what is there."""
    chosen = settings()
    text = (
        f"{said}\nLäs det här: {chosen.review_address}/submissions/{submission_id}\n"
        "Det här meddelandet skickas automatiskt av Hänsynsguiden och går inte att svara på."
    )
    for address in chosen.editors:
        add(session, "email", address, subject, text, submission_id)
    for kind, configured in (("slack", chosen.slack_webhook_url), ("teams", chosen.teams_webhook_url)):
        if configured:
            add(session, kind, "", subject, text, submission_id)


def notify_submitter(session: Session, submission_id: int, recipient: str, subject: str, text: str) -> None:
    """Write to the address that was left with a submission."""
    add(session, "email", recipient, subject, text, submission_id)

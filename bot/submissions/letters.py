"""What is written to whoever sent in an example, and to the editors when an answer has come."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.knowledge.own_pages import own_page
from bot.outbox.notices import notify_submitter, tell_editors
from bot.settings import settings

REPLY_SUBJECT = "Svar på er fråga om ett exempel"


def asked(session: Session, row: Any, question: str) -> None:
    """`row` is the submission's; nothing is written to one without an address, here and below."""
    _write(
        session,
        row,
        "En fråga om ditt exempel till Hänsynsguiden",
        f"Tack för att du har skickat in exemplet ”{row.title}”. Redaktionen har en fråga om det:\n\n{question}\n\n"
        "Du kan svara på två sätt. Svara på det här mejlet, eller gå till chatten på "
        f"{settings().public_address} och skriv koden som du fick när du skickade in exemplet. Den börjar med HG. "
        "Välj sedan ”Svara redaktionen”.\n\n"
        "Skriv inte personnummer eller något om enskilda personers hälsa.",
    )


def declined(session: Session, row: Any) -> None:
    _write(
        session,
        row,
        "Ditt exempel till Hänsynsguiden publiceras inte",
        f"Tack för att du har skickat in exemplet ”{row.title}”. Redaktionen har läst det och beslutat att inte "
        f"publicera det. Skälet är:\n\n{row.decline_reason}\n\n"
        "Undrar du över något kan du svara på det här mejlet. "
        f"Exemplet raderas senast om {settings().keep_declined_days} dagar. {_how_to_take_back()}",
    )


def published(session: Session, row: Any) -> None:
    _write(
        session,
        row,
        "Ditt exempel är publicerat i Hänsynsguiden",
        f"Tack för att du delar med dig! Exemplet ”{row.title}” är granskat och publicerat. Nu hittar alla det som "
        f"frågar Hänsynsguiden om något liknande. Du kan läsa det här:\n\n{own_page(row.example_id)}\n\n"
        f"Ser du något som är fel kan du svara på det här mejlet. {_how_to_take_back()}",
    )


def replied(session: Session, submission_id: int) -> None:
    """Tell the editors that there is an answer to read, and nothing of what it says."""
    tell_editors(session, submission_id, REPLY_SUBJECT, "Den som skickade in ett exempel har svarat på er fråga.")


def _how_to_take_back() -> str:
    return (
        f"Vill du ta bort exemplet går du till chatten på {settings().public_address} och skriver ”ta bort mitt "
        "exempel” och koden som du fick när du skickade in det. Då försvinner det direkt."
    )


def _write(session: Session, row: Any, subject: str, text: str) -> None:
    """Without a mail server nothing is kept that could never be sent."""
    if row.contact_email and settings().smtp_url:
        greeting = f"Hej {row.contact_name}!" if row.contact_name else "Hej!"
        letter = f"{greeting}\n\n{text}\n\nVänliga hälsningar\nRedaktionen för Hänsynsguiden"
        notify_submitter(session, row.id, row.contact_email, subject, letter)

"""Everything about a code is erased, in one transaction, and nothing of anybody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest
import sqlalchemy as sa

from bot.database import engine, session_scope
from bot.knowledge.search import described
from bot.privacy.conversations import EVENTS
from bot.privacy.erasure import UnknownCode, erase
from bot.privacy.models import ErasureRow
from bot.privacy.physical import overwrite
from bot.privacy.receipts import lines
from bot.review.models import AuditRow
from bot.submissions.withdrawal import withdraw
from tests.privacy import holdings
from tests.privacy.holdings import ADDRESS, CODE, NAME, OTHER_CODE, REQUIREMENT, TITLE, WORDS, stored_words


def said(conversation: str) -> List[Dict[str, Any]]:
    with session_scope() as session:
        wanted = sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == conversation).order_by(EVENTS.c.id)
        return [json.loads(data) for data in session.scalars(wanted)]


def test_a_draft_and_both_conversations_that_it_was_told_in(each_database: str) -> None:
    holdings.add(
        *holdings.draft(conversation="web:2"), holdings.linked(CODE, "web:1"), holdings.linked(CODE, "web:gone")
    )
    for conversation in ("web:1", "web:2", "web:other"):
        holdings.say(conversation, "user", {"text": f"Jag har ett exempel från {conversation}"})
    receipt = erase(CODE)
    assert {name: count for name, count in receipt.counts.items() if count} == {
        "draft": 1, "code_conversation": 3, "events": 2,
    }  # fmt: skip
    assert stored_words() == []
    assert said("web:1") == said("web:2") == [] and len(said("web:other")) == 1


def test_a_conversation_in_which_it_was_asked_how_it_goes(each_database: str) -> None:
    holdings.add(holdings.submission(1))
    holdings.say("web:asking", "user", {"text": f"hur går det med {CODE}?"})
    holdings.say("web:asking", "bot", {"text": f"Redaktionen har en fråga: ”Hej {NAME}!”"})
    holdings.say("web:other", "user", {"text": f"hur går det med {OTHER_CODE}?"})
    assert erase(CODE).counts["events"] == 2
    assert stored_words() == [] and len(said("web:other")) == 1
    with pytest.raises(UnknownCode):
        erase(OTHER_CODE)


@pytest.mark.parametrize("status", ["pending", "declined", "published"])
def test_a_submission(each_database: str, status: str) -> None:
    holdings.add(holdings.submission(1), holdings.submission(2, OTHER_CODE, title="Fönsterputs", contact_name="Eva"))
    holdings.add(*holdings.correspondence(1))
    if status == "published":
        holdings.publish(1)
        assert described("examples", "glasblåsning flumsala")["results"]
    elif status == "declined":
        with session_scope() as session:
            session.execute(sa.text("UPDATE submission SET status = 'declined' WHERE id = 1"))
    receipt = erase(CODE)
    assert receipt.counts["submission"] == receipt.counts["submission_message"] == 1
    assert receipt.counts["outbox"] >= 1 and receipt.counts.get("example", 0) == (status == "published")
    left = stored_words(("Sven Tuvasson", "Glasblåsning", "flumsalabor"))
    assert {place.partition(":")[0] for place in left} <= {"submission.contact_email", "submission.requirement"}
    with session_scope() as session:
        assert session.scalars(sa.text("SELECT title FROM submission")).all() == ["Fönsterputs"]
    erase(OTHER_CODE)
    assert stored_words() == []
    with pytest.raises(UnknownCode):
        erase(CODE)


@pytest.mark.parametrize("take_away", [erase, withdraw])
def test_an_example_that_others_were_shown(each_database: str, take_away: Callable[[str], Any]) -> None:
    """Their conversations stay, without it."""
    holdings.add(holdings.submission(1))
    example_id = holdings.publish(1)
    source = {"title": TITLE, "publisher": "", "url": "https://flumsala.example/glas"}
    item = {"id": example_id, "title": TITLE, "text": "Flumsala glasbruk, 2022.", "source": source}
    other = {"id": "another", "title": "Annat", "text": "Bra.", "source": {"title": "Källa"}}
    custom = {"id": "1", "text": "Jag hittade 2 exempel.", "items": [item, other], "choices": []}
    opened = {
        "id": "2",
        "text": f"{TITLE} igen.\n{REQUIREMENT}",
        "items": [],
        "choices": [{"value": {"similar": example_id}}],
    }
    quoted = {"id": "3", "text": f"Det här hittade jag: ”{REQUIREMENT}”", "items": [], "choices": []}
    for reply in (custom, opened, quoted):
        holdings.say("web:other", "bot", {"text": None, "data": {"custom": reply}})
    holdings.say("web:other", "slot", {"name": "search", "value": {"ids": [example_id, "another"], "next": 2}})
    holdings.say(
        "web:other", "user", {"text": f'/example_details{{"choice": "{example_id}"}}', "metadata": {"title": TITLE}}
    )
    holdings.say("web:other", "user", {"text": "tack!"})
    holdings.add(AuditRow(who="Red Aktör", role="editor", action="sign_in", subject=f"example/{example_id}"))
    receipt = take_away(CODE)
    assert take_away is withdraw or receipt.counts["shown"] == 5
    assert stored_words() == []
    replies = [event["data"]["custom"] for event in said("web:other") if event["event"] == "bot"]
    assert [reply["text"] for reply in replies] == ["Jag hittade 2 exempel.", "[borttaget]", "[borttaget]"]
    assert replies[0]["items"][1] == other
    assert said("web:other")[-1]["text"] == "tack!"


def test_a_note_of_withdrawal(each_database: str) -> None:
    holdings.add(holdings.withdrawn(CODE), holdings.withdrawn(OTHER_CODE))
    assert erase(CODE).counts["withdrawn"] == 1
    with session_scope() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM withdrawn")) == 1


@pytest.mark.parametrize("code", [OTHER_CODE, "HG-", "", "något annat", "'; DROP TABLE draft; --", "HG-\0", "\u202e🙂"])
def test_an_unknown_code_erases_nothing(each_database: str, code: str) -> None:
    holdings.add(*holdings.draft())
    with pytest.raises(UnknownCode) as error:
        erase(code)
    assert str(error.value) == ""
    with session_scope() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(ErasureRow)) == 0
    assert stored_words()


@pytest.mark.one_process("a trigger in SQLite's words")
def test_all_or_nothing(database: str) -> None:
    holdings.add(holdings.submission(1), *holdings.correspondence(1), holdings.linked(CODE, "web:1"))
    with engine().begin() as connection:
        connection.execute(
            sa.text("CREATE TRIGGER broken BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    holdings.say("web:1", "user", {"text": "hej"})
    before = stored_words()
    with pytest.raises(sa.exc.IntegrityError):
        erase(CODE)
    assert stored_words() == before


def test_the_receipt_counts_and_tells_nothing_else(database: str) -> None:
    holdings.add(*holdings.draft())
    receipt = erase(CODE)
    with session_scope() as session:
        (row,) = session.scalars(sa.select(ErasureRow)).all()
        assert (row.reason, row.counts, row.at) == ("code", receipt.counts, receipt.at)
    assert lines(receipt) == [
        f"Radering med kod {receipt.at:%Y-%m-%d %H:%M} UTC:", "  1 utkast", "  1 kopplingar mellan kod och samtal",
    ]  # fmt: skip


@pytest.mark.one_process("the database is a file")
def test_the_file_has_nothing_left(database: str) -> None:
    holdings.add(holdings.submission(1), *holdings.correspondence(1), *holdings.draft(OTHER_CODE))
    holdings.publish(1)
    holdings.say("web:1", "user", {"text": f"{NAME} {ADDRESS}"})
    erase(CODE)
    erase(OTHER_CODE)
    assert overwrite()
    files = [path.read_bytes() for path in Path(engine().url.database).parent.glob("guiden.db*")]
    assert [word for word in WORDS for content in files if word.encode() in content] == []

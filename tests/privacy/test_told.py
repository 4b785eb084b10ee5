"""What was told of a cancelled or withdrawn example is gone from the conversations, and the rest of them is left."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from bot.conversations.checks import find_choice
from bot.conversations.client import WebVisitor
from bot.conversations.runner import told_code
from bot.conversations.servers import Servers
from tests.web_client import history, stored_events

FIRST = "Vi i Örebro gjorde 2022 en reserverad upphandling av parkskötsel och vill gärna dela med oss"
TOLD = ("Fjärilsängar vid ringleden", "Örebro fjärilsbolag")
KEPT = "har ni exempel på städ i Malmö?"


def texts(servers: Servers, *visitors: WebVisitor) -> str:
    of = {visitor.conversation for visitor in visitors}
    events = [json.loads(data) for _, sender, data in stored_events(servers.database) if sender in of]
    return json.dumps(events, ensure_ascii=False)


def begin(servers: Servers) -> WebVisitor:
    visitor = WebVisitor(servers.address)
    for text in (KEPT, FIRST, *TOLD, "vad är IOP?"):
        visitor.say(text)
    return visitor


def assert_forgotten(servers: Servers, *visitors: WebVisitor) -> None:
    stored = texts(servers, *visitors).casefold()
    assert [text for text in ("parkskötsel", *TOLD) if text.casefold() in stored] == []
    assert "Malmö" in json.dumps(history(servers.address, visitors[0].token), ensure_ascii=False)


@pytest.mark.parametrize("last", ["avbryt", "pausa"])
def test_cancelling_forgets_and_pausing_does_not(servers: Servers, last: str) -> None:
    visitor = begin(servers)
    visitor.say(last)
    if last == "avbryt":
        assert_forgotten(servers, visitor)
    else:
        assert TOLD[0] in texts(servers, visitor)
    assert visitor.say("vad är IOP?")[0]["answer"] == "faq/iop_definition"


def test_what_was_told_elsewhere_before_is_forgotten_too(servers: Servers) -> None:
    first, second, other = begin(servers), WebVisitor(servers.address), begin(servers)
    code = told_code(first.say("pausa"))
    second.say("hej")
    second.say(f"fortsätt med {code}")
    second.say("en tjänst")
    second.say("avbryt")
    stored = texts(servers, first, second)
    assert [text for text in ("parkskötsel", *TOLD) if text in stored] == []
    assert TOLD[0] in texts(servers, other)


def test_another_example_keeps_its_code_and_what_was_said_of_it(servers: Servers) -> None:
    visitor = begin(servers)
    code = told_code(visitor.say("pausa"))
    visitor.say("jag vill skicka in ett exempel")
    visitor.choose(find_choice(visitor.last, "Berätta om ett annat i stället"))
    visitor.say("Skurhinkar i Kil")
    other = told_code(visitor.say("pausa"))
    visitor.say(f"ta bort {other}")
    (choice,) = [each for each in visitor.last[0]["choices"] if each["title"] == "Ta bort exemplet"]
    visitor.choose(choice["id"])
    stored = texts(servers, visitor)
    assert "Skurhinkar" not in stored and TOLD[0] in stored
    assert code in json.dumps(history(servers.address, visitor.token))


def test_what_was_said_after_starting_over_stays(servers: Servers) -> None:
    visitor = begin(servers)
    code = told_code(visitor.say("börja om"))
    visitor.say("har ni exempel på park i Lund?")
    visitor.say(f"ta bort {code}")
    (choice,) = [each for each in visitor.last[0]["choices"] if each["title"] == "Ta bort exemplet"]
    visitor.choose(choice["id"])
    stored = texts(servers, visitor)
    assert [text for text in TOLD if text in stored] == []
    assert "har ni exempel på park i Lund?" in stored


def test_what_was_searched_for_and_not_understood_in_passing_is_forgotten(servers: Servers) -> None:
    visitor = begin(servers)
    typed = ("kvistkvastar glimmade över torget?", "exempel på snöskottning i Kramfors")
    for text in (*typed, "avbryt"):
        visitor.say(text)
    stored = texts(servers, visitor).casefold()
    assert [word for word in ("kvistkvast", "snöskott") if word in stored] == []


def test_withdrawing_forgets(servers: Servers) -> None:
    visitor = begin(servers)
    code = told_code(visitor.say("pausa"))
    visitor.say(f"ta bort {code}")
    (choice,) = [each for each in visitor.last[0]["choices"] if each["title"] == "Ta bort exemplet"]
    visitor.choose(choice["id"])
    assert_forgotten(servers, visitor)
    with sa.create_engine(servers.database).connect() as connection:
        drafts = connection.execute(
            sa.text("SELECT count(*) FROM draft WHERE conversation = :id"), {"id": visitor.conversation}
        )
        assert drafts.scalar() == 0

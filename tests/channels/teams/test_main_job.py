"""The whole main job in Teams, against the real servers: ask, press, page, tell an example, and say if it helped."""

from __future__ import annotations

import re

import pytest

from bot.channels.others import NOTICE
from bot.conversations.checks import find_choice
from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.conversations.teams.cards import shown
from bot.conversations.teams.microsoft import Fault
from bot.conversations.teams.visitor import TeamsVisitor
from tests.channels.teams.peers_run import card_faults, judged

CODE = re.compile(r"HG(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")
TOLD = [
    "Jag vill skicka in ett exempel", "Praktikplatser i städavtalet", "Norrskenets städ AB", "Luleå",
    "vi ställde sociala krav", "en tjänst", "lokalvård", "det började 2021", "Långtidsarbetslösa och nyanlända",
    "Leverantören skulle ta emot tio praktikanter om året i samarbete med kommunens jobbcenter",
    "Sju av tio fick jobb efteråt", "https://www.lulea.se/praktik",
]  # fmt: skip


def visitor_of(servers: Servers, kind_of_chat: str = "personal") -> TeamsVisitor:
    return TeamsVisitor(servers.address, servers.microsoft, servers.database, kind_of_chat)


@pytest.fixture
def visitor(servers: Servers) -> TeamsVisitor:
    return visitor_of(servers)


def press(visitor: TeamsVisitor, title: str) -> None:
    visitor.choose(find_choice(visitor.last, title))


def test_ask_and_press(visitor: TeamsVisitor) -> None:
    (answer,) = visitor.say("vad är IOP?")
    assert (answer["kind"], answer["answer"]) == ("answer", "faq/iop_definition")
    assert answer["sources"] and "[1]" in answer["text"]
    visitor.choose(answer["choices"][0]["id"])
    assert visitor.last[0]["kind"] == "answer"


def test_page_through_examples(visitor: TeamsVisitor) -> None:
    visitor.say("visa exempel på reserverad upphandling")
    seen = [item["id"] for item in visitor.last[0]["items"]]
    while any(choice["title"].startswith("Visa fler") for choice in visitor.last[0]["choices"]):
        press(visitor, "Visa fler")
        seen += [item["id"] for item in visitor.last[0]["items"]]
    assert len(seen) > 3 and len(seen) == len(set(seen))


def test_tell_an_example_to_the_receipt(visitor: TeamsVisitor) -> None:
    for said in TOLD:
        assert visitor.say(said)[0]["kind"] == "form", said
    press(visitor, "Ja, spara mina uppgifter")
    visitor.say("Anna Andersson")
    summary = visitor.say("anna.andersson@example.se")[-1]
    assert [choice["title"] for choice in summary["choices"]] == ["Skicka", "Ändra", "Avbryt"]
    assert "Anna Andersson" in summary["text"] and "anna.andersson@example.se" in summary["text"]
    press(visitor, "Skicka")
    code = CODE.search(visitor.last[0]["text"])
    assert code is not None
    visitor.say(f"hur går det med {code.group()}")
    assert "väntar på att redaktionen" in visitor.last[0]["text"]


def test_say_whether_it_helped(visitor: TeamsVisitor) -> None:
    (answer,) = visitor.say("vad är IOP?")
    assert [choice["title"] for choice in answer["feedback"]] == ["Ja, det hjälpte", "Nej, det hjälpte inte"]
    visitor.choose(answer["feedback"][0]["id"])
    assert "Tack för att du hjälper oss!" in visitor.last[0]["text"]


def test_an_example_begun_on_the_web_goes_on_in_teams(servers: Servers, visitor: TeamsVisitor) -> None:
    on_the_web = WebVisitor(servers.address)
    for said in TOLD[:4]:
        on_the_web.say(said)
    code = CODE.search(on_the_web.say("pausa")[0]["text"])
    assert code is not None
    visitor.say(f"fortsätt med {code.group()}")
    assert "Hur gick ni till väga?" in visitor.last[-1]["text"]


def test_a_group_is_told_that_others_see(servers: Servers) -> None:
    group = visitor_of(servers, "groupChat")
    group.say(TOLD[0])
    group.say(TOLD[1])
    answers = [shown(each.activity).lines for each in servers.microsoft.messages(group.chat["id"])]
    assert [NOTICE in lines for lines in answers] == [True, False]


def test_two_people_in_a_group_do_not_mix(servers: Servers) -> None:
    anna, lars = visitor_of(servers, "groupChat"), visitor_of(servers, "groupChat")
    lars.chat = anna.chat
    anna.say(TOLD[0])
    lars.say("vad är IOP?")
    assert lars.last[0]["answer"] == "faq/iop_definition"
    assert anna.say(TOLD[1])[0]["kind"] == "form"


@pytest.mark.parametrize("fault", [Fault(400), Fault(500), Fault(429, {"Retry-After": "1"}), Fault(hangs_up=True)])
def test_a_failing_connector_loses_no_turn(fault: Fault, servers: Servers, visitor: TeamsVisitor) -> None:
    """What the bot has said is remembered, whether or not it could be posted."""
    visitor.say(TOLD[0])
    servers.microsoft.faults[visitor.chat["id"]] = [fault]
    assert visitor.deliver(visitor.activity(text=TOLD[1])) == 202
    assert "I vilken kommun" in visitor.say(TOLD[2])[-1]["text"]


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<at>Alla</at> [x](javascript:alert(1)) **fet**"])
def test_markup_is_only_text(text: str, visitor: TeamsVisitor) -> None:
    visitor.say(TOLD[0])
    visitor.say(text.replace("<", "&lt;").replace(">", "&gt;"))
    for said in TOLD[2:]:
        visitor.say(said)
    press(visitor, "Nej, skicka utan")
    assert text in visitor.last[-1]["text"]


def test_all_that_was_sent_is_what_microsoft_reads(servers: Servers) -> None:
    """After the tests above; run alone, it has a conversation of its own."""
    visitor_of(servers).say("har ni exempel på IOP?")
    sent = [each.activity for each in servers.microsoft.posted]
    assert judged({"activities": sent}) == [None] * len(sent)
    cards = [each["content"] for activity in sent for each in activity.get("attachments", ())]
    assert card_faults(cards) == [[]] * len(cards)


def test_nothing_that_was_said_is_in_the_log(servers: Servers, visitor: TeamsVisitor) -> None:
    visitor.say(TOLD[0])
    servers.microsoft.faults[visitor.chat["id"]] = [Fault(404)]
    visitor.deliver(visitor.activity(text="Hemlig rubrik från Anna"))
    servers.microsoft.wait_until(
        lambda: f"did not take a message in conversation {visitor.conversation}" in servers.log()
    )
    log = servers.log()
    assert not any(private in log for private in ("Hemlig rubrik", visitor.person, servers.microsoft.secret))

"""Who asks for all to be erased, and goes on at once, is answered."""

from __future__ import annotations

import json
from typing import List

from bot.conversations.checks import find_choice
from bot.conversations.runner import told_code
from bot.conversations.servers import Servers
from bot.conversations.slack.shown import shown
from bot.conversations.slack.visitor import SlackVisitor
from tests.web_client import stored_events

PATIENCE = 20  # seconds


def test_what_is_written_after_that_begins_a_new_conversation(servers: Servers) -> None:
    anna = servers.visitor("slack")
    assert isinstance(anna, SlackVisitor)
    anna.say("Vi i Örebro gjorde 2022 en reserverad upphandling av parkskötsel och vill dela med oss")
    code = told_code(anna.say("pausa"))
    anna.say(f"ta bort {code}")
    press = anna.press(find_choice(anna.last, "Radera allt"))

    def told() -> List[str]:
        return [shown(each.ts, each.blocks).text for each in servers.slack.posted if each.channel == anna.channel]

    before = len(told())
    servers.slack.send_interaction(anna.address, press)
    servers.slack.send_event(anna.address, anna.event("vad är IOP?"))
    servers.slack.wait_until(lambda: len(told()) == before + 2, PATIENCE)
    erased, answered = told()[before:]
    assert "raderat" in erased.lower() and "idéburet offentligt partnerskap" in answered.lower()
    stored = [json.loads(data) for _, sender, data in stored_events(servers.database) if sender == anna.conversation]
    assert [event["text"] for event in stored if event["event"] == "user"] == ["vad är IOP?"]

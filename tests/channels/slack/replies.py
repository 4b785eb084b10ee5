"""Replies for tests of how they are rendered, and what an engine in front of the channel answers."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

from bot.replies.model import Choice, Item, Reply, Source

SKR = Source("Vägledning & stöd", "SKR", "https://skr.se/vag?a=1&b=2")
LAW = Source("Lag (2016:1145)", "Riksdagen", "https://riksdagen.se/lou")
YALLA = Item("yalla", "Yalla Trappan", "Malmö stad, 2015, IOP. Fem fick jobb.", SKR)
ALVEN = Item("alven", "Älvtvätten <nytt>", "Umeå, 2019.", Source("Egen sida", "Hänsynsguiden", ""))
TWO = (Choice("Visa fler (4 kvar)", "more_results"), Choice("Bara Skåne (2)", "search_examples", {"add": "Skåne"}))

ANSWER = Reply(
    "answer", "IOP är ett samarbete [1]. Se <även> lagen & mer [2].\nAllmän vägledning.", sources=(SKR, LAW),
    choices=TWO[:1], answer="faq/iop_definition", id="a1",
)  # fmt: skip
EXAMPLES = Reply("examples", "Jag hittade 6 exempel.", items=(YALLA, ALVEN), choices=TWO, id="e1")
QUESTION = Reply("form", "Vilken bransch?", id="f1")


def with_choices(count: int, title: str = "Val {}") -> Reply:
    offered = tuple(Choice(title.format(number), "inform", {"value": number}) for number in range(count))
    return Reply("form", "Välj bransch.", choices=offered, id="c1")


ANSWERS = {
    "vad är IOP?": [ANSWER],
    "exempel": [EXAMPLES],
    "berätta": [QUESTION],
    "många": [with_choices(30, "Bransch nummer {} " + "med ett långt namn " * 8)],
    "flera": [with_choices(25)],
    "allt": [QUESTION, ANSWER],
}


def answers(text: str) -> List[Reply]:
    """Other texts come back as they were heard."""
    return ANSWERS.get(text) or [Reply("smalltalk", f"Jag hörde {text}")]


def choice_id(reply: Mapping[str, Any], choice: Mapping[str, Any], place: int, longest: int) -> str:
    return f"{reply['id']}/{choice['intent']}/{place}"[:longest]


def section(mrkdwn: str) -> Dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def button(place: int, title: str, value: str) -> Dict[str, Any]:
    label = {"type": "plain_text", "text": title, "emoji": False}
    return {"type": "button", "action_id": f"button_{place}", "text": label, "value": value}

"""Replies of every kind that a card is made of."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

from bot.replies import texts
from bot.replies.model import Choice, Item, Reply, Source

LAW = Source("Lagen om offentlig upphandling", "Riksdagen", "https://www.riksdagen.se/sv/lou")
AGENCY = Source("Reserverade kontrakt", "Upphandlingsmyndigheten", "https://www.upphandlingsmyndigheten.se/a?b=1&c=2")
ANSWER = Reply(
    "answer",
    "Ja, ni får ställa sociala krav [1].\nDe ska hänga ihop med det som köps [2].",
    sources=(LAW, AGENCY),
    choices=(Choice("Varför?", "faq", {"answer": "x", "follow_up": "why"}), Choice("Vad är IOP?", "faq", "iop")),
    answer="faq/may_set_social_requirements",
    id="one",
)
EXAMPLES = Reply(
    "examples",
    "Jag hittade 5 exempel (IOP). Här är de 2 som passar bäst.",
    items=(
        Item("a", "Yalla Trappan", "Malmö stad, 2010, IOP. Kvinnor fick arbete.", LAW),
        Item("b", "Städ & tvätt", "Region Skåne, 2019, reserverad upphandling. 12 fick jobb.", AGENCY),
    ),
    choices=(Choice("Visa fler (3 kvar)", "more_results"), Choice("Bara varor (2)", "search_examples", {"add": 1})),
    id="two",
)
FORM = Reply(
    "form", "I vilken kommun var det?", choices=tuple(Choice(f"Val {n}", "inform", n) for n in range(7)), id="q"
)
EVIL = Reply(
    "smalltalk", "Du skrev <at>Alla</at> **fet** [länk](javascript:alert(1)) <img src=x onerror=alert(1)> _a_ `b` # c",
    id="evil",
)  # fmt: skip
SAMPLES: Dict[str, List[Reply]] = {
    "text": [texts.welcome()],
    "answer": [ANSWER],
    "examples": [EXAMPLES],
    "list": [FORM],
    "evil": [EVIL],
    "several": [EVIL, FORM, ANSWER],
}


def as_json(replies: List[Reply]) -> List[Dict[str, Any]]:
    return [reply.as_json() for reply in replies]


def choice_id(choice: Mapping[str, Any]) -> str:
    """What a test can read."""
    return f"id of {choice['title']}"

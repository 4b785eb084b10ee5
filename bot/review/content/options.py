"""What may be chosen in the forms of content, in words."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Dict, List, Mapping, Tuple

from bot.knowledge.kinds import BY_NAME
from bot.knowledge.listing import sources, titles, topics
from bot.review.content.rows import Groups, Options, step_written
from bot.swedish import register

# As the files of data/knowledge/answers call them.
TOPICS = {
    "asked_in_practice": "Vanliga frågor i praktiken",
    "collaboration": "Samverkan och civilsamhälle",
    "employment_requirements": "Sysselsättningskrav",
    "iop": "Idéburet offentligt partnerskap",
    "reserved_procurement": "Reserverad upphandling",
    "service": "Om tjänsten",
    "social_requirements": "Sociala krav – grunder",
    "working_conditions": "Arbetsrätt och leveranskedjor",
}
CERTAINTIES = {
    "law": "Lag: det står i en lag, eller följer direkt av den",
    "published": "Publicerat: någon av källorna säger det",
    "general": "Allmänt: källorna stödjer det tillsammans, eller så är det vår egen sammanfattning",
}
# One row for each municipality would make the page long; an answer that leads to one keeps it.
_FILTERS = {
    "method": "arbetssätt",
    "contract_type": "avtalstyp",
    "sector": "bransch",
    "target_group": "målgrupp",
    "requirement_type": "krav",
    "region": "region",
}


def topic_name(topic: str) -> str:
    return TOPICS.get(topic, topic)


def topic_options() -> Options:
    return [(topic, topic_name(topic)) for topic in sorted({*TOPICS, *topics()}, key=topic_name)]


def certainty_options() -> Options:
    return list(CERTAINTIES.items())


def labelled(kind: str) -> Options:
    """The values of a filter with their labels, places by name."""
    if kind in {"municipality", "region"}:
        names = register.municipalities() if kind == "municipality" else register.regions()
        return [(name, name) for name in names]
    return list(register.labels(kind).items())


def source_groups() -> Groups:
    """Sources by who published them."""
    groups: Dict[str, List[Tuple[str, str]]] = defaultdict(list)
    for key, source in sources().items():
        groups[source.publisher].append((key, f"{source.title} ({key})"))
    return {name: sorted(groups[name], key=lambda each: each[1].casefold()) for name in sorted(groups)}


def answer_groups() -> Groups:
    return {"Svar": [(identity, title) for identity, title in titles(BY_NAME["answer"]).items()]}


def step_groups() -> Groups:
    """Everything that an answer can lead on to: answers, guides, and searches by one filter."""
    groups: Dict[str, Options] = {
        "Svar": _steps("answer", titles(BY_NAME["answer"])),
        "Guider": _steps("guide", titles(BY_NAME["guide"])),
    }
    for kind, name in _FILTERS.items():
        options = [(step_written({"examples": {kind: value}}), label) for value, label in labelled(kind)]
        groups[f"Exempel efter {name}"] = options
    return groups


def _steps(kind: str, named: Mapping[str, Any]) -> Options:
    return [(step_written({kind: identity}), title) for identity, title in named.items()]

"""Curated answers as replies: the answer itself, the reason for it, what more there is, and what it rests on."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Mapping, Sequence, Tuple

from bot.knowledge.records import Answer
from bot.knowledge.retrieval.query import Query
from bot.replies.model import Choice, Reply, Source
from bot.replies.wording import cited, describe

DISCLAIMER = "Allmän vägledning, inte juridisk rådgivning."
MAX_CHOICES = 3
_MARKER = re.compile(r"\[(\d+)\]")

Texts = Mapping[str, str]


def answer_reply(answer: Answer, labels: Texts, guide_titles: Texts, extra: str = "") -> Reply:
    """The answer with its sources and next steps; `extra` is a line put last."""
    choices = _next_steps(answer, labels, guide_titles)
    if answer.more and len(choices) < MAX_CHOICES:
        choices.append(Choice("Mer om det", "faq", {"answer": answer.id, "follow_up": "more"}))
    return _said(answer, [answer.text, *_legal(answer), extra], choices)


def why_reply(answer: Answer, labels: Texts, guide_titles: Texts) -> Reply:
    reason = answer.why or "Källorna anger inget skäl, så jag vill inte gissa."
    return _said(answer, [reason, *_legal(answer)], _onward(answer, "more", labels, guide_titles))


def more_reply(answer: Answer, labels: Texts, guide_titles: Texts) -> Reply:
    more = answer.more or "Mer än så har jag inte. Läs gärna vidare i källorna."
    return _said(answer, [more, *_legal(answer)], _onward(answer, "why", labels, guide_titles))


def sources_reply(answer: Answer, labels: Texts, guide_titles: Texts) -> Reply:
    """That every source stands below, and when the answer was last checked against them."""
    lead = f"Svaret ”{answer.label}” bygger på {_number(len(answer.sources))}."
    checked = _legal(answer) or [f"Svaret kontrollerades senast {answer.checked.isoformat()}."]
    return _said(answer, [lead, *checked], _onward(answer, "more", labels, guide_titles))


FOLLOW_UPS: Dict[str, Callable[[Answer, Texts, Texts], Reply]] = {
    "why": why_reply,
    "more": more_reply,
    "source": sources_reply,
}


def _said(answer: Answer, lines: Sequence[str], choices: Sequence[Choice]) -> Reply:
    text, sources = _renumbered("\n".join(filter(None, lines)), answer)
    return Reply("answer", text, sources=sources, choices=tuple(choices), answer=f"faq/{answer.id}")


def _renumbered(text: str, answer: Answer) -> Tuple[str, Tuple[Source, ...]]:
    """The text with its sources counted from 1 in order of use; without a marker all sources stand behind it."""
    used = list(dict.fromkeys(int(number) for number in _MARKER.findall(text)))
    used = used or list(range(1, len(answer.sources) + 1))
    number = {old: new for new, old in enumerate(used, 1)}
    sources = (answer.sources[old - 1] for old in used)
    return (
        _MARKER.sub(lambda match: f"[{number[int(match.group(1))]}]", text),
        tuple(map(cited, sources)),
    )


def _legal(answer: Answer) -> List[str]:
    if not answer.legal:
        return []
    paragraphs = [f"Lagrum: {', '.join(answer.paragraphs)}."] if answer.paragraphs else []
    return [" ".join([*paragraphs, f"Kontrollerat {answer.checked.isoformat()}.", DISCLAIMER])]


def _number(sources: int) -> str:
    return "en källa" if sources == 1 else f"{sources} källor"


def _onward(answer: Answer, follow_up: str, labels: Texts, guide_titles: Texts) -> List[Choice]:
    titles = {"why": "Varför?", "more": "Mer om det"}
    ask = [Choice(titles[follow_up], "faq", {"answer": answer.id, "follow_up": follow_up})]
    return [*(ask if getattr(answer, follow_up) else []), *_next_steps(answer, labels, guide_titles)][:MAX_CHOICES]


def _next_steps(answer: Answer, labels: Texts, guide_titles: Texts) -> List[Choice]:
    return [_next_step(step, labels, guide_titles) for step in answer.next_steps]


def _next_step(step: Mapping[str, Any], labels: Texts, guide_titles: Texts) -> Choice:
    if "answer" in step:
        return Choice(labels[step["answer"]], "faq", step["answer"])
    if "guide" in step:
        return Choice(f"Guide: {guide_titles[step['guide']]}", "search_guides", {"guide": step["guide"]})
    filters = {kind: [value] for kind, value in step["examples"].items()}
    return Choice(f"Visa exempel: {describe(Query(filters=filters))}", "search_examples", {"filters": filters})

"""Compare what the assistant said in a turn with what a conversation file expects."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Mapping, Sequence, Tuple

from bot.conversations.files import Expected
from bot.replies.model import plain_text

Messages = Sequence[Mapping[str, Any]]


def failures(expected: Expected, messages: Messages, slots: Mapping[str, Any]) -> List[str]:
    """One line for each expectation that doesn't hold; empty when all do."""
    said = "\n".join(plain_text(message) for message in messages)
    checks: Tuple[Callable[[], List[str]], ...] = (
        lambda: _wrong("answer", expected.answer, [message["answer"] for message in messages]),
        lambda: _wrong("kind", expected.kind, [message["kind"] for message in messages]),
        lambda: _missing("examples", expected.examples, _ids(messages, "examples")),
        lambda: _missing("guides", expected.guides, _ids(messages, "guides")),
        lambda: [f"none_of: {name} visades" for name in expected.none_of if name in _shown(messages)],
        lambda: [f"contains: {text!r} saknas" for text in expected.contains if text.casefold() not in said.casefold()],
        lambda: [
            f"not_contains: {text!r} finns" for text in expected.not_contains if text.casefold() in said.casefold()
        ],
        lambda: _unmatched(expected.matches, said),
        lambda: _not_offered(expected.choices, messages),
        lambda: _too_few_sources(expected.sources_min, messages),
        lambda: _too_long(expected.max_words, messages),
        lambda: [
            f"slots: {name} är {slots.get(name)!r}, inte {value!r}"
            for name, value in expected.slots.items()
            if slots.get(name) != value
        ],
        lambda: ["silent: assistenten svarade"] if expected.silent and messages else [],
    )
    return [failure for check in checks for failure in check()]


def find_choice(messages: Messages, title: str) -> str:
    """The id of the choice with that title, or whose title begins with it; LookupError when none was offered."""
    offered: Dict[str, str] = {choice["title"]: choice["id"] for message in messages for choice in message["choices"]}
    if title in offered:
        return offered[title]
    beginning = [identity for name, identity in offered.items() if name.casefold().startswith(title.casefold())]
    if not beginning:
        raise LookupError(f"valet {title!r} erbjöds inte, bara {list(offered)}")
    return beginning[0]


def _wrong(name: str, wanted: Any, found: Sequence[Any]) -> List[str]:
    return [] if wanted is None or wanted in found else [f"{name}: {wanted} väntades, fick {found}"]


def _ids(messages: Messages, kind: str) -> List[str]:
    return [item["id"] for message in messages if message["kind"] in {kind, "clarify"} for item in message["items"]]


def _shown(messages: Messages) -> List[str]:
    return [item["id"] for message in messages for item in message["items"]]


def _missing(name: str, wanted: Sequence[str], shown: Sequence[str]) -> List[str]:
    return [f"{name}: {identity} visades inte, bara {list(shown)}" for identity in wanted if identity not in shown]


def _unmatched(pattern: Any, said: str) -> List[str]:
    return [] if pattern is None or re.search(pattern, said) else [f"matches: {pattern!r} passar inte"]


def _not_offered(titles: Sequence[str], messages: Messages) -> List[str]:
    missing = []
    for title in titles:
        try:
            find_choice(messages, title)
        except LookupError as error:
            missing.append(f"choices: {error}")
    return missing


def _too_few_sources(minimum: int, messages: Messages) -> List[str]:
    count = sum(len(message["sources"]) for message in messages)
    return [] if count >= minimum else [f"sources_min: {count} källor, minst {minimum} väntades"]


def _too_long(maximum: Any, messages: Messages) -> List[str]:
    texts = [
        text for message in messages for text in (message["text"], *(_item_text(item) for item in message["items"]))
    ]
    words = sum(len(text.split()) for text in texts)
    return [] if maximum is None or words <= maximum else [f"max_words: {words} ord, högst {maximum} väntades"]


def _item_text(item: Mapping[str, Any]) -> str:
    return f"{item['title']} {item['text']}"

"""One reply as every channel gets it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple

KINDS = (
    "answer", "examples", "guides", "form", "clarify", "handover", "out_of_scope", "smalltalk", "error",
)  # fmt: skip

# The value of a choice that takes what the person has just written for the choice's intent.
AS_WRITTEN = "as_written"


@dataclass(frozen=True)
class Source:
    title: str
    publisher: str
    url: str


@dataclass(frozen=True)
class Item:
    """One example or guide in a list."""

    id: str
    title: str
    text: str
    source: Source


@dataclass(frozen=True)
class Choice:
    """Something to press; `intent` and `value` are what pressing it says to the dialogue engine."""

    title: str
    intent: str
    value: Any = None


@dataclass(frozen=True)
class Reply:
    """One bubble. `answer` is `faq/<id>` when the reply is that curated answer."""

    kind: str
    text: str
    sources: Tuple[Source, ...] = ()
    items: Tuple[Item, ...] = ()
    choices: Tuple[Choice, ...] = ()
    answer: Optional[str] = None
    id: str = field(default_factory=lambda: secrets.token_hex(8))

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of reply: {self.kind}")
        object.__setattr__(self, "text", one_bubble(self.text))

    def as_json(self) -> Dict[str, Any]:
        """Plain lists and mappings, as custom actions hand it to the channel."""
        return {
            **vars(self),
            "sources": [dict(vars(source)) for source in self.sources],
            "items": [{**vars(item), "source": dict(vars(item.source))} for item in self.items],
            "choices": [dict(vars(choice)) for choice in self.choices],
        }


def one_bubble(text: str) -> str:
    """The text without blank lines, at which Rasa's channels would split it."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def plain_text(reply: Mapping[str, Any]) -> str:
    """A reply as numbered plain text, for logs of conversations and channels without cards."""
    lines: List[str] = [reply["text"]]
    lines += [f"{position}. {item['title']}: {item['text']}" for position, item in enumerate(reply["items"], 1)]
    lines += [
        f"[{position}] {source['title']}, {source['publisher']}, {source['url']}"
        for position, source in enumerate(reply["sources"], 1)
    ]
    lines += [f"({choice['title']})" for choice in reply["choices"]]
    return "\n".join(lines)

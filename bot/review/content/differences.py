"""What two versions of an entry say differently, field by field and word by word."""

from __future__ import annotations

import difflib
import re
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional

from bot.knowledge.kinds import Kind
from bot.review.content.forms import labels
from bot.review.content.options import CERTAINTIES, topic_name
from bot.review.content.rows import step_in_words
from bot.swedish import register

_WORDS = re.compile(r"\s+|\S+")


class Piece(NamedTuple):
    """A part of a text; `changed` when the other text doesn't have it."""

    text: str
    changed: bool


class Change(NamedTuple):
    label: str
    before: List[Piece]
    after: List[Piece]


class Conflict(NamedTuple):
    """Somebody else has saved or removed it meanwhile; `changes` leads from what is saved to what was written.

    `handled_at` is where it is published again when it is removed, unless that is done by saving.
    """

    is_there: bool
    changes: List[Change]
    by: Optional[str] = None
    handled_at: Optional[str] = None


def changes(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> List[Change]:
    """The fields that read differently, in the form's order."""
    texts = [(label, in_words(name, before.get(name)), in_words(name, after.get(name))) for name, label in _named(kind)]
    return [_change(label, old, new) for label, old, new in texts if old != new]


def in_words(name: str, value: Any) -> str:
    """A field's value as an editor knows it; of a list an item in each line."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    return "\n".join(_item(name, item) for item in items)


def _named(kind: Kind) -> List[Any]:
    return [(name, label) for name, label in labels(kind).items() if name != "id"]


def _of(kind: str) -> Callable[[Any], str]:
    return lambda value: register.labels(kind).get(value, value)


_IN_WORDS: Dict[str, Callable[[Any], str]] = {
    "topic": topic_name,
    "certainty": lambda value: CERTAINTIES.get(value, value).partition(":")[0],
    "legal": lambda value: "Ja" if value else "Nej",
    "next_steps": lambda step: _step(step),
    "method": _of("method"),
    "contract_type": _of("contract_type"),
    "sectors": _of("sector"),
    "requirement_types": _of("requirement_type"),
    "target_group_types": _of("target_group"),
}


def _item(name: str, item: Any) -> str:
    return str(_IN_WORDS.get(name, str)(item))


def _step(step: Mapping[str, Any]) -> str:
    """By ids: an entry that has another title now was still what was named."""
    for kind, word in (("answer", "Svar"), ("guide", "Guide")):
        if step.get(kind):
            return f"{word}: {step[kind]}"
    return step_in_words(step)


def _change(label: str, before: str, after: str) -> Change:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    gone: List[Piece] = []
    come: List[Piece] = []
    for what, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_changed = what != "equal"
        _add(gone, "".join(old[start:end]), is_changed)
        _add(come, "".join(new[first:last]), is_changed)
    return Change(label, gone, come)


def _add(pieces: List[Piece], text: str, is_changed: bool) -> None:
    """One more piece; a space between two changed words is changed with them."""
    if is_changed and len(pieces) > 1 and pieces[-1].text.isspace() and pieces[-2].changed:
        text = "".join(piece.text for piece in pieces[-2:]) + text
        del pieces[-2:]
    if text:
        pieces.append(Piece(text, is_changed))

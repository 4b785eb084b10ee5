"""Corrections in plain words: which answers a sentence changes, and to what."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import List, Optional, Sequence

from bot.submissions.correction_words import (
    ASKS,
    IS,
    LEADING,
    PUTS,
    REMOVES,
    WRONG,
    as_meant,
    boundaries,
    first_name,
    putting,
    states,
    surely_corrects,
    swaps,
)
from bot.submissions.field_names import end_of_name, last_named, names_field, names_of
from bot.submissions.fields import SKIPPED, Field, Values, asked, form
from bot.submissions.parsing import Refused
from bot.swedish import entities

# Longer than this, "kommunen ska vara …" without a place is more likely a description.
LONGEST_DOUBTFUL = 8
SHORTEST_SENTENCE = 3

_ALL: Values = {"consent": "yes"}  # what calls for every field


@dataclass(frozen=True)
class Change:
    """The field to change and the text to read its new value from: SKIPPED takes it away, None when nothing is said."""

    field: Field
    text: Optional[str]


def corrects(text: str) -> bool:
    """Whether a text surely is about another answer than the one that was asked for, whatever may be asked."""
    text = as_meant(text)
    short = len(text.split()) <= LONGEST_DOUBTFUL
    if short and _swapped(text):
        return True
    if any(pattern.match(text) for pattern in surely_corrects()):
        return short or _is_taken(read_changes(text, _ALL))
    return short and bool(states().match(text)) and any(_is_found(each) for each in read_changes(text, _ALL))


def may_correct(text: str) -> bool:
    """Whether a text names a field and says that it is wrong or what it shall be, as an answer seldom does."""
    text = as_meant(text)
    if REMOVES.search(text) or WRONG.search(text):
        return names_field(text)
    return any(names_of(item, definite=True).search(text) for item in form()) and bool(
        PUTS.search(text) or re.match(f"{LEADING}{ASKS}", text, re.I)
    )


def mentions_field(text: str) -> bool:
    """Whether a text that doesn't answer the question is likely to be about another field."""
    text = as_meant(text)
    if corrects(text) or may_correct(text):
        return True
    return bool(states().match(text)) or names_field(text) and len(text.split()) <= SHORTEST_SENTENCE


def read_changes(text: str, values: Values) -> List[Change]:
    """The changes that a correction asks for: "titeln ska vara Jobb och året 2020" is two.

    Empty when it names no field and holds no value of an answered one.
    """
    text = as_meant(text)
    removed = [Change(item, SKIPPED) for item in asked(values) if item.optional and names_of(item).search(text)]
    if removed and REMOVES.search(text) and not PUTS.search(text):
        return removed
    for boundary in boundaries().finditer(text):
        change, rest = _read_change(text[: boundary.start()], values), text[boundary.end() :]
        if change and change.text is not None and _is_whole(rest, values):
            return [change, *read_changes(rest, values)]
    change = _read_change(text, values)
    return [change] if change else []


def _is_whole(text: str, values: Values) -> bool:
    """Whether what follows an "och" is a change of its own and not more of the value before it."""
    change = _read_change(text, values)
    if change is None or change.text is None:
        return False
    return bool(PUTS.search(text)) if change.field.free_text else _is_taken([change])


def _is_taken(changes: Sequence[Change]) -> bool:
    for change in changes:
        with suppress(Refused):
            return change.text is not None and bool(change.text == SKIPPED or change.field.parse(change.text))
    return False


def _is_found(change: Change) -> bool:
    """Whether the new value is one that the vocabulary or the register knows."""
    return change.text is not None and change.field.has_answer(change.text)


def _swapped(text: str) -> Optional[Change]:
    """The change that puts one value in the place of another of the same field."""
    for said in filter(None, (pattern.match(text) for pattern in swaps())):
        for item in form():
            if item.entity_kinds and item.has_answer(said["old"]) and item.has_answer(said["new"]):
                return Change(item, said["new"])
    return None


def _read_change(text: str, values: Values) -> Optional[Change]:
    swapped = _swapped(text)
    if swapped is not None:
        return swapped
    fields = asked(values)
    verb = putting(text)
    named_first = None if verb else first_name().match(text)  # "arbetssättet sociala krav"
    item = last_named(text[: verb.start()] if verb else named_first.group() if named_first else text, fields)
    if item is None:
        answered = [field for field in fields if values.get(field.name) is not None]
        other = last_named(text, fields)
        return _by_value(text, answered) or (Change(other, None) if other else None)
    if item.optional and REMOVES.search(text):
        return Change(item, SKIPPED)
    start = verb.end() if verb else named_first.end() if named_first else end_of_name(text, item)
    change = Change(item, _new_value(text, start, item))
    if change.text is None and not REMOVES.search(text):
        return _by_value(text, [item]) or change
    if change.text is None or verb and verb.re is not IS:
        return change
    return _from_statement(change, verb, values)


def _from_statement(change: Change, verb: Optional[re.Match], values: Values) -> Optional[Change]:
    """ "Titeln är Jobb" gives a value, "resultatet blev bra" seldom a new one, and "kommunen var nöjd" is no change."""
    if not change.field.free_text:
        return change if _is_taken([change]) else None if verb else Change(change.field, None)
    gives = verb and (verb.group().lower() in {"är", "ar"} or values.get(change.field.name) is None)
    return change if gives else Change(change.field, None)


def _new_value(text: str, start: int, item: Field) -> Optional[str]:
    value = text[start:].strip(" .,:!”\"'")
    if not value or value.endswith("?"):
        return None
    if REMOVES.match(value):
        return None
    if WRONG.match(value) and not any(entity.kind in item.entity_kinds for entity in entities.find(value)):
        return None
    return value


def _by_value(text: str, fields: Sequence[Field]) -> Optional[Change]:
    """ "Nej, jag menade Lund" is about the field that such a value belongs to."""
    found = entities.find(text)
    for item in fields:
        fitting = [entity for entity in found if entity.kind in item.entity_kinds and not item.free_text]
        meant = next((entity for entity in fitting if not entity.negated), None)
        if meant is not None:
            return Change(item, text[meant.start : meant.end])
    return None

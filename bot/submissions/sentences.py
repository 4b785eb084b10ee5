"""What a whole sentence says about the form: a first message that already tells, a correction in plain words."""

from __future__ import annotations

import functools
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence

from bot.submissions.fields import SKIPPED, Field, Values, asked, form
from bot.submissions.parsing import Refused, Value
from bot.swedish import entities
from bot.swedish.text import fold

_PUTS = re.compile(r"\b(?:ska vara|skall vara|ska heta|ska st[åa]|till|heter|det var|det [äa]r)\b:?|:(?=\s)|=", re.I)
_IS = re.compile(r"\b(?:[äa]r|var|blev|blir)\b", re.I)
_REMOVES = re.compile(r"\b(?:ta bort|stryk|radera|ska bort|inte vara med)\b", re.I)
_WRONG = re.compile(r"\b(?:fel|felaktig\w*|inte r[äa]tt|tokig\w*)\b", re.I)


@dataclass(frozen=True)
class Change:
    """The field to change and the text to read its new value from: SKIPPED takes it away, None when nothing is said."""

    field: Field
    text: Optional[str]


def told(text: str) -> Dict[str, Value]:
    """The values that a first message gives without doubt: "Vi i Örebro gjorde 2022 …"."""
    found = [entity for entity in entities.find(text) if not entity.negated]
    values: Dict[str, Value] = {}
    for item in form():
        for kind in item.entity_kinds:
            said = [text[entity.start : entity.end] for entity in found if entity.kind == kind]
            if said and item.name not in values:
                values.update(_without_doubt(item, said))
    return values


def _without_doubt(item: Field, said: List[str]) -> Dict[str, Value]:
    with suppress(Refused):
        parsed = {item.parse(" och ".join(said))} if item.free_text else {item.parse(words) for words in said}
        if len(parsed) == 1:
            return {item.name: parsed.pop()}
    return {}


def names_field(text: str) -> bool:
    return any(_names(item).search(text) for item in form())


def corrects(text: str) -> bool:
    """Whether a text names a field and says that it is wrong or what it shall be, as an answer seldom does."""
    return names_field(text) and bool(_PUTS.search(text) or _REMOVES.search(text) or _WRONG.search(text))


def read_change(text: str, values: Values) -> Optional[Change]:
    """Which answer a correction is about. None when it names no field and holds no value of an answered one."""
    fields = asked(values)
    match = _putting(text)
    item = _last_named(text[: match.start()] if match else text, fields)
    if item is None:
        answered = [field for field in fields if values.get(field.name) is not None]
        other = _last_named(text, fields)
        return _by_value(text, answered) or (Change(other, None) if other else None)
    if item.optional and _REMOVES.search(text):
        return Change(item, SKIPPED)
    return Change(item, _new_value(text, match.end() if match else _end_of_name(text, item), item))


def _putting(text: str) -> Optional[re.Match]:
    """The words that put something in a field's place: what follows them is its new value."""
    return _PUTS.search(text) or _IS.search(text)


def _new_value(text: str, start: int, item: Field) -> Optional[str]:
    value = text[start:].strip(" .,:!”\"'")
    if not value or value.endswith("?"):
        return None
    if _WRONG.match(value) and not any(entity.kind in item.entity_kinds for entity in entities.find(value)):
        return None
    return value


def _last_named(text: str, fields: Sequence[Field]) -> Optional[Field]:
    named = [(_end_of_name(text, item), item) for item in fields if _names(item).search(text)]
    return max(named, key=lambda found: found[0])[1] if named else None


def _end_of_name(text: str, item: Field) -> int:
    return max(match.end() for match in _names(item).finditer(text))


def _by_value(text: str, fields: Sequence[Field]) -> Optional[Change]:
    """ "Nej, jag menade Lund" is about the field that such a value belongs to."""
    found = entities.find(text)
    for item in fields:
        fitting = [entity for entity in found if entity.kind in item.entity_kinds and not item.free_text]
        if fitting:
            meant = next((entity for entity in fitting if not entity.negated), fitting[-1])
            return Change(item, text[meant.start : meant.end])
    return None


@functools.cache
def _names(item: Field) -> re.Pattern:
    """The field's words with the endings of the definite form and the plural, with or without å, ä and ö.

    "År" must have its ring: "ar" is a hasty "är".
    """
    spellings = {*item.words, *(fold(word) for word in item.words if word != "år")}
    alternatives = "|".join(sorted(map(re.escape, spellings), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?:n|en|t|et|er|erna)?(?!\w)", re.I)

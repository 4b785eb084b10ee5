"""What pydantic finds wrong with an entry, in Swedish."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Tuple, Type, Union

import pydantic

from bot.knowledge.entries import Entry

# By pydantic's type of error; the names in braces are what pydantic knows of it.
_TEXTS = {
    "value_error.missing": "fältet saknas",
    "value_error.extra": "okänt fält",
    "value_error.any_str.min_length": "får inte vara tomt",
    "value_error.any_str.max_length": "får ha högst {limit_value} tecken",
    "value_error.list.min_items": "ska ha minst {limit_value}",
    "value_error.list.max_items": "får ha högst {limit_value}",
    "value_error.number.not_ge": "ska vara minst {limit_value}",
    "value_error.number.not_le": "får vara högst {limit_value}",
    "value_error.const": "är {given!r} men ska vara något av {permitted}",
    "value_error.date": "ska vara ett datum, ÅÅÅÅ-MM-DD",
    "type_error.none.not_allowed": "får inte vara tomt",
    "type_error.integer": "ska vara ett heltal",
    "type_error.bool": "ska vara true eller false",
    "type_error.str": "ska vara en text",
    "type_error.list": "ska vara en lista",
    "type_error.dict": "ska ha namngivna fält",
}
_OTHER = "har ett värde som inte går att läsa"


def faults(entry: Mapping[str, Any], error: pydantic.ValidationError) -> List[str]:
    """One "id: field: what" for each, items of a list counted from 1."""
    name = entry.get("id") or entry.get("key") or "utan id"
    return [": ".join(filter(None, (str(name), _field(each["loc"]), _text(each)))) for each in error.errors()]


def _field(location: Tuple[Union[str, int], ...]) -> str:
    named = [part for part in location if part != "__root__"]
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in named)


def _text(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind == "value_error":  # one of our own
        return error["msg"]
    known: Dict[str, Any] = dict(error.get("ctx") or {})
    if "permitted" in known:
        known["permitted"] = ", ".join(map(str, known["permitted"]))
    return _TEXTS.get(kind, _OTHER).format(**known)


def checked(model: Type[Entry], fields: Mapping[str, Any]) -> Tuple[Any, List[str]]:
    """The entry, or None and what is wrong with it."""
    try:
        return model(**{str(name): value for name, value in fields.items()}), []
    except pydantic.ValidationError as error:
        return None, faults(fields, error)


def by_field(model: Type[Entry], fields: Mapping[str, Any]) -> Dict[str, str]:
    """What is wrong with an entry, the first fault of each field; that of the whole under the empty name."""
    found: Dict[str, str] = {}
    try:
        model(**fields)
    except pydantic.ValidationError as error:
        for each in error.errors():
            name, *within = each["loc"]
            text = ": ".join(filter(None, (_field(tuple(within)), _text(each))))
            found.setdefault("" if name == "__root__" else str(name), text)
    return found

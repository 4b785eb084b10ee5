"""What a whole sentence tells: the facts in a first message, and those beside the answer to a question."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Dict, List, Tuple

from bot.submissions.fields import Field, Values, form
from bot.submissions.parsing import EMAIL, Refused, Value
from bot.swedish import entities
from bot.swedish.text import words

# Short answers that may tell another of them, too; titles and descriptions mention places and years all the time.
_MAY_TELL_MORE = ("organisation", "place", "method", "contract_type", "sector", "year")
_AROUND_FACTS = set(
    "a aret år året av avtal avtalet började borjade cirka det då da e en ett från fran gjorde gjordes gällde i igång "
    "ja jo kom min nog och om omkring på pa sedan sen som startade tror typ ungefär ungefar vi via väl val är ar "
    "var vår var".split()
)
_SEPARATORS = re.compile(r"[,;(–]|\s-\s|\.\s|\s(?=(?:och\s+)?det\s+(?:var|[äa]r|b[öo]rjade|gjordes)\b)")
_IN_PLACE = re.compile(r"\bi\s+\S+(?:\s+\S+)?$", re.I)


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


def told_besides(item: Field, text: str, values: Values) -> Tuple[str, Dict[str, Value]]:
    """The answer to `item` by itself, and what a short one surely tells besides: "Lunds kommun, det var 2021".

    Only what `values` lacks is told. Nothing is taken out of an answer when something in it would be lost by that.
    """
    if item.name == "contact_name" and values.get("contact_email") is None:
        return _name_and_address(text)
    if item.name not in _MAY_TELL_MORE:
        return text, {}
    in_own_words = item.free_text or item.name == "sector"
    answer, facts = _apart(text, values) if in_own_words else (text, _facts(text))
    if item.free_text:
        facts = {**facts, **_own_place(answer)}
    return answer, {name: value for name, value in facts.items() if name != item.name and values.get(name) is None}


def repeats(text: str, values: Values) -> bool:
    """Whether a text tells nothing but what is known."""
    facts = _facts(text)
    return bool(facts) and all(values.get(name) == value for name, value in facts.items())


def _name_and_address(text: str) -> Tuple[str, Dict[str, Value]]:
    address = EMAIL.search(text)
    if address is None:
        return text, {}
    return (text[: address.start()] + text[address.end() :]).strip(" ,;:-–/()<>"), {"contact_email": address.group()}


def _apart(text: str, values: Values) -> Tuple[str, Dict[str, Value]]:
    """An answer in own words, and the facts after it if they are all that stands there.

    Not lines of business: "Kultur, park" is one name.
    """
    for separator in _SEPARATORS.finditer(text):
        facts = _facts(text[separator.start() :])
        if facts and "sector" not in facts and all(values.get(name) in (None, value) for name, value in facts.items()):
            return text[: separator.start()].strip(), facts
    return text, {}


def _facts(text: str) -> Dict[str, Value]:
    """What a text of nothing but facts tells; nothing when anything else is said in it."""
    found = entities.find(text)
    rest = list(text)
    for entity in found:
        rest[entity.start : entity.end] = " " * (entity.end - entity.start)
    facts = {name: value for name, value in told(text).items() if name in _MAY_TELL_MORE}
    whole = set(words("".join(rest))) <= _AROUND_FACTS and len(facts) == len(found)
    return facts if whole and not any(entity.negated for entity in found) else {}


def _own_place(organisation: str) -> Dict[str, Value]:
    """Where an organisation is: "Lunds kommun" is one, and "Röda Korset i Lund" says so."""
    inside = _IN_PLACE.search(organisation)
    facts = _facts(inside.group() if inside else organisation)
    return facts if set(facts) == {"place"} else {}

"""Municipalities, regions and landscapes in a text: inflected, without å, ä and ö, or one letter wrong."""

from __future__ import annotations

import functools
import re
from typing import Dict, Iterator, List, NamedTuple, Optional, Tuple

from bot.swedish import register
from bot.swedish.analyzer import is_word
from bot.swedish.entity import Entity
from bot.swedish.phrases import Phrases, Slips, words
from bot.swedish.place_words import means_place
from bot.swedish.text import WORDS_KEPT, fold

Values = Tuple[Tuple[str, str], ...]

_BIG_CITIES = ("storstäder", "storstäderna", "storstad", "storstadskommuner", "storstadskommunerna")
_THE_THREE = tuple(("municipality", name) for name in ("Stockholm", "Göteborg", "Malmö"))
_TAILS = ("kommun", "kommuns", "kommunen", "stad", "stads")
# Named like places, but no places.
_ORGANISATIONS = ("skanska", "bräcke diakoni")
SHORTEST_MISSPELT = 5
SHORTEST_ADJECTIVE = 5


# "Norr- och Västerbotten": the first word ends as the second does.
_SHARED_END = re.compile(r"-\s*(?:och|eller|samt|/|&)\s+(\w+)")
_SHORTEST_END = 3


class _Index(NamedTuple):
    """`values` is by form as it is spelt, `spelt` has the forms that a folded one may stand for: Habo is not Håbo."""

    values: Dict[str, Values]
    spelt: Dict[str, Tuple[str, ...]]
    phrases: Phrases
    slips: Slips


def find(text: str) -> Iterator[Entity]:
    """Places in order; a landscape gives one entity for each region that it lies in, all on the same span."""
    found = words(text)
    position = 0
    while position < len(found):
        if not _may_be_place(found[position].group()):
            for kind, value in _first_of_two(text, found[position]):
                yield Entity(kind, value, *found[position].span())
            position += 1
            continue
        values, after = _place_at(text, found, position)
        for kind, value in values:
            yield Entity(kind, value, found[position].start(), found[after - 1].end())
        position = after


@functools.lru_cache(maxsize=WORDS_KEPT)
def _may_be_place(word: str) -> bool:
    """Most words are settled here, by one look-up."""
    return _index().phrases.begins(word) or bool(_misspelt(word.lower()))


def _place_at(text: str, found: List[re.Match], position: int) -> Tuple[Values, int]:
    index = _index()
    for written, after in index.phrases.at(text, found, position):
        values = _meant_by(written)
        if values is not None and (after > position + 1 or means_place(text, found, position, _is_place)):
            return values, after
    values = _misspelt(found[position].group().lower())
    if not values:
        return (), position + 1
    with_tail = position + 1 < len(found) and found[position + 1].group().lower() in _TAILS
    return values, position + 2 if with_tail else position + 1


def _first_of_two(text: str, word: re.Match) -> Values:
    """What "Norr" means before "- och Västerbotten"."""
    second = _SHARED_END.match(text, word.end())
    if not second:
        return ()
    ends = (second.group(1)[start:] for start in range(1, len(second.group(1)) - _SHORTEST_END + 1))
    return next(filter(None, (_meant_by(f"{word.group()}{end}".lower()) for end in ends)), ())


def _meant_by(written: str) -> Optional[Values]:
    """What a form in lower case means; one without some of its å, ä and ö is read, one with other ones is not."""
    index = _index()
    if written in index.values:
        return index.values[written]
    for form in index.spelt.get(fold(written), ()):
        if all(letter in (meant, fold(meant)) for letter, meant in zip(written, form)):
            return index.values[form]
    return None


def _is_place(word: str) -> bool:
    return _meant_by(word.lower()) is not None


@functools.lru_cache(maxsize=WORDS_KEPT)
def _misspelt(word: str) -> Values:
    folded = fold(word)
    if len(folded) < SHORTEST_MISSPELT or is_word(word):
        return ()
    index = _index()
    nearest = index.slips.nearest(folded) or index.slips.nearest(folded[:-1] if folded.endswith("s") else folded)
    once = _once(folded.removesuffix("s"))
    alike = [name for name in nearest if _once(name) == once] or nearest  # "Gottland" is Gotland and not Götaland
    meant = {index.values[form] for name in alike for form in index.spelt[name]}
    return meant.pop() if len(meant) == 1 else ()


def _once(word: str) -> str:
    """The word with doubled letters once."""
    return re.sub(r"(.)\1+", r"\1", word)


@functools.lru_cache(maxsize=1)
def _index() -> _Index:
    spelt = {form: values for name, values in _names().items() for form in _forms(name)}
    spelt.update(_names())
    forms: Dict[str, Tuple[str, ...]] = {}
    for form in spelt:
        forms[fold(form)] = (*forms.get(fold(form), ()), form)
    return _Index(spelt, forms, Phrases(spelt), Slips(_names(), SHORTEST_MISSPELT))


def _names() -> Dict[str, Values]:
    """Lower-case name to values. A municipality wins over a region of the same name, a region over a landscape."""
    names: Dict[str, Values] = dict.fromkeys(_BIG_CITIES, _THE_THREE)
    for landscape, regions in register.landscapes().items():
        names[landscape.lower()] = tuple(("region", region) for region in regions)
    for region in register.regions().values():
        for name in region.other_names:
            names[name.lower()] = (("region", region.name),)
    for municipality in register.municipalities().values():
        for name in (municipality.name, municipality.organisation, *municipality.other_names):
            names[name.lower()] = (("municipality", municipality.name),)
    for region in register.regions().values():  # "Region Gotland" and "Örebro län" are not the municipalities
        for name in (region.name, region.county):
            names[name.lower()] = (("region", region.name),)
    return {**names, **dict.fromkeys(_ORGANISATIONS, ())}


def _forms(name: str) -> Iterator[str]:
    """The genitive, "X kommun", "Xs stad", and the adjective ("göteborgska", "skånsk")."""
    stems = [name] if name.endswith("s") else [name, f"{name}s"]
    yield from stems
    for stem in stems:
        yield from (f"{stem} {tail}" for tail in _TAILS)
    if len(name) >= SHORTEST_ADJECTIVE and " " not in name:
        stem = name[:-1] if name.endswith("e") else name
        stems = [stem, f"{stem[:-4]}länd"] if stem.endswith("land") else [stem]  # Småland, småländsk
        yield from (f"{each}{ending}" for each in stems for ending in ("sk", "skt", "ska"))

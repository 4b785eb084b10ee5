"""Find places, methods, sectors, years and list positions in a text, with their normal values.

One finder serves understanding (the Rasa component) and search (filters read out of the query).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Dict, Iterable, List, NamedTuple, Optional, Tuple

from bot.swedish import register
from bot.swedish.text import fold


class Entity(NamedTuple):
    """`start` and `end` are character offsets in the text; `value` is as taxonomy.yml says for the kind."""

    kind: str
    value: str
    start: int
    end: int
    negated: bool = False


_TOKEN = re.compile(r"[^\W_]+(?:[-:][^\W_]+)*")
# Names that are everyday words, too, count only as "Vara kommun" or capitalised after a preposition.
_COMMON_AS_WORD = {"vara", "mark", "ale", "berg", "kil", "eda", "sala", "nora"}
_NEGATION = re.compile(r"\b(?:inte|ej|utan|förutom|utom|exklusive)\s+(?:\w+\s+){0,1}$")
_CODE = re.compile(r"\bhg[- ]?([0-9a-z]{4})[- ]?([0-9a-z]{4})[- ]?([0-9a-z]{4})\b", re.I)


def find(text: str, today: Optional[dt.date] = None) -> List[Entity]:
    """All entities of a text in order of appearance, none overlapping; longer matches win."""
    candidates = [*_places(text), *_vocabulary(text), *_years(text, today), *_ordinals(text), *_codes(text)]
    chosen: List[Entity] = []
    for entity in sorted(candidates, key=lambda item: (-(item.end - item.start), item.start)):
        if all(entity.end <= other.start or entity.start >= other.end or _same_span(entity, other) for other in chosen):
            chosen.append(entity)
    return sorted((_with_negation(text, entity) for entity in chosen), key=lambda item: (item.start, item.kind))


def _same_span(one: Entity, other: Entity) -> bool:
    """Småland is three regions on one span; one kind only, though, wins a span."""
    return (one.start, one.end, one.kind) == (other.start, other.end, other.kind)


def _with_negation(text: str, entity: Entity) -> Entity:
    return entity._replace(negated=bool(_NEGATION.search(text[: entity.start].lower())))


# -- places --------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1)
def _place_names() -> Dict[str, Tuple[Tuple[str, str], ...]]:
    """Folded name to (kind, value) pairs; a municipality wins over a region and a region over a landscape."""
    names: Dict[str, Tuple[Tuple[str, str], ...]] = {}
    for landscape, regions in register.landscapes().items():
        names[fold(landscape)] = tuple(("region", region) for region in regions)
    for region in register.regions().values():
        for name in (region.name, region.county, *region.other_names):
            names[fold(name)] = (("region", region.name),)
    for municipality in register.municipalities().values():
        for name in (municipality.name, municipality.organisation, *municipality.other_names):
            names[fold(name)] = (("municipality", municipality.name),)
    for region in register.regions().values():  # "Region Örebro län" and "Örebro län" are not Örebro
        for name in (region.name, region.county):
            names[fold(name)] = (("region", region.name),)
    return names


@functools.lru_cache(maxsize=1)
def _longest_place() -> int:
    return max(name.count(" ") for name in _place_names()) + 2


def _places(text: str) -> Iterable[Entity]:
    tokens = list(_TOKEN.finditer(text))
    position = 0
    while position < len(tokens):
        found = _place_at(text, tokens, position)
        if found is None:
            position += 1
            continue
        values, last = found
        for kind, value in values:
            yield Entity(kind, value, tokens[position].start(), tokens[last].end())
        position = last + 1


def _place_at(text: str, tokens: List[re.Match], position: int):
    for length in range(min(_longest_place(), len(tokens) - position), 0, -1):
        last = position + length - 1
        phrase = text[tokens[position].start() : tokens[last].end()]
        values = _place_value(fold(phrase))
        if values is None:
            continue
        if length == 1 and _is_everyday_word(text, tokens, position):
            continue
        return values, _with_tail(tokens, last)
    return _misspelt_place(tokens, position)


def _place_value(folded: str) -> Optional[Tuple[Tuple[str, str], ...]]:
    names = _place_names()
    for form in (folded, folded[:-1] if folded.endswith("s") else folded, _without_tail(folded)):
        if form in names:
            return names[form]
    return None


def _without_tail(folded: str) -> str:
    for tail in (" kommuns", " kommun", " kommunen", " stad", " stads", " lan"):
        if folded.endswith(tail):
            stem = folded[: -len(tail)]
            return stem[:-1] if stem.endswith("s") and stem not in _place_names() else stem
    return folded


def _with_tail(tokens: List[re.Match], last: int) -> int:
    following = tokens[last + 1].group().lower() if last + 1 < len(tokens) else ""
    return last + 1 if following in {"kommun", "kommuns", "kommunen", "stad", "stads"} else last


def _is_everyday_word(text: str, tokens: List[re.Match], position: int) -> bool:
    word = tokens[position].group()
    if word.lower().rstrip("s") not in _COMMON_AS_WORD and word.lower() not in _COMMON_AS_WORD:
        return False
    before = tokens[position - 1].group().lower() if position else ""
    following = tokens[position + 1].group().lower() if position + 1 < len(tokens) else ""
    if following in {"kommun", "kommuns", "stad"}:
        return False
    return not (word[0].isupper() and before in {"i", "från", "för", "till", "kring", "runt", "och", "hos", "av"})


def _misspelt_place(tokens: List[re.Match], position: int):
    word = fold(tokens[position].group())
    if len(word) < 6 or word in _known_words():
        return None
    for name, values in _place_names().items():
        if len(name) >= 6 and abs(len(name) - len(word)) <= 1 and name[0] == word[0] and _one_slip(name, word):
            return values, _with_tail(tokens, position)
    return None


@functools.lru_cache(maxsize=1)
def _known_words() -> frozenset:
    """Ordinary words one slip away from a place name."""
    return frozenset("kommun stader marken rattvis tjanst tjanster vanliga sandvik haninges ostra vastra".split())


def _one_slip(name: str, word: str) -> bool:
    """One letter more, less or other, or two neighbours swapped."""
    if len(name) == len(word):
        wrong = [index for index, (a, b) in enumerate(zip(name, word)) if a != b]
        if len(wrong) == 1:
            return True
        return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(name) == sorted(word)
    longer, shorter = (name, word) if len(name) > len(word) else (word, name)
    return any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))


# -- vocabulary ------------------------------------------------------------------------------------


# Without å, ä and ö these are other words: a town is no cleaning, "värd" no care.
_NOT_WITHOUT_DIACRITICS = {"städ", "vård", "vården", "bår", "mål"}
_HAS_DIACRITICS = re.compile("[åäö]", re.I)


@functools.lru_cache(maxsize=None)
def _vocabulary_pattern(folded: bool) -> Tuple[re.Pattern, Dict[str, register.Term]]:
    by_word = {
        fold(word) if folded else word: term
        for term in register.vocabulary()
        for word in term.words
        if not (folded and word in _NOT_WITHOUT_DIACRITICS)
    }
    alternatives = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])"), by_word


def _vocabulary(text: str) -> Iterable[Entity]:
    """A writer who uses å, ä and ö means them; for one who never does they are read in."""
    lower = text.lower()
    pattern, by_word = _vocabulary_pattern(folded=not _HAS_DIACRITICS.search(lower))
    for match in pattern.finditer(lower):
        term = by_word[match.group()]
        yield Entity(term.kind, term.value, match.start(), match.end())


# -- years -------------------------------------------------------------------------------------------

_YEAR = r"((?:19|20)\d\d)"
_NUMBERS = {"två": 2, "tva": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10}
_YEAR_RANGES = (
    (re.compile(rf"(?:mellan\s+)?{_YEAR}\s*(?:-|–|till|och|t\.o\.m\.?)\s*{_YEAR}", re.I), lambda a, b: f"{a}-{b}"),
    (re.compile(rf"(?:efter|nyare än|senare än|yngre än)\s+(?:år\s+)?{_YEAR}", re.I), lambda a: f"{int(a) + 1}-"),
    (re.compile(rf"(?:sedan|från och med|fr\.?o\.?m\.?|från)\s+(?:år\s+)?{_YEAR}", re.I), lambda a: f"{a}-"),
    (re.compile(rf"(?:före|innan|äldre än|tidigare än)\s+(?:år\s+)?{_YEAR}", re.I), lambda a: f"-{int(a) - 1}"),
    (re.compile(rf"(?:till och med|t\.?o\.?m\.?|senast)\s+(?:år\s+)?{_YEAR}", re.I), lambda a: f"-{a}"),
)
_LAST_YEARS = re.compile(r"(?:de\s+)?senaste\s+(\d{1,2}|[a-zåäö]+)\s+åren", re.I)


def _years(text: str, today: Optional[dt.date]) -> Iterable[Entity]:
    """Years as `2019`, ranges as `2019-2021`, `2019-` and `-2018`, both ends included."""
    for pattern, value in _YEAR_RANGES:
        for match in pattern.finditer(text):
            yield Entity("year", value(*match.groups()), match.start(), match.end())
    for match in _LAST_YEARS.finditer(text):
        number = match.group(1).lower()
        count = int(number) if number.isdigit() else _NUMBERS.get(number)
        if count:
            yield Entity("year", f"{(today or dt.date.today()).year - count}-", match.start(), match.end())
    for match in re.finditer(rf"(?<!\d){_YEAR}(?!\d)", text):
        yield Entity("year", match.group(1), match.start(), match.end())


def year_span(value: str) -> Tuple[Optional[int], Optional[int]]:
    """First and last year of a `year` value, None where it is open."""
    if "-" not in value:
        return int(value), int(value)
    first, last = value.split("-")
    return (int(first) if first else None), (int(last) if last else None)


# -- positions and codes -----------------------------------------------------------------------------

_ORDINAL_WORDS = {
    "första": "1", "forsta": "1", "översta": "1", "andra": "2", "tredje": "3", "fjärde": "4", "femte": "5",
    "sjätte": "6", "sista": "-1", "nedersta": "-1",
}
_ORDINALS = (
    re.compile(r"\b(?:nummer|nr\.?|exempel|punkt|no)\s*(\d{1,2})(?!\d)", re.I),
    re.compile(r"\b(\d{1,2}):(?:a|an|e|an)\b", re.I),
    re.compile(r"\b(?:nummer|nr)\s+(ett|en|två|tva|tre|fyra|fem)\b", re.I),
    re.compile(rf"\b(?:den|det|på|om|visa)\s+({'|'.join(_ORDINAL_WORDS)})\b", re.I),
    re.compile(rf"^\s*({'|'.join(_ORDINAL_WORDS)})\s*[.!?]?\s*$", re.I),
)
_ORDINAL_NUMBERS = {"ett": "1", "en": "1", "två": "2", "tva": "2", "tre": "3", "fyra": "4", "fem": "5"}


def _ordinals(text: str) -> Iterable[Entity]:
    for pattern in _ORDINALS:
        for match in pattern.finditer(text):
            word = match.group(1).lower()
            value = _ORDINAL_WORDS.get(word) or _ORDINAL_NUMBERS.get(word) or word
            yield Entity("ordinal", value, match.start(), match.end())


def _codes(text: str) -> Iterable[Entity]:
    for match in _CODE.finditer(text):
        yield Entity("submission_code", "HG-" + "-".join(part.upper() for part in match.groups()), *match.span())

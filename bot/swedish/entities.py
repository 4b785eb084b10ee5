"""Find places, methods, sectors, years and list positions in a text, with their normal values.

One finder serves understanding (the Rasa component) and search (filters read out of the query).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Dict, Iterator, List, NamedTuple, Optional, Tuple

from bot.swedish import places, register, years
from bot.swedish.analyzer import is_word
from bot.swedish.entity import Entity
from bot.swedish.phrases import Phrases, Slips, words
from bot.swedish.text import WORDS_KEPT, fold


def find(text: str, today: Optional[dt.date] = None) -> List[Entity]:
    """All entities of a text in order of appearance, none overlapping; longer matches win."""
    candidates = [*places.find(text), *_vocabulary(text), *years.find(text, today), *_ordinals(text), *_codes(text)]
    chosen: List[Entity] = []
    for entity in sorted(candidates, key=lambda item: (-(item.end - item.start), item.start)):
        if all(entity.end <= other.start or entity.start >= other.end or _same_span(entity, other) for other in chosen):
            chosen.append(entity)
    return _with_negation(text, sorted(chosen, key=lambda item: (item.start, item.kind)))


def _same_span(one: Entity, other: Entity) -> bool:
    """Småland is three regions on one span; one kind only, though, wins a span."""
    return (one.start, one.end, one.kind) == (other.start, other.end, other.kind) and one.value != other.value


# -- negation --------------------------------------------------------------------------------------

_NOT = re.compile(
    r"\b(?:(inte|ej|icke|inga|inget|ingen)"
    r"|utom|förutom|exklusive|utan|bortsett från|med undantag (?:för|av)|(?:annat|annan|andra) än)\s+"
    r"(?:(?:är|e|ä|va|var|vara|varit|ligger|ligga|låg|kommer|ha|(?<=\bsom inte )har|se"
    r"|gäller|gällde|gälla|handlar|handlade|handla)\s+)?"
    r"(?:(?:i|på|inom|från|för|med|om|av|till|hos|just|några|någon|något|de|den|det|gällande|tre|stora)\s+){0,3}$"
)
# "Har ni inte …?" asks for it, and "det behöver inte vara …" leaves it open.
_NOT_A_NO = re.compile(
    r"\b(?:ni|man|vi|du|behöver|måste|vet"
    r"|(?:finns|fanns|är|var|blir|blev|har|kan|ska|skulle|får|bör|borde|gäller|går)\s+det)\s+$"
)
_AND = re.compile(r"\s*(?:och|eller|samt|/)\s*")


def _with_negation(text: str, entities: List[Entity]) -> List[Entity]:
    """Marks what stands after "inte" or "utom", and what is joined to it: "utom städ och bygg"."""
    lower = text.lower()
    result: List[Entity] = []
    for entity in entities:
        negated = negation_start(lower, entity) < entity.start
        if result and result[-1].negated:
            between = lower[result[-1].end : entity.start]
            joined = entity.start == result[-1].start or bool(_AND.fullmatch(between))
            negated = joined or negated and not between.strip().startswith("utan")  # "inte bygg utan städ"
        result.append(entity._replace(negated=negated))
    return result


def negation_start(text: str, entity: Entity) -> int:
    """Where the "inte" or "utom" just before an entity begins; where the entity does, when there is none."""
    before = text[: entity.start].lower()
    found = _NOT.search(before)
    asks = found and found.group(1) and _NOT_A_NO.search(before[: found.start()])
    return found.start() if found and not asks else entity.start


# -- vocabulary ------------------------------------------------------------------------------------

# Without å, ä and ö these are other words: a town is no cleaning, a cone no meat.
_NOT_WITHOUT_DIACRITICS = {"städ", "vård", "vården", "kött"}
SHORTEST_MISSPELT = 9


class _Vocabulary(NamedTuple):
    """`words` is by folded word: the word as it should be written, and what it means."""

    words: Dict[str, Tuple[str, register.Term]]
    phrases: Phrases
    slips: Slips


@functools.lru_cache(maxsize=1)
def _known() -> _Vocabulary:
    by_word = {fold(word): (word, term) for term in register.vocabulary() for word in term.words}
    return _Vocabulary(by_word, Phrases(by_word), Slips(by_word, SHORTEST_MISSPELT))


def _vocabulary(text: str) -> Iterator[Entity]:
    found = words(text)
    position = 0
    while position < len(found):
        if not _may_be_term(found[position].group()):
            position += 1
            continue
        term, after = _term_at(text, found, position)
        if term:
            yield Entity(term.kind, term.value, found[position].start(), found[after - 1].end())
        position = after


@functools.lru_cache(maxsize=WORDS_KEPT)
def _may_be_term(word: str) -> bool:
    """Most words are settled here, by one look-up."""
    return _known().phrases.begins(word) or _misspelt_term(word.lower()) is not None


def _term_at(text: str, found: List[re.Match], position: int) -> Tuple[Optional[register.Term], int]:
    known = _known()
    for written, after in known.phrases.at(text, found, position):
        word, term = known.words[fold(written)]
        if written == word or _only_lacks_diacritics(written, word):
            return term, after
    return _misspelt_term(found[position].group().lower()), position + 1


def _only_lacks_diacritics(written: str, word: str) -> bool:
    """A written å, ä or ö is meant, so "värd" is not "vård"; one left out is read in."""
    return word not in _NOT_WITHOUT_DIACRITICS and all(a in (b, fold(b)) for a, b in zip(written, word))


@functools.lru_cache(maxsize=WORDS_KEPT)
def _misspelt_term(word: str) -> Optional[register.Term]:
    if len(word) < SHORTEST_MISSPELT or is_word(word):
        return None
    meant = {_known().words[near][1] for near in _known().slips.nearest(fold(word))}
    return meant.pop() if len(meant) == 1 else None


# -- positions and codes -----------------------------------------------------------------------------

_POSITIONS = {
    "första": "1", "forsta": "1", "översta": "1", "andra": "2", "tredje": "3", "fjärde": "4", "femte": "5",
    "sjätte": "6", "sista": "-1", "siste": "-1", "sissta": "-1", "nedersta": "-1", "ettan": "1", "tvåan": "2",
    "trean": "3", "fyran": "4", "femman": "5",
}  # fmt: skip
_WORDS = "|".join(_POSITIONS)
_ITEM = r"(?:exemplet|guiden|rapporten|resultatet|träffen|raden|förslaget|alternativet)"
_ORDINALS = (
    re.compile(rf"\b(?:nummer|nr\.?)\s*(\d{{1,2}}|{'|'.join(years.NUMBERS)})\b", re.I),
    re.compile(r"\b(?:exempel|punkt)\s*(\d{1,2})\b", re.I),
    re.compile(r"\b(\d{1,2}):(?:an?|e)\b", re.I),
    re.compile(rf"\b(?:den|det)\s+(?:allra\s+)?({_WORDS})\b(?:\s+{_ITEM}\b)?", re.I),
    re.compile(rf"\b({_WORDS})\s+{_ITEM}\b", re.I),
    re.compile(rf"(?:^|\b(?:om|på|visa))\s*({_WORDS}|\d{{1,2}})(?:\s+tack)?\s*[.!?]*\s*$", re.I),
    re.compile(rf"^({_WORDS})\s+(?:från|i)\b", re.I),
)
# Two at once: "jämför 1 och 3", "ettan mot trean", "de två första".
_POSITION = rf"(?:nummer\s*|nr\.?\s*)?(\d{{1,2}}|{_WORDS})"
_PAIR = re.compile(
    rf"\b(?:jämför|jämföra|jmf|jfr|skiljer|skillnad|skillnaden)\s+(?:sig\s+)?(?:mellan\s+|på\s+)?{_POSITION}\s*"
    rf"(?:och|med|mot|från|&|,|/|vs)\s*{_POSITION}\b",
    re.I,
)
_FIRST_TWO = re.compile(r"\bde\s+(?:två|2|båda)\s+(?:första|översta)\b", re.I)
_TELLTALES = (*map(str, range(10)), *_POSITIONS, "nummer", "nr")  # without one of them there is no position
# A submission's, however it is written.
CODE = re.compile(r"\bhg[- ]?([0-9a-z]{4})[- ]?([0-9a-z]{4})[- ]?([0-9a-z]{4})\b", re.I)


def _ordinals(text: str) -> Iterator[Entity]:
    lower = text.lower()
    if not any(piece in lower for piece in _TELLTALES):
        return
    for pattern in _ORDINALS:
        for match in pattern.finditer(text):
            yield _ordinal(match, 1)
    for pair in _PAIR.finditer(text):
        yield from (_ordinal(pair, group) for group in (1, 2))
    for both in _FIRST_TWO.finditer(text):
        yield from (Entity("ordinal", value, *both.span()) for value in ("1", "2"))


def _ordinal(match: re.Match, group: int) -> Entity:
    word = match.group(group).lower()
    value = _POSITIONS.get(word) or str(years.NUMBERS.get(word, word))
    whole = 0 if len(match.groups()) == 1 else group
    return Entity("ordinal", value, match.start(whole), match.end(whole))


def has_code(text: str) -> bool:
    """Whether a submission's code stands in the text."""
    return CODE.search(text) is not None


def _codes(text: str) -> Iterator[Entity]:
    for match in CODE.finditer(text):
        yield Entity("submission_code", "HG-" + "-".join(part.upper() for part in match.groups()), *match.span())

"""What search reads of an entry: its words by field, and marks for the values that filters ask for."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, FrozenSet, Iterable, List, Mapping, Optional, Tuple

from bot.swedish import register
from bot.swedish.standard import concepts, terms
from bot.swedish.text import STOPWORDS, WORDS_KEPT, fold, words

# How much a word counts by the field it stands in, in the order of a document's fields; last a filter's value.
WEIGHTS = {
    "example": (2.5, 2.0, 1.5, 1.0, 1.25, 3.0),
    "guide": (2.5, 2.5, 1.5, 1.0, 1.5, 3.0),
    "answer": (3.0, 1.0, 0.7, 3.0),
}
CONCEPT, TITLE, MARK = "c_", "t_", "f_"
# The mark of a municipality that only takes part.
PARTNER = "partner"
# PostgreSQL takes no longer tokens than 2 kB.
LONGEST_WORD = 60

_NOT_A_TOKEN = re.compile(r"[^a-z0-9]+")
_NOT_IN_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Document:
    """An entry of a kind (example, guide, answer).

    Each of `fields` holds words and concepts, the last one marks; `letters` is the text as written but for function
    words, folded. Both have a space on either side of each word.
    """

    kind: str
    id: str
    year: Optional[int]
    fields: Tuple[str, ...]
    letters: str

    def words(self) -> FrozenSet[str]:
        return frozenset(word for each in self.fields for word in each.split())

    def tokens(self) -> FrozenSet[str]:
        """Everything that a search may ask for; words of the title once more as such."""
        titled = {f"{TITLE}{word}" for word in self.fields[0].split() if not word.startswith(CONCEPT)}
        return self.words() | titled


def document(kind: str, values: Mapping[str, Any]) -> Document:
    """The document of an entry, given by the names of its columns."""
    texts = _FIELDS[kind](values)
    fields = (*map(_framed, map(_indexed, texts)), _framed(" ".join(_marks(kind, values))))
    return Document(kind, values["id"], values.get("year"), fields, _letters(" ".join(texts)))


def mark(kind: str, value: str) -> str:
    """The token of a filter's value: `f_region_region_skane`."""
    return f"{MARK}{kind}_{_NOT_A_TOKEN.sub('_', fold(value))}"


@functools.cache
def values_by_mark(kind: str) -> Dict[str, str]:
    """The values that a filter may have, by their tokens."""
    return {mark(kind, value): value for value in register.labels(kind)}


def year_marks(first: Optional[int], last: Optional[int]) -> List[str]:
    """Tokens any of which an entry has that is of a year in the span, both ends included; whole decades as one."""
    first, last = max(first or FIRST_YEAR, FIRST_YEAR), min(last or LAST_YEAR, LAST_YEAR)
    decades = [start for start in range(first - first % 10, last + 1, 10) if start >= first and start + 9 <= last]
    covered = {year for start in decades for year in range(start, start + 10)}
    years = [year for year in range(first, last + 1) if year not in covered]
    return [*(mark("decade", str(start)) for start in decades), *(mark("year", str(year)) for year in years)]


# The years that content may have.
FIRST_YEAR, LAST_YEAR = 1990, 2100


def word_token(term: str) -> str:
    """A term as a token: letters and digits only, and no more of them than a word has."""
    return _NOT_IN_A_WORD.sub("", term)[:LONGEST_WORD]


@functools.lru_cache(maxsize=WORDS_KEPT)
def concept_tokens(term: str) -> Tuple[str, ...]:
    """What a term is about, with a mark that no word has."""
    return tuple(f"{CONCEPT}{word_token(concept)}" for concept in concepts(term))


def _indexed(text: str) -> str:
    found = terms(text)
    about = dict.fromkeys(token for term in found for token in concept_tokens(term))
    return " ".join([*filter(None, map(word_token, found)), *about])


def _letters(text: str) -> str:
    return _framed(" ".join(fold(word) for word in words(text) if word not in STOPWORDS))


def _framed(text: str) -> str:
    return f" {text} "


def _marks(kind: str, values: Mapping[str, Any]) -> Iterable[str]:
    yield mark("kind", kind)
    if values.get("year"):
        yield mark("year", str(values["year"]))
        yield mark("decade", str(values["year"] - values["year"] % 10))
    if kind == "example":
        for filtered, column in _FILTERED.items():
            found = values[column]
            yield from (mark(filtered, value) for value in ([found] if isinstance(found, str) else found or ()))
        if values["municipality"] and not values["region"]:
            yield mark("region", _region_of(values["municipality"]))
        yield from (mark(PARTNER, _by_partner()[name]) for name in values["partners"] if name in _by_partner())


def _region_of(municipality: str) -> str:
    return register.region_names_by_code()[register.municipalities()[municipality].region_code]


@functools.lru_cache(maxsize=1)
def _by_partner() -> Dict[str, str]:
    """The municipality that a partner is: "Strängnäs" and "Strängnäs kommun" are one, "Malmö högskola" is none."""
    known = register.municipalities().values()
    return {name: each.name for each in known for name in (each.name, each.organisation)}


_FILTERED = {
    "municipality": "municipality",
    "region": "region",
    "method": "method",
    "contract_type": "contract_type",
    "sector": "sectors",
    "target_group": "target_group_types",
    "requirement_type": "requirement_types",
}


def _example_fields(example: Mapping[str, Any]) -> List[str]:
    labels = [
        register.labels("method")[example["method"]],
        register.labels("contract_type")[example["contract_type"]],
        *(register.labels("target_group")[value] for value in example["target_group_types"]),
        *(register.labels("requirement_type")[value] for value in example["requirement_types"]),
    ]
    return [
        example["title"],
        " ".join([example["organisation"], example["organisation_type"] or "", example["sector"], *example["sectors"]]),
        " ".join([*example["target_groups"], *example["partners"], *labels]),
        f"{example['requirement']} {example['result'] or ''}",
        "\n".join(example["search_phrases"]),
    ]


def _guide_fields(guide: Mapping[str, Any]) -> List[str]:
    return [
        guide["title"],
        " ".join(guide["topics"]),
        guide["publisher"],
        f"{guide['summary']} {guide['audience']}",
        "\n".join(guide["search_phrases"]),
    ]


def _answer_fields(answer: Mapping[str, Any]) -> List[str]:
    return [answer["label"], answer["text"], f"{answer['why'] or ''} {answer['more'] or ''}"]


_FIELDS: Dict[str, Callable[[Mapping[str, Any]], List[str]]] = {
    "example": _example_fields,
    "guide": _guide_fields,
    "answer": _answer_fields,
}

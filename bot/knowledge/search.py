"""Find examples, guides and answers: filters decide what may be shown, words what comes first."""

from __future__ import annotations

import math
import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, List, Mapping, Sequence, Set, Tuple

from bot.knowledge import store
from bot.knowledge.query import KINDS, Query, matches, read_query
from bot.knowledge.records import Example, Guide
from bot.swedish import register
from bot.swedish.analyzer import terms

NEARBY = 3
GRAM = 4
# How much of the query's weight a text must carry to count as found when only words were asked for.
ENOUGH = 0.34

Fields = Sequence[Tuple[float, str]]


@dataclass(frozen=True)
class Found:
    """Ids, best first. With none, `emptied_by` is the kind of filter whose loss gives the ids in `nearby`."""

    query: Query
    results: Tuple[str, ...]
    nearby: Tuple[str, ...] = ()
    emptied_by: str = ""


def search_examples(query: Query) -> Found:
    """Examples that pass the filters, those that share the query's words first."""
    examples = store.examples()
    if not query.words and not query.filters and not query.excluded:
        return Found(query, _newest(examples))
    ranked = _ranked(examples, query)
    if ranked or not (query.filters or query.excluded):
        return Found(query, ranked)
    return _nearest(examples, query)


def search_guides(query: Query) -> Found:
    """Guides and reports by words only."""
    guides = store.guides()
    if not query.words:
        return Found(query, tuple(guide.id for guide in guides))
    return Found(query, _by_words({guide.id: _guide_fields(guide) for guide in guides}, query.words, ENOUGH))


def search_answers(text: str, limit: int) -> Tuple[str, ...]:
    """Ids of the answers whose texts share most with the question."""
    texts = {identity: [(1.0, text)] for identity, text in store.answer_texts().items()}
    return _by_words(texts, terms(text), ENOUGH)[:limit]


def search(kind: str, text: str) -> Found:
    """Search `examples` or `guides` for a text as a person typed it."""
    searches: Dict[str, Callable[[Query], Found]] = {"examples": search_examples, "guides": search_guides}
    return searches[kind](read_query(text))


def described(kind: str, text: str) -> Dict[str, Any]:
    """A search in the format of `guiden search`; `ms` is its time."""
    started = time.perf_counter()
    found = search(kind, text)
    return {
        "query": text,
        "filters": {**found.query.filters, **{f"not_{name}": value for name, value in found.query.excluded.items()}},
        "total": len(found.results),
        "results": list(found.results[:10]),
        "nearby": list(found.nearby),
        "ms": round((time.perf_counter() - started) * 1000, 3),
    }


def _newest(examples: List[Example]) -> Tuple[str, ...]:
    return tuple(example.id for example in sorted(examples, key=lambda item: (-(item.year or 0), item.id)))


def _ranked(examples: List[Example], query: Query) -> Tuple[str, ...]:
    allowed = [example for example in examples if matches(example, query)]
    scored = _by_words({example.id: _example_fields(example) for example in allowed}, query.words, _needed(query))
    rest = _newest([example for example in allowed if example.id not in set(scored)]) if query.filters else ()
    return scored + rest


def _needed(query: Query) -> float:
    return 0.0 if query.filters else ENOUGH


def _nearest(examples: List[Example], query: Query) -> Found:
    """Let go of one filter; if that isn't enough keep the region and the method, or one of them."""
    regional = _in_region(query)
    for kind in KINDS:
        if kind in query.filters and len(query.filters) > 1:
            found = _ranked(examples, regional if kind == "municipality" else _without_kind(query, kind))
            if found:
                return Found(query, (), found[:NEARBY], kind)
    emptied_by = next(iter(query.filters)) if len(query.filters) == 1 else ""
    for kinds in ({"region", "method"}, {"method"}, {"region"}):
        wider = _keeping(regional, kinds)
        found = _ranked(examples, wider) if wider.filters else ()
        if found:
            return Found(query, (), found[:NEARBY], emptied_by)
    return Found(query, ())


def _keeping(query: Query, kinds: Set[str]) -> Query:
    return replace(query, filters={kind: values for kind, values in query.filters.items() if kind in kinds})


def _without_kind(query: Query, kind: str) -> Query:
    return _keeping(query, set(query.filters) - {kind})


def _in_region(query: Query) -> Query:
    """The query with the regions of its municipalities in their place."""
    names = register.region_names_by_code()
    places = [register.municipalities()[name] for name in query.filters.get("municipality", ())]
    regions = [*query.filters.get("region", ()), *(names[place.region_code] for place in places)]
    others = _without_kind(query, "municipality").filters
    return replace(query, filters={**others, "region": regions} if regions else others)


def _example_fields(example: Example) -> Fields:
    return (
        (3.0, example.title),
        (2.0, f"{example.organisation} {example.sector} {' '.join(example.sectors)}"),
        (1.5, f"{' '.join(example.target_groups)} {' '.join(example.partners)} {_labels(example)}"),
        (1.0, f"{example.requirement} {example.result or ''}"),
    )


def _labels(example: Example) -> str:
    return " ".join(
        [
            register.labels("method")[example.method],
            register.labels("contract_type")[example.contract_type],
            *(register.labels("target_group")[value] for value in example.target_group_types),
            *(register.labels("requirement_type")[value] for value in example.requirement_types),
        ]
    )


def _guide_fields(guide: Guide) -> Fields:
    return (
        (3.0, guide.title),
        (2.5, " ".join(guide.topics)),
        (1.5, guide.publisher),
        (1.0, f"{guide.summary} {guide.audience}"),
    )


def _by_words(texts: Mapping[str, Fields], words: Sequence[str], enough: float) -> Tuple[str, ...]:
    """Ids of texts that share words or long parts of words with the query, best first.

    A word counts whole, or by its four-letter parts when it is written or joined otherwise ("städavtal", "städ").
    """
    if not words or not texts:
        return ()
    weights = {identity: _field_weights(fields) for identity, fields in texts.items()}
    frequency = Counter(gram for text in weights.values() for gram in text)
    rarity = {gram: math.log(1 + len(texts) / (1 + frequency[gram])) for word in words for gram in _grams(word)}
    asked = sum(_word_rarity(word, rarity) for word in words)
    scores = {}
    for identity, text in weights.items():
        hits = [(_word_rarity(word, rarity), _hit(word, text, rarity)) for word in words]
        covered = sum(weight * min(1.0, share) for weight, share in hits)
        if covered > enough * asked:
            scores[identity] = sum(weight * share for weight, share in hits)
    return tuple(sorted((name for name in scores if scores[name] > 0), key=lambda name: (-scores[name], name)))


def _field_weights(fields: Fields) -> Dict[str, float]:
    weights: Dict[str, float] = {}
    for weight, text in fields:
        for word in terms(text):
            for gram in _grams(word):
                weights[gram] = max(weights.get(gram, 0.0), weight)
    return weights


def _grams(word: str) -> List[str]:
    """The word with a mark at its start, and its four-letter parts."""
    whole = f"^{word}"
    return [whole, *{whole[start : start + GRAM] for start in range(max(1, len(whole) - GRAM + 1))}]


def _word_rarity(word: str, rarity: Mapping[str, float]) -> float:
    return max(rarity[gram] for gram in _grams(word))


def _hit(word: str, text: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    """How well a text has a word, from 0 to the weight of the field it stands in."""
    grams = _grams(word)
    if grams[0] in text:
        return text[grams[0]]
    parts = grams[1:]
    shared = [gram for gram in parts if gram in text]
    share = len(shared) / len(parts)
    return share * max(text[gram] for gram in shared) if share >= 0.5 else 0.0

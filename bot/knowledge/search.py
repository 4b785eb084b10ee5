"""Find examples, guides and answers: filters decide what may be shown, words what comes first."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, List, Set, Tuple

from bot.knowledge import store
from bot.knowledge.query import KINDS, Query, matches, read_query
from bot.knowledge.ranking import ENOUGH, Fields, by_words, scores_of
from bot.knowledge.records import Example, Guide
from bot.swedish import register
from bot.swedish.standard import terms

NEARBY = 3
# Filters that say most about what a person wants: let go last when nothing matches.
KEPT = {"municipality", "method", "region"}
# In a search among guides these say nothing about which one is meant.
WORDS_FOR_GUIDES = {"guide", "handbok", "rapport", "vagledning"}


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
    ranked = _ranked(examples, query)
    if ranked or not (query.filters or query.excluded):
        return Found(query, ranked)
    return _nearest(examples, query)


def search_guides(query: Query) -> Found:
    """Guides and reports by words only."""
    guides = store.guides()
    words = [word for word in query.words if word not in WORDS_FOR_GUIDES]
    if not words:
        return Found(query, tuple(guide.id for guide in guides))
    return Found(query, by_words({guide.id: _guide_fields(guide) for guide in guides}, words, ENOUGH))


def search_answers(text: str, limit: int) -> Tuple[str, ...]:
    """Ids of the answers whose texts share most with the question."""
    texts = {identity: ((3.0, label), (1.0, text)) for identity, (label, text) in store.answer_texts().items()}
    return by_words(texts, terms(text), ENOUGH)[:limit]


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


def _newest_first(examples: List[Example]) -> List[Example]:
    return sorted(examples, key=lambda item: (-(item.year or 0), item.id))


def _ranked(examples: List[Example], query: Query) -> Tuple[str, ...]:
    allowed = _newest_first([example for example in examples if matches(example, query)])
    scored = by_words({example.id: _example_fields(example) for example in allowed}, query.words, _needed(query))
    if query.words and not query.filters:
        return scored
    return scored + tuple(example.id for example in allowed if example.id not in set(scored))


def _needed(query: Query) -> float:
    return 0.0 if query.filters else ENOUGH


def _nearest(examples: List[Example], query: Query) -> Found:
    """Let go of one filter, whichever leaves what the words fit best; if that isn't enough, of several.

    The method and the place are kept as long as possible, a municipality's region longer than the municipality.
    """
    fit = scores_of({example.id: _example_fields(example) for example in examples}, query.words, 0.0)
    losses = [(kind, _ranked(examples, _without_kind(query, kind))) for kind in KINDS if _can_lose(query, kind)]
    options = sorted(
        ((kind, ids) for kind, ids in losses if ids), key=lambda loss: (loss[0] in KEPT, -fit.get(loss[1][0], 0.0))
    )
    if options:
        ids = dict.fromkeys(identity for _, found in options for identity in found)
        return Found(query, (), tuple(ids)[:NEARBY], options[0][0])
    regional = _without_kind(query, "municipality")
    for kinds in ({"region", "method"}, {"method"}, {"region"}):
        wider = _keeping(regional, kinds)
        found = _ranked(examples, wider) if wider.filters else ()
        if found:
            return Found(query, (), found[:NEARBY], next(iter(query.filters)) if len(query.filters) == 1 else "")
    return Found(query, ())


def _can_lose(query: Query, kind: str) -> bool:
    return kind in query.filters and (len(query.filters) > 1 or kind == "municipality")


def _keeping(query: Query, kinds: Set[str]) -> Query:
    return replace(query, filters={kind: values for kind, values in query.filters.items() if kind in kinds})


def _without_kind(query: Query, kind: str) -> Query:
    """The query without a kind of filter; its municipalities are widened to their regions."""
    wider = _keeping(query, set(query.filters) - {kind})
    if kind != "municipality":
        return wider
    names = register.region_names_by_code()
    places = [register.municipalities()[name] for name in query.filters.get("municipality", ())]
    regions = [*query.filters.get("region", ()), *(names[place.region_code] for place in places)]
    return replace(query, filters={**wider.filters, "region": regions}) if regions else wider


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

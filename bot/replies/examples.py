"""Examples as replies: a page of a list, one of them opened, two beside each other, and nothing found."""

from __future__ import annotations

from typing import Callable, List, Mapping, Sequence, Tuple

from bot.knowledge.records import Example
from bot.knowledge.retrieval.matches import MOST_COUNTED
from bot.knowledge.retrieval.query import Query, label
from bot.replies.model import Choice, Item, Reply
from bot.replies.wording import cited, describe, shortened
from bot.swedish import register

PAGE = 3
ITEM_WORDS = 24
COMPARED_WORDS = 30
MAX_CHOICES = 5
UNKNOWN = "framgår inte"


def examples_reply(
    query: Query, total: int, first: int, shown: Sequence[Example], narrowing: Sequence[Tuple[str, str, int]]
) -> Reply:
    """One page of examples, `first` counted from 0; `narrowing` is (kind, value, how many are left)."""
    left = total - first - len(shown)
    asked = describe(query)
    about = f" ({asked})" if asked else ""
    if first == 0:
        lead = f"Jag hittade {'minst ' if total >= MOST_COUNTED else ''}{total} exempel{about}."
        if left:
            lead += f" Här är de {len(shown)} som passar bäst."
    else:
        lead = f"Här är nummer {first + 1}–{first + len(shown)} av {total}{about}."
    more = [Choice(f"Visa fler ({left} kvar)", "more_results")] if left else []
    kept = [*more, *removals(query)]
    narrower = _narrowing(narrowing)[: max(0, MAX_CHOICES - len(kept))]
    return Reply("examples", lead, items=_items(shown), choices=(*kept, *narrower))


def _narrowing(values: Sequence[Tuple[str, str, int]]) -> List[Choice]:
    return [
        Choice(f"Bara {label(kind, value)} ({count})", "search_examples", {"add": {kind: [value]}})
        for kind, value, count in values
    ]


def removals(query: Query) -> List[Choice]:
    """One choice for each filter that can be taken away, and one for all unwanted words."""
    wanted = [("Ta bort", "remove", query.filters), ("Ta med", "allow", query.excluded)]
    unwanted = " och ".join(query.unwanted_as_written)
    words = [Choice(f"Ta med: {unwanted}", "search_examples", {"allow_words": True})] if unwanted else []
    return words + [
        Choice(f"{verb}: {label(kind, value)}", "search_examples", {key: {kind: [value]}})
        for verb, key, filters in wanted
        for kind, values in filters.items()
        for value in values
    ]


def nothing_found(query: Query, emptied_by: str, nearby: Sequence[Example]) -> Reply:
    """Says which filter emptied the list and offers the nearest that has hits."""
    asked = describe(query)
    fitting = f"som stämmer med {asked}" if query.filters else f"({asked})" if asked else "på det du skrev"
    lead = f"Jag hittade inget exempel {fitting}."
    if not nearby:
        return Reply(
            "examples", f"{lead} Prova att söka bredare, eller be om alla exempel.",
            choices=(Choice("Visa alla exempel", "search_examples", {"filters": {}}),
                     Choice("Skicka in ett exempel", "submit_example")),
        )  # fmt: skip
    values = " och ".join(label(emptied_by, value) for value in query.filters.get(emptied_by, ()))
    reason = f"Det är {values} som gör listan tom." if values else "Det är kombinationen som gör listan tom."
    return Reply(
        "examples", f"{lead} {reason} Det här ligger närmast:", items=_items(nearby), choices=tuple(removals(query))
    )


def similar_reply(example: Example, total: int, first: int, shown: Sequence[Example]) -> Reply:
    left = total - first - len(shown)
    more = (Choice(f"Visa fler ({left} kvar)", "more_results"),) if left else ()
    lead = f"Exempel som liknar ”{example.title}”:" if shown else f"Jag hittade inget som liknar ”{example.title}”."
    return Reply("examples", lead, items=_items(shown), choices=more)


def _items(shown: Sequence[Example]) -> Tuple[Item, ...]:
    return tuple(example_item(example) for example in shown)


def example_item(example: Example) -> Item:
    facts = [example.organisation, _year(example), register.labels("method")[example.method]]
    line = shortened(example.result or example.requirement, ITEM_WORDS)
    return Item(
        example.id, example.title, f"{', '.join(fact for fact in facts if fact)}. {line}", cited(example.source)
    )


def _year(example: Example) -> str:
    return str(example.year) if example.year else ""


def example_reply(example: Example) -> Reply:
    """One example opened."""
    facts = [
        example.organisation,
        example.region if example.region != example.organisation else None,
        _year(example),
        register.labels("method")[example.method],
        register.labels("contract_type")[example.contract_type].lower(),
    ]
    lines = [
        f"{example.title}.",
        f"{', '.join(fact for fact in facts if fact)}.",
        example.requirement,
        f"Resultat: {example.result}" if example.result else "Resultatet framgår inte av källan.",
        f"Målgrupp: {', '.join(example.target_groups)}." if example.target_groups else "",
    ]
    return Reply(
        "examples",
        "\n".join(lines),
        sources=(cited(example.source),),
        choices=(
            Choice("Tillbaka till listan", "search_examples", {"again": True}),
            Choice("Liknande exempel", "search_examples", {"similar": example.id}),
        ),
    )


# What is set beside each other, in this order; what neither example says is left out.
_COMPARED: Mapping[str, Callable[[Example], str]] = {
    "Vem": lambda example: example.organisation,
    "År": _year,
    "Arbetssätt": lambda example: register.labels("method")[example.method],
    "Avtal": lambda example: register.labels("contract_type")[example.contract_type],
    "Bransch": lambda example: example.sector,
    "Målgrupp": lambda example: ", ".join(example.target_groups),
    "Krav": lambda example: shortened(example.requirement, COMPARED_WORDS),
    "Resultat": lambda example: shortened(example.result or "", COMPARED_WORDS),
}


def comparison(first: Example, second: Example) -> Reply:
    """Two examples beside each other, a line for each thing that can be compared."""
    lines = [f"1. {first.title}", f"2. {second.title}"]
    for name, value in _COMPARED.items():
        one, other = value(first), value(second)
        if one and one == other:
            lines.append(f"{name}: {one} (båda)")
        elif one or other:
            lines.append(f"{name}: 1) {one or UNKNOWN} 2) {other or UNKNOWN}")
    return Reply("examples", "\n".join(lines), sources=(cited(first.source), cited(second.source)))

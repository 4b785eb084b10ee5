"""Turn what was found into a reply."""

from __future__ import annotations

from typing import Any, List, Mapping, Sequence, Tuple

from bot.knowledge.query import Query, label
from bot.knowledge.records import Answer, Example, Guide
from bot.replies.model import Choice, Item, Reply, Source
from bot.swedish import register

PAGE = 3
ITEM_WORDS = 24
DISCLAIMER = "Allmän vägledning, inte juridisk rådgivning."


def answer_reply(answer: Answer, labels: Mapping[str, str], guide_titles: Mapping[str, str], extra: str = "") -> Reply:
    """A curated answer with its sources and next steps; `extra` is a line put last."""
    lines = [answer.text]
    if answer.legal:
        read = f"Kontrollerat {answer.checked.isoformat()}."
        lines.append(
            " ".join([f"Lagrum: {', '.join(answer.paragraphs)}."] * bool(answer.paragraphs) + [read, DISCLAIMER])
        )
    return Reply(
        "answer",
        "\n".join([*lines, extra]),
        sources=tuple(Source(source.title, source.publisher, source.url) for source in answer.sources),
        choices=tuple(_next_step(step, labels, guide_titles) for step in answer.next_steps),
        answer=f"faq/{answer.id}",
    )


def _next_step(step: Mapping[str, Any], labels: Mapping[str, str], guide_titles: Mapping[str, str]) -> Choice:
    if "answer" in step:
        return Choice(labels[step["answer"]], "faq", step["answer"])
    if "guide" in step:
        return Choice(f"Guide: {guide_titles[step['guide']]}", "search_guides", {"guide": step["guide"]})
    filters = {kind: [value] for kind, value in step["examples"].items()}
    return Choice(f"Visa exempel: {describe(Query(filters=filters))}", "search_examples", {"filters": filters})


def examples_reply(
    query: Query, total: int, first: int, shown: Sequence[Example], narrowing: Sequence[Tuple[str, str, int]]
) -> Reply:
    """One page of examples, `first` counted from 0; `narrowing` is (kind, value, how many are left)."""
    left = total - first - len(shown)
    asked = describe(query)
    noun = "exempel"
    if first == 0:
        lead = f"Jag hittade {total} {noun}{f' ({asked})' if asked else ''}."
        if left:
            lead += f" Här är de {len(shown)} som passar bäst."
    else:
        lead = f"Här är nummer {first + 1}–{first + len(shown)} av {total}{f' ({asked})' if asked else ''}."
    choices = [Choice(f"Visa fler ({left} kvar)", "more_results")] if left else []
    choices += [
        Choice(f"Bara {label(kind, value)} ({count})", "search_examples", {"add": {kind: [value]}})
        for kind, value, count in narrowing
    ]
    return Reply("examples", lead, items=tuple(example_item(example) for example in shown), choices=tuple(choices))


def nothing_found(query: Query, emptied_by: str, nearby: Sequence[Example]) -> Reply:
    """Says which filter emptied the list and offers the nearest that has hits."""
    asked = describe(query)
    lead = f"Jag hittade inget exempel som stämmer med {asked or 'det du skrev'}."
    if not nearby:
        return Reply(
            "examples", f"{lead} Prova att söka bredare, eller be om alla exempel.",
            choices=(Choice("Visa alla exempel", "search_examples", {"filters": {}}),
                     Choice("Skicka in ett exempel", "submit_example")),
        )  # fmt: skip
    values = ", ".join(label(emptied_by, value) for value in query.filters.get(emptied_by, ()))
    reason = f"Det är {values} som gör listan tom." if values else "Det är kombinationen som gör listan tom."
    return Reply(
        "examples",
        f"{lead} {reason} Det här ligger närmast:",
        items=tuple(example_item(example) for example in nearby),
    )


def example_item(example: Example) -> Item:
    facts = [example.organisation, str(example.year) if example.year else "", register.labels("method")[example.method]]
    line = shortened(example.result or example.requirement, ITEM_WORDS)
    return Item(
        example.id, example.title, f"{', '.join(fact for fact in facts if fact)}. {line}", _example_source(example)
    )


def _example_source(example: Example) -> Source:
    return Source(example.source_title, example.organisation, example.source_url)


def example_reply(example: Example) -> Reply:
    """One example opened."""
    facts = [
        example.organisation,
        example.region if example.region != example.organisation else None,
        str(example.year) if example.year else None,
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
        sources=(_example_source(example),),
        items=(),
        choices=(
            Choice("Tillbaka till listan", "search_examples", {"again": True}),
            Choice("Liknande exempel", "search_examples", {"filters": {"method": [example.method]}}),
        ),
    )


def guides_reply(total: int, first: int, shown: Sequence[Guide]) -> Reply:
    left = total - first - len(shown)
    lead = "Den här guiden passar:" if total == 1 else f"Jag hittade {total} guider och rapporter."
    if first:
        lead = f"Här är nummer {first + 1}–{first + len(shown)} av {total}."
    return Reply(
        "guides",
        lead,
        items=tuple(guide_item(guide) for guide in shown),
        choices=(Choice(f"Visa fler ({left} kvar)", "more_results"),) if left else (),
    )


def no_guide() -> Reply:
    return Reply(
        "guides",
        "Jag hittade ingen guide om det. Prova med ett bredare ord, eller se alla.",
        choices=(
            Choice("Visa alla guider", "search_guides", {"all": True}),
            Choice("Hitta exempel", "search_examples"),
        ),
    )


def guide_item(guide: Guide) -> Item:
    year = str(guide.year) if guide.year else guide.year_note
    return Item(
        guide.id,
        guide.title,
        f"{guide.publisher}{f', {year}' if year else ''}. {guide.summary}",
        Source(guide.title, guide.publisher, guide.url),
    )


def describe(query: Query) -> str:
    """The filters in words: "IOP, Region Skåne, från 2019, inte bygg"."""
    wanted = [label(kind, value) for kind, values in query.filters.items() for value in values]
    unwanted = [f"inte {label(kind, value)}" for kind, values in query.excluded.items() for value in values]
    return ", ".join([*wanted, *unwanted])


def shortened(text: str, words: int) -> str:
    """The first sentences or words of a text, never more than `words` of them."""
    all_words = text.split()
    if len(all_words) <= words:
        return text
    kept = " ".join(all_words[:words])
    end = max(kept.rfind(". "), -1)
    return kept[: end + 1] if end > len(kept) // 2 else kept.rstrip(",.;:–") + " …"


def clarify(options: Sequence[Tuple[str, str, str]]) -> Reply:
    """Offer what was perhaps meant; options are (label, intent, answer id or AS_WRITTEN)."""
    choices: List[Choice] = [Choice(title, intent, value) for title, intent, value in options]
    choices.append(Choice("Inget av det här", "deny"))
    return Reply("clarify", "Jag är inte säker på att jag förstod. Menade du något av det här?", choices=tuple(choices))

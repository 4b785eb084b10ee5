"""Filters and long texts in words that fit in a reply."""

from __future__ import annotations

from bot.knowledge import records
from bot.knowledge.retrieval.query import Query, label
from bot.replies.model import Source


def describe(query: Query) -> str:
    """The filters in words: "IOP, Region Skåne, från 2019, inte bygg"."""
    wanted = [label(kind, value) for kind, values in query.filters.items() for value in values]
    unwanted = [f"inte {label(kind, value)}" for kind, values in query.excluded.items() for value in values]
    return ", ".join([*wanted, *unwanted, *(f"inte {phrase}" for phrase in query.unwanted_as_written)])


def cited(source: records.Source) -> Source:
    """A source as a reply shows it: its date, as it gives it itself, stands with who published it."""
    publisher = f"{source.publisher}, {source.date}" if source.date else source.publisher
    return Source(source.title, publisher, source.url)


def shortened(text: str, words: int) -> str:
    """The first sentences or words of a text, never more than `words` of them."""
    all_words = text.split()
    if len(all_words) <= words:
        return text
    kept = " ".join(all_words[:words])
    end = max(kept.rfind(". "), -1)
    return kept[: end + 1] if end > len(kept) // 2 else kept.rstrip(",.;:–") + " …"

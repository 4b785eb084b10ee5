"""Guides and reports as replies."""

from __future__ import annotations

from typing import Sequence

from bot.knowledge.records import Guide
from bot.replies.model import Choice, Item, Reply
from bot.replies.wording import cited


def guides_reply(total: int, first: int, shown: Sequence[Guide], no_such: str = "") -> Reply:
    """One page of guides, `first` counted from 0; `no_such` names the year that none of them is from."""
    left = total - first - len(shown)
    lead = "Den här guiden passar:" if total == 1 else f"Jag hittade {total} guider och rapporter."
    if no_such:
        lead = f"Jag hittade ingen guide ({no_such}). De här handlar om saken:"
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
        cited(guide.source),
    )

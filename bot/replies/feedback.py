"""The questions whether an answer helped, and whether the page did, as choices."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Tuple

from bot.replies.model import Choice

QUESTION = "Hjälpte svaret?"
_INTENTS = {True: "feedback_positive", False: "feedback_negative"}


def feedback_choices(reply: Mapping[str, Any]) -> Tuple[Choice, ...]:
    """For a curated answer, of Reply.as_json: whether it helped. Nothing for other replies."""
    if not reply["answer"]:
        return ()
    about = {"answer": reply["answer"].removeprefix("faq/")}
    return (
        Choice("Ja, det hjälpte", _INTENTS[True], about),
        Choice("Nej, det hjälpte inte", _INTENTS[False], about),
    )


def of_page(helped: bool, page: Optional[str]) -> Choice:
    """What is said about the page that the assistant stands on."""
    title = "Ja, informationen på sidan hjälpte" if helped else "Nej, informationen på sidan hjälpte inte"
    return Choice(title, _INTENTS[helped], {"page": page})

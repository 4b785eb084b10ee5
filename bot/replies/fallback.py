"""What is said when a message was not understood: what was perhaps meant, what a search found, and asking again."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from bot.knowledge.passages import Passage
from bot.replies.model import Choice, Item, Reply
from bot.replies.texts import MENU
from bot.replies.wording import cited

LEAVE_QUESTION = "leave_question"
LEAVE_TO_EDITORS = Choice("Lämna frågan till redaktionen", "affirm", LEAVE_QUESTION)


def ask_again() -> Reply:
    return Reply(
        "clarify", "Jag förstod inte riktigt. Skriv gärna frågan med andra ord, eller välj något av det här.",
        choices=(*MENU, LEAVE_TO_EDITORS),
    )  # fmt: skip


def search_result(passage: Optional[Passage], items: Sequence[Item], answers: Sequence[Choice]) -> Reply:
    """What a search found for a question that no answer was written to."""
    choices = (*answers, LEAVE_TO_EDITORS, Choice("Prata med en människa", "talk_to_human"))
    if passage is None:
        text = "Jag har inget färdigt svar på det. Kanske är det något av det här?"
        return Reply("clarify", text, choices=choices)
    text = f"Jag har inget färdigt svar på det. Det här hittade jag när jag sökte:\n”{passage.text}” [1]"
    return Reply("clarify", text, sources=(cited(passage.source),), items=tuple(items), choices=choices)


def clarify(options: Sequence[Tuple[str, str, str]]) -> Reply:
    """Offer what was perhaps meant; options are (label, intent, answer id or AS_WRITTEN)."""
    choices = (*(Choice(title, intent, value) for title, intent, value in options), Choice("Inget av det här", "deny"))
    return Reply("clarify", "Jag är inte säker på att jag förstod. Menade du något av det här?", choices=choices)

"""What the assistant says in Teams only."""

from __future__ import annotations

from typing import Any, Dict

from bot.channels.choices import OVER
from bot.replies import texts
from bot.replies.model import Reply


def greeting(in_private: bool) -> Dict[str, Any]:
    """In a group the menu's buttons would be one person's only."""
    if in_private:
        return texts.greeting().as_json()
    return sentence(f"{texts.greeting().text} Nämn mig med @ när du frågar här. Du kan också skriva till mig privat.")


def chosen(title: str) -> Dict[str, Any]:
    return sentence(f"Du valde: {title}")


def no_such_choice(in_private: bool) -> str:
    if in_private:
        return OVER
    return "Valet hör till någon annans fråga eller går inte att använda längre. Ställ gärna en egen fråga."


def sentence(text: str) -> Dict[str, Any]:
    return Reply("smalltalk", text).as_json()

"""Who is heard without mentioning the assistant where others read: people in a thread talk to each other, too."""

from __future__ import annotations

import hashlib
from typing import Optional

from bot.engine import lookups
from bot.engine.conversation_store import ConversationStore

STARTER = "starter"  # in the metadata of a conversation's first message
# What is private is taken out of metadata, and digits could look like it.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def mark(conversation: str, who: str) -> str:
    """The person in this conversation; it doesn't tell who it is, nor that it is the same as in another."""
    return hashlib.sha256(f"{conversation}\0{who}".encode()).hexdigest()[:32].translate(_LETTERS)


async def starter(conversation: str, stored: ConversationStore) -> Optional[str]:
    """The mark of who began the conversation, empty when that is forgotten; None when nobody did."""
    first = await lookups.first_metadata(stored.engine, conversation)
    return None if first is None else first.get(STARTER, "")

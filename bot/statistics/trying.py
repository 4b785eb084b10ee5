"""Conversations in which editors try what the assistant says: they are nobody's questions, and nobody's opinions."""

from __future__ import annotations

# How the conversation's id goes on after the channel's name.
MARK = "try-"


def is_a_try(conversation: str) -> bool:
    """By its id; only the web channel has such conversations."""
    return conversation.startswith(f"web:{MARK}")

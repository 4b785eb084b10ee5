"""A person's own contact details in what is said to that person: stored replies have placeholders for them."""

from __future__ import annotations

import asyncio
import functools
import logging
from typing import Any, Dict, List, Mapping, Sequence

from bot.database import DATABASE_ERRORS
from bot.submissions import drafts
from bot.submissions.fields import form, placeholder

logger = logging.getLogger(__name__)

GONE = "…"
HIDDEN = "(visas bara i en privat chatt)"


async def filled_in(
    replies: Sequence[Dict[str, Any]], conversation: str, in_private: bool = True
) -> List[Dict[str, Any]]:
    """The replies with the details of the draft that goes on in the conversation; "…" when there are none any more.

    HIDDEN where others read, too. What the person wrote (kind user) is left as it is.
    """
    if not any(_has_placeholder(reply) for reply in replies):
        return list(replies)
    details: Mapping[str, str] = dict.fromkeys(_placeholders(), HIDDEN)
    if in_private:
        details = await asyncio.get_running_loop().run_in_executor(None, _details, conversation)
    return [
        {**reply, "text": _with_details(reply["text"], details)} if _has_placeholder(reply) else reply
        for reply in replies
    ]


@functools.lru_cache(maxsize=1)
def _placeholders() -> Dict[str, str]:
    return {item.name: placeholder(item.name) for item in form() if item.private}


def _has_placeholder(reply: Mapping[str, Any]) -> bool:
    return reply["kind"] != "user" and any(mark in reply["text"] for mark in _placeholders().values())


def _details(conversation: str) -> Mapping[str, str]:
    try:
        return drafts.contact(conversation)
    except DATABASE_ERRORS:
        logger.exception("no contact details could be read in conversation %s", conversation)
        return {}


def _with_details(text: str, details: Mapping[str, str]) -> str:
    for name, mark in _placeholders().items():
        text = text.replace(mark, details.get(name, GONE))
    return text

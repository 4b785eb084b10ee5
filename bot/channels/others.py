"""Where others read along, whoever begins to tell of an example is told so before anything is asked."""

from __future__ import annotations

import logging

from bot.channels.turns import Replies
from bot.engine import lookups
from bot.engine.conversation_store import ConversationStore
from bot.replies.model import Reply

logger = logging.getLogger(__name__)

NOTICE = (
    "Andra här ser det du skriver, och den som ser en kod kan använda den. Vill du berätta utan att andra ser det kan "
    "du skriva till mig privat i stället."
)


async def warned(replies: Replies, conversation: str, store: ConversationStore) -> Replies:
    """The replies of the turn that was stored last, with NOTICE first in the form if it began in that turn."""
    first = next((place for place, reply in enumerate(replies) if reply["kind"] == "form"), None)
    if first is None:
        return replies
    try:
        began = await lookups.form_began(store.engine, conversation)
    except Exception:  # an answer with a notice too many is better than none
        logger.exception("conversation %s could not be read", conversation)
        began = True
    return [*replies[:first], Reply("form", NOTICE).as_json(), *replies[first:]] if began else replies

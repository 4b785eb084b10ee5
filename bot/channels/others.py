"""Where others read along, whoever begins to tell of an example is told so before anything is asked."""

from __future__ import annotations

import logging
from typing import Any, Iterable, List

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import ActiveLoop, Event, UserUttered

from bot.channels.turns import Replies
from bot.replies.model import Reply

logger = logging.getLogger(__name__)

NOTICE = (
    "Andra här ser det du skriver, och den som ser en kod kan använda den. Vill du berätta utan att andra ser det kan "
    "du skriva till mig privat i stället."
)


async def warned(replies: Replies, conversation: str, store: TrackerStore) -> Replies:
    """The replies of the turn that was stored last, with NOTICE first in the form if it began in that turn."""
    first = next((place for place, reply in enumerate(replies) if reply["kind"] == "form"), None)
    if first is None:
        return replies
    try:
        tracker = await store.retrieve_full_tracker(conversation)
        began = _began(list(tracker.events) if tracker else [])
    except Exception:  # an answer with a notice too many is better than none
        logger.exception("conversation %s could not be read", conversation)
        began = True
    return [*replies[:first], Reply("form", NOTICE).as_json(), *replies[first:]] if began else replies


def _began(events: List[Event]) -> bool:
    """Whether the form began in the last turn."""
    said = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    return bool(said) and _in_form(events) and not _in_form(events[: said[-1]])


def _in_form(events: Iterable[Any]) -> bool:
    begun = [event.name for event in events if isinstance(event, ActiveLoop)]
    return bool(begun) and begun[-1] is not None

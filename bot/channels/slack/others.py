"""Where others read along, whoever begins to tell of an example is told so."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered

from bot.replies.model import Reply

NOTICE = (
    "Andra i kanalen ser det du skriver här. Vill du berätta så att bara jag läser det kan du skriva till mig i ett "
    "direktmeddelande i stället."
)


async def warned(replies: Sequence[Dict[str, Any]], conversation: str, stored: TrackerStore) -> List[Dict[str, Any]]:
    """The turn's replies with NOTICE before the form's first question; once in a conversation."""
    first = next((place for place, reply in enumerate(replies) if reply["kind"] == "form"), None)
    if first is None:
        return list(replies)
    now = {reply["id"] for reply in replies}
    tracker = await stored.retrieve_full_tracker(conversation)
    earlier = [event.data.get("custom") for event in tracker.events if isinstance(event, BotUttered)] if tracker else []
    if any(said and said["kind"] == "form" and said["id"] not in now for said in earlier):
        return list(replies)
    return [*replies[:first], Reply("form", NOTICE).as_json(), *replies[first:]]

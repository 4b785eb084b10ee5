"""What has been said in a conversation of the web channel, as its component shows it again."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, Restarted, UserUttered

USER = "user"
Message = Dict[str, Any]


async def history(store: TrackerStore, conversation: str, after: Optional[str] = None) -> List[Message]:
    """What was said since it was last started over; `after` is the id of a message, an unknown one is nobody's.

    Replies are as Reply.as_json has them. What the person said has the kind USER and the id that the client gave it.
    """
    messages: List[Message] = []
    for event in await _events(store, conversation):
        if isinstance(event, Restarted):
            messages.clear()
        elif isinstance(event, UserUttered) and event.text:
            messages.append(_said_by_user(event))
        elif isinstance(event, BotUttered) and event.data.get("custom"):
            messages.append(event.data["custom"])
    known = [message["id"] for message in messages]
    return messages[known.index(after) + 1 :] if after in known else messages


async def answer_to(store: TrackerStore, conversation: str, message_id: str) -> Optional[List[Message]]:
    """The replies that a message was given; None when no message with that id has come."""
    replies: Optional[List[Message]] = None
    for event in await _events(store, conversation):
        if isinstance(event, UserUttered):
            if replies is not None:
                break
            replies = [] if event.message_id == message_id else None
        elif replies is not None and isinstance(event, BotUttered) and event.data.get("custom"):
            replies.append(event.data["custom"])
    return replies


async def _events(store: TrackerStore, conversation: str) -> List[Any]:
    tracker = await store.retrieve_full_tracker(conversation)
    return list(tracker.events) if tracker else []


def _said_by_user(event: UserUttered) -> Message:
    title = (event.metadata or {}).get("title")
    said = {"id": event.message_id, "text": title or event.text, "kind": USER, "answer": None}
    return {**said, "sources": [], "items": [], "choices": []}

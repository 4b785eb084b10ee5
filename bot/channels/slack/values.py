"""What a button or an option in a menu carries, and the choice that it stands for."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered

from bot.channels import choices
from bot.channels.choices import Choice, ChoiceError
from bot.channels.slack.blocks import ChoiceId, Offered

# Of a value that names a stored reply and the place of the choice in it, for it has no room for the choice itself.
_STORED = "reply"


def choice_ids(keys: Sequence[str], conversation: str) -> ChoiceId:
    def choice_id(reply: Mapping[str, Any], choice: Offered, place: int, longest: int) -> str:
        identity = choices.to_id(keys, conversation, choice)
        return identity if len(identity) <= longest else f"{_STORED}:{reply['id']}:{place}"

    return choice_id


async def choice_of(keys: Sequence[str], conversation: str, value: str, stored: TrackerStore) -> Choice:
    """
    Raises:
        ChoiceError: when the conversation was not offered it, or nothing is left of when it was.
    """
    if not value.startswith(f"{_STORED}:"):
        return choices.from_id(keys, conversation, value)
    _, reply, place = value.split(":")
    tracker = await stored.retrieve_full_tracker(conversation)
    for event in tracker.events if tracker else ():
        said = event.data.get("custom") if isinstance(event, BotUttered) else None
        if said and said["id"] == reply:
            identity = choices.to_id(keys, conversation, said["choices"][int(place)])
            return choices.from_id(keys, conversation, identity)
    raise ChoiceError

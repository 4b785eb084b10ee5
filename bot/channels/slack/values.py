"""What a button or an option in a menu carries, and the choice that it stands for."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from bot.channels import choices
from bot.channels.choices import Choice, ChoiceError
from bot.channels.slack.blocks import ChoiceId, Offered
from bot.engine import lookups
from bot.engine.conversation_store import ConversationStore

# Of a value that names a stored reply and the place of the choice in it, for it has no room for the choice itself.
_STORED = "reply"


def choice_ids(keys: Sequence[str], conversation: str) -> ChoiceId:
    def choice_id(reply: Mapping[str, Any], choice: Offered, place: int, longest: int) -> str:
        identity = choices.to_id(keys, conversation, choice)
        return identity if len(identity) <= longest else f"{_STORED}:{reply['id']}:{place}"

    return choice_id


async def choice_of(keys: Sequence[str], conversation: str, value: str, stored: ConversationStore) -> Choice:
    """
    Raises:
        ChoiceError: when the conversation was not offered it, or nothing is left of when it was.
    """
    if not value.startswith(f"{_STORED}:"):
        return choices.from_id(keys, conversation, value)
    _, reply, place = value.split(":")
    said = await lookups.reply(stored.engine, conversation, reply)
    if said is None or not said["choices"]:  # what told of an erased example keeps none
        raise ChoiceError
    return choices.from_id(keys, conversation, choices.to_id(keys, conversation, said["choices"][int(place)]))

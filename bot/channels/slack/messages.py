"""A turn's replies as messages that Slack takes: few enough blocks and characters in each, and a text beside them."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Sequence

from bot.channels.slack.blocks import Block, ChoiceId, choices, chosen, content, feedback, spoken

Message = Dict[str, Any]
Reply = Mapping[str, Any]

BLOCKS = 50
# Slack's own limit on all the blocks' text is about 13 000 and not documented (msg_blocks_too_long).
BLOCKS_CHARACTERS = 9000
TEXT_CHARACTERS = 3900


def render(replies: Sequence[Reply], choice_id: ChoiceId) -> List[Message]:
    """Messages that all see, `text` and `blocks` of each: one for each reply, more when it is long."""
    return [
        message
        for reply in replies
        for message in _messages([*content(reply), *choices(reply, choice_id), *feedback(reply, choice_id)])
    ]


def render_ephemeral(replies: Sequence[Reply], choice_id: ChoiceId) -> List[Message]:
    """Messages that one person sees: what is said, what can be chosen, and whether it helped.

    Slack doesn't show us such a message when a button in it is pressed, so what is to be replaced stands by itself. And
    it lets us send five only.
    """
    said = [block for reply in replies for block in content(reply)]
    offered = [choices(reply, choice_id) for reply in replies]
    asked = [feedback(reply, choice_id) for reply in replies]
    return [message for part in (said, *_numbered(offered), *_numbered(asked)) for message in _messages(part)]


def _numbered(parts: Sequence[List[Block]]) -> Iterator[List[Block]]:
    """The parts as one, in which every block that can be pressed has an id of its own."""
    together = [block for part in parts for block in part]
    actions = [block for block in together if "block_id" in block]
    for number, block in enumerate(actions):
        block["block_id"] += f"_{number}" if number else ""
    if together:
        yield together


def after_choosing(blocks: Sequence[Block], block_id: str, title: str) -> Message:
    """A message with what was chosen in the place of the buttons it was chosen with."""
    return _message([chosen(title) if block.get("block_id") == block_id else dict(block) for block in blocks])


def only_chosen(title: str) -> Message:
    """What replaces a message that one person sees when something in it was chosen."""
    return _message([chosen(title)])


def _messages(blocks: Sequence[Block]) -> List[Message]:
    parts: List[List[Block]] = []
    size = 0
    for block in blocks:
        length = sum(map(len, spoken([block])))
        if not parts or len(parts[-1]) == BLOCKS or size + length > BLOCKS_CHARACTERS:
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += length
    return [_message(part) for part in parts]


def _message(blocks: List[Block]) -> Message:
    return {"text": _fallback(blocks), "blocks": blocks}


def _fallback(blocks: Sequence[Block]) -> str:
    """As many of the blocks' lines as Slack takes in `text`; never a part of one, which could be half a link."""
    lines: List[str] = []
    left = TEXT_CHARACTERS
    for line in spoken(blocks):
        if len(line) + 1 > left:
            return "\n".join([*lines, "…"])
        lines.append(line)
        left -= len(line) + 1
    return "\n".join(lines)

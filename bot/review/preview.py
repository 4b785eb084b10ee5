"""A reply as it will look in the chat, for an editor to see before others do."""

from __future__ import annotations

import re
from typing import List, NamedTuple

from flask import render_template
from markupsafe import Markup

from bot.replies.model import Reply

# As in the chat itself, widget/src/dom.ts: only what is an address of the web becomes a link.
_ADDRESS = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])")


class Part(NamedTuple):
    text: str
    is_address: bool


def preview(reply: Reply, caption: str) -> Markup:
    """The reply with a line above it that says what it is; choices are shown but can't be pressed."""
    return Markup(render_template("preview.html", reply=reply, caption=caption, parts=parts))


def parts(text: str) -> List[Part]:
    """The text in pieces that are addresses and pieces that aren't."""
    return [Part(piece, position % 2 == 1) for position, piece in enumerate(_ADDRESS.split(text)) if piece]

"""What people write in Slack as plain text: Slack's marks for links, mentions and channels become words again."""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(r"<([^<>]*)>")
_AFTER_MENTION = re.compile(r"^[\s:,–-]+")
_SPECIAL = {"!here": "@here", "!channel": "@channel", "!everyone": "@everyone"}


def plain(text: str, bot: str = "") -> str:
    """The text as the person saw it; `bot` is our own user id, whose mentions are left out."""
    began_with_bot = bool(bot) and text.lstrip().startswith(f"<@{bot}")
    read = _TOKEN.sub(lambda found: _word(found.group(1), bot), text)
    read = _AFTER_MENTION.sub("", read) if began_with_bot else read
    read = re.sub(r"[ \t]{2,}", " ", read) if bot and mentions(text, bot) else read
    return _unescaped(read).strip()


def mentions(text: str, bot: str) -> bool:
    return bool(re.search(rf"<@{re.escape(bot)}(\|[^<>]*)?>", text))


def begins_with_mention(text: str) -> bool:
    """Of a person, a group of them, or everybody."""
    return bool(re.match(r"\s*<[@!]", text))


def _word(token: str, bot: str) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return "" if target == f"@{bot}" and bot else f"@{label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return _SPECIAL.get(target) or label or f"@{target[1:].partition('^')[2] or target[1:]}"
    return _link(target, label)


def _link(address: str, label: str) -> str:
    """Slack makes links of bare addresses itself: then the label alone is what was written."""
    for scheme in ("mailto:", "tel:"):
        address = address.removeprefix(scheme)
    bare = re.sub(r"^https?://", "", address).rstrip("/")
    if not label or label == address:
        return address
    return label if label.rstrip("/") == bare else f"{label} {address}"


def _unescaped(text: str) -> str:
    """Slack escapes these three and no others, so other entities are what somebody typed."""
    return re.sub("&(?:lt|gt|amp);", lambda found: html.unescape(found.group()), text)

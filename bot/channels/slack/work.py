"""What is kept of what somebody said in Slack, until it is answered, and what the answer begins with."""

from __future__ import annotations

from typing import Any, Dict, Mapping

from bot.channels.refused import Refused
from bot.channels.slack.said import Place, Written
from bot.channels.turns import Replies
from bot.channels.typed import typed_text
from bot.replies.model import Reply

Work = Mapping[str, Any]


def kept(written: Written, echo: bool) -> Dict[str, Any]:
    """What of it is kept: without what is sensitive, and nothing of what is refused."""
    about = {"who": written.who, "addressed": written.addressed}
    if written.alone and not written.text:
        return {**about, "text": written.alone.payload, "title": written.alone.title}
    try:
        return {**about, "text": typed_text(written.text), "echo": echo}
    except Refused as refusal:
        return {**about, "refusal": refusal.message}


def as_json(place: Place) -> Dict[str, Any]:
    """All but the conversation, which is kept beside it."""
    return {name: value for name, value in place._asdict().items() if name != "conversation"}


def lead_of(work: Work) -> Replies:
    """What an answer begins with where what was said isn't seen."""
    if not work.get("echo"):
        return []
    return [chose(work["title"]) if "title" in work else asked(work["text"])]


def asked(text: str) -> Dict[str, Any]:
    return Reply("smalltalk", f"Du frågade: {text}").as_json()


def chose(title: str) -> Dict[str, Any]:
    return Reply("smalltalk", f"Du valde: {title}").as_json()


def refused(message: str) -> Dict[str, Any]:
    return Reply("error", message).as_json()

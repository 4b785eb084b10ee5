"""What the web channel's component sends, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, Optional, Sequence
from urllib.parse import urlsplit

from sanic import Request

from bot.channels import choices
from bot.channels.errors import bad_request
from bot.channels.refused import Refused
from bot.channels.typed import typed_text
from bot.replies.feedback import of_page

MAX_BODY = 16 * 1024
_SAYING = ("text", "choice", "page_feedback")
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_LONGEST_PAGE = 500


@dataclass(frozen=True)
class Said:
    """`text` is what Rasa gets, `title` what a pressed choice said. `id` is the client's own for the message.

    `again` is true when the client doesn't know whether the message came. `page` is the address of the page that the
    assistant stands on, without what may be personal: query and fragment.
    """

    text: str
    title: Optional[str]
    id: Optional[str]
    again: bool
    page: Optional[str]


def read_said(request: Request, keys: Sequence[str], conversation: str) -> Said:
    """
    Raises:
        Refused: what is wrong with it.
    """
    body = _json(request)
    identity, page = body.get("id"), _page(body.get("page"))
    if identity is not None and not (isinstance(identity, str) and _ID.fullmatch(identity)):
        raise bad_request()
    text, title = _text_and_title(body, keys, conversation, page)
    return Said(text, title, identity, body.get("again") is True, page)


def _text_and_title(body: Dict[str, Any], keys: Sequence[str], conversation: str, page: Optional[str]) -> Any:
    if "choice" in body:
        identity = body["choice"]
        try:
            chosen = choices.from_id(keys, conversation, identity if isinstance(identity, str) else "")
        except choices.ChoiceError:
            raise Refused(400, "unknown_choice", choices.OVER) from None
        return chosen.payload, chosen.title
    if "page_feedback" in body:
        if not isinstance(body["page_feedback"], bool):
            raise bad_request()
        opinion = of_page(body["page_feedback"], page)
        return choices.payload(opinion.intent, opinion.value), opinion.title
    return typed_text(body["text"]), None


def _json(request: Request) -> Dict[str, Any]:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refused(415, "unsupported_media_type", "Skicka meddelandet som application/json.")
    if len(request.body) > MAX_BODY:
        raise Refused(413, "too_large", "Meddelandet är för stort.")
    try:
        body = request.json
    except Exception:
        raise bad_request() from None
    if not isinstance(body, dict) or not set(_SAYING) & set(body):
        raise bad_request()
    return body


def _page(address: Any) -> Optional[str]:
    """None for what is no address of a web page: it is only context."""
    if not isinstance(address, str) or len(address) > _LONGEST_PAGE:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f"{parts.scheme}://{parts.hostname}{parts.path}"

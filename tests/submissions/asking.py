"""What the form asks, and what its choices stand for, read out of what a visitor sees."""

from __future__ import annotations

import base64
import json
from typing import Any, Dict, List, Optional, Tuple

from bot.submissions.fields import form

# What is asked when it is no field: which answer to change, and what to do with the summary.
CHANGE, DECISION = "change", "decision"
Message = Dict[str, Any]


def meant(choice: Message) -> Tuple[str, Any]:
    """The intent and the value behind a choice."""
    content = choice["id"].split(".")[0]
    _, intent, value = json.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
    return intent, value


def asked_in(messages: List[Message]) -> Optional[str]:
    """What the last message asks: a field's name, CHANGE, DECISION, or None when the form asks nothing."""
    last = messages[-1]
    item = next((item for item in form() if last["text"].startswith(item.question)), None)
    if item is not None:
        return item.name
    values = [meant(choice) for choice in last["choices"]]
    if ("inform", "send") in values:
        return DECISION
    names = {item.name for item in form()}
    return CHANGE if values and all(intent == "inform" and value in names for intent, value in values) else None

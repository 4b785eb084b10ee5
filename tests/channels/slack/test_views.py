"""The app's home and the form with a question, as Slack takes them."""

from __future__ import annotations

import pytest

from bot.channels.slack import views
from bot.channels.slack.blocks import spoken
from bot.channels.typed import MAX_CHARACTERS
from bot.conversations.slack.limits import mistakes
from tests.channels.slack.replies import choice_id


def test_home_says_what_the_assistant_can_do() -> None:
    view = views.home(choice_id)
    assert mistakes("views.publish", {"user_id": "U1", "view": view}) == []
    said = "\n".join(spoken(view["blocks"]))
    assert all(part in said for part in ("Jag kan tre saker", "`/guiden`", "direktmeddelande", "personnummer"))
    (actions,) = [block for block in view["blocks"] if block["type"] == "actions"]
    assert [each["text"]["text"] for each in actions["elements"]] == [
        "Ställ en fråga", "Hitta exempel", "Hitta guider", "Skicka in ett exempel",
    ]  # fmt: skip


def test_a_form_with_one_question() -> None:
    view = views.question_form()
    assert mistakes("views.open", {"trigger_id": "1", "view": view}) == []
    (block,) = view["blocks"]
    assert block["element"]["max_length"] == MAX_CHARACTERS
    values = {block["block_id"]: {block["element"]["action_id"]: {"type": "plain_text_input", "value": "vad är IOP?"}}}
    assert views.asked({**view, "state": {"values": values}}) == "vad är IOP?"
    assert views.mistakes("Nej.") == {"response_action": "errors", "errors": {block["block_id"]: "Nej."}}


WRONG = [  # method, arguments, what is wrong with them
    ("chat.postMessage", {"channel": "C1"}, "text is missing"),
    ("chat.postMessage", {"channel": "C1", "text": "a", "as_user": True}, "as_user is unknown"),
    ("chat.postMessage", {"channel": "C1", "text": "a" * 4001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C1", "text": "<!channel>"}, "unescaped"),
    ("chat.postMessage", {"channel": "C1", "text": "a & b"}, "unescaped"),
    ("chat.postMessage", {"channel": "C1", "text": "a", "blocks": [{"type": "divider"}] * 51}, "too many blocks"),
    ("views.open", {"trigger_id": "1", "view": {**views.question_form(), "title": "x" * 25}}, "invalid_blocks"),
    (
        "chat.postMessage",
        {"channel": "C1", "text": "a", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]},
        "invalid_blocks",
    ),
]


@pytest.mark.parametrize(("method", "arguments", "said"), WRONG)
def test_the_stand_in_is_as_strict_as_slack(method: str, arguments: dict, said: str) -> None:
    assert any(each.startswith(said) for each in mistakes(method, arguments))

"""What Slack shows outside of conversations: the app's home, and the form with a question."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional

from bot.channels.slack.blocks import Block, ChoiceId, choices, section, sections
from bot.channels.typed import MAX_CHARACTERS
from bot.replies import texts

QUESTION_FORM = "guiden_question"  # the form's callback_id
_BLOCK, _FIELD = "question", "text"
_HOW = (
    "*Så använder du mig i Slack*\n"
    "• Skriv till mig i ett direktmeddelande: det läser bara du.\n"
    "• Nämn mig i en kanal, så svarar jag i en tråd som alla i kanalen kan läsa. Där behöver du inte nämna mig igen.\n"
    "• Skriv `/guiden` och din fråga: svaret ser bara du.\n"
    "• Välj *Fråga Guiden* bland genvägarna, eller *Fråga Guiden om det här* i menyn på ett meddelande."
)
_PRIVACY = (
    "Jag är en automatisk assistent. Skriv inte personnummer eller andra känsliga uppgifter. "
    "Det du skriver till mig finns också kvar i Slack, tills du tar bort det där."
)


def home(choice_id: ChoiceId) -> Dict[str, Any]:
    """The tab that a person sees by opening the app: what the assistant can do, and buttons to begin with."""
    what = texts.help_text().as_json()
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Hänsynsguiden", "emoji": False}},
        *sections(what["text"]),
        *choices(what, choice_id),
        {"type": "divider"},
        section(_HOW),
        *sections(_PRIVACY),
    ]
    return {"type": "home", "blocks": blocks}


def question_form() -> Dict[str, Any]:
    question: Block = {
        "type": "input",
        "block_id": _BLOCK,
        "label": _plain("Din fråga"),
        "hint": _plain("Svaret kommer i ett direktmeddelande från Hänsynsguiden. Skriv inga känsliga uppgifter."),
        "element": {
            "type": "plain_text_input",
            "action_id": _FIELD,
            "multiline": True,
            "max_length": MAX_CHARACTERS,
            "focus_on_load": True,
        },
    }
    return {
        "type": "modal",
        "callback_id": QUESTION_FORM,
        "title": _plain("Fråga Guiden"),
        "submit": _plain("Fråga"),
        "close": _plain("Avbryt"),
        "blocks": [question],
    }


def asked(view: Mapping[str, Any]) -> Optional[str]:
    """What was written in the form, as it was written."""
    return view["state"]["values"][_BLOCK][_FIELD]["value"]


def mistakes(message: str) -> Dict[str, Any]:
    """What makes Slack show the message at the field and keep the form open."""
    return {"response_action": "errors", "errors": {_BLOCK: message}}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}

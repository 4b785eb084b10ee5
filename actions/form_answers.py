"""Take what answers the form's question: a value, a choice, which answer to change, or a question in passing."""

from __future__ import annotations

from typing import Any

from actions.base import action_for
from actions.form_progress import Progress
from actions.form_reading import seems_to_stop
from actions.turn import REPLY_TO_EDITOR, Turn
from bot.submissions import drafts, fields
from bot.submissions.corrections import corrects, mentions_field
from bot.submissions.fields import Field
from bot.submissions.parsing import Refused
from bot.submissions.sentences import repeats, told_besides


def take_value(turn: Turn, progress: Progress, item: Field) -> None:
    if item.private and turn.text:
        progress.hide(turn.text, turn.text, item)
    if not turn.text:
        _take_choice(turn.choice, progress, item)
    elif not (_is_about_another(turn.text, item) and progress.change_named(turn.text, besides=item)):
        _take_answer(turn, progress, item)


def choose_change(turn: Turn, progress: Progress) -> None:
    item = next((each for each in fields.asked(progress.values) if each.name == turn.choice), None)
    if item is not None:
        progress.asking = item.name
    elif not progress.change_named(turn.text):
        progress.refuse("Jag förstod inte vilket svar du vill ändra. Skriv ”behåll” om inget ska ändras.")


def interrupt(turn: Turn, progress: Progress, intent: str) -> None:
    """Do what the intent asks; the form's question comes again after it, unless the draft was taken back by that."""
    action = action_for(intent)
    if action is None:
        return
    outcome = action.respond(turn)
    progress.said += outcome.replies
    progress.other_slots.update(outcome.slots)
    if progress.draft is not None and not drafts.exists(progress.draft.code):
        progress.ending = "erased"


def pass_on_reply(turn: Turn) -> Progress:
    """What the editors are told is no answer to the form, and begins none, whatever it looks like."""
    begun = turn.slots.get("requested_slot") is not None
    progress = Progress.of(turn) if begun else Progress({}, ending="replied")
    interrupt(turn, progress, REPLY_TO_EDITOR)
    return progress


def _is_about_another(text: str, item: Field) -> bool:
    return not item.free_text and (corrects(text) or mentions_field(text) and not item.has_answer(text))


def _take_answer(turn: Turn, progress: Progress, item: Field) -> None:
    """Keep the answer, and what a short one tells besides; one that only tells something else isn't refused."""
    answer, besides = told_besides(item, turn.text, progress.values)
    if not _is_taken(item, answer) and repeats(turn.text, progress.values):
        progress.say("Det har jag redan.")
    elif _is_taken(item, answer) or not besides:
        kept = progress.try_keep(item, answer)
        if kept and item.free_text and seems_to_stop(turn):
            progress.say(f"Det där tog jag som {item.label}. Vill du sluta skriver du bara ”avbryt”, eller ”börja om”.")
    progress.note(besides)


def _is_taken(item: Field, text: str) -> bool:
    try:
        item.parse(text)
    except Refused:
        return False
    return True


def _take_choice(choice: Any, progress: Progress, item: Field) -> None:
    if not isinstance(choice, dict) or choice.get("field") != item.name:
        progress.say("Det valet hörde till en tidigare fråga.")
    elif "value" in choice:
        progress.try_keep(item, choice["value"])
    elif choice["do"] == "skip" and progress.asking:
        progress.remove(item)
    elif choice["do"] == "skip":
        progress.skip(item)
    else:
        progress.asking = None

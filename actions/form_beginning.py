"""Where a form begins: with a new example, the one that is on in the conversation, or the one that a code leads to."""

from __future__ import annotations

from typing import Optional

from actions import form_questions
from actions.form_progress import CODE, Progress
from actions.turn import Turn
from bot.replies.model import Reply
from bot.submissions import drafts, sentences, store
from bot.submissions.drafts import Draft
from bot.submissions.pausing import goes_on

ANEW = "new"  # a button's value: tell another example than the one that was begun


def begin(turn: Turn, greeting: str) -> Progress:
    if resumed_code(turn):
        return take_up(turn, greeting) or Progress({}, ending="unknown")
    code = turn.slots.get(CODE)
    waiting = drafts.of_conversation(turn.conversation, code)
    if waiting is None and code and store.is_submitted(code):
        return Progress({}, ending="send")  # it was sent, but the conversation was told that it failed
    if waiting and waiting.values and turn.choice == ANEW:
        drafts.leave(turn.conversation)
        return _begin_anew(turn, greeting, left=waiting)
    asked_for = goes_on(turn.text)
    if waiting and waiting.values:
        welcome = form_questions.going_on if asked_for else form_questions.going_on_here
        return Progress(dict(waiting.values), draft=waiting, said=[welcome(waiting.values)])
    if waiting is None and asked_for:
        return Progress({}, ending="code")
    return _begin_anew(turn, greeting, draft=waiting)


def take_up(turn: Turn, greeting: str) -> Optional[Progress]:
    """The draft that the code leads to, None when no draft has it. One that went on here is left to its own code."""
    here = drafts.of_conversation(turn.conversation, turn.slots.get(CODE))
    draft = drafts.resume(resumed_code(turn) or "", turn.conversation, turn.channel)
    if draft is None:
        return None
    progress = Progress(dict(draft.values), draft=draft)
    if here and here.values and here.code != draft.code:
        progress.say(form_questions.left(here.code))
    progress.said.append(form_questions.going_on(draft.values) if draft.values else Reply("form", greeting))
    return progress


def begins_another(turn: Turn) -> bool:
    """Whether a button says to tell another example, in the middle of one, too."""
    return turn.intent == "submit_example" and turn.choice == ANEW


def resumed_code(turn: Turn) -> Optional[str]:
    if isinstance(turn.choice, dict):
        return turn.choice.get("resume")
    return next(iter(turn.values("submission_code")), None)


def _begin_anew(turn: Turn, greeting: str, draft: Optional[Draft] = None, left: Optional[Draft] = None) -> Progress:
    """What the first message already says is not asked again."""
    progress = Progress({}, draft=draft)
    if left is not None:
        progress.say(form_questions.left(left.code))
    progress.say(greeting)
    progress.note(sentences.told(turn.text))
    return progress

"""What to do when a message was not understood: offer the nearest, then search, then a person."""

from __future__ import annotations

from typing import List, Optional, Tuple

from actions.base import GuidenAction, Outcome, act_as
from actions.turn import Turn
from bot.knowledge import store
from bot.knowledge.passages import best_passage
from bot.knowledge.retrieval.query import read_query
from bot.knowledge.search import search_answers, search_examples, search_guides
from bot.replies import texts
from bot.replies.examples import example_item
from bot.replies.fallback import LEAVE_QUESTION, ask_again, clarify, search_result
from bot.replies.guides import guide_item
from bot.replies.labels import INTENT_LABELS, OFFERED
from bot.replies.model import AS_WRITTEN, Choice, Reply

MAX_OPTIONS = 3
# Alternatives less likely than this are noise, not a close call.
WORTH_OFFERING = 0.08
NOT_UNDERSTOOD = "nlu_fallback"
CLARIFY = "clarify"
MAX_ANSWERS, MAX_ITEMS = 2, 2
ABOUT_LIST = ("search_examples", "more_results", "example_details")


class ActionFallback(GuidenAction):
    intents = (NOT_UNDERSTOOD,)

    def name(self) -> str:
        return "action_fallback"

    def respond(self, turn: Turn) -> Outcome:
        meant = _meant_in_context(turn)
        if meant:
            return act_as(meant, turn)
        doubts = (turn.slots.get("doubts") or 0) + 1
        refused = (turn.slots.get("asked") or {}).get("question") == CLARIFY
        options = [] if refused or doubts > 1 else _options(turn)
        if options:
            asked = {"question": CLARIFY, "text": turn.text, "options": [list(option) for option in options]}
            return Outcome([clarify(options)], {"doubts": doubts, "asked": asked})
        replies = [_search(turn.text)]
        if doubts > 2:
            replies.append(texts.human())
        return Outcome(replies, {"doubts": doubts, "asked": {"question": LEAVE_QUESTION, "text": turn.text}})


def _meant_in_context(turn: Turn) -> str:
    """What an unclear message means where it stands: a bare value, or something about the list that was just shown."""
    likely = [name for name, confidence in turn.ranking if confidence >= WORTH_OFFERING and name != NOT_UNDERSTOOD]
    if turn.values("submission_code") or turn.entities and "inform" in likely:
        return "inform"
    about_list = [name for name in likely[:2] if name in ABOUT_LIST]
    return about_list[0] if about_list and turn.slots.get("search") else ""


def take_option(turn: Turn, position: str) -> Optional[Outcome]:
    """What the option at that position of "Menade du …?" leads to. None when nothing like it was asked.

    A yes to several options picks none of them, so they are asked again.
    """
    asked = turn.slots.get("asked") or {}
    if asked.get("question") != CLARIFY:
        return None
    options = asked["options"]
    if turn.intent == "affirm" and len(options) > 1:
        return Outcome([clarify(options)], {"asked": asked, "doubts": turn.slots.get("doubts")})
    index = int(position) - 1 if int(position) > 0 else len(options) + int(position)
    if not 0 <= index < len(options):
        return None
    _, intent, value = options[index]
    return act_as(intent, turn, text=asked["text"], entities=(), choice=None, answer=f"faq/{value}")


def _options(turn: Turn) -> List[Tuple[str, str, str]]:
    labels = store.answer_labels()
    options: List[Tuple[str, str, str]] = []
    for name, confidence in turn.ranking:
        if confidence < WORTH_OFFERING or name == NOT_UNDERSTOOD:
            continue
        if name.startswith("faq/") and name[4:] in labels:
            options.append((labels[name[4:]], "faq", name[4:]))
        elif name in OFFERED:
            options.append((INTENT_LABELS[name], name, AS_WRITTEN))
    return options[:MAX_OPTIONS]


def _search(text: str) -> Reply:
    """The best passage that a search finds, said to be a search result, and what else it found."""
    query = read_query(text)
    labels = store.answer_labels()
    answers = [Choice(labels[identity], "faq", identity) for identity in search_answers(text, MAX_ANSWERS)]
    passage = best_passage(text)
    if not (answers or passage):
        return ask_again()
    examples = store.examples(search_examples(query).results[:MAX_ITEMS]) if passage else []
    guides = store.guides(search_guides(query).results[:1]) if passage else []
    items = [*(example_item(example) for example in examples), *(guide_item(guide) for guide in guides)]
    return search_result(passage, [item for item in items if item.id != (passage and passage.id)], answers)

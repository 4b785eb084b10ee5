"""Answer a knowledge question with its curated answer, and what people ask on about it."""

from __future__ import annotations

from typing import List

from actions.base import GuidenAction, Outcome, act_as
from actions.fallback import NOT_UNDERSTOOD
from actions.lists import show, show_guides
from actions.turn import Turn
from bot.knowledge import store
from bot.knowledge.history import was_removed
from bot.knowledge.records import Answer
from bot.knowledge.retrieval.query import Query, read_query
from bot.knowledge.search import search_examples, search_guides
from bot.replies import texts
from bot.replies.answers import FOLLOW_UPS, answer_reply

PAGE_CONTACT = "page_contact"
MAX_GUIDES = 3


class ActionAnswer(GuidenAction):
    intents = ("faq",)

    def name(self) -> str:
        return "action_answer"

    def respond(self, turn: Turn) -> Outcome:
        identity = (turn.answer or "").removeprefix("faq/")
        answer = store.answer(identity)
        if answer is None and was_removed("answer", identity):
            return act_as(NOT_UNDERSTOOD, turn) if turn.text else Outcome([texts.choice_is_over()])
        if answer is None:
            raise LookupError(f"no answer with id {identity!r}: run guiden import data/knowledge")
        if turn.follow_up == "example":
            return _examples(answer)
        if turn.follow_up == "guide":
            return _guides(answer)
        titles = {guide.id: guide.title for guide in store.guides(_steps(answer, "guide"))}
        labels = store.answer_labels(_steps(answer, "answer"))
        if turn.follow_up:
            reply = FOLLOW_UPS[turn.follow_up](answer, labels, titles)
        else:
            reply = answer_reply(answer, labels, titles, _page_contact(identity))
        return Outcome([reply], {"last_answer": identity})


def _examples(answer: Answer) -> Outcome:
    """Examples of what an answer is about: those it points to, else those that its question finds."""
    steps = [step["examples"] for step in answer.next_steps if "examples" in step]
    if steps:
        return show(Query(filters={kind: [value] for kind, value in steps[0].items()}), 0)
    query = read_query(answer.label)
    if search_examples(query).results:
        return show(query, 0)
    return Outcome([texts.no_example_of(answer.label)], {"last_answer": answer.id})


def _guides(answer: Answer) -> Outcome:
    found = search_guides(read_query(f"{answer.label} {answer.text}")).ranking
    ids = list(dict.fromkeys([*_steps(answer, "guide"), *found]))[:MAX_GUIDES]
    return show_guides(ids, 0)


def _steps(answer: Answer, kind: str) -> List[str]:
    return [step[kind] for step in answer.next_steps if kind in step]


def _page_contact(identity: str) -> str:
    """Whom the page named, with the date it did so."""
    if identity != "contact_person":
        return ""
    notice = store.notice(PAGE_CONTACT)
    return f"På sidan från {notice.as_of.isoformat()} anges: {notice.text}." if notice else ""

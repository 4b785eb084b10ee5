"""Answer a knowledge question with its curated answer."""

from __future__ import annotations

from actions.base import GuidenAction, Outcome, Turn
from bot.knowledge import store
from bot.replies import build

PAGE_CONTACT = "page_contact"


class ActionAnswer(GuidenAction):
    intents = ("faq",)

    def name(self) -> str:
        return "action_answer"

    def respond(self, turn: Turn) -> Outcome:
        identity = (turn.answer or "").removeprefix("faq/")
        answer = store.answer(identity)
        if answer is None:
            raise LookupError(f"no answer with id {identity!r}: run guiden import data/knowledge")
        guides = [step["guide"] for step in answer.next_steps if "guide" in step]
        titles = {guide.id: guide.title for guide in store.guides(guides)}
        reply = build.answer_reply(answer, store.answer_labels(), titles, _page_contact(identity))
        return Outcome([reply], {"last_answer": identity})


def _page_contact(identity: str) -> str:
    """Whom the page named, with the date it did so."""
    if identity != "contact_person":
        return ""
    notice = store.notice(PAGE_CONTACT)
    return f"På sidan från {notice.as_of.isoformat()} anges: {notice.text}." if notice else ""

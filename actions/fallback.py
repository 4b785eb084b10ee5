"""What to do when a message was not understood: offer the nearest, then search, then a person."""

from __future__ import annotations

from typing import List, Tuple

from actions.base import GuidenAction, Outcome, Turn
from bot.knowledge import store
from bot.knowledge.query import read_query
from bot.knowledge.search import search_answers, search_examples, search_guides
from bot.replies import build, texts
from bot.replies.labels import INTENT_LABELS, OFFERED
from bot.replies.model import AS_WRITTEN, Choice, Reply

MAX_OPTIONS = 3
# Alternatives less likely than this are noise, not a close call.
WORTH_OFFERING = 0.08
NOT_UNDERSTOOD = "nlu_fallback"


class ActionFallback(GuidenAction):
    intents = (NOT_UNDERSTOOD,)

    def name(self) -> str:
        return "action_fallback"

    def respond(self, turn: Turn) -> Outcome:
        doubts = (turn.slots.get("doubts") or 0) + 1
        refused = (turn.slots.get("asked") or {}).get("question") == "clarify"
        options = [] if refused or doubts > 1 else _options(turn)
        if options:
            asked = {"question": "clarify", "text": turn.text}
            return Outcome([build.clarify(options)], {"doubts": doubts, "asked": asked})
        replies = [_search(turn.text)]
        if doubts > 2:
            replies.append(texts.human())
        return Outcome(replies, {"doubts": doubts})


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
    """What a search of answers, examples and guides gives, said to be a search result."""
    query = read_query(text)
    labels = store.answer_labels()
    answers = [Choice(labels[identity], "faq", identity) for identity in search_answers(text, 2)]
    examples = store.examples(search_examples(query).results[:2]) if query.words or query.filters else []
    guides = store.guides(search_guides(query).results[:1]) if query.words else []
    if not (answers or examples or guides):
        return texts.ask_again()
    items = [*(build.example_item(example) for example in examples), *(build.guide_item(guide) for guide in guides)]
    return Reply(
        "clarify",
        "Jag har inget färdigt svar på det, men det här hittade jag när jag sökte.",
        items=tuple(items),
        choices=(*answers, Choice("Prata med en människa", "talk_to_human")),
    )

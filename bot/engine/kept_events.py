"""A turn's events as they are stored: without what is private in what a person wrote, and wherever it is repeated."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, Iterator, List, Mapping, Sequence

from bot.privacy.finding import PLACEHOLDERS
from bot.privacy.personal import findings, mask
from bot.submissions.fields import SLOT_PREFIX
from bot.swedish.text import fold

Event = Dict[str, Any]

# Slots that are about a turn and never kept (domain.yml): what is stored of the message instead of its own words, and
# that nothing of the conversation shall be left.
SAID, FORGET = "said", "forget"
# Rasa's own, with what a button said.
SESSION_METADATA = "session_started_metadata"
_NEVER_KEPT = (SAID, FORGET, SESSION_METADATA)
# What Rasa has read out of a message that doesn't repeat it.
_RASAS_OWN = ("model_id", "assistant_id")
_READ = ("intent", "intent_ranking", "response_selector")


def forgets(events: Sequence[Event]) -> bool:
    """Whether the conversation is to be erased, these events included."""
    return any(event["event"] == "slot" and event["name"] == FORGET and event["value"] for event in events)


def kept(events: Sequence[Event]) -> List[Event]:
    """As many events as given, which are left as they are."""
    private = _Private([event["text"] for event in events if event["event"] == "user" and event["text"]])
    return [each for turn in _turns(events) for each in _kept_turn(turn, private)]


def _turns(events: Sequence[Event]) -> Iterator[List[Event]]:
    """A turn goes on until the next message; what begins a session comes before its first one."""
    turn: List[Event] = []
    spoken = False
    for event in events:
        if event["event"] == "user" and spoken:
            yield turn
            turn, spoken = [], False
        spoken = spoken or event["event"] == "user"
        turn.append(event)
    if turn:
        yield turn


def _kept_turn(turn: Sequence[Event], private: _Private) -> Iterator[Event]:
    said = next((event["value"] for event in turn if event["event"] == "slot" and event["name"] == SAID), None)
    for event in turn:
        if event["event"] == "user":
            yield _message(event, said)
        elif event["event"] == "bot":
            yield {**event, "text": private.out_of(event["text"]), "data": private.out_of(event["data"])}
        elif event["event"] == "slot" and not event["name"].startswith(SLOT_PREFIX):
            value = None if event["name"] in _NEVER_KEPT else private.and_its_words_out_of(event["value"])
            yield {**event, "value": value}
        else:
            yield event


def _message(event: Event, said: Any) -> Event:
    parsed = event["parse_data"] or {}
    text = _in_strings(said if isinstance(said, str) else event["text"], mask)
    entities = [] if isinstance(said, str) else _in_strings(parsed.get("entities") or [], mask)
    metadata = {
        name: each if name in _RASAS_OWN else _in_strings(each, mask)
        for name, each in (event["metadata"] or {}).items()
    }
    if isinstance(said, str) and "title" in (metadata or {}):
        metadata = {**metadata, "title": text}
    read = {name: parsed[name] for name in _READ if name in parsed}
    return {
        **event,
        "text": text,
        "metadata": metadata,
        "parse_data": {**read, "text": text, "entities": entities, "metadata": metadata},
    }


class _Private:
    """What is private in some messages, to be found again where they are repeated."""

    def __init__(self, texts: Sequence[str]) -> None:
        spans = {text[each.start : each.end]: each.kind for text in texts for each in findings(text)}
        self._kinds = {span.casefold(): kind for span, kind in spans.items()}
        self._words = {word for span in spans for word in re.findall(r"\w+", fold(span))}
        self._pattern = re.compile("|".join(map(re.escape, sorted(spans, key=len, reverse=True))) or r"(?!)", re.I)

    def out_of(self, value: Any) -> Any:
        return _in_strings(value, self._masked) if self._kinds else value

    def and_its_words_out_of(self, value: Any) -> Any:
        """As `out_of`, and no list has one of its words, such as those that were searched for."""
        return self._without_words(self.out_of(_in_strings(value, mask)))

    def _masked(self, text: str) -> str:
        return self._pattern.sub(lambda match: PLACEHOLDERS[self._kinds[match.group().casefold()]], text)

    def _without_words(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._without_words(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._without_words(each) for each in value if not (isinstance(each, str) and each in self._words)]
        return value


def _in_strings(value: Any, change: Callable[[str], str]) -> Any:
    """The value with every string in it changed, at any depth."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _in_strings(each, change) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_in_strings(each, change) for each in value]
    return value

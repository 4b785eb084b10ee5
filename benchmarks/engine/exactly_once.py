"""Whether each message that was acknowledged is in its conversation exactly once, in order, with the replies it got."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import astuple, dataclass
from typing import Any, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple

import sqlalchemy as sa

from bot.privacy.conversations import EVENTS


class Told(NamedTuple):
    """A message that was acknowledged, with the ids of its replies. Those of one round were sent at the same time."""

    id: str
    replies: List[str]
    round: int


class Turn(NamedTuple):
    """A message as it is stored, with the ids of the replies that follow it."""

    id: Optional[str]
    replies: List[str]


@dataclass(frozen=True)
class Faults:
    """`duplicated` counts every message that is stored more often than once, acknowledged or not; `other_replies`
    those of which other replies are stored than were given."""

    missing: int = 0
    duplicated: int = 0
    reordered: int = 0
    other_replies: int = 0

    def __add__(self, other: Faults) -> Faults:
        return Faults(*(one + another for one, another in zip(astuple(self), astuple(other))))


def faults(told: Sequence[Told], stored: Sequence[Turn]) -> Faults:
    """`told` in the order of acknowledgement, `stored` in the conversation's."""
    places: Dict[Optional[str], int] = {}
    for place, turn in enumerate(stored):
        places.setdefault(turn.id, place)
    kept = [each for each in told if each.id in places]
    rounds = [each.round for each in sorted(kept, key=lambda each: places[each.id])]
    counts = Counter(turn.id for turn in stored if turn.id is not None)
    return Faults(
        missing=len(told) - len(kept),
        duplicated=sum(count > 1 for count in counts.values()),
        reordered=sum(later < earlier for earlier, later in itertools.pairwise(rounds)),
        other_replies=sum(stored[places[each.id]].replies != each.replies for each in kept),
    )


def all_faults(told: Iterable[Tuple[str, Sequence[Told]]], database: str) -> Faults:
    """Of these conversations, by their ids."""
    acknowledged = dict(told)
    found = Faults()
    for conversation, turns in stored_turns(database):
        if conversation in acknowledged:
            found += faults(acknowledged.pop(conversation), turns)
    return sum((faults(left, ()) for left in acknowledged.values()), found)


def stored_turns(database: str) -> Iterator[Tuple[str, List[Turn]]]:
    """Each conversation in the database with its turns, read as they are needed."""
    query = (
        sa.select(EVENTS.c.sender_id, EVENTS.c.type_name, EVENTS.c.data)
        .where(EVENTS.c.type_name.in_(("user", "bot")))
        .order_by(EVENTS.c.sender_id, EVENTS.c.id)
    )
    engine = sa.create_engine(database, future=True)
    with engine.connect() as connection:
        rows = connection.execution_options(stream_results=True).execute(query)
        for conversation, events in itertools.groupby(rows, key=lambda row: row.sender_id):
            yield conversation, turns_of((row.type_name, json.loads(row.data)) for row in events)
    engine.dispose()


def turns_of(events: Iterable[Tuple[str, Mapping[str, Any]]]) -> List[Turn]:
    """From events of the kinds user and bot."""
    turns: List[Turn] = []
    for kind, data in events:
        if kind == "user":
            turns.append(Turn(data["message_id"], []))
        elif turns and (data.get("data") or {}).get("custom"):
            turns[-1].replies.append(data["data"]["custom"]["id"])
    return turns

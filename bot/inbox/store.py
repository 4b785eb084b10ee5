"""Messages between their acknowledgement and their answer: written down first, taken out last, never lost between.

A process that carries one out has it for as long as LEASE, and for longer only if it says so. What a killed process
leaves is so taken over by another one, or by the same one when it is started again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Collection, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import delete, now, session_scope
from bot.inbox.models import InboxRow

LEASE = dt.timedelta(seconds=10)
# So often a message is begun. One that kills the process each time must not do it for ever.
MOST_TRIES = 3
BATCH = 50

ROWS = InboxRow.__table__


@dataclass(frozen=True)
class Message:
    """As InboxRow. `begun` says that its try is counted, `again` that another process, or an earlier one, had it."""

    id: int
    channel: str
    conversation: str
    message: str
    work: Mapping[str, Any]
    begun: bool
    again: bool


class Claimed(NamedTuple):
    """What is to be carried out now, and what was given up and isn't kept any more, each oldest first."""

    messages: List[Message]
    given_up: List[Message]


def put(channel: str, conversation: str, message: str, work: Mapping[str, Any], by: str) -> Optional[Message]:
    """Write a message down; None when it is there already. It is begun at once if none waits before it."""
    row = InboxRow(
        channel=channel, conversation=conversation, message=message, work=dict(work), received_at=now(), taken_by=by,
        taken_until=now() + LEASE, tries=1,
    )  # fmt: skip
    try:
        with session_scope() as session:
            session.add(row)
            session.flush()
            identity = row.id
            begun = _is_oldest(session, conversation, identity)
            if not begun:
                row.tries = 0
    except sa.exc.IntegrityError:
        return None
    return Message(identity, channel, conversation, message, work, begun, again=False)


def is_next(message: Message) -> bool:
    """Whether nothing in its conversation waits that came before, wherever that is carried out."""
    with session_scope() as session:
        return _is_oldest(session, message.conversation, message.id)


def _is_oldest(session: Session, conversation: str, identity: int) -> bool:
    earlier = sa.select(ROWS.c.id).where(ROWS.c.conversation == conversation, ROWS.c.id < identity)
    return session.scalar(earlier.limit(1)) is None


def first_work(conversation: str) -> Optional[Mapping[str, Any]]:
    """Of the message that has waited for longest in a conversation."""
    wanted = sa.select(ROWS.c.work).where(ROWS.c.conversation == conversation)
    with session_scope() as session:
        return session.scalar(wanted.order_by(ROWS.c.id).limit(1))


def begin(message: Message, by: str) -> bool:
    """Count a try. False when it isn't this process's business any more: erased, or taken over."""
    return _changed(by, [message.id], tries=ROWS.c.tries + 1) == 1


def move(message: Message, conversation: str, work: Mapping[str, Any]) -> None:
    """To the conversation that it has turned out to belong to; there it is begun anew."""
    changed = sa.update(ROWS).where(ROWS.c.id == message.id)
    with session_scope() as session:
        session.execute(changed.values(conversation=conversation, work=dict(work), tries=ROWS.c.tries - 1))


def done(by: str, identities: Collection[int]) -> None:
    """Take out what was answered, but for what another process has taken over meanwhile."""
    with session_scope() as session:
        delete(session, ROWS, *_of(by, identities))


def renew(by: str, identities: Collection[int]) -> None:
    """Keep what is still being carried out."""
    _changed(by, identities, taken_until=now() + LEASE)


def release(by: str, identities: Collection[int]) -> None:
    """Leave what could not be finished to others, at once; that it was begun doesn't count."""
    tries = sa.case((ROWS.c.tries > 0, ROWS.c.tries - 1), else_=0)
    _changed(by, identities, taken_until=now() - LEASE, tries=tries)


def _changed(by: str, identities: Collection[int], **values: Any) -> int:
    with session_scope() as session:
        return session.execute(sa.update(ROWS).where(*_of(by, identities)).values(**values)).rowcount


def _of(by: str, identities: Collection[int]) -> Tuple[sa.sql.ColumnElement, ...]:
    return ROWS.c.id.in_(identities), ROWS.c.taken_by == by


def claim(channel: str, by: str) -> Claimed:
    """Take the channel's messages that no process has any more. Of several that try at once, one gets each.

    What may be the last try of a message is made with no other such: it isn't the fault of those beside it.
    """
    at = now()
    free = ROWS.c.channel == channel, ROWS.c.taken_until < at
    with session_scope() as session:
        rows = session.execute(sa.select(ROWS).where(*free).order_by(ROWS.c.id).limit(BATCH)).all()
        given_up = [_again(row) for row in rows if row.tries >= MOST_TRIES and _remove(session, row)]
        last = [row for row in rows if row.tries == MOST_TRIES - 1][:1]
        wanted = last or [row for row in rows if row.tries < MOST_TRIES - 1]
        taken = {"taken_by": by, "taken_until": at + LEASE}
        claimed = [
            row for row in wanted if session.execute(sa.update(ROWS).where(_as_seen(row)).values(**taken)).rowcount
        ]
    return Claimed([_again(row) for row in claimed], given_up)


def _remove(session: Session, row: Any) -> bool:
    return delete(session, ROWS, _as_seen(row)) == 1


def _as_seen(row: Any) -> sa.sql.ColumnElement:
    """The row, not taken by another since."""
    return sa.and_(ROWS.c.id == row.id, ROWS.c.taken_by == row.taken_by, ROWS.c.taken_until == row.taken_until)


def _again(row: Any) -> Message:
    return Message(row.id, row.channel, row.conversation, row.message, row.work, begun=False, again=True)


# -- for others ---------------------------------------------------------------------------------------


def waiting() -> int:
    with session_scope() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(ROWS))


def erase(session: Session, conversations: Sequence[str]) -> int:
    """Delete the conversations' messages, which aren't carried out then; how many those were."""
    return delete(session, ROWS, ROWS.c.conversation.in_(conversations))


def held(session: Session, conversation: str) -> List[Dict[str, Any]]:
    """`text` and `at`, UTC, of what was said in a conversation and not answered."""
    rows = session.execute(sa.select(ROWS).where(ROWS.c.conversation == conversation).order_by(ROWS.c.id))
    return [{"text": row.work.get("title") or row.work.get("text") or "", "at": row.received_at} for row in rows]

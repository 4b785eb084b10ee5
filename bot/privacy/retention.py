"""Erase what has been kept for as long as it may be (docs/privacy.md), a batch at a time so that nobody waits long."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import DATABASE_ERRORS, delete, now, session_scope
from bot.inbox.models import InboxRow
from bot.outbox.models import OutboxRow
from bot.privacy import receipts
from bot.privacy.conversations import EVENTS, erase_conversations, erasing
from bot.privacy.physical import overwrite
from bot.privacy.receipts import Receipt
from bot.privacy.review_tables import AUDIT, ONE_TIME_SIGN_IN, REVIEW_SESSION
from bot.settings import Settings, settings
from bot.submissions.models import (
    CodeConversationRow,
    DraftRow,
    FeedbackRow,
    SubmissionMessageRow,
    SubmissionRow,
    UnansweredQuestionRow,
    WithdrawnRow,
)
from bot.submissions.publishing import remove_with_traces

logger = logging.getLogger(__name__)

BATCH = 200
DAY, HOUR = 24 * 3600.0, 3600.0


class Rule(NamedTuple):
    """What is no longer to be kept. `name` is a key of receipts.LABELS, `wanted` selects keys, and `erase` takes some
    of them away and says how many rows that was. `rows` selects these when a key stands for several."""

    name: str
    wanted: sa.sql.Select
    erase: Callable[[Session, Sequence[Any]], int]
    rows: Optional[sa.sql.Select] = None


def erase_outdated(dry_run: bool = False) -> Receipt:
    """Erase all that is outdated now; what that was. With `dry_run` only count it: no receipt is stored."""
    counts: Dict[str, int] = {}
    for rule in _rules(settings(), now()):
        counted = _count(rule) if dry_run else _erase(rule)
        counts[rule.name] = counts.get(rule.name, 0) + counted
    if dry_run:
        return Receipt("retention", now(), counts)
    overwrite()  # also what was erased in a conversation
    with session_scope() as session:
        return receipts.keep(session, "retention", counts)


def erase_outdated_daily(stop: threading.Event) -> None:
    """Once a day until told to stop; a database that is away is asked again after an hour."""
    while not stop.is_set():
        try:
            receipt = erase_outdated()
        except DATABASE_ERRORS:
            logger.exception("nothing could be erased")
            stop.wait(HOUR)
        else:
            logger.info("erased: %s", {name: count for name, count in receipt.counts.items() if count})
            stop.wait(DAY)


def _count(rule: Rule) -> int:
    with session_scope() as session:
        rows = rule.wanted if rule.rows is None else rule.rows
        return session.scalar(sa.select(sa.func.count()).select_from(rows.subquery()))


def _erase(rule: Rule) -> int:
    counted = 0
    while True:
        with erasing() as session:
            keys = session.scalars(rule.wanted.limit(BATCH)).all()
            if not keys:
                return counted
            counted += rule.erase(session, keys)


# -- what is outdated when ------------------------------------------------------------------------------------------


def _rules(chosen: Settings, at: dt.datetime) -> List[Rule]:
    """In order: what is left without a reason by one rule is taken by a later one."""

    def before(days: int) -> dt.datetime:
        return at - dt.timedelta(days=days)

    return [
        _conversations(before(chosen.keep_conversations_days)),
        _rows("inbox", InboxRow, InboxRow.received_at < before(1)),  # each is answered within seconds, or nobody does
        _rows("draft", DraftRow, DraftRow.changed_at < before(chosen.keep_drafts_days)),
        _declined(before(chosen.keep_declined_days)),
        *_contacts(before(chosen.keep_contacts_days)),
        _rows("outbox", OutboxRow, OutboxRow.created_at < before(chosen.keep_contacts_days)),
        _rows(
            "outbox",
            OutboxRow,
            OutboxRow.submission_id.is_not(None),
            OutboxRow.submission_id.not_in(sa.select(SubmissionRow.id)),
        ),
        _rows("withdrawn", WithdrawnRow, WithdrawnRow.withdrawn_at < before(chosen.keep_questions_days)),
        _rows(
            "unanswered_question",
            UnansweredQuestionRow,
            UnansweredQuestionRow.created_at < before(chosen.keep_questions_days),
        ),
        _feedback(before(chosen.keep_questions_days)),
        _codes_without_anything(),
        _rows("audit", AUDIT, AUDIT.c.at < before(chosen.keep_audit_days)),
        _rows("review_session", REVIEW_SESSION, REVIEW_SESSION.c.expires_at < at),
        _rows("one_time_sign_in", ONE_TIME_SIGN_IN, ONE_TIME_SIGN_IN.c.expires_at < at),
    ]


def _rows(name: str, table: Any, *outdated: Any) -> Rule:
    """Whole rows, by their first column."""
    rows = table if isinstance(table, sa.sql.TableClause) else table.__table__
    key = next(iter(rows.c))
    return Rule(name, sa.select(key).where(*outdated), lambda session, keys: delete(session, rows, key.in_(keys)))


def _conversations(before: dt.datetime) -> Rule:
    """Whole ones, by when something was last said in them."""
    last = sa.func.max(EVENTS.c.timestamp)
    limit = before.replace(tzinfo=dt.timezone.utc).timestamp()
    wanted = sa.select(EVENTS.c.sender_id).group_by(EVENTS.c.sender_id).having(last < limit)
    return Rule("events", wanted, _forget, sa.select(EVENTS.c.id).where(EVENTS.c.sender_id.in_(wanted)))


def _forget(session: Session, conversations: Sequence[str]) -> int:
    delete(session, CodeConversationRow.__table__, CodeConversationRow.conversation.in_(conversations))
    return erase_conversations(session, conversations)


def _declined(before: dt.datetime) -> Rule:
    declined = SubmissionRow.status == "declined", SubmissionRow.decided_at < before

    def erase(session: Session, identities: Sequence[int]) -> int:
        example_ids = sa.select(SubmissionRow.example_id).where(SubmissionRow.id.in_(identities))
        for example_id in session.scalars(example_ids.where(SubmissionRow.example_id.is_not(None))):
            remove_with_traces(session, example_id)
        for about in (OutboxRow, SubmissionMessageRow):
            delete(session, about.__table__, about.submission_id.in_(identities))
        return delete(session, SubmissionRow.__table__, SubmissionRow.id.in_(identities))

    return Rule("submission", sa.select(SubmissionRow.id).where(*declined), erase)


def _contacts(before: dt.datetime) -> List[Rule]:
    """Contact details, and what editor and submitter have written to each other with them."""
    since = sa.func.coalesce(SubmissionRow.decided_at, SubmissionRow.created_at)
    has_contact = sa.or_(SubmissionRow.contact_name.is_not(None), SubmissionRow.contact_email.is_not(None))
    emptied = {"contact_name": None, "contact_email": None, "revision": SubmissionRow.revision + 1}

    def empty(session: Session, identities: Sequence[int]) -> int:
        changed = sa.update(SubmissionRow).where(SubmissionRow.id.in_(identities)).values(**emptied)
        return session.execute(changed.execution_options(synchronize_session=False)).rowcount

    old = sa.select(SubmissionRow.id).where(since < before)
    return [
        Rule("submission_contact", old.where(has_contact), empty),
        _rows("submission_message", SubmissionMessageRow, SubmissionMessageRow.submission_id.in_(old)),
    ]


def _feedback(before: dt.datetime) -> Rule:
    """The words; that something was found wrong is only counted."""
    old = FeedbackRow.text.is_not(None), FeedbackRow.created_at < before

    def empty(session: Session, identities: Sequence[int]) -> int:
        changed = sa.update(FeedbackRow).where(FeedbackRow.id.in_(identities)).values(text=None)
        return session.execute(changed.execution_options(synchronize_session=False)).rowcount

    return Rule("feedback_text", sa.select(FeedbackRow.id).where(*old), empty)


def _codes_without_anything() -> Rule:
    """In which conversations an example was told that isn't there any more."""
    known = sa.union_all(*(sa.select(table.code_hash) for table in (DraftRow, SubmissionRow, WithdrawnRow)))
    table = CodeConversationRow
    return _rows("code_conversation", table, table.code_hash.not_in(known))

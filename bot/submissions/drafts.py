"""Examples that are being told: kept at every answer, so that they can go on after a restart or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import now, session_scope
from bot.privacy.conversations import erasing
from bot.privacy.told import forget_told
from bot.submissions.codes import hash_of, new_code, seal, unseal
from bot.submissions.fields import Values, asked, form
from bot.submissions.models import CodeConversationRow, DraftRow

NOWHERE = ""  # the conversation of a draft that goes on nowhere just now: only its code leads to it


@dataclass(frozen=True)
class Draft:
    """`values` by field name. `version` counts the turns that changed them."""

    code: str
    conversation: str
    version: int
    values: Values


class Moved(Exception):
    """The draft goes on in another conversation."""


def begin(conversation: str, channel: str, values: Values) -> Draft:
    """A new draft, the one that goes on in this conversation; an earlier one is left to its code."""
    code = new_code()
    with session_scope() as session:
        _leave(session, conversation)
        row = DraftRow(
            code_hash=hash_of(code), sealed_code=seal(code), conversation=conversation, channel=channel, version=1,
            values=_answered(values), before={},
        )  # fmt: skip
        session.add(row)
        session.add(CodeConversationRow(code_hash=row.code_hash, conversation=conversation))
    return Draft(code, conversation, 1, _answered(values))


def read(code: str, conversation: str, version: int) -> Optional[Draft]:
    """The draft as this conversation left it at that version. None when there is none.

    A later version is that of a turn which the conversation did not keep: it was answered but never told. Nor was it
    told that it had left the draft, when it asks for it all the same: so it goes on here.

    Raises:
        Moved: it goes on elsewhere.
    """
    with session_scope() as session:
        row = _row(session, code)
        if row is None:
            return None
        if row.conversation == NOWHERE and row.version == version:
            _leave(session, conversation)
            row.conversation = conversation
        if row.conversation != conversation:
            raise Moved
        return Draft(code, conversation, version, row.before if row.version > version else row.values)


def keep(draft: Draft, values: Values) -> Draft:
    """The draft's next version, if the values have changed.

    Raises:
        Moved: it goes on elsewhere, or is no longer there.
    """
    answered = _answered(values)
    if answered == draft.values:
        return draft
    changed = (
        sa.update(DraftRow)
        .where(DraftRow.code_hash == hash_of(draft.code), DraftRow.conversation == draft.conversation)
        .where(DraftRow.version.in_((draft.version, draft.version + 1)))
        .values(values=answered, before=_before(draft, answered), version=draft.version + 1, changed_at=now())
    )
    with session_scope() as session:
        if session.execute(changed).rowcount != 1:
            raise Moved
    return Draft(draft.code, draft.conversation, draft.version + 1, answered)


def resume(code: str, conversation: str, channel: str) -> Optional[Draft]:
    """Let the draft go on in this conversation; None for a code that no draft has."""
    with session_scope() as session:
        row = _row(session, code)
        if row is None:
            return None
        if row.conversation != conversation:
            _leave(session, conversation)
        row.conversation, row.channel, row.changed_at = conversation, channel, now()
        session.merge(CodeConversationRow(code_hash=row.code_hash, conversation=conversation))
        return Draft(code, conversation, row.version, row.values)


def of_conversation(conversation: str, about: Optional[str] = None) -> Optional[Draft]:
    """The draft that goes on in this conversation, with its code.

    `about` is the code of the one that the conversation says it is about. When that one goes on nowhere it was left by
    a turn which the conversation did not keep, and nobody was told the code.
    """
    with session_scope() as session:
        left = _row(session, about) if about else None
        if left is not None and left.conversation == NOWHERE:
            return Draft(about or "", conversation, left.version, left.values)
        row = session.scalar(sa.select(DraftRow).where(DraftRow.conversation == conversation))
        if row is None:
            return None
        code = unseal(row.sealed_code)
        if code is None:
            code = new_code()
            told_in = sa.update(CodeConversationRow).where(CodeConversationRow.code_hash == row.code_hash)
            session.execute(told_in.values(code_hash=hash_of(code)))
            row.code_hash, row.sealed_code = hash_of(code), seal(code)
        return Draft(code, conversation, row.version, row.values)


def leave(conversation: str) -> None:
    """From now on only its code leads to the draft that goes on in this conversation."""
    with session_scope() as session:
        _leave(session, conversation)


def exists(code: str) -> bool:
    with session_scope() as session:
        return _row(session, code) is not None


def discard(code: str) -> bool:
    """Delete a draft and what was told of it in conversations; False when there is none with that code."""
    with erasing() as session:
        row = _row(session, code)
        if row is None:
            return False
        session.delete(row)
        forget_conversations(session, row.code_hash)
        return True


def forget_conversations(session: Session, code_hash: str) -> None:
    """Take what was told about the code's example out of the conversations, and forget which those were."""
    of_code = CodeConversationRow.code_hash == code_hash
    told_in = session.scalars(sa.select(CodeConversationRow.conversation).where(of_code)).all()
    forget_told(session, told_in, lambda code: hash_of(code) == code_hash)
    session.execute(sa.delete(CodeConversationRow).where(of_code))


def contact(conversation: str) -> Mapping[str, str]:
    """The contact details in the conversation's draft by field name, for the person's own eyes."""
    with session_scope() as session:
        row = session.scalar(sa.select(DraftRow).where(DraftRow.conversation == conversation))
        values = row.values if row else {}
    return {item.name: str(values[item.name]) for item in form() if item.private and values.get(item.name)}


def _row(session: Session, code: str) -> Any:
    return session.scalar(sa.select(DraftRow).where(DraftRow.code_hash == hash_of(code)))


def _leave(session: Session, conversation: str) -> None:
    session.execute(sa.update(DraftRow).where(DraftRow.conversation == conversation).values(conversation=NOWHERE))


def _before(draft: Draft, answered: Values) -> Dict[str, Any]:
    """What to go back to if this turn is lost: with no contact details that were just taken back."""
    taken_back = {item.name for item in form() if item.private and item.name not in answered}
    return {name: value for name, value in draft.values.items() if name not in taken_back}


def _answered(values: Values) -> Dict[str, Any]:
    """What there is an answer to; contact details only after a yes."""
    wanted = {item.name for item in asked(values)}
    return {name: value for name, value in values.items() if value is not None and name in wanted}

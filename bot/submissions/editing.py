"""What editors do with a submission that waits: correct it, ask about it, decline it, and take it up again."""

from __future__ import annotations

import contextlib
from typing import Any, Dict, Iterator, Mapping, Optional, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from bot.database import Also, nothing_more, now, session_scope
from bot.knowledge.fields import FORBIDDEN
from bot.privacy.personal import has_identity_number, mask
from bot.submissions import letters
from bot.submissions.fields import named
from bot.submissions.models import SubmissionMessageRow, SubmissionRow
from bot.submissions.parsing import Refused, Value
from bot.submissions.queue import FIELDS, Submission, place_columns, submission, values_of

# Characters of a question, a reason or a reply.
LONGEST_MESSAGE = 4000
CUT_OFF = " … [avkortat]"


class InvalidValues(Exception):
    """Values that can't be taken: `errors` says why, in Swedish, by the name of the field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(", ".join(self.errors))


class NoSuchSubmission(LookupError):
    """There never was one with that id, or whoever sent it in has taken it back."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the submission after it was read; `current` is what it is now."""

    def __init__(self, current: Submission) -> None:
        self.current = current
        super().__init__(str(current.id))


class WrongStatus(Exception):
    """What was to be done can't be done with a submission of this `status`."""

    def __init__(self, status: str) -> None:
        self.status = status
        super().__init__(status)


def update(identity: int, values: Mapping[str, Any], expected: int, by: str, also: Also = nothing_more) -> None:
    """Change fields of a pending submission, given as an editor typed them; those left out stay.

    `expected` is the revision that the editor saw, and `also` is done last in the same transaction, if anything was
    changed; here and below.

    Raises:
        InvalidValues: as the form would refuse them.
        NoSuchSubmission, ChangedMeanwhile, WrongStatus: nothing was changed.
    """
    with change(identity, expected, "pending", also) as (_, row):
        columns = _columns(_parsed(values_of(row), values))
        if any(getattr(row, name) != value for name, value in columns.items()):
            _set(row, changed_by=by, **columns)


def decline(identity: int, reason: str, expected: int, by: str, also: Also = nothing_more) -> None:
    """Say no to a pending submission; the submitter is told why.

    Raises:
        InvalidValues, NoSuchSubmission, ChangedMeanwhile, WrongStatus: as for `update`.
    """
    why = _message("reason", reason)
    with change(identity, expected, "pending", also) as (session, row):
        _set(row, status="declined", decline_reason=why, decided_at=now(), decided_by=by, changed_by=by)
        letters.declined(session, row)


def reopen(identity: int, expected: int, by: str, also: Also = nothing_more) -> None:
    """Let a declined submission wait again.

    Raises:
        NoSuchSubmission, ChangedMeanwhile, WrongStatus: as for `update`.
    """
    with change(identity, expected, "declined", also) as (_, row):
        _set(row, status="pending", decline_reason=None, decided_at=None, decided_by=None, changed_by=by)


def ask(identity: int, text: str, expected: int, by: str, also: Also = nothing_more) -> None:
    """Ask the submitter of a pending submission something: by e-mail if there is an address, and when the code is used.

    Raises:
        InvalidValues, NoSuchSubmission, ChangedMeanwhile, WrongStatus: as for `update`.
    """
    question = _message("text", text)
    with change(identity, expected, "pending", also) as (session, row):
        row.changed_by = by
        flag_modified(row, "changed_by")  # a change, even when the same editor asks twice
        session.add(SubmissionMessageRow(submission_id=identity, by=by, text=question))
        letters.asked(session, row, question)


def answer_editor(code_hash: str, text: str) -> bool:
    """Keep what the submitter replies, personal data masked, and tell the editors; False for a code without submission
    and for a reply without words."""
    reply = mask(FORBIDDEN.sub("", text).strip())
    if len(reply) > LONGEST_MESSAGE:
        reply = reply[:LONGEST_MESSAGE] + CUT_OFF
    wanted = SubmissionRow.code_hash == code_hash
    counted = sa.update(SubmissionRow).where(wanted).values(revision=SubmissionRow.revision + 1, changed_by=None)
    with session_scope() as session:
        if not reply or not session.execute(counted.execution_options(synchronize_session=False)).rowcount:
            return False
        identity = session.scalar(sa.select(SubmissionRow.id).where(wanted))
        session.add(SubmissionMessageRow(submission_id=identity, text=reply))
        letters.replied(session, identity)
        return True


@contextlib.contextmanager
def change(identity: int, expected: int, status: str, also: Also) -> Iterator[Tuple[Session, Any]]:
    """A transaction with the row of a submission, if it has that status and nobody else has changed it.

    What is `also` to be done is done when the row is another one afterwards.

    Raises:
        NoSuchSubmission, ChangedMeanwhile, WrongStatus: as for `update`; what was done is undone.
    """
    try:
        with session_scope() as session:
            row = session.get(SubmissionRow, identity)
            if row is None:
                raise NoSuchSubmission(identity)
            if row.revision != expected:
                raise StaleDataError
            if row.status != status:
                raise WrongStatus(row.status)
            yield session, row
            session.flush()
            if row.revision != expected:
                also(session)
    except StaleDataError:
        current = submission(identity)
        if current is None:
            raise NoSuchSubmission(identity) from None
        raise ChangedMeanwhile(current) from None


def _set(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _parsed(before: Mapping[str, Optional[Value]], values: Mapping[str, Any]) -> Dict[str, Optional[Value]]:
    """All values of a submission with the new ones among them; what is as before needs no look."""
    parsed, errors = dict(before), {}
    for name, value in values.items():
        typed = "" if value is None else FORBIDDEN.sub("", str(value)).strip()
        if typed != ("" if before.get(name) is None else str(before[name])):
            try:
                parsed[name] = _parse(name, typed)
            except Refused as refusal:
                errors[name] = str(refusal)
    if errors:
        raise InvalidValues(errors)
    return parsed


def _parse(name: str, typed: str) -> Optional[Value]:
    field = named(name) if name in FIELDS else None
    if field is None:
        raise Refused("Det här kan bara den som skickade in exemplet ändra.")
    if typed:
        return field.parse(typed)
    if field.optional:
        return None
    raise Refused("Fältet får inte vara tomt.")


def _columns(values: Mapping[str, Optional[Value]]) -> Dict[str, Any]:
    others = {name: value for name, value in values.items() if name != "place"}
    return {**others, **place_columns(str(values["place"]))}


def _message(field: str, text: str) -> str:
    said = FORBIDDEN.sub("", text).strip()
    if not said:
        raise InvalidValues({field: "Skriv något."})
    if len(said) > LONGEST_MESSAGE:
        raise InvalidValues({field: f"Det blev för långt ({len(said)} tecken). Högst {LONGEST_MESSAGE} får plats."})
    if has_identity_number(said):
        raise InvalidValues({field: "Det där ser ut som ett personnummer. Skriv texten utan det."})
    return said

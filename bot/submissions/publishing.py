"""Make an example of a submission, take it back, and let it go without a trace: each all or nothing."""

from __future__ import annotations

from typing import Any, Dict, Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.database import Also, nothing_more, now
from bot.knowledge.editing import AlreadyThere, publish_in, remove_in, revision
from bot.knowledge.entries import Example
from bot.knowledge.erasing import erase
from bot.knowledge.faults import by_field
from bot.knowledge.own_pages import is_own_page, own_page
from bot.privacy.conversations import erase_alone
from bot.privacy.traces import remove_traces, traces_of
from bot.submissions import letters
from bot.submissions.editing import InvalidValues, NoSuchSubmission, change
from bot.submissions.queue import Submission, submission
from bot.submissions.suggesting import suggested_example

KIND = "example"
TAKEN = "Det finns redan ett exempel med det id:t. Välj ett annat."


def publish(identity: int, values: Mapping[str, Any], expected: int, by: str, also: Also = nothing_more) -> None:
    """Publish a pending submission as the example of these fields, and tell the submitter.

    What isn't among `values` is as `suggested_example` has it, and so is the source when its address is left empty.
    `expected` is the submission's revision that the editor saw; `also` is done last in the same transaction.

    Raises:
        InvalidValues: what is wrong with the example; nothing is published.
        NoSuchSubmission, ChangedMeanwhile, WrongStatus: as for bot.submissions.editing.update.
    """
    before = submission(identity)
    if before is None:
        raise NoSuchSubmission(identity)
    entry = checked_entry(before, values)
    try:
        with change(identity, expected, "pending", also) as (session, row):
            if row.example_id not in (None, entry["id"]):
                erase_alone(session)
                remove_with_traces(session, row.example_id)
            row.status, row.example_id = "published", entry["id"]
            row.decided_at, row.decided_by, row.changed_by = now(), by, by
            session.flush()  # before the example is written: here it shows whether somebody else was faster
            publish_in(session, KIND, entry, by)
            letters.published(session, row)
    except (AlreadyThere, IntegrityError):
        raise InvalidValues({"id": TAKEN}) from None


def checked_entry(before: Submission, values: Mapping[str, Any]) -> Dict[str, Any]:
    """The whole entry that `publish` makes of these values, with the types of bot.knowledge.entries.Example.

    Raises:
        InvalidValues: what is wrong with it.
    """
    entry = _entry(before, values)
    errors = by_field(Example, entry)
    if errors:
        raise InvalidValues(errors)
    return Example(**entry).dict()


def unpublish(identity: int, expected: int, by: str, also: Also = nothing_more) -> None:
    """Take a published example away; its submission waits again, and keeps the id for another time.

    Raises:
        NoSuchSubmission, ChangedMeanwhile, WrongStatus: as for bot.submissions.editing.update.
    """
    with change(identity, expected, "published", also) as (session, row):
        row.status, row.decided_at, row.decided_by, row.changed_by = "pending", None, None, by
        session.flush()
        current = revision(session, KIND, row.example_id)
        if current is not None:
            remove_in(session, KIND, row.example_id, current, by)


def remove_with_traces(session: Session, example_id: str) -> int:
    """Erase an example with its earlier versions, its words in the index and what was said of it in conversations.

    In the caller's transaction. How many events of conversations were changed.
    """
    changed = remove_traces(session, example_id, traces_of(session, example_id))
    erase(session, KIND, example_id)
    return changed


def _entry(before: Submission, values: Mapping[str, Any]) -> Dict[str, Any]:
    """The whole entry. What is empty in a page's field is not there; a page of our own has the example's id."""
    given = {name: None if value == "" else value for name, value in values.items()}
    entry = {**suggested_example(before), **given}
    if entry["source_url"] is None or is_own_page(str(entry["source_url"])):
        entry["source_url"] = own_page(str(entry["id"]))
    return entry

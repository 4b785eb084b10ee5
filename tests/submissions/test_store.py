"""A submission is stored once, is found by its code only, and goes away when it is withdrawn."""

from __future__ import annotations

import re
from typing import Any, Dict, List

import pytest
import sqlalchemy as sa

from bot.database import session_scope
from bot.submissions import drafts, store
from bot.submissions.codes import new_code
from bot.submissions.models import SubmissionMessageRow, SubmissionRow
from bot.submissions.store import Status
from bot.submissions.withdrawal import withdraw

VALUES: Dict[str, Any] = {
    "title": "Praktik i parken", "organisation": "Lunds kommun", "place": "Lund", "method": "iop",
    "contract_type": "service", "sector": "park", "year": 2020, "target_groups": "unga", "requirement": "tio platser",
    "result": "", "link": "", "consent": "no", "contact_name": "Kim", "contact_email": "kim@example.se",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("database")


def rows() -> List[Dict[str, Any]]:
    with session_scope() as session:
        return [dict(row._mapping) for row in session.execute(sa.select(SubmissionRow.__table__))]


def test_codes_are_readable_and_differ() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"HG(-[0-9A-HJKMNP-TV-Z]{4}){3}", code) for code in codes)


def test_the_same_code_is_stored_once() -> None:
    code = new_code()
    assert store.submit(code, VALUES, "web") is True
    assert store.submit(code, VALUES, "web") is False
    assert len(rows()) == 1
    assert store.status(code) == Status("pending")


def test_neither_code_nor_contact_details_are_stored_without_consent() -> None:
    code = new_code()
    store.submit(code, VALUES, "web")
    (row,) = rows()
    assert code not in map(str, row.values())
    assert (row["contact_name"], row["contact_email"], row["result"]) == (None, None, None)
    assert (row["municipality"], row["region"]) == ("Lund", "Region Skåne")


def test_contact_details_are_stored_with_consent() -> None:
    store.submit(new_code(), {**VALUES, "consent": "yes", "place": "Region Skåne"}, "web")
    (row,) = rows()
    assert (row["contact_name"], row["contact_email"]) == ("Kim", "kim@example.se")
    assert (row["municipality"], row["region"]) == (None, "Region Skåne")


def test_a_code_is_found_as_people_write_it_down() -> None:
    store.submit("HG-0A1B-C2D3-E4F5", VALUES, "web")
    assert store.status("hg-oaib-c2d3-e4f5") == Status("pending")
    assert store.status("HG-0A1B-C2D3-E4F6") is None


def test_withdrawing_leaves_only_that_it_was_withdrawn() -> None:
    code = new_code()
    store.submit(code, VALUES, "web")
    assert withdraw(code) is True
    assert rows() == []
    assert store.status(code) == Status("withdrawn")
    assert withdraw(code) is False


def test_a_draft_is_withdrawn_without_a_trace() -> None:
    code = drafts.begin("web:1", "web", {"title": "Praktik"}).code
    assert store.status(code) == Status("draft")
    assert withdraw(code) is True
    assert store.status(code) is None


def test_the_editors_question_is_told_until_it_is_answered() -> None:
    code = new_code()
    store.submit(code, VALUES, "web")
    for by, text, waiting in (("Ida", "Hur många?", "Hur många?"), (None, "Tio.", None)):
        with session_scope() as session:
            submission = session.scalar(sa.select(SubmissionRow.id))
            session.add(SubmissionMessageRow(submission_id=submission, by=by, text=text))
        assert store.status(code) == Status("pending", question=waiting)


@pytest.mark.parametrize("decided", ["published", "declined"])
def test_a_question_that_nobody_waits_for_any_more_is_not_told(decided: str) -> None:
    code = new_code()
    store.submit(code, VALUES, "web")
    with session_scope() as session:
        submission = session.scalar(sa.select(SubmissionRow))
        session.add(SubmissionMessageRow(submission_id=submission.id, by="Ida", text="Hur många?"))
        submission.status = decided
    assert store.status(code) == Status(decided)

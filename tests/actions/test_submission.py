"""When something breaks in the middle of a submission, nothing that was told is lost, nothing is sent twice, and what
is said of it is true."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from actions.base import FORM
from actions.smalltalk import ActionInform
from actions.submission import ActionSubmissionEnd, ValidateSubmissionForm
from bot.submissions import drafts, store
from bot.submissions.withdrawal import withdraw
from tests.actions.turns import CONVERSATION, Said, pressed, run, typed

VALUES: Dict[str, Any] = {
    "title": "Praktik i parken", "organisation": "Lunds kommun", "place": "Lund", "method": "iop",
    "contract_type": "service", "sector": "park", "year": 2020, "target_groups": "unga", "requirement": "tio platser",
    "result": "", "link": "", "consent": "no",
}  # fmt: skip
SEND = pressed("inform", "send")
AGAIN = pressed("submit_example")

pytestmark = pytest.mark.usefixtures("database")


def broken(*_: Any) -> None:
    raise OSError("the database is away")


@pytest.fixture
def sending() -> Dict[str, Any]:
    """The slots when "Skicka" has ended the form and the draft is to be sent."""
    draft = drafts.begin(CONVERSATION, "web", VALUES)
    return {
        "submission_decision": "send", "submission_receipt": draft.code, "submission_version": draft.version,
        "requested_slot": None,
    }  # fmt: skip


@pytest.fixture
def not_sent(sending: Dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Said:
    with monkeypatch.context() as patch:
        patch.setattr(store, "submit", broken)
        return run(ActionSubmissionEnd(), SEND, sending)


def test_what_could_not_be_sent_is_kept_and_may_be_tried_again(not_sent: Said) -> None:
    assert [reply["kind"] for reply in not_sent.replies] == ["error"]
    assert "inte skickat än" in not_sent.text and "finns kvar" in not_sent.text
    assert not_sent.choices == ["Försök igen", "Prata med en människa"]
    summary = run(ValidateSubmissionForm(), AGAIN, not_sent.slots)
    assert summary.choices[-3:] == ["Skicka", "Ändra", "Avbryt"]
    assert (summary.slots["requested_slot"], summary.slots["submission_decision"]) == ("submission_decision", None)


def test_a_second_press_of_send_leads_to_the_summary(not_sent: Said) -> None:
    assert run(ActionInform(), SEND, not_sent.slots).next_actions == [FORM]
    assert run(ActionInform(), SEND, {}).next_actions == []


def test_trying_again_what_was_sent_after_all_gives_the_receipt(not_sent: Said) -> None:
    code = not_sent.slots["submission_receipt"]
    store.submit(code, VALUES, "web")
    over = run(ValidateSubmissionForm(), AGAIN, not_sent.slots)
    assert (over.slots["submission_decision"], over.replies) == ("send", [])
    assert f"Din kod är {code}" in run(ActionSubmissionEnd(), AGAIN, over.slots).text


def sent(code: str) -> None:
    store.submit(code, VALUES, "web")


def goes_on_elsewhere(code: str) -> None:
    drafts.resume(code, "teams:2", "teams")


MEANWHILE = [  # what happened between "Skicka" and the sending, what is said, whether it is sent
    (lambda _: None, "Tack! Ditt exempel är inskickat", True),
    (sent, "Tack! Ditt exempel är inskickat", True),
    (withdraw, "Exemplet är borttaget, så jag har inte skickat något.", False),
    (goes_on_elsewhere, "fortsätter i ett annat samtal", False),
]


@pytest.mark.parametrize(("happens", "told", "is_sent"), MEANWHILE)
def test_the_truth_is_told_of_what_happened_meanwhile(
    happens: Any, told: str, is_sent: bool, sending: Dict[str, Any]
) -> None:
    code = sending["submission_receipt"]
    happens(code)
    assert told in run(ActionSubmissionEnd(), SEND, sending).text
    assert store.is_submitted(code) is is_sent


def test_a_failed_question_stays_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ValidateSubmissionForm, "respond", broken)
    asked = {"question": "withdraw", "code": "HG-0000-0000-0000"}
    slots = {"requested_slot": "submission_place", "submission_receipt": "HG-0000-0000-0001", "asked": asked}
    failed = run(ValidateSubmissionForm(), typed("Lund", "inform"), slots)
    assert [reply["kind"] for reply in failed.replies] == ["error"]
    assert failed.slots == {**slots, "submission_failures": 0, "doubts": 0}


def test_a_form_that_fails_before_its_first_question_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    begins = typed("jag vill skicka in ett exempel", "submit_example")
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "begin", broken)
        failed = run(ValidateSubmissionForm(), begins, {})
    assert [reply["kind"] for reply in failed.replies] == ["error"]
    assert failed.slots["requested_slot"] is None
    over = run(ActionSubmissionEnd(), begins, failed.slots)
    assert (over.replies, over.slots["submission_decision"]) == ([], None)
    begun = run(ValidateSubmissionForm(), begins, over.slots)
    assert "Vad vill du kalla exemplet?" in begun.text
    assert begun.slots["requested_slot"] == "submission_title"

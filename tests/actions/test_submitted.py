"""A reply to the editors reaches them, wherever it is given and whatever it looks like."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
import sqlalchemy as sa

from actions import submitted
from actions.base import GuidenAction
from actions.smalltalk import ActionThank
from actions.stopping import ActionCancel, ActionRestart
from actions.submission import ActionSubmissionEnd, ValidateSubmissionForm
from actions.submitted import ActionSubmissionStatus, ActionWithdrawSubmission
from bot.database import session_scope
from bot.submissions import drafts, store
from bot.submissions.codes import new_code
from bot.submissions.models import SubmissionMessageRow
from tests.actions.test_submission import VALUES, broken
from tests.actions.turns import CONVERSATION, Said, pressed, run, typed

FORM_BEGINS = "Vi i Örebro gjorde 2022 en reserverad upphandling"
PASSED_ON = "Ditt svar är lämnat till redaktionen"
NOT_SENT = "Då skickar jag inget svar."

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def code() -> str:
    """That of a submission the editors have a question about."""
    code = new_code()
    store.submit(code, VALUES, "web")
    with session_scope() as session:
        session.add(SubmissionMessageRow(submission_id=1, by="Ida", text="Hur många?"))
    return code


@pytest.fixture
def asked(code: str) -> Dict[str, Any]:
    """The slots when "Svara redaktionen" has been pressed outside the form."""
    said = run(ActionSubmissionStatus(), pressed("submission_status", {"reply": code}), {})
    return dict(said.slots)


@pytest.fixture
def asked_in_form(asked: Dict[str, Any]) -> Dict[str, Any]:
    """The same in the middle of the form, at the question of an organisation."""
    draft = drafts.begin(CONVERSATION, "web", {"title": "Bageriet"})
    return {
        **asked, "submission_receipt": draft.code, "submission_version": draft.version,
        "requested_slot": "submission_organisation",
    }  # fmt: skip


def replies() -> List[str]:
    with session_scope() as session:
        wanted = sa.select(SubmissionMessageRow.text).where(SubmissionMessageRow.by.is_(None))
        return list(session.scalars(wanted))


def told() -> Dict[str, Any]:
    draft = drafts.of_conversation(CONVERSATION)
    return dict(draft.values) if draft else {}


TYPED = [  # a reply and what it was understood as
    ("Sju av tio.", "inform"),
    ("Vi fick avbryta avtalet", "cancel"),
    ("Vi började om 2022", "restart"),
    ("Kommunen ska vara Lund", "change_answer"),
    ("Det vet jag inte", "deny"),
    (FORM_BEGINS, "submit_example"),
]


@pytest.mark.parametrize(("text", "intent"), TYPED)
def test_in_the_form_the_reply_is_passed_on_and_the_question_comes_again(
    text: str, intent: str, asked_in_form: Dict[str, Any]
) -> None:
    said = run(ValidateSubmissionForm(), typed(text, intent), asked_in_form)
    assert PASSED_ON in said.text and said.text.endswith("Vilken organisation gjorde det?")
    assert replies() == [text]
    assert told() == {"title": "Bageriet"}
    assert (said.slots["asked"], said.slots["requested_slot"]) == (None, "submission_organisation")


@pytest.mark.parametrize(
    ("action", "text", "intent"),
    [(ActionThank(), "Tack, sju av tio.", "thank"), (ActionCancel(), "Vi fick avbryta avtalet", "cancel")],
)
def test_outside_the_form_any_action_passes_it_on(
    action: GuidenAction, text: str, intent: str, asked: Dict[str, Any]
) -> None:
    assert PASSED_ON in run(action, typed(text, intent), asked).text
    assert replies() == [text]


def test_a_reply_that_looks_like_an_example_begins_none(asked: Dict[str, Any]) -> None:
    said = run(ValidateSubmissionForm(), typed(FORM_BEGINS, "submit_example"), asked)
    assert said.text.startswith("Tack!") and "Vad vill du kalla" not in said.text
    over = run(ActionSubmissionEnd(), typed(FORM_BEGINS, "submit_example"), said.slots)
    assert (over.replies, over.slots["submission_decision"]) == ([], None)
    assert (replies(), told()) == ([FORM_BEGINS], {})


@pytest.mark.parametrize("text", ["avbryt", "Avbryt!", "stopp", "jag vill avbryta"])
def test_no_reply_is_sent_when_it_is_broken_off(text: str, asked: Dict[str, Any]) -> None:
    said = run(ActionCancel(), typed(text, "cancel"), asked)
    assert said.text == NOT_SENT
    assert (replies(), said.slots["asked"]) == ([], None)


def test_breaking_off_the_reply_breaks_off_nothing_else(asked_in_form: Dict[str, Any]) -> None:
    said = run(ValidateSubmissionForm(), typed("avbryt", "cancel"), asked_in_form)
    assert said.text == f"{NOT_SENT}\nVilken organisation gjorde det?"
    assert (replies(), told()) == ([], {"title": "Bageriet"})


def test_starting_over_leaves_the_reply_to_the_form(asked_in_form: Dict[str, Any]) -> None:
    said = run(ActionRestart(), typed("Vi började om 2022", "restart"), asked_in_form)
    assert (said.replies, said.slots["asked"]) == ([], asked_in_form["asked"])


def test_the_reply_is_passed_on_though_the_example_went_on_elsewhere(asked_in_form: Dict[str, Any]) -> None:
    drafts.resume(asked_in_form["submission_receipt"], "teams:2", "teams")
    said = run(ValidateSubmissionForm(), typed("Sju av tio.", "inform"), asked_in_form)
    assert (PASSED_ON in said.text, replies()) == (True, ["Sju av tio."])
    assert said.slots["submission_decision"] == "moved"


@pytest.mark.parametrize("where", ["asked", "asked_in_form"])
def test_a_reply_that_could_not_be_passed_on_can_be_given_again(
    where: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots = request.getfixturevalue(where)
    action = ActionThank() if where == "asked" else ValidateSubmissionForm()
    with monkeypatch.context() as patch:
        patch.setattr(submitted, "answer_editor", broken)
        failed = run(action, typed("Sju av tio.", "inform"), slots)
    assert [reply["kind"] for reply in failed.replies] == ["error"]
    assert PASSED_ON in run(action, typed("Sju av tio.", "inform"), failed.slots).text


def test_breaking_off_outside_the_form_tells_of_what_was_begun_here() -> None:
    code = drafts.begin(CONVERSATION, "web", {"title": "Bageriet"}).code
    said = run(ActionCancel(), typed("avbryt", "cancel"), {})
    assert code in said.text and said.choices == ["Fortsätt berätta", "Ta bort det"]
    sure = run(ActionWithdrawSubmission(), pressed("withdraw_submission", {"code": code}), said.slots)
    assert "Vill du ta bort det du har berättat" in sure.text
    assert told() == {"title": "Bageriet"}
    gone = run(ActionWithdrawSubmission(), pressed("withdraw_submission", "example"), sure.slots)
    assert "borttagna" in gone.text and told() == {}


def going_on(text: str, slots: Dict[str, Any]) -> Said:
    return run(ActionThank(), typed(text, "thank"), slots)


def test_going_on_finds_what_was_begun_here() -> None:
    assert going_on("fortsätt", {}).next_actions == []
    drafts.begin(CONVERSATION, "web", {"title": "Bageriet"})
    assert going_on("fortsätt", {}).next_actions == ["submission_form"]
    assert going_on("tack", {}).next_actions == []

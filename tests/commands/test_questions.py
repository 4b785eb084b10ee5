"""Questions that visitors left, as an editor reads and deletes them."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner, Result

from bot import cli
from bot.database import session_scope
from bot.submissions.models import UnansweredQuestionRow
from bot.submissions.store import Question, delete_question, leave_question, questions

pytestmark = pytest.mark.usefixtures("database")


def guiden(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def left(text: str, day: int) -> None:
    with session_scope() as session:
        asked_at = dt.datetime(2026, 11, day, 8, 30)
        session.add(UnansweredQuestionRow(text=text, channel="web", created_at=asked_at))


def test_questions_are_read_oldest_first() -> None:
    left("Yngre?", 24)
    left("Äldre?", 2)
    assert questions() == [
        Question(2, "Äldre?", "web", dt.datetime(2026, 11, 2, 8, 30)),
        Question(1, "Yngre?", "web", dt.datetime(2026, 11, 24, 8, 30)),
    ]
    done = guiden("questions")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Id  Dag         Kanal  Fråga",
        "2   2026-11-02  web    Äldre?",
        "1   2026-11-24  web    Yngre?",
    ]


def test_a_question_is_a_line_that_no_terminal_obeys() -> None:
    left("Hej\n\x1b[2Jdär", 2)
    assert guiden("questions").output.splitlines()[1].endswith("  Hej [2Jdär")


def test_a_question_that_is_dealt_with_is_deleted() -> None:
    leave_question("Hur stor är bonusen?", "web")
    done = guiden("questions", "--delete", 1)
    assert (done.exit_code, done.output) == (0, "Fråga 1 är borttagen.\n")
    assert questions() == [] and delete_question(1) is False
    assert guiden("questions").output == "Det finns inga obesvarade frågor.\n"
    again = guiden("questions", "--delete", 1)
    assert again.exit_code == 1 and "Det finns ingen fråga med id 1." in again.output


@pytest.mark.parametrize("identity", ["0", "3000000000", "x"])
def test_what_is_no_id_is_refused(identity: str) -> None:
    assert guiden("questions", "--delete", identity).exit_code == 2

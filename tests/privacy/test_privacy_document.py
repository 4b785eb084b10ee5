"""docs/privacy.md says of every stored column what it is for, and the periods that really hold."""

from __future__ import annotations

import importlib
import re
from typing import Dict, List, Set

import pytest
import sqlalchemy as sa
import yaml

from bot.database import Base, engine
from bot.migrations import migrate
from bot.privacy.conversations import EVENTS
from bot.settings import PROJECT_ROOT, Settings
from tests.sources import module_name, sources

DOCUMENT = (PROJECT_ROOT / "docs" / "privacy.md").read_text("utf-8")
# Tables that the database makes for the index of another one, and Alembic's own.
INDEX = re.compile(r"(search_text|search_term_text)(_\w+)?|alembic_version")
PERIODS = {name: field.default for name, field in Settings.__fields__.items() if re.fullmatch(r"keep_\w+_days", name)}


def rows(header: str) -> List[List[str]]:
    """The cells of the table that begins with this header."""
    lines = DOCUMENT.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {header} |"))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


STORED = rows("Tabell.kolumn")


def columns() -> Dict[str, Set[str]]:
    """By table: all models', and Rasa's events."""
    for path in sources("bot"):
        if path.name == "models.py":
            importlib.import_module(module_name(path))
    tables = {table.name: {column.name for column in table.columns} for table in Base.metadata.tables.values()}
    return {**tables, EVENTS.name: {column.name for column in EVENTS.columns}}


def test_every_column_is_explained_and_none_that_does_not_exist() -> None:
    existing = columns()
    explained: Dict[str, Set[str]] = {}
    for name, *_ in STORED:
        table, _, column = name.partition(".")
        assert column not in explained.setdefault(table, set()), f"{name} twice"
        explained[table].add(column)
    assert explained.keys() == existing.keys()
    for table, named in explained.items():
        assert named - {"*"} <= existing[table], table
        assert "*" in named or named == existing[table], table


def test_what_may_be_about_a_person_is_explained_by_itself() -> None:
    """A star stands for no column with a name, an address or free text that somebody sent in."""
    starred = {name.partition(".")[0] for name, *_ in STORED if name.endswith(".*")}
    assert not starred & {"draft", "submission", "submission_message", "feedback", "unanswered_question", "outbox",
                          "events", "audit", "review_session", "withdrawn", "code_conversation"}  # fmt: skip
    named = {name for name, *_ in STORED}
    about = re.compile(r"by|who|\w+_by|contact_\w+|recipient")
    for table, existing in columns().items():
        assert {f"{table}.{column}" for column in existing if about.fullmatch(column)} <= named


def test_the_models_are_all_that_the_database_has(empty_database: str) -> None:
    migrate()
    tables = {name for name in sa.inspect(engine()).get_table_names() if not INDEX.fullmatch(name)}
    assert tables - {"sqlite_sequence"} == columns().keys()


@pytest.mark.parametrize("row", STORED, ids=lambda row: row[0])
def test_each_says_what_why_on_which_ground_and_how_long(row: List[str]) -> None:
    assert len(row) == 5 and all(row)


def test_the_periods_are_the_settings() -> None:
    told = {setting.strip("`").removeprefix("GUIDEN_").lower(): int(days) for setting, days, _ in rows("Inställning")}
    assert told == PERIODS
    assert {int(days) for row in STORED for days in re.findall(r"(\d+) dagar", row[4])} <= set(PERIODS.values())


@pytest.mark.parametrize(
    ("column", "setting"),
    [
        ("events.data", "keep_conversations_days"),
        ("draft.values", "keep_drafts_days"),
        ("submission.contact_email", "keep_contacts_days"),
        ("submission_message.text", "keep_contacts_days"),
        ("outbox.recipient", "keep_contacts_days"),
        ("submission.decline_reason", "keep_declined_days"),
        ("withdrawn.code_hash", "keep_questions_days"),
        ("unanswered_question.text", "keep_questions_days"),
        ("feedback.text", "keep_questions_days"),
        ("audit.who", "keep_audit_days"),
    ],
)
def test_each_period_stands_where_it_applies(column: str, setting: str) -> None:
    (period,) = [row[4] for row in STORED if row[0] == column]
    assert f"{PERIODS[setting]} dagar" in period


def test_the_answer_to_visitors_names_no_other_periods() -> None:
    answers = yaml.safe_load((PROJECT_ROOT / "data" / "knowledge" / "answers" / "service.yml").read_text("utf-8"))
    (answer,) = (each for each in answers["answers"] if each["id"] == "privacy")
    told = {int(days) for days in re.findall(r"(\d+) dagar", answer["text"] + answer["more"])}
    assert told and told <= set(PERIODS.values())

"""The dashboard's tables as spreadsheets read them, whatever editors have called an answer."""

from __future__ import annotations

import csv
import io
from typing import List

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from bot.database import session_scope
from bot.knowledge.models import AnswerRow
from bot.statistics.weeks import week_of
from tests.review.conftest import ClientAs
from tests.review.counted import TODAY, add, label_of, rows
from tests.review.page_tables import tables

WEEK = week_of(TODAY)


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


def read(client: FlaskClient, query: str) -> List[List[str]]:
    answer = client.get(f"/statistics.csv{query}")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="statistik-')
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_weeks_and_channels_as_rows(client: FlaskClient) -> None:
    add(*rows())
    heading, *found = read(client, "?weeks=4")
    assert heading == ["Vecka", "Kanal", "Meddelanden", "Besvarade", "Obesvarade", "Hjälpte", "Hjälpte inte"]
    assert len(found) == 12 and found[-3] == [WEEK, "web", "1250", "1200", "0", "3", "1"]
    assert {row[1] for row in read(client, "?channel=slack")[1:]} == {"slack"}


TABLES = [
    ("exempel", "", ["Vecka", "Väntar", "Publicerade", "Avböjda", "Tillbakatagna"], [WEEK, "1", "1", "0", "1"]),
    ("exempel", "&channel=teams", ["Vecka", "Väntar", "Publicerade", "Avböjda"], [WEEK, "0", "1", "0"]),
    ("svar", "&weeks=52", ["Id", "Svar", "Gånger"], ["removed_answer", "", "7"]),
    ("arenden", "", ["Id", "Ärende", "Gånger"], ["nlu_fallback", "Inte förstått", "20"]),
    ("omdomen", "", ["Id", "Svar", "Hjälpte", "Hjälpte inte"], ["iop_definition", "(dess rubrik)", "3", "1"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "more", "heading", "last"), TABLES)
def test_the_other_tables(client: FlaskClient, table: str, more: str, heading: List[str], last: List[str]) -> None:
    add(*rows())
    found = read(client, f"?table={table}{more}")
    assert found[0] == heading and found[-1] == [
        label_of("iop_definition") if cell == "(dess rubrik)" else cell for cell in last
    ]


def test_a_table_that_there_is_not(client: FlaskClient) -> None:
    assert client.get("/statistics.csv?table=lön").status_code == 404


NAMES = ['=HYPERLINK("http://example.com")', "+46", "-1", "@SUM(A1)", '<script>alert("x")</script>; "citat"']


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_neither_a_formula_nor_markup(client: FlaskClient, name: str) -> None:
    add(*rows())
    with session_scope() as session:
        session.execute(sa.update(AnswerRow).where(AnswerRow.id == "iop_definition").values(label=name))
    (cell,) = (row[1] for row in read(client, "?table=svar")[1:])
    assert cell == (name if name.startswith("<") else f"'{name}")
    page = client.get("/statistics").text
    assert tables(page)["answers"][1][0] == name and "<script>alert" not in page

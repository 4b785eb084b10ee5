"""Reminders and links, as an editor sees them in a terminal."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import List

import pytest
from click.testing import CliRunner, Result

from bot import cli
from bot.knowledge import addresses as addresses_module
from bot.knowledge import link_check, reminders
from bot.knowledge.editing import publish
from bot.knowledge.link_check import Result as Checked
from bot.knowledge.link_check import State
from tests.knowledge.samples import ANSWER

pytestmark = pytest.mark.usefixtures("database")


def guiden(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def test_reminders_are_a_table_with_the_oldest_first() -> None:
    publish("answer", {**ANSWER, "checked": "2019-01-02"}, None)
    done = guiden("reminders", "--on", "2026-11-24")
    assert done.exit_code == 0
    heading, *rows = done.output.splitlines()
    assert heading.split() == ["Slag", "Id", "Titel", "Kontrollerat"]
    days = [row.split()[-1] for row in rows]
    assert days == sorted(days, key=lambda day: "" if day == "aldrig" else day)
    first = next(row.split() for row in rows if not row.endswith("aldrig"))
    assert (first[0], first[1], first[-1]) == ("svar", "glasstrutar", "2019-01-02")


def test_more_days_remind_of_less() -> None:
    publish("answer", {**ANSWER, "checked": "2026-01-02"}, None)
    assert "glasstrutar" in guiden("reminders", "--on", "2026-11-24", "--days", 30).output
    assert "glasstrutar" not in guiden("reminders", "--on", "2026-11-24").output


@pytest.mark.parametrize("arguments", [("--on", "i dag"), ("--days", "-1"), ("--days", "9999999")])
def test_what_is_no_day_is_refused(arguments: tuple) -> None:
    assert guiden("reminders", *arguments).exit_code == 2


def test_days_before_there_were_days_remind_of_what_was_never_checked() -> None:
    assert guiden("reminders", "--on", "0001-01-02", "--days", 36_500).exit_code == 0


NOTHING = [
    ((), "Allt är kontrollerat de senaste 365 dagarna.\n"),
    (("--on", "2027-06-01", "--days", 90), "Allt är kontrollerat de 90 dagarna före 2027-06-01.\n"),
]


@pytest.mark.parametrize(("arguments", "said"), NOTHING)
def test_nothing_to_remind_of(monkeypatch: pytest.MonkeyPatch, arguments: tuple, said: str) -> None:
    monkeypatch.setattr(reminders, "reminders", lambda *_: [])
    assert guiden("reminders", *arguments).output == said


CHECKED = [
    Checked("https://a.se/", State.GONE, "svarar 404"),
    Checked("https://b.se/", State.MOVED, "har flyttat för gott", "https://ny.se/"),
    Checked("https://c.se/", State.WORKING),
]


def test_links_are_reported_with_where_they_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    used = {"https://a.se/": ["källa =A"], "https://b.se/": ["guide b", "exempel b"], "https://c.se/": ["guide c"]}
    monkeypatch.setattr(addresses_module, "addresses", lambda: used)
    monkeypatch.setattr(link_check, "check", lambda *_: CHECKED)
    done = guiden("links", "--csv", tmp_path / "länkar.csv")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "borta: https://a.se/ (svarar 404)",
        "    används i källa =A",
        "flyttad: https://b.se/ (har flyttat för gott)",
        "    leder till https://ny.se/",
        "    används i guide b, exempel b",
        "3 länkar: 1 fungerar, 1 har flyttat, 0 nås inte, 1 är borta.",
    ]
    with (tmp_path / "länkar.csv").open(encoding="utf-8-sig", newline="") as file:
        rows: List[List[str]] = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["läge", "adress", "orsak", "leder till", "används i"]
    assert rows[2] == ["flyttad", "https://b.se/", "har flyttat för gott", "https://ny.se/", "guide b, exempel b"]
    assert rows[3] == ["fungerar", "https://c.se/", "", "", "guide c"]
    assert len(rows) == 4


def test_without_a_network_links_end_well(monkeypatch: pytest.MonkeyPatch) -> None:
    used = {"http://finns-ej.invalid/": ["källa X"]}
    monkeypatch.setattr(addresses_module, "addresses", lambda: used)
    done = guiden("links", "--timeout", 2)
    assert done.exit_code == 0
    assert "nås inte: http://finns-ej.invalid/ (det går inte att ansluta)" in done.output

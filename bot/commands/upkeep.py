"""The commands that tell an editor what needs to be looked at: old checks, links that lead nowhere, questions."""

from __future__ import annotations

import csv
import datetime as dt
from typing import List, Mapping, Optional, Sequence, TextIO

import click

from bot.commands.shared import bar, database_explained
from bot.database import today
from bot.knowledge.link_check import Result, State

TIMEOUT = 15.0  # seconds
MOST_DAYS = 36_500  # a century
LARGEST_ID = 2**31 - 1  # of PostgreSQL's integers


@click.command()
@click.option(
    "--days", default=365, show_default=True, type=click.IntRange(0, MOST_DAYS), help="Så många dagar är för länge."
)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Räkna från den här dagen i stället för i dag.")
def reminders(days: int, day: Optional[dt.datetime]) -> None:
    """Visa vad som inte har kontrollerats på länge, det äldsta först."""
    from bot.knowledge.reminders import reminders as find

    with database_explained():
        found = find(days, day.date() if day else today())
    if not found:
        when = f"de {days} dagarna före {day:%Y-%m-%d}" if day else f"de senaste {days} dagarna"
        click.echo(f"Allt är kontrollerat {when}.")
        return
    rows = [(each.kind, each.id, each.title, str(each.checked or "aldrig")) for each in found]
    for line in _table([("Slag", "Id", "Titel", "Kontrollerat"), *rows]):
        click.echo(line)


@click.command()
@click.option(
    "--timeout", default=TIMEOUT, show_default=True, type=click.FloatRange(min=0.1), help="Sekunder per fråga."
)
@click.option(
    "--csv", "file", type=click.File("w", encoding="utf-8-sig", lazy=False), help="Skriv allt till en fil också."
)
def links(timeout: float, file: Optional[TextIO]) -> None:
    """Kontrollera alla länkar. Slutar alltid väl, också utan nät."""
    from bot.knowledge.addresses import addresses
    from bot.knowledge.link_check import check

    with database_explained():
        used = addresses()
    with bar("Frågar", len(used)) as told:
        results = check(used, timeout, lambda: told(1))
    for line in _report(results, used):
        click.echo(line)
    if file is not None:
        _write(file, results, used)


def _report(results: Sequence[Result], used: Mapping[str, Sequence[str]]) -> List[str]:
    """What doesn't work as it stands, then how many do."""
    lines = []
    for each in results:
        if each.state is not State.WORKING:
            lines.append(f"{each.state.value}: {each.address} ({each.detail})")
            if each.leads_to:
                lines.append(f"    leder till {each.leads_to}")
            lines.append(f"    används i {', '.join(used[each.address])}")
    numbers = [f"{sum(each.state is state for each in results)} {_SUMMED[state]}" for state in reversed(State)]
    return [*lines, f"{len(results)} länkar: {', '.join(numbers)}."]


_SUMMED = {
    State.WORKING: "fungerar",
    State.MOVED: "har flyttat",
    State.UNREACHABLE: "nås inte",
    State.GONE: "är borta",
}


def _write(file: TextIO, results: Sequence[Result], used: Mapping[str, Sequence[str]]) -> None:
    from bot.knowledge.files.cells import text_cell

    rows = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    rows.writerow(["läge", "adress", "orsak", "leder till", "används i"])
    for each in results:
        cells = (each.state.value, each.address, each.detail, each.leads_to, ", ".join(used[each.address]))
        rows.writerow(text_cell(cell or None) for cell in cells)


@click.command()
@click.option("--delete", "identity", metavar="ID", type=click.IntRange(1, LARGEST_ID), help="Ta bort en fråga.")
def questions(identity: Optional[int]) -> None:
    """Visa frågor som besökare har lämnat obesvarade, den äldsta först."""
    from bot.submissions import store

    with database_explained():
        if identity is not None:
            if not store.delete_question(identity):
                raise click.ClickException(f"Det finns ingen fråga med id {identity}.")
            click.echo(f"Fråga {identity} är borttagen.")
            return
        found = store.questions()
    if not found:
        click.echo("Det finns inga obesvarade frågor.")
        return
    rows = [(str(each.id), f"{each.asked_at:%Y-%m-%d}", each.channel, _on_a_line(each.text)) for each in found]
    for line in _table([("Id", "Dag", "Kanal", "Fråga"), *rows]):
        click.echo(line)


def _on_a_line(text: str) -> str:
    """Without what a terminal would obey."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _table(rows: Sequence[Sequence[str]]) -> List[str]:
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]


COMMANDS = (reminders, links, questions)

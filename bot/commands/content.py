"""The commands by which content comes in and out, and earlier versions back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Optional

import click

from bot.commands.shared import bar, database_explained
from bot.knowledge.content import CONTENT, size
from bot.knowledge.files.problems import ContentError
from bot.knowledge.kinds import FOUND

KIND = click.Choice(list(FOUND))
# Who changed something, when it was done with these commands.
BY = "guiden restore"


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path), default=CONTENT)
@click.option("--if-changed", is_flag=True, help="Bara om filerna har ändrats sedan de lästes in så här sist.")
def import_(path: Path, if_changed: bool) -> None:
    """Läs in innehåll, allt eller inget: YAML, och exempel som CSV och XLSX."""
    from bot.knowledge.importer import import_content, import_if_changed

    try:
        with database_explained(), bar("Läser in", size(path)) as told:
            report = import_if_changed(path) if if_changed else import_content(path, told)
    except ContentError as error:
        raise click.ClickException(f"Inget lästes in.\n{error}") from None
    except OSError:
        raise click.ClickException(f"Inget lästes in.\n{path}: går inte att läsa") from None
    if report is None:
        click.echo("Filerna är desamma som sist.")
        return
    click.echo(f"{report.added} nya, {report.changed} ändrade, {report.unchanged} oförändrade.")


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
def export(path: Optional[Path]) -> None:
    """Skriv ut allt innehåll som YAML, eller exemplen som .csv eller .xlsx."""
    from bot.knowledge.exporter import write_file

    with database_explained():
        if path is None:
            _print_all()
            return
        try:
            write_file(path)
        except ContentError as error:
            raise click.ClickException(f"Inget skrevs ut.\n{error}") from None


def _print_all() -> None:
    from bot.knowledge.exporter import write_yaml

    try:
        write_yaml(sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has had enough; click ends the command
        raise
    except OSError:
        # Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.ClickException("Det går inte att skriva ut allt. Är disken full?") from None


@click.command()
@click.argument("kind", type=KIND)
@click.argument("identity", metavar="ID")
def history(kind: str, identity: str) -> None:
    """Visa ett svars, en guides eller ett exempels versioner och vad som ändrades."""
    from bot.knowledge.editing import NoSuchEntry
    from bot.knowledge.history import versions, versions_to_come
    from bot.knowledge.history_text import told

    with database_explained():
        to_come = versions_to_come(FOUND[kind].name, identity)
        try:
            found = versions(FOUND[kind].name, identity)
        except NoSuchEntry:
            found = []
    if not (found or to_come):
        raise click.ClickException(f"Det finns inget med id {identity} bland {FOUND[kind].labels}.")
    for line in told(found, to_come):
        click.echo(line)


@click.command()
@click.argument("kind", type=KIND)
@click.argument("identity", metavar="ID")
@click.argument("number", type=int)
def restore(kind: str, identity: str, number: int) -> None:
    """Gör en tidigare version till den som gäller, som en ny version."""
    from bot.knowledge.editing import AlreadyThere, ChangedMeanwhile, NoSuchEntry
    from bot.knowledge.history import current
    from bot.knowledge.history import restore as bring_back

    try:
        with database_explained():
            replaced = current(FOUND[kind].name, identity)
            new = bring_back(FOUND[kind].name, identity, number, replaced.number if replaced else None, BY)
    except NoSuchEntry:
        raise click.ClickException(
            f"Det finns ingen version {number} av {identity} bland {FOUND[kind].labels}."
        ) from None
    except AlreadyThere:
        raise click.ClickException(
            f"{identity} är borttagen men har en version som ska gälla senare, eller så har någon annan just tagit "
            f"tillbaka den. Inget ändrades. Se guiden history {kind} {identity}."
        ) from None
    except ChangedMeanwhile:
        raise click.ClickException("Någon annan ändrade samtidigt. Se guiden history och försök igen.") from None
    except ContentError as error:
        raise click.ClickException(f"Versionen går inte att ta tillbaka.\n{error}") from None
    click.echo(f"Version {number} av {identity} gäller igen, som version {new}.")


COMMANDS = (import_, export, history, restore)

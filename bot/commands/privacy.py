"""The commands by which personal data goes out: what is outdated, and what is held about a code."""

from __future__ import annotations

import json
import sys

import click

from bot.commands.shared import database_explained, until_stopped

UNKNOWN = "Det finns inget sparat om den koden."


@click.command()
@click.option("--dry-run", is_flag=True, help="Räkna bara det som skulle raderas.")
@click.option("--daily", is_flag=True, help="Gallra en gång om dygnet tills kommandot stoppas.")
def retention(dry_run: bool, daily: bool) -> None:
    """Radera det som har sparats så länge som det får, och skriv ut ett kvitto."""
    from bot.privacy import retention as outdated
    from bot.privacy.receipts import lines

    if daily:
        until_stopped(outdated.erase_outdated_daily)
        return
    with database_explained():
        receipt = outdated.erase_outdated(dry_run)
    if dry_run:
        click.echo("Så här mycket skulle raderas. Inget är gjort.")
    for line in lines(receipt):
        click.echo(line)


@click.command()
@click.argument("code", metavar="KOD")
def erase(code: str) -> None:
    """Radera allt som är sparat om en kod. Med - i stället för KOD läses koden från standard in."""
    from bot.privacy import erasure
    from bot.privacy.physical import overwrite
    from bot.privacy.receipts import lines

    try:
        with database_explained():
            receipt = erasure.erase(_given(code))
            done = overwrite()
    except erasure.UnknownCode:
        raise click.ClickException(UNKNOWN) from None
    for line in lines(receipt):
        click.echo(line)
    if not done:
        click.echo("Databasfilen var upptagen. Resterna i den skrivs över vid nästa gallring.")


@click.command()
@click.argument("code", metavar="KOD")
def held(code: str) -> None:
    """Visa allt som är sparat om en kod, som JSON. Med - läses koden från standard in."""
    from bot.privacy.erasure import UnknownCode
    from bot.privacy.held import held as everything

    try:
        with database_explained():
            found = everything(_given(code))
    except UnknownCode:
        raise click.ClickException(UNKNOWN) from None
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _given(code: str) -> str:
    """A code as it is written on the receipt, however it was typed; "-" is read, so that no shell remembers it."""
    from bot.submissions.codes import as_told

    return as_told(sys.stdin.readline() if code == "-" else code)


COMMANDS = (retention, erase, held)

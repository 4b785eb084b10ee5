"""The command that sends what waits in the outbox."""

from __future__ import annotations

import click

from bot.commands.shared import database_explained, until_stopped
from bot.engine import logs
from bot.settings import settings


@click.command()
@click.option("--once", is_flag=True, help="Skicka det som ska skickas nu och sluta sedan.")
def deliver(once: bool) -> None:
    """Skicka mejl och notiser som väntar i utkorgen."""
    from bot.outbox import delivery, store

    if once:
        logs.configure(settings().log_level, settings().log_format)
        with database_explained():
            click.echo(f"Skickade: {delivery.deliver_due()}. Väntar: {store.waiting().total}.")
        return
    until_stopped(delivery.deliver_forever)


COMMANDS = (deliver,)

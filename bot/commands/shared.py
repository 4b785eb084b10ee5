"""What several commands do alike: say why the database can't be used, and show how far they have come."""

from __future__ import annotations

import contextlib
import sys
from typing import Callable, Iterator

import click

from bot.database import DATABASE_ERRORS, explained


@contextlib.contextmanager
def database_explained() -> Iterator[None]:
    """A database that is away ends a command with a sentence."""
    try:
        yield
    except DATABASE_ERRORS as error:
        raise click.ClickException(explained(error)) from None


@contextlib.contextmanager
def bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on the terminal; nothing where standard error goes elsewhere. Gives what moves it on."""
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as shown:
        yield shown.update

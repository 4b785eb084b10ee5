"""What several commands do alike: say why the database can't be used, show how far they have come, and go on."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from typing import Callable, Iterator

import click

from bot.database import DATABASE_ERRORS, explained
from bot.engine import logs
from bot.settings import settings


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


def until_stopped(work: Callable[[threading.Event], None]) -> None:
    """Let a service's work go on, with its log, until a signal sets the event it is given."""
    logs.configure(settings().log_level, settings().log_format)
    stop = threading.Event()
    for end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(end, lambda *_: stop.set())
    work(stop)

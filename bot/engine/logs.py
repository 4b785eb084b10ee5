"""Logs that say which conversation failed and why, and never what a person wrote.

What libraries log at DEBUG is the words themselves, so that level is for our own code only. What an exception says may
repeat them, too: "invalid syntax near …", "duplicate key …". So its kind is written and where it came from, and of what
it says only what can't be a person's words.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any, Iterator, MutableMapping, Optional

# These write the text of messages when something goes wrong with one; urllib3 writes the webhooks' secret addresses.
TALKATIVE = ("rasa.core.channels.rest", "rasa.shared.core.training_data", "sanic.access", "urllib3")
OURS = ("bot", "actions")
HARMLESS = re.compile(
    r"""no such table: \w+|no such column: \w+\.\w+|relation "\w+" does not exist|no answer with id '\w+'"""
    "|database is locked|database or disk is full|disk I/O error|attempt to write a readonly database"
    "|Connection refused|server closed the connection|terminating connection"
    "|the database system is (?:starting up|shutting down)"
    "|timeout expired|password authentication failed|remaining connection slots are reserved|too many clients"
)


class WithoutWords(logging.Formatter):
    """Writes records without the words of those who use the service."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name == "asyncio":  # tells which task failed by showing the exception that it failed with
            record = logging.makeLogRecord({**record.__dict__, "msg": first_line(record.getMessage()), "args": None})
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        return "\n".join(_told(ei[1]))


def first_line(text: str) -> str:
    return text.partition("\n")[0]


def _told(error: Optional[BaseException]) -> Iterator[str]:
    """The exception after those that it came from, each with its way through the code."""
    if error is None:
        return
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _told(before)
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield _kind(error)


def _kind(error: BaseException) -> str:
    harmless = HARMLESS.search(str(error))
    said = harmless.group() if harmless else error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def configure(level: str) -> None:
    logging.raiseExceptions = False  # or what can't be written is shown as it is
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutWords("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=max(logging.INFO, logging.getLevelName(level)), handlers=[handler])
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("rasa_sdk.executor").setLevel(logging.WARNING)


def configure_rasa(level: str) -> None:
    """Rasa's structured log, which is one of its own, as the others."""
    import structlog

    structlog.configure(
        processors=[_only_what_happened],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(max(logging.INFO, logging.getLevelName(level))),
        cache_logger_on_first_use=True,
    )


def _only_what_happened(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    """Its name, such as processor.message.parse, of all that Rasa tells of it."""
    return str(event["event"])

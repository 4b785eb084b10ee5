"""Logs that say which conversation failed and why, and never what a person wrote.

What libraries log at DEBUG is the words themselves, so that level is for our own code only. What an exception says may
repeat them, too: "invalid syntax near …", "duplicate key …". So its kind is written and where it came from, and of what
it says only what can't be a person's words.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import re
import traceback
from contextvars import ContextVar
from typing import Any, Dict, Iterator, List, MutableMapping, Optional

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
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_conversation: ContextVar[str] = ContextVar("conversation", default="")


@contextlib.contextmanager
def in_conversation(conversation: str) -> Iterator[None]:
    """What is logged within is about this conversation, in the threads and tasks that are started there, too."""
    before = _conversation.set(conversation)
    try:
        yield
    finally:
        _conversation.reset(before)


class WithoutWords(logging.Formatter):
    """Writes records without the words of those who use the service."""

    def format(self, record: logging.LogRecord) -> str:
        # One tells which task failed by showing the exception it failed with, the other shows the line that warns.
        if record.name in ("asyncio", "py.warnings"):
            record = logging.makeLogRecord({**record.__dict__, "msg": first_line(record.getMessage()), "args": None})
        return self.written(record)

    def written(self, record: logging.LogRecord) -> str:
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        return "\n".join(map(_told, _with_causes(ei[1])))


class AsJson(WithoutWords):
    """One object a line, for programs that gather logs."""

    def written(self, record: logging.LogRecord) -> str:
        told: Dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if _conversation.get():
            told["conversation"] = _conversation.get()
        if record.exc_info:
            told["exceptions"] = [
                {"kind": _kind(error), "frames": _frames(error)} for error in _with_causes(record.exc_info[1])
            ]
        return json.dumps(told)


def first_line(text: str) -> str:
    return text.partition("\n")[0]


def _with_causes(error: Optional[BaseException]) -> Iterator[BaseException]:
    """The exception after those that it came from."""
    if error is None:
        return
    yield from _with_causes(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    yield error


def _told(error: BaseException) -> str:
    """Its kind, and its way through the code."""
    way = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return f"Traceback (most recent call last):\n{way}\n{_kind(error)}"


def _frames(error: BaseException) -> List[str]:
    """Its way through the code, outermost first."""
    way = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in way]


def _kind(error: BaseException) -> str:
    harmless = HARMLESS.search(str(error))
    said = harmless.group() if harmless else error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def configure(level: str, form: str = "text") -> None:
    """Log to standard error: as text for people, or as json."""
    logging.raiseExceptions = False  # or what can't be written is shown as it is
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson() if form == "json" else WithoutWords(TEXT))
    logging.captureWarnings(form == "json")  # or Python would write lines of its own in between
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

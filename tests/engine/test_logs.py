"""Logs tell what failed and where, and nothing of what a person wrote, at no level."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.settings import PROJECT_ROOT

SECRET = "hemligord"
SETUP = """
import asyncio, logging, sqlite3, sys
from bot.engine import logs
logs.configure({level!r})
secret = "hemligord"
"""
RASA = "from bot.engine import lean_imports; lean_imports.install()\nimport rasa\nlogs.configure_rasa({level!r})\n"


def logged(code: str, level: str = "DEBUG") -> str:
    done = subprocess.run(
        [sys.executable, "-c", SETUP.format(level=level) + code.format(level=level)],
        cwd=PROJECT_ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def failing(statement: str) -> str:
    return f"""
def work(text):
    {statement}
try:
    work(secret)
except Exception:
    logging.getLogger("bot.somewhere").exception("%s failed", "work")
"""


ERRORS = [
    ('raise ValueError(f"not a number: {{text}}")', "ValueError\n"),
    ('raise LookupError(f"no answer with id {{text!r}}")', "LookupError: no answer with id '"),
    ('sqlite3.connect(":memory:").execute("SELECT * FROM feedback")', "OperationalError: no such table: feedback"),
    ('sqlite3.connect(":memory:").execute("SELECT " + text)', "OperationalError\n"),
    ('open("/nowhere/" + text)', "FileNotFoundError: No such file or directory"),
    ("raise KeyError(text) from ValueError(text)", "ValueError\nTraceback"),
    ('{{"a": 1}}[text]', "KeyError\n"),
    ('text.encode().decode("ascii")[99]', "IndexError\n"),
]


@pytest.mark.parametrize(("statement", "told"), ERRORS)
def test_what_an_exception_says_is_left_out(statement: str, told: str) -> None:
    log = logged(failing(statement))
    assert "work failed" in log and "in work" in log and told in log
    # An answer's id comes out of a button, so it is no word of a person's.
    assert SECRET not in log or statement.endswith('{{text!r}}")')


def test_an_exception_met_while_another_was_handled() -> None:
    log = logged(failing("try: raise ValueError(text)\n    except ValueError: raise TypeError(text)"))
    assert log.index("ValueError") < log.index("TypeError") and SECRET not in log


LIBRARIES = [
    "rasa.core.processor",
    "rasa_sdk.endpoint",
    "sanic.root",
    "sqlalchemy.engine",
    "asyncio",
    "aiohttp",
    "urllib3",
]


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_libraries_are_never_heard_at_debug_and_we_are(level: str) -> None:
    said = "".join(f'logging.getLogger("{name}").debug(secret)\n' for name in LIBRARIES)
    said += 'logging.getLogger("bot.x").debug("a line of ours"); logging.getLogger("actions.x").error("another")\n'
    log = logged(said, level)
    assert SECRET not in log and "another" in log
    assert ("a line of ours" in log) == (level == "DEBUG")


# A task whose exception asyncio shows when nobody has asked for it.
FAILS_UNHEARD = """
async def fail():
    raise ValueError(secret)
async def main():
    asyncio.ensure_future(fail())
    await asyncio.sleep(0.01)
asyncio.run(main())
"""


def test_a_task_that_failed_unheard() -> None:
    """asyncio shows the exception in the message itself."""
    log = logged(FAILS_UNHEARD)
    assert "Task exception was never retrieved" in log and "ValueError" in log and SECRET not in log


def test_what_can_not_be_written() -> None:
    assert SECRET not in logged('logging.getLogger("bot.x").error("%d and %d", secret)')


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "ERROR"])
def test_the_structured_log_of_rasa(level: str) -> None:
    log = logged(RASA + """
import structlog
log = structlog.get_logger()
log.debug("processor.message.parse", parse_data_text=secret)
log.error("rest.message.received.failure", text=secret)
try:
    raise ValueError(secret)
except ValueError:
    log.exception("interpolator.interpolate.text", response=secret)
""", level)  # fmt: skip
    assert "rest.message.received.failure" in log and "interpolator.interpolate.text" in log
    assert "processor.message.parse" not in log and SECRET not in log

"""The log for programs: an object a line that says when, where and in which conversation, and no person's words."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from typing import Any, Dict, List

import pytest

from bot.settings import PROJECT_ROOT
from tests.engine.test_logs import FAILS_UNHEARD

SECRET = "hemligord"
SETUP = """
import asyncio, logging
from bot.engine import logs
logs.configure("DEBUG", "json")
log = logging.getLogger("bot.somewhere")
secret = "hemligord"
"""


def logged(code: str) -> List[Dict[str, Any]]:
    done = subprocess.run([sys.executable, "-c", SETUP + code], cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert SECRET not in done.stderr
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_what_a_line_says() -> None:
    before = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
    (line,) = logged('log.warning("%s in\\n%s", "å", "two lines")')
    told = dt.datetime.fromisoformat(line.pop("time"))
    assert told.tzinfo is not None and before <= told <= dt.datetime.now(dt.timezone.utc)
    assert line == {"level": "WARNING", "logger": "bot.somewhere", "message": "å in\ntwo lines"}


WITHIN = [  # what logs a line while the conversation goes on
    'log.info("said")',
    'asyncio.run(asyncio.to_thread(log.info, "said"))',
    """
    async def later():
        await asyncio.sleep(0.01)
        log.info("said")
    async def main():
        await asyncio.gather(asyncio.ensure_future(later()))
    asyncio.run(main())""",
]


@pytest.mark.parametrize("code", WITHIN)
def test_a_line_says_in_which_conversation(code: str) -> None:
    lines = logged(f'with logs.in_conversation("web:1"):\n    {code.strip()}\nlog.info("outside")')
    assert [line.get("conversation") for line in lines] == ["web:1", None]


def test_conversations_at_the_same_time_are_told_apart() -> None:
    lines = logged("""
async def turn(name):
    with logs.in_conversation(name):
        await asyncio.sleep(0.01)
        await asyncio.to_thread(log.info, name)
async def main():
    await asyncio.gather(*(turn(f"web:{number}") for number in range(20)))
asyncio.run(main())
""")
    assert len(lines) == 20 and all(line["conversation"] == line["message"] for line in lines)


def test_an_exception_is_told_by_kind_and_way_with_those_it_came_from() -> None:
    (line,) = logged("""
def look(text):
    try:
        {}[text]
    except KeyError as error:
        raise LookupError(f"no answer with id 'iop' in {text}") from error
try:
    look(secret)
except LookupError:
    log.exception("a look-up failed")
""")
    first, last = line["exceptions"]
    assert (first["kind"], last["kind"]) == ("KeyError", "LookupError: no answer with id 'iop'")
    assert [frame.rpartition(" ")[2] for frame in last["frames"]] == ["<module>", "look"]
    assert last["frames"][1].startswith("<string>:")


SPILLS = [
    FAILS_UNHEARD,
    'log.error("%d and %d", secret)',
    'log.error("fine", stack_info=True, extra={"text": secret})',
]


@pytest.mark.parametrize("code", SPILLS)
def test_words_stay_out(code: str) -> None:
    logged(code)


def test_pythons_warnings_are_lines_too() -> None:
    (line,) = logged('import warnings\nwarnings.warn("old")  # hemligord')
    assert line["logger"] == "py.warnings" and line["message"].endswith("UserWarning: old")


def test_rasas_own_log_is_the_same() -> None:
    lines = logged("""
from bot.engine import lean_imports
lean_imports.install()
import rasa, structlog
logs.configure_rasa("INFO")
with logs.in_conversation("web:1"):
    structlog.get_logger().error("processor.message.parse", text=secret)
""")
    assert [(line["message"], line["conversation"]) for line in lines] == [("processor.message.parse", "web:1")]

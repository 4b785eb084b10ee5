"""Run conversation files against the real servers and say what failed."""

from __future__ import annotations

import re
import tempfile
import urllib.error
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence

import sqlalchemy as sa

from bot.conversations import files
from bot.conversations.checks import Messages, failures, find_choice
from bot.conversations.client import NotShown, Visitor
from bot.conversations.servers import Servers
from bot.replies.model import plain_text


def run(paths: Sequence[Path], echo: Callable[[str], Any], channel: Optional[str] = None) -> int:
    """Run all conversations, in their own channels or all in one; exit status 1 when any failed.

    Raises:
        ConversationFileError: before anything is run.
    """
    conversations = files.read(paths)
    echo(f"Startar assistenten för {len(conversations)} samtal …")
    failed = 0
    with tempfile.TemporaryDirectory() as folder, Servers(Path(folder)) as servers:
        for conversation in conversations:
            problems = converse(conversation, servers, channel)
            failed += bool(problems)
            echo(f"{'✗' if problems else '✓'} {conversation.file.name}: {conversation.name}")
            for line in problems:
                echo(f"    {line}")
    echo(f"{len(conversations) - failed} passed, {failed} failed")
    return 1 if failed else 0


def converse(conversation: files.Conversation, servers: Servers, channel: Optional[str] = None) -> List[str]:
    """Carry out one conversation; what went wrong in its first failing step and what was said. Empty when all held.

    `channel` is where it is held if not where it says.
    """
    visitor = servers.visitor(channel or conversation.channel)
    code = ""
    for number, step in enumerate(conversation.steps, 1):
        if step.restart_server:
            servers.restart()
        if step.new_session:
            visitor = servers.visitor(step.channel or channel or conversation.channel)
        if step.said is None:
            continue
        problems = _take(step, visitor, servers, code)
        code = told_code(visitor.last) or code
        if problems:
            said = "\n".join(plain_text(message) for message in visitor.last).replace("\n", "\n      ")
            return [f"steg {number}, {step.said!r}:", *problems, f"assistenten sa:\n      {said}"]
    return []


def _take(step: files.Step, visitor: Visitor, servers: Servers, code: str) -> List[str]:
    try:
        if step.user is not None:
            visitor.say(step.user.replace("{code}", code))
        elif step.choose is not None:
            visitor.choose(find_choice(visitor.last, step.choose))
        else:
            visitor.choose(find_choice(visitor.all, step.choose_earlier or ""))
    except (LookupError, NotShown) as error:
        return [str(error)]
    except urllib.error.HTTPError as error:
        return [f"servern svarade {error.code}: {error.read().decode()}"]
    slots = form_values(servers.database, visitor.conversation) if step.bot.slots else {}
    return failures(step.bot, visitor.last, slots)


def told_code(messages: Messages) -> str:
    """The submission code in what was just said, other than one that shows what codes look like; empty if none is."""
    found = re.search(r"(?<!ut så här: )HG(-\w{4}){3}", "\n".join(message["text"] for message in messages))
    return found.group() if found else ""


def form_values(database: str, conversation: str) -> Dict[str, Any]:
    """The form's values so far, by field name, from the draft that goes on in the conversation."""
    engine = sa.create_engine(database, future=True)
    statement = sa.text('SELECT "values" FROM draft WHERE conversation = :id').columns(sa.column("values", sa.JSON))
    with engine.connect() as connection:
        values = connection.scalar(statement, {"id": conversation})
    engine.dispose()
    return values or {}

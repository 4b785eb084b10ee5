"""Work on messages that a platform was told have come: each is in the database until it has been answered.

A platform wants to know within seconds that a message has come and doesn't send it again after that. The answer may
take longer, and the process may be killed meanwhile: then another one finds the message there, or the same one when it
is started again. A turn that was saved isn't carried out anew (bot.engine.processor); only an answer that was posted
right before the process died comes twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import time
import uuid
from dataclasses import replace
from functools import partial
from typing import Any, Awaitable, Callable, Dict, List, Mapping, NamedTuple, Optional, Set

import sqlalchemy as sa

from bot.channels.lanes import Lanes
from bot.database import DATABASE_ERRORS, NewerForm, NoFolder
from bot.inbox import store
from bot.inbox.store import LEASE, Message

logger = logging.getLogger(__name__)

LOOK_EVERY = 2.0  # seconds between looks for what others have left, and between renewals of what goes on here
TURN_COMES = 0.2  # seconds until it is looked again whether another process has done what comes first
PAUSE = 1.0  # seconds until what the database was away for is left to be taken up again
NOT_NOW = "Förlåt, något gick fel, så jag kan inte svara just nu. Prova igen om en liten stund."
# Of DATABASE_ERRORS those that pass; others would come again each time that the message is carried out.
_PASSING = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError, NoFolder, NewerForm)


class Moved(NamedTuple):
    """To which conversation a message turned out to belong, and its work there."""

    conversation: str
    work: Mapping[str, Any]


CarryOut = Callable[[Message], Awaitable[Optional[Moved]]]
Apologise = Callable[[Message], Awaitable[Any]]


def message_id(*parts: str) -> str:
    """The same for the same ids of a platform, which it doesn't tell; one of its own without any."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32] if all(parts) else uuid.uuid4().hex


class Inbox:
    """Of a channel, on the event loop. `carry_out` makes a posted answer of a message's work; `apologise` tells who
    sent it that there is none.

    `lanes` may have other work of the channel, too.
    """

    def __init__(self, channel: str, carry_out: CarryOut, apologise: Apologise) -> None:
        self.lanes = Lanes()
        self._channel = channel
        self._carry_out = carry_out
        self._apologise = apologise
        self._me = uuid.uuid4().hex
        self._mine: Dict[str, List[Message]] = {}  # by conversation
        self._answered: Set[int] = set()  # those that the database could not be told of
        self._timer: Optional[asyncio.Task] = None
        self._looking = self._working = True
        self._claims_from = 0.0  # of time.monotonic
        self._database_up = True

    async def put(
        self, conversation: str, message: str, work: Mapping[str, Any], also: Optional[Mapping[str, Any]] = None
    ) -> None:
        """Write down what a message needs, and begin with it. What is `also` known is lost with the process.

        Raises:
            DATABASE_ERRORS: nothing was begun; the platform must not be told that it has come.
        """
        put = await asyncio.to_thread(store.put, self._channel, conversation, message, work, self._me)
        if put is not None:
            self._start(replace(put, work={**work, **(also or {})}))

    def open(self) -> None:
        """Begin to look for what others have left."""
        self._timer = asyncio.ensure_future(self._look())

    def take_no_more(self) -> None:
        """From others; what comes is carried out."""
        self._looking = False

    async def close(self) -> None:
        """Leave what isn't finished to others."""
        self._working = False
        if self._timer is not None:
            self._timer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._timer
        left = self._unfinished()
        if left:
            logger.warning("%d messages are left to be answered by another process", len(left))
            with contextlib.suppress(*DATABASE_ERRORS):
                await asyncio.to_thread(store.release, self._me, left)

    def _unfinished(self) -> List[int]:
        return [message.id for messages in self._mine.values() for message in messages]

    # -- in the conversation's lane -----------------------------------------------------------------

    def _start(self, message: Message) -> None:
        messages = self._mine.setdefault(message.conversation, [])
        messages.append(message)
        if len(messages) == 1:
            self.lanes.start(message.conversation, lambda: self._work_through(messages, message.conversation))

    async def _work_through(self, messages: List[Message], conversation: str) -> None:
        """Oldest first, with those that come meanwhile."""
        try:
            while messages and self._working:
                message = min(messages, key=lambda each: each.id)
                if not await self._is_through(message):
                    await asyncio.sleep(TURN_COMES)
                elif self._working:
                    messages.remove(message)
        finally:
            if self._working:  # what comes then begins anew, and what is left is taken over
                self._mine.pop(conversation, None)

    async def _is_through(self, message: Message) -> bool:
        """False when another of its conversation comes first; else nothing more is done about it here."""
        begun = message.begun
        try:
            if not begun and not await asyncio.to_thread(store.is_next, message):
                return False
            begun = begun or await asyncio.to_thread(store.begin, message, self._me)
            if begun:
                await self._finish(message)
        except DATABASE_ERRORS as error:  # its lease runs out, and then it is taken up again
            logger.error("a message has to wait in conversation %s: %s", message.conversation, type(error).__name__)
            if begun and message.id not in self._answered:
                await self._give_back(message)
        except Exception:
            logger.exception("a message has to wait in conversation %s", message.conversation)
        return True

    async def _finish(self, message: Message) -> None:
        """
        Raises:
            DATABASE_ERRORS: it is to be tried again.
        """
        moved = None
        try:
            moved = await self._carry_out(message)
        except _PASSING:
            raise
        except Exception:
            logger.exception("what was begun in conversation %s could not be finished", message.conversation)
            if self._working:
                await self._say_sorry(message)
        if not self._working:  # others have it now
            return
        if moved is not None:
            await asyncio.to_thread(store.move, message, moved.conversation, moved.work)
            self._start(replace(message, conversation=moved.conversation, work=moved.work, begun=False))
            return
        self._answered.add(message.id)
        await asyncio.to_thread(self._tell_answered)

    async def _say_sorry(self, message: Message) -> None:
        try:
            await self._apologise(message)
        except Exception:
            logger.exception("nobody could be told of it in conversation %s", message.conversation)

    async def _give_back(self, message: Message) -> None:
        """It isn't its fault, so that it was begun doesn't count."""
        await asyncio.sleep(PAUSE)
        if self._working:
            with contextlib.suppress(*DATABASE_ERRORS):
                await asyncio.to_thread(store.release, self._me, [message.id])

    def _tell_answered(self) -> None:
        answered = list(self._answered)
        if answered:
            store.done(self._me, answered)
            self._answered.difference_update(answered)

    # -- now and then -------------------------------------------------------------------------------

    async def _look(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._keep, self._unfinished())
                if self._looking and time.monotonic() >= self._claims_from:
                    self._take_over(await asyncio.to_thread(store.claim, self._channel, self._me))
                self._database_up = True
            except Exception as error:  # of whatever kind: without looks, nothing would be kept any more
                self._wait_for_others(error)
            await asyncio.sleep(LOOK_EVERY)

    def _keep(self, unfinished: List[int]) -> None:
        self._tell_answered()
        if unfinished:
            store.renew(self._me, unfinished)

    def _take_over(self, claimed: store.Claimed) -> None:
        for message in claimed.given_up:
            logger.error("a message in conversation %s was given up: begun too many times", message.conversation)
            self.lanes.start(message.conversation, partial(self._say_sorry, message))
        for message in claimed.messages:
            logger.warning("a message in conversation %s is taken over", message.conversation)
            self._start(message)

    def _wait_for_others(self, error: BaseException) -> None:
        """Nobody could renew anything: when the database is back, all get the time to do so."""
        self._claims_from = time.monotonic() + LEASE.total_seconds()
        if self._database_up:
            logger.error("what others have left can't be looked for: %s", type(error).__name__)
        self._database_up = False

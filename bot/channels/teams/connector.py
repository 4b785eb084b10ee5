"""What our bot says, posted to Microsoft's connector: patient with a busy one, and never an error to who asked."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from typing import Any, Dict, Mapping, Optional
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.channels.teams.reading import Place
from bot.channels.teams.token import NoToken, Token

logger = logging.getLogger(__name__)

AGAIN = {412, 429, 500, 502, 503, 504}
LONGEST_WAIT = 20.0  # seconds between two attempts, whatever Retry-After says


class Connector:
    """Goes on for about `patience` seconds with one activity; the first pause is about `pause` seconds."""

    def __init__(self, token: Token, patience: float = 60.0, pause: float = 1.0, timeout: float = 15.0) -> None:
        self._token = token
        self._patience = patience
        self._pause = pause
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: Optional[aiohttp.ClientSession] = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def say(self, place: Place, activity: Mapping[str, Any], conversation: str) -> bool:
        """Whether it was taken. What wasn't is one line in the log, with the conversation's id and nothing said."""
        address, body = _address(place), body_of(place, activity)
        ends, pause, renewed, attempts = time.monotonic() + self._patience, self._pause, False, 0
        while True:
            attempts += 1
            status, wanted, token = await self._post(address, body)
            if status == "taken":
                return True
            if status == "401" and not renewed:
                self._token.forget(token)
                renewed = True
                continue
            wait = max(wanted, pause * random.uniform(0.5, 1.5))
            if not _may_pass(status) or time.monotonic() + wait > ends:
                logger.error(
                    "Teams did not take a message in conversation %s: %s, attempts: %s", conversation, status, attempts
                )
                return False
            await asyncio.sleep(wait)
            pause = min(2 * pause, LONGEST_WAIT)

    async def show_typing(self, place: Place) -> None:
        """Once, for a few seconds; a connector that doesn't take it will get what matters anyway."""
        await self._post(_address(place), body_of(place, {"type": "typing"}))

    async def _post(self, address: URL, body: bytes) -> tuple[str, float, str]:
        """What became of it ("taken", a status, or what went wrong), the wait that is asked for, the token in use."""
        token = ""
        try:
            token = await self._token.get()
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
            async with self._opened().post(address, data=body, headers=headers, allow_redirects=False) as response:
                if response.status < 300:
                    return "taken", 0.0, token
                return str(response.status), _seconds(response.headers.get("Retry-After", "")), token
        except NoToken as error:
            return str(error), 0.0, token
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            return type(error).__name__, 0.0, token

    def _opened(self) -> aiohttp.ClientSession:
        """One session for all; no limit, or slow answers to some conversations would hold up the others."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _may_pass(status: str) -> bool:
    return not status.isdigit() or int(status) in AGAIN


def _seconds(retry_after: str) -> float:
    return min(float(retry_after), LONGEST_WAIT) if retry_after.isdigit() else 0.0


def _address(place: Place) -> URL:
    conversation = f"{place.service_url.rstrip('/')}/v3/conversations/{quote(place.conversation, safe='')}/activities"
    return URL(f"{conversation}/{quote(place.reply_to, safe='')}" if place.reply_to else conversation, encoded=True)


def body_of(place: Place, activity: Mapping[str, Any]) -> bytes:
    """The activity as it is sent, from our bot to who spoke, in JSON."""
    whole: Dict[str, Any] = {
        **activity,
        "from": {"id": place.bot},
        "recipient": {"id": place.person},
        "conversation": {"id": place.conversation},
        "locale": "sv-SE",
    }
    if place.reply_to:
        whole["replyToId"] = place.reply_to
    return json.dumps(whole, ensure_ascii=False).encode()

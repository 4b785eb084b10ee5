"""The token that our bot shows to Microsoft's connector: fetched once, kept, and renewed before it ends."""

from __future__ import annotations

import asyncio
import time
from typing import Callable

import aiohttp

from bot.settings import Settings

SCOPE = "https://api.botframework.com/.default"
RENEWED_BEFORE = 300.0  # seconds before it ends
TIMEOUT = aiohttp.ClientTimeout(total=10)


class NoToken(Exception):
    """Microsoft gave none; the text says why, and holds nothing secret."""


class Token:
    """`clock` gives seconds from any moment, and never goes backwards."""

    def __init__(self, chosen: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._address = f"{chosen.teams_login_url.rstrip('/')}/{chosen.teams_tenant_id}/oauth2/v2.0/token"
        self._asked = {
            "grant_type": "client_credentials",
            "client_id": chosen.teams_app_id,
            "client_secret": chosen.teams_app_secret,
            "scope": SCOPE,
        }
        self._clock = clock
        self._token = ""
        self._ends = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """
        Raises:
            NoToken: there is none that holds, and none was given.
        """
        async with self._lock:
            if self._clock() >= self._ends - RENEWED_BEFORE:
                try:
                    await self._renew()
                except NoToken:
                    if self._clock() >= self._ends:
                        raise
            return self._token

    def forget(self, token: str) -> None:
        """The connector refused it; one that has been renewed meanwhile is kept."""
        if token == self._token:
            self._ends = float("-inf")

    async def _renew(self) -> None:
        try:
            async with (
                aiohttp.ClientSession(timeout=TIMEOUT) as session,
                session.post(self._address, data=self._asked) as response,
            ):
                if response.status != 200:
                    raise NoToken(f"the token was refused with {response.status}")
                given = await response.json(content_type=None)
            self._token, self._ends = given["access_token"], self._clock() + float(given["expires_in"])
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, LookupError, TypeError) as error:
            raise NoToken(f"the token could not be fetched: {type(error).__name__}") from None

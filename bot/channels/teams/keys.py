"""The keys that Microsoft signs its requests with: fetched when first needed, renewed daily, kept when it is away."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any, Callable, Dict, FrozenSet, Mapping, NamedTuple, Optional

import aiohttp
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError

logger = logging.getLogger(__name__)

KEPT_FOR = 24 * 3600.0  # seconds
# A key nobody knows of makes us ask for the keys again, but a stranger can't make us ask for ever.
UNKNOWN_AGAIN_AFTER = 3600.0
# Between attempts while there are no keys at all, or old ones only.
FAILED_AGAIN_AFTER = 10.0
TIMEOUT = aiohttp.ClientTimeout(total=5)


class Unavailable(Exception):
    """There are no keys and none could be fetched, so nobody can tell who is asking."""


class Key(NamedTuple):
    """`endorsements` are the channels that may sign with it."""

    public: Any
    endorsements: FrozenSet[str]


class Keys:
    """`clock` gives seconds from any moment, and never goes backwards."""

    def __init__(self, metadata: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._metadata = metadata
        self._clock = clock
        self._keys: Dict[str, Key] = {}
        self._fetched = self._tried = self._asked_for_unknown = float("-inf")
        self._renewal: Optional[asyncio.Task] = None  # asyncio itself only refers to tasks weakly

    async def find(self, identity: str) -> Optional[Key]:
        """The key with that id; None when Microsoft has no such key. Only who asks for an unknown one has to wait.

        Raises:
            Unavailable
        """
        if (self._renewal is None or self._renewal.done()) and self._should_renew(identity):
            self._renewal = asyncio.create_task(self._renew())
        if self._renewal is not None and identity not in self._keys:
            await asyncio.shield(self._renewal)
        if not self._keys:
            raise Unavailable
        return self._keys.get(identity)

    def _should_renew(self, identity: str) -> bool:
        now = self._clock()
        if now - self._fetched >= KEPT_FOR and now - self._tried >= FAILED_AGAIN_AFTER:
            return True
        if not self._keys or identity in self._keys or now - self._asked_for_unknown < UNKNOWN_AGAIN_AFTER:
            return False
        self._asked_for_unknown = now
        return True

    async def _renew(self) -> None:
        now = self._tried = self._clock()
        try:
            self._keys = await _fetch(self._metadata)
            self._fetched = now
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, LookupError, TypeError, AttributeError) as error:
            logger.error("the keys of Teams could not be fetched: %s", type(error).__name__)


async def _fetch(metadata: str) -> Dict[str, Key]:
    async with aiohttp.ClientSession(timeout=TIMEOUT, raise_for_status=True) as session:
        async with session.get(metadata) as response:
            document = await response.json(content_type=None)
        async with session.get(document["jwks_uri"]) as response:
            listed = (await response.json(content_type=None))["keys"]
    keys = dict(_read(each) for each in listed if each.get("kty") == "RSA" and "kid" in each)
    if not keys:
        raise LookupError("no keys")
    return keys


def _read(listed: Mapping[str, Any]) -> tuple[str, Key]:
    try:
        public = RSAAlgorithm.from_jwk(json.dumps(listed))
    except InvalidKeyError as error:
        raise ValueError("not a key") from error
    return listed["kid"], Key(public, frozenset(listed.get("endorsements") or ()))

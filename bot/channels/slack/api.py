"""Slack's Web API, asked patiently: what fails in passing is tried again for a while, and then it is logged.

Nothing here raises. What a person gets to see is lost when Slack won't take it; what the assistant remembers is not.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Dict, Mapping, Optional, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import BackoffRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack.messages import Message

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 10
# For all attempts together, waiting included. An answer is awaited as long: what came too late may have been taken, and
# to try again could post it twice.
PATIENCE_SECONDS = 90
ATTEMPTS = 4
PASSING = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
_BACKOFF = BackoffRetryIntervalCalculator()  # with jitter

Result = TypeVar("Result")


class PassingErrorRetryHandler(AsyncRetryHandler):
    """For Slack's own trouble, whether it is told by the status or in the answer."""

    async def _can_retry_async(self, *, response: Any = None, **_: Any) -> bool:
        if response is None:
            return False
        return response.status_code >= 500 or (response.body or {}).get("error") in PASSING


class SlackApi:
    def __init__(self, token: str, address: str) -> None:
        self._retries = [
            AsyncRateLimitErrorRetryHandler(max_retry_count=ATTEMPTS - 1),
            AsyncConnectionErrorRetryHandler(ATTEMPTS - 1, _BACKOFF),
            PassingErrorRetryHandler(ATTEMPTS - 1, _BACKOFF),
        ]
        self._client = AsyncWebClient(token, base_url=address, retry_handlers=self._retries)

    async def close(self) -> None:
        if self._client.session is not None:
            await self._client.session.close()

    async def post(self, channel: str, thread: Optional[str], message: Message) -> None:
        where = {"channel": channel, **({"thread_ts": thread} if thread else {})}
        await self._call("chat.postMessage", {**where, **message, "unfurl_links": False, "unfurl_media": False})

    async def update(self, channel: str, timestamp: str, message: Message) -> None:
        await self._call("chat.update", {"channel": channel, "ts": timestamp, **message})

    async def respond(self, response_url: str, message: Message, replace: bool = False) -> None:
        """Say something to the one person who pressed, or used a command or a shortcut."""
        said = {**message, "response_type": "ephemeral", "replace_original": replace}
        await self._patiently("response_url", self._respond(response_url, said))

    async def direct_channel(self, user: str) -> Optional[str]:
        answer = await self._call("conversations.open", {"users": user})
        return answer["channel"]["id"] if answer else None

    async def publish_home(self, user: str, view: Mapping[str, Any]) -> None:
        await self._call("views.publish", {"user_id": user, "view": view})

    async def open_form(self, trigger: str, view: Mapping[str, Any]) -> None:
        await self._call("views.open", {"trigger_id": trigger, "view": view})

    async def _call(self, method: str, arguments: Dict[str, Any]) -> Optional[Mapping[str, Any]]:
        self._session()
        answer = await self._patiently(method, self._client.api_call(method, json=arguments))
        return answer.data if answer is not None and isinstance(answer.data, dict) else None

    async def _respond(self, response_url: str, body: Dict[str, Any]) -> None:
        client = AsyncWebhookClient(response_url, session=self._session(), retry_handlers=self._retries)
        for attempt in range(ATTEMPTS):
            answer = await client.send_dict(body)
            if answer.status_code < 500:  # the SDK tries no other again here than 429
                break
            await asyncio.sleep(_BACKOFF.calculate_sleep_duration(attempt))
        if answer.status_code != 200:
            logger.error("Slack did not take what was sent to response_url: %s", answer.status_code)

    async def _patiently(self, method: str, work: Awaitable[Result]) -> Optional[Result]:
        """None when it failed, with a line in the log that has nothing of what was said."""
        try:
            return await asyncio.wait_for(work, PATIENCE_SECONDS)
        except SlackApiError as error:
            logger.error("Slack did not take %s: %s", method, _reason(error))
        except (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
            logger.error("Slack could not be reached for %s: %s", method, type(error).__name__)
        return None

    def _session(self) -> aiohttp.ClientSession:
        """One for all, and no limit: slow answers to some conversations must not hold up the others."""
        if self._client.session is None:
            self._client.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS)
            )
        return self._client.session


def _reason(error: SlackApiError) -> str:
    """Slack's name of the error. The exception itself quotes what was sent."""
    data = getattr(error.response, "data", None)
    return str(data.get("error")) if isinstance(data, dict) else "no JSON"

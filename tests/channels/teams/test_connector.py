"""Posting to a connector that is busy, slow, broken or gone: tried again for a while, then one line in the log."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, List

import pytest

from bot.channels.teams.connector import Connector
from bot.channels.teams.reading import Place
from bot.channels.teams.token import Token
from bot.conversations.teams.microsoft import Fault, Microsoft
from bot.settings import Settings

CHAT = "19:grupp@thread.tacv2;messageid=1"
SECRET = "det här står inte i loggen"
ACTIVITY = {"type": "message", "text": SECRET}


def place(microsoft: Microsoft, reply_to: str = "1732/5") -> Place:
    return Place(microsoft.service_url, CHAT, "28:us", "29:anna", reply_to, False)


def said(microsoft: Microsoft, chosen: Settings, patience: float = 2.0, there: Any = None) -> bool:
    async def say() -> bool:
        connector = Connector(Token(chosen), patience, pause=0.1, timeout=0.5)
        try:
            return await connector.say(there or place(microsoft), ACTIVITY, "teams:abc")
        finally:
            await connector.close()

    return asyncio.run(say())


MENDED = {  # faults that pass, and the statuses that the connector gave, without those that got no answer
    "none": ([], [201]),
    "busy": ([Fault(429)], [429, 201]),
    "busy for a time it tells": ([Fault(429, {"Retry-After": "1"})], [429, 201]),
    "busy, but not for long": ([Fault(429, {"Retry-After": "0"})], [429, 201]),
    "busy until a date": ([Fault(429, {"Retry-After": "Sat, 28 Nov 2026 12:00:00 GMT"})], [429, 201]),
    "412": ([Fault(412)], [412, 201]),
    "gateway": ([Fault(502), Fault(504)], [502, 504, 201]),
    "broken": ([Fault(500), Fault(503)], [500, 503, 201]),
    "closed socket": ([Fault(hangs_up=True)], [201]),
    "no answer in time": ([Fault(503, slow=0.8)], [201, 503]),
    "refused token": ([Fault(401)], [401, 201]),
}


@pytest.mark.parametrize(("faults", "statuses"), MENDED.values(), ids=MENDED)
def test_what_passes_is_waited_for(
    faults: List[Fault], statuses: List[int], microsoft: Microsoft, chosen: Settings
) -> None:
    microsoft.faults[CHAT] = list(faults)
    assert said(microsoft, chosen, patience=4.0)
    (posted,) = microsoft.messages(CHAT)
    assert (posted.reply_to, posted.activity["replyToId"]) == ("1732/5", "1732/5")
    microsoft.wait_until(lambda: len(microsoft.attempts) == len(statuses))
    assert sorted(status for _, status in microsoft.attempts) == sorted(statuses)


def test_a_revoked_token_is_renewed_once(microsoft: Microsoft, chosen: Settings) -> None:
    async def say() -> List[bool]:
        connector = Connector(Token(chosen), pause=0.1)
        results = [await connector.say(place(microsoft), ACTIVITY, "teams:abc")]
        microsoft.revoke_tokens()
        results.append(await connector.say(place(microsoft), ACTIVITY, "teams:abc"))
        await connector.close()
        return results

    assert asyncio.run(say()) == [True, True]
    assert [status for _, status in microsoft.attempts] == [201, 401, 201]
    assert microsoft.asked_for["token"] == 2


def test_the_wait_that_is_asked_for_is_kept(microsoft: Microsoft, chosen: Settings) -> None:
    microsoft.faults[CHAT] = [Fault(429, {"Retry-After": "1"})]
    begun = time.monotonic()
    assert said(microsoft, chosen)
    assert 1.0 <= time.monotonic() - begun < 2.0


HOPELESS = {  # a fault that stays, and how often it is tried
    "400": (Fault(400, for_ever=True), 1, "400"),
    "403": (Fault(403, for_ever=True), 1, "403"),
    "404": (Fault(404, for_ever=True), 1, "404"),
    "413": (Fault(413, for_ever=True), 1, "413"),
    "401": (Fault(401, for_ever=True), 2, "401"),
    "302": (Fault(302, {"Location": "http://127.0.0.1:1/"}, for_ever=True), 1, "302"),
    "429 for long": (Fault(429, {"Retry-After": "3600"}, for_ever=True), 1, "429"),
    "429 without a pause": (Fault(429, {"Retry-After": "0"}, for_ever=True), None, "429"),
    "500": (Fault(500, for_ever=True), None, "500"),
    "closed": (Fault(hangs_up=True, for_ever=True), None, "ServerDisconnectedError"),
    "slow": (Fault(slow=1.0, status=500, for_ever=True), None, "TimeoutError"),
}


@pytest.mark.parametrize(("fault", "attempts", "why"), HOPELESS.values(), ids=HOPELESS)
def test_what_stays_is_one_line_in_the_log(
    fault: Fault, attempts: Any, why: str, microsoft: Microsoft, chosen: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    microsoft.faults[CHAT] = [fault]
    begun = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        assert not said(microsoft, chosen)
    assert time.monotonic() - begun < 4.0
    (record,) = [each for each in caplog.records if each.name.startswith("bot.")]
    assert why in record.message and "teams:abc" in record.message
    assert SECRET not in caplog.text and chosen.teams_app_secret not in caplog.text and "anna" not in caplog.text
    if attempts:
        assert f"attempts: {attempts}" in record.message
    assert microsoft.messages(CHAT) == []
    assert len(microsoft.attempts) < 10  # each pause is longer than the one before


@pytest.mark.parametrize("broken", ["token", "address"])
def test_nobody_there(broken: str, microsoft: Microsoft, chosen: Settings, caplog: pytest.LogCaptureFixture) -> None:
    microsoft.token_status = 500 if broken == "token" else 200
    there = Place("http://127.0.0.1:1/", CHAT, "28:us", "29:anna", "", True)
    assert not said(microsoft, chosen, patience=0.5, there=there)
    assert caplog.text.count("Teams did not take a message in conversation teams:abc") == 1


def test_what_answers_nothing_is_not_a_reply(microsoft: Microsoft, chosen: Settings) -> None:
    assert said(microsoft, chosen, there=place(microsoft, reply_to=""))
    (posted,) = microsoft.messages(CHAT)
    assert posted.reply_to == "" and "replyToId" not in posted.activity

"""Whose activities are taken: the table of tokens, for our gate and for Microsoft's own library."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.refused import Refused
from bot.channels.teams.identity import Gate
from bot.channels.teams.keys import Keys
from bot.conversations.teams.microsoft import Microsoft
from bot.settings import Settings
from tests.channels.teams.conftest import chosen_for
from tests.channels.teams.peers_run import judged
from tests.channels.teams.token_table import CASES, FOREIGN_TENANT, TAKEN, VALID, Case, activity, with_claims

METADATA = "GUIDEN_TEAMS_OPENID_URL"


def refusal(chosen: Settings, authorization: str, said: dict) -> int:
    """The status, or TAKEN."""

    async def check() -> None:
        await Gate(chosen, Keys(chosen.teams_openid_url)).check(authorization, said)

    try:
        asyncio.run(check())
    except Refused as refused:
        return refused.status
    return TAKEN


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_table_of_tokens(case: Case, microsoft: Microsoft, chosen: Settings) -> None:
    assert refusal(chosen, case.authorization(microsoft), activity(microsoft, **case.activity)) == case.ours


def test_the_table_as_microsofts_library_reads_it(microsoft: Microsoft) -> None:
    """So that the table isn't only our own idea: where ours says more than theirs, the table says so."""
    tokens = [
        {
            "authorization": case.authorization(microsoft),
            "service_url": case.activity.get("serviceUrl", microsoft.service_url),
            "channel_id": case.activity.get("channelId", "msteams"),
        }
        for case in CASES
    ]
    asked = {"metadata": microsoft.environment[METADATA], "app_id": microsoft.app_id, "tokens": tokens}
    assert {case.name: said for case, said in zip(CASES, judged(asked))} == {case.name: case.theirs for case in CASES}


def test_we_take_nothing_that_microsoft_would_not() -> None:
    assert [case.name for case in CASES if case.ours == TAKEN and not case.theirs] == ["bearer in lower case"]


def test_rotation_for_both(microsoft: Microsoft, chosen: Settings) -> None:
    old = VALID(microsoft)
    microsoft.rotate()
    assert [refusal(chosen, token, activity(microsoft)) for token in (old, VALID(microsoft))] == [401, TAKEN]
    tokens = [
        {"authorization": token, "service_url": microsoft.service_url, "channel_id": "msteams"}
        for token in (old, VALID(microsoft))
    ]
    asked = {"metadata": microsoft.environment[METADATA], "app_id": microsoft.app_id, "tokens": tokens}
    assert judged(asked) == [False, True]


def test_key_server_down_at_start_for_both(microsoft: Microsoft, chosen: Settings) -> None:
    microsoft.keys_down = True
    assert refusal(chosen, VALID(microsoft), activity(microsoft)) == 503
    token = {"authorization": VALID(microsoft), "service_url": microsoft.service_url, "channel_id": "msteams"}
    asked = {"metadata": microsoft.environment[METADATA], "app_id": microsoft.app_id, "tokens": [token]}
    assert judged(asked) == [False]


def test_another_tenant_may_be_allowed(microsoft: Microsoft) -> None:
    chosen = chosen_for(microsoft, teams_allowed_tenants=f"{FOREIGN_TENANT.upper()}, {microsoft.tenant}")
    foreign = activity(microsoft, conversation={"id": "a:1", "tenantId": FOREIGN_TENANT}, channelData={})
    assert refusal(chosen, VALID(microsoft), foreign) == TAKEN


SERVICES = "https://smba.trafficmanager.net,https://*.botframework.com"
ADDRESSES = [  # where an answer is asked to go, and whether it goes there
    ("https://smba.trafficmanager.net/emea/", True),
    ("https://smba.trafficmanager.net:443/emea/", True),
    ("https://europe.botframework.com/", True),
    ("https://a.b.botframework.com/", True),
    ("https://SMBA.trafficmanager.net/emea/", True),
    ("https://botframework.com/", False),
    ("https://evilbotframework.com/", False),
    ("https://botframework.com.evil.example/", False),
    ("https://evil.example/botframework.com", False),
    ("https://evil.example#.botframework.com", False),
    ("https://evil.example?.botframework.com", False),
    ("https://evil.example\\.botframework.com", False),
    ("https://smba.trafficmanager.net@evil.example/", False),
    ("https://anna@smba.trafficmanager.net/", False),
    ("https://smba.trafficmanager.net:8443/", False),
    ("http://smba.trafficmanager.net/", False),
    ("ftp://smba.trafficmanager.net/", False),
    ("//smba.trafficmanager.net/", False),
    ("http://[", False),
    ("", False),
    (7, False),
]


@pytest.mark.parametrize(("address", "allowed"), ADDRESSES)
def test_answers_go_to_microsoft_only(address: object, allowed: bool, microsoft: Microsoft) -> None:
    chosen = chosen_for(microsoft, teams_service_urls=SERVICES)
    authorization = with_claims(serviceurl=address)(microsoft)
    assert (refusal(chosen, authorization, activity(microsoft, serviceUrl=address)) == TAKEN) is allowed

"""Slack is on with a token and a secret; half of it stops the start."""

from __future__ import annotations

from typing import Dict

import pytest

from bot.channels.server import _channels
from bot.settings import SettingsError, load_settings

TOKEN, SECRET = "xoxb-1-abc", "0123456789abcdef" * 2
BOTH = {"slack_bot_token": TOKEN, "slack_signing_secrets": SECRET}


@pytest.mark.parametrize(
    ("values", "names", "secrets"),
    [
        ({}, ["web"], ()),
        (BOTH, ["web", "slack"], (SECRET,)),
        ({**BOTH, "slack_signing_secrets": f"{SECRET}, {'f' * 32}"}, ["web", "slack"], (SECRET, "f" * 32)),
        ({**BOTH, "slack_api_url": "http://127.0.0.1:5711/api/"}, ["web", "slack"], (SECRET,)),
    ],
)
def test_when_the_channel_is_there(values: Dict[str, str], names: list, secrets: tuple) -> None:
    chosen = load_settings(**values)
    assert [channel.name() for channel in _channels(chosen)] == names
    assert chosen.slack_secrets == secrets


WRONG = [
    ({"slack_bot_token": TOKEN}, "SLACK_SIGNING_SECRETS", "måste vara satt när GUIDEN_SLACK_BOT_TOKEN är det"),
    ({"slack_signing_secrets": SECRET}, "SLACK_SIGNING_SECRETS", "och bara då"),
    ({**BOTH, "slack_bot_token": "xoxp-hemligt"}, "SLACK_BOT_TOKEN", "som börjar med xoxb-"),
    ({**BOTH, "slack_signing_secrets": "kort"}, "SLACK_SIGNING_SECRETS", "måste vara appens Signing Secret"),
    ({**BOTH, "slack_signing_secrets": f"{SECRET} {SECRET}"}, "SLACK_SIGNING_SECRETS", "komma mellan sig"),
    ({**BOTH, "slack_signing_secrets": ","}, "SLACK_SIGNING_SECRETS", "måste vara appens Signing Secret"),
    ({**BOTH, "slack_api_url": "http://slack.example/api/"}, "SLACK_API_URL", "börjar med https://"),
]


@pytest.mark.parametrize(("values", "variable", "said"), WRONG)
def test_half_of_it_is_named(values: Dict[str, str], variable: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**values)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"Inställningen GUIDEN_{variable} ") and said in line
    assert "hemligt" not in line and SECRET not in line

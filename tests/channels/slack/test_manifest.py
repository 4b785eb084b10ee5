"""The app's manifest: what it asks for is what the code uses, and no more."""

from __future__ import annotations

import re
from typing import Any, Dict, Set

import pytest
from ruamel.yaml import YAML

from bot.channels.slack import api, receiver, said
from bot.settings import PROJECT_ROOT

# As https://docs.slack.dev/reference/methods and https://docs.slack.dev/reference/events have them.
METHOD_SCOPES = {
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.open": {"im:write"},
    "views.open": set(),
    "views.publish": set(),
}
EVENT_SCOPES = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
}
ADDRESS = re.compile(r"https://[^/]+/webhooks/slack/webhook")


@pytest.fixture(scope="module")
def manifest() -> Dict[str, Any]:
    text = (PROJECT_ROOT / "deploy" / "slack" / "manifest.yaml").read_text("utf-8")
    return YAML(typ="safe").load(text)


def called() -> Set[str]:
    source = (PROJECT_ROOT / "bot/channels/slack/api.py").read_text("utf-8")
    return set(re.findall(r'_call\("([a-zA-Z.]+)"', source))


def test_scopes_are_those_that_are_needed(manifest: Dict[str, Any]) -> None:
    assert called() == set(METHOD_SCOPES)
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {"commands"}.union(*(METHOD_SCOPES[name] for name in called()), *(EVENT_SCOPES[name] for name in events))
    assert manifest["oauth_config"] == {"scopes": {"bot": sorted(needed)}}


def test_events_are_those_that_are_read(manifest: Dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert events == sorted(EVENT_SCOPES)
    source = "".join(
        (PROJECT_ROOT / f"bot/channels/slack/{name}.py").read_text("utf-8") for name in ("said", "receiver")
    )
    assert all(f'"{event.partition(".")[0]}"' in source for event in events)


def test_shortcuts_and_command_are_those_that_are_answered(manifest: Dict[str, Any]) -> None:
    features = manifest["features"]
    assert {each["type"]: each["callback_id"] for each in features["shortcuts"]} == {
        "global": receiver.ASK,
        "message": receiver.ASK_ABOUT,
    }
    (command,) = features["slash_commands"]
    assert command["command"] == "/guiden" and command["should_escape"]
    assert features["app_home"] == {
        "home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False,
    }  # fmt: skip


def test_everything_comes_to_one_address(manifest: Dict[str, Any]) -> None:
    settings = manifest["settings"]
    addresses = [
        settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"],
        manifest["features"]["slash_commands"][0]["url"],
    ]  # fmt: skip
    assert all(map(ADDRESS.fullmatch, addresses)) and len(set(addresses)) == 1
    assert said.CHANNEL == "slack" and not settings["socket_mode_enabled"]


def test_texts_are_as_long_as_slack_takes(manifest: Dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35 and len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    for shortcut in manifest["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150
    (command,) = manifest["features"]["slash_commands"]
    assert len(command["description"]) <= 2000 and len(command["usage_hint"]) <= 1000


def test_waiting_is_bounded() -> None:
    assert api.PATIENCE_SECONDS < 5 * 60

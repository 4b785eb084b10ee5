"""Every kind of thing that Slack sends, and what is begun for it; the answer to Slack is ready at once."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, Mapping, Optional

from bot.channels import choices
from bot.channels.choices import Choice, ChoiceError
from bot.channels.lanes import Lanes
from bot.channels.limits import Limits
from bot.channels.refused import Refused
from bot.channels.slack import said, views
from bot.channels.slack.api import SlackApi
from bot.channels.slack.requests import COMMAND, EVENT, Incoming
from bot.channels.slack.said import CHANNEL, Place, Written
from bot.channels.slack.talk import Talk
from bot.channels.slack.values import choice_ids
from bot.channels.turns import conversation_id
from bot.channels.typed import typed_text
from bot.settings import Settings

# What the app's manifest calls its shortcuts (deploy/slack/manifest.yaml).
ASK, ASK_ABOUT = "guiden_ask", "guiden_ask_about"
NO_TEXT = "Det finns ingen text i meddelandet som jag kan läsa."

Body = Mapping[str, Any]
Answer = Optional[Dict[str, Any]]


class Receiver:
    """`receive` gives what Slack is to have as JSON; None when an empty answer is enough."""

    def __init__(self, chosen: Settings, limits: Limits, api: SlackApi, talk: Talk) -> None:
        self._settings = chosen
        self._limits = limits
        self._api = api
        self._talk = talk
        self._lanes = Lanes()
        self._interactions: Dict[str, Callable[[Body], Answer]] = {
            "block_actions": self._pressed,
            "shortcut": self._shortcut,
            "message_action": self._message_shortcut,
            "view_submission": self._submitted,
            "block_suggestion": lambda body: {"options": []},
        }

    def receive(self, incoming: Incoming) -> Answer:
        if incoming.kind == EVENT:
            return self._event(incoming.body)
        if incoming.kind == COMMAND:
            self._talk.write(said.from_command(incoming.body), echo=True)
            return None
        act = self._interactions.get(incoming.body.get("type", ""))
        return act(incoming.body) if act else None

    # -- events -----------------------------------------------------------------------------------

    def _event(self, body: Body) -> Answer:
        if body.get("type") == "url_verification":
            return {"challenge": body["challenge"]}
        if body.get("type") != "event_callback" or not self._limits.is_first(f"event:{body['event_id']}"):
            return None
        event = body.get("event") or {}
        if event.get("type") == "app_home_opened":
            if event.get("tab") == "home":
                self._show_home(body["team_id"], event["user"])
            return None
        written = said.from_event(body)
        if written is not None:
            self._talk.write(written)
        return None

    def _show_home(self, team: str, user: str) -> None:
        choice_id = choice_ids(self._settings.signing_keys, _home(team, user))
        self._begin(team, user, lambda: self._api.publish_home(user, views.home(choice_id)))

    # -- what is pressed and submitted ------------------------------------------------------------

    def _pressed(self, body: Body) -> Answer:
        pressed = said.from_press(body)
        value = said.pressed_value(body)
        if pressed is not None:
            self._talk.press(pressed)
        elif value is not None and (body.get("view") or {}).get("type") == "home":
            self._pressed_at_home(said.team_of(body), body["user"]["id"], value)
        return None

    def _pressed_at_home(self, team: str, user: str, value: str) -> None:
        try:
            choice = choices.from_id(self._settings.signing_keys, _home(team, user), value)
        except ChoiceError:  # of a key that is no longer used: the next look at the home tab has new buttons
            self._show_home(team, user)
            return
        self._begin(team, user, lambda: self._in_direct_channel(team, user, choice))

    async def _in_direct_channel(self, team: str, user: str, choice: Choice) -> None:
        place = await self._direct_place(team, user)
        if place is not None:
            self._talk.choose(place, said.person(team, user), choice)

    def _shortcut(self, body: Body) -> Answer:
        if body.get("callback_id") == ASK:
            view = views.question_form()
            team, user = said.team_of(body), body["user"]["id"]
            self._begin(team, user, lambda: self._api.open_form(body["trigger_id"], view))
        return None

    def _message_shortcut(self, body: Body) -> Answer:
        if body.get("callback_id") != ASK_ABOUT:
            return None
        written = said.from_message_shortcut(body)
        if written.text:
            self._talk.write(written, echo=True)
        else:
            self._begin("", body["response_url"], lambda: self._api.respond(body["response_url"], {"text": NO_TEXT}))
        return None

    def _submitted(self, body: Body) -> Answer:
        view = body["view"]
        if view.get("callback_id") != views.QUESTION_FORM:
            return None
        text = views.asked(view) or ""
        try:
            typed_text(text)
        except Refused as refusal:
            return views.mistakes(refusal.message)
        team, user = said.team_of(body), body["user"]["id"]
        self._begin(team, user, lambda: self._ask_directly(team, user, text))
        return None

    async def _ask_directly(self, team: str, user: str, text: str) -> None:
        place = await self._direct_place(team, user)
        if place is not None:
            self._talk.write(Written(place, said.person(team, user), text), echo=True)

    # -- both -------------------------------------------------------------------------------------

    async def _direct_place(self, team: str, user: str) -> Optional[Place]:
        channel = await self._api.direct_channel(user)
        return said.place_of(team, channel, None, None) if channel else None

    def _begin(self, team: str, user: str, work: Callable[[], Awaitable[Any]]) -> None:
        self._lanes.start(said.person(team, user), work)


def _home(team: str, user: str) -> str:
    """What the buttons of a person's home tab are signed for: it belongs to no conversation."""
    return conversation_id(CHANNEL, team, user, "home")

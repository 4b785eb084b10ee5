"""Every kind of thing that Slack sends, and what is begun for it; the answer to Slack is ready at once."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional

from bot.channels import choices
from bot.channels.choices import Choice, ChoiceError
from bot.channels.lanes import Lanes
from bot.channels.refused import Refused
from bot.channels.slack import said, views
from bot.channels.slack.api import SlackApi
from bot.channels.slack.messages import render
from bot.channels.slack.requests import COMMAND, EVENT, Incoming
from bot.channels.slack.said import CHANNEL, Place, Written
from bot.channels.slack.talk import Talk, you_asked, you_chose
from bot.channels.slack.values import choice_ids
from bot.channels.turns import conversation_id
from bot.channels.typed import typed_text
from bot.replies.model import Reply
from bot.settings import Settings

# What the app's manifest calls its shortcuts (deploy/slack/manifest.yaml).
ASK, ASK_ABOUT = "guiden_ask", "guiden_ask_about"
NO_TEXT = "Det finns ingen text i meddelandet som jag kan läsa."
NOT_NOW = "Förlåt, något gick fel, så jag kan inte svara just nu. Prova igen om en liten stund."

Body = Mapping[str, Any]
Answer = Optional[Dict[str, Any]]


class Receiver:
    """`receive` gives what Slack is to have as JSON; None when an empty answer is enough."""

    def __init__(self, chosen: Settings, api: SlackApi, talk: Talk) -> None:
        self._settings = chosen
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
        """One that comes again is known by its message (Talk); the home tab is only shown once more."""
        if body.get("type") == "url_verification":
            return {"challenge": body["challenge"]}
        if body.get("type") != "event_callback":
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
        self._lanes.start(said.person(team, user), lambda: self._api.publish_home(user, views.home(choice_id)))

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
        self._lanes.start(said.person(team, user), lambda: self._in_direct_channel(team, user, choice))

    async def _in_direct_channel(self, team: str, user: str, choice: Choice) -> None:
        place = await self._direct_place(team, user)
        if place is not None:
            self._talk.choose(place, said.person(team, user), choice)
        else:
            await self._apologise(user, you_chose(choice))

    def _shortcut(self, body: Body) -> Answer:
        if body.get("callback_id") == ASK:
            view = views.question_form()
            trigger = body["trigger_id"]
            # A trigger holds for three seconds only, so the form waits for nothing.
            self._lanes.start(conversation_id(CHANNEL, trigger), lambda: self._api.open_form(trigger, view))
        return None

    def _message_shortcut(self, body: Body) -> Answer:
        if body.get("callback_id") != ASK_ABOUT:
            return None
        written = said.from_message_shortcut(body)
        if written.text:
            self._talk.write(written, echo=True)
        else:
            url = body["response_url"]
            self._lanes.start(written.who, lambda: self._api.respond(url, {"text": NO_TEXT}))
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
        self._lanes.start(said.person(team, user), lambda: self._ask_directly(team, user, text))
        return None

    async def _ask_directly(self, team: str, user: str, text: str) -> None:
        place = await self._direct_place(team, user)
        if place is not None:
            self._talk.write(Written(place, said.person(team, user), text), echo=True)
        else:
            await self._apologise(user, you_asked(typed_text(text)))

    # -- both -------------------------------------------------------------------------------------

    async def _direct_place(self, team: str, user: str) -> Optional[Place]:
        channel = await self._api.direct_channel(user)
        return said.place_of(team, channel, None, None) if channel else None

    async def _apologise(self, user: str, about: Dict[str, Any]) -> None:
        """Slack takes a user in a channel's place; with what it was about, so that nobody has to write it again."""
        choice_id = choice_ids(self._settings.signing_keys, conversation_id(CHANNEL, user))
        for message in render([about, Reply("error", NOT_NOW).as_json()], choice_id):
            await self._api.post(user, None, message)


def _home(team: str, user: str) -> str:
    """What the buttons of a person's home tab are signed for: it belongs to no conversation."""
    return conversation_id(CHANNEL, team, user, "home")

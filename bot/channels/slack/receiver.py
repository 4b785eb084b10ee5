"""Every kind of thing that Slack sends, and what is begun for it; the answer to Slack doesn't wait for that."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, Mapping, Optional

from bot.channels import choices
from bot.channels.choices import ChoiceError
from bot.channels.refused import Refused
from bot.channels.slack import said, views
from bot.channels.slack.api import SlackApi
from bot.channels.slack.requests import COMMAND, EVENT, Incoming
from bot.channels.slack.said import CHANNEL
from bot.channels.slack.talk import Talk
from bot.channels.slack.values import choice_ids
from bot.channels.turns import conversation_id
from bot.settings import Settings

# What the app's manifest calls its shortcuts (deploy/slack/manifest.yaml).
ASK, ASK_ABOUT = "guiden_ask", "guiden_ask_about"
NO_TEXT = "Det finns ingen text i meddelandet som jag kan läsa."

Body = Mapping[str, Any]
Answer = Optional[Dict[str, Any]]


class Receiver:
    """`receive` gives what Slack is to have as JSON; None when an empty answer is enough.

    Raises:
        DATABASE_ERRORS: what was said could not be kept.
    """

    def __init__(self, chosen: Settings, api: SlackApi, talk: Talk) -> None:
        self._settings = chosen
        self._api = api
        self.talk = talk
        self._lanes = talk.inbox.lanes
        self._interactions: Dict[str, Callable[[Body], Awaitable[Answer]]] = {
            "block_actions": self._pressed,
            "shortcut": self._shortcut,
            "message_action": self._message_shortcut,
            "view_submission": self._submitted,
            "block_suggestion": self._suggestions,
        }

    async def receive(self, incoming: Incoming) -> Answer:
        if incoming.kind == EVENT:
            return await self._event(incoming.body)
        if incoming.kind == COMMAND:
            await self.talk.write(said.from_command(incoming.body), echo=True)
            return None
        act = self._interactions.get(incoming.body.get("type", ""))
        return await act(incoming.body) if act else None

    # -- events -----------------------------------------------------------------------------------

    async def _event(self, body: Body) -> Answer:
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
            await self.talk.write(written)
        return None

    def _show_home(self, team: str, user: str) -> None:
        choice_id = choice_ids(self._settings.signing_keys, _home(team, user))
        self._lanes.start(said.person(team, user), lambda: self._api.publish_home(user, views.home(choice_id)))

    # -- what is pressed and submitted ------------------------------------------------------------

    async def _pressed(self, body: Body) -> Answer:
        pressed = said.from_press(body)
        value = said.pressed_value(body)
        if pressed is not None:
            await self.talk.press(pressed)
        elif value is not None and (body.get("view") or {}).get("type") == "home":
            await self._pressed_at_home(said.team_of(body), body["user"]["id"], value)
        return None

    async def _pressed_at_home(self, team: str, user: str, value: str) -> None:
        try:
            choice = choices.from_id(self._settings.signing_keys, _home(team, user), value)
        except ChoiceError:  # of a key that is no longer used: the next look at the home tab has new buttons
            self._show_home(team, user)
            return
        await self.talk.choose_directly(team, user, choice)

    async def _suggestions(self, body: Body) -> Answer:
        return {"options": []}

    async def _shortcut(self, body: Body) -> Answer:
        if body.get("callback_id") == ASK:
            view = views.question_form()
            trigger = body["trigger_id"]
            # A trigger holds for three seconds only, so the form waits for nothing.
            self._lanes.start(conversation_id(CHANNEL, trigger), lambda: self._api.open_form(trigger, view))
        return None

    async def _message_shortcut(self, body: Body) -> Answer:
        if body.get("callback_id") != ASK_ABOUT:
            return None
        written = said.from_message_shortcut(body)
        if written.text:
            await self.talk.write(written, echo=True)
        else:
            url = body["response_url"]
            self._lanes.start(written.who, lambda: self._api.respond(url, {"text": NO_TEXT}))
        return None

    async def _submitted(self, body: Body) -> Answer:
        view = body["view"]
        if view.get("callback_id") != views.QUESTION_FORM:
            return None
        try:
            await self.talk.ask_directly(said.team_of(body), body["user"]["id"], views.asked(view) or "")
        except Refused as refusal:
            return views.mistakes(refusal.message)
        return None


def _home(team: str, user: str) -> str:
    """What the buttons of a person's home tab are signed for: it belongs to no conversation."""
    return conversation_id(CHANNEL, team, user, "home")

"""What somebody wrote in Slack, or pressed there, and where the answer belongs."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional

from bot.channels.choices import Choice
from bot.channels.slack.reading import begins_with_mention, mentions, plain
from bot.channels.turns import conversation_id

CHANNEL = "slack"
# Subtypes of messages that are somebody's own words: with a file, or shown in the channel as well as in its thread.
_OWN_WORDS = (None, "file_share", "thread_broadcast")

# What begins a conversation when nothing but our name was written, and a command without words.
GREETING, HELP = Choice("Hej", "/greet"), Choice("Hjälp", "/help")

Body = Mapping[str, Any]


class Place(NamedTuple):
    """`thread` is the message to answer under; `response_url` is where one person alone gets the answer."""

    conversation: str
    channel: str
    thread: Optional[str] = None
    response_url: Optional[str] = None
    others_read: bool = False


class Written(NamedTuple):
    """`who` is the person, for limits; `post` is the message's own id, empty for what nobody posted.

    What is not `addressed` to the assistant is for it only from who began the conversation. `alone` is what no words
    at all stand for, if anything.
    """

    place: Place
    who: str
    text: str
    post: str = ""
    addressed: bool = True
    alone: Optional[Choice] = None


class Pressed(NamedTuple):
    """Something pressed in a message; `blocks` are the message's, and none when only one person sees it."""

    place: Place
    who: str
    value: str
    message: str
    block_id: str
    blocks: List[Dict[str, Any]]
    response_url: str


def place_of(team: str, channel: str, thread: Optional[str], answer_under: Optional[str]) -> Place:
    """A thread of a channel is a conversation of its own; a direct channel is one conversation, threads and all."""
    if is_direct(channel):
        return Place(conversation_id(CHANNEL, team, channel), channel, thread)
    assert answer_under is not None
    return Place(conversation_id(CHANNEL, team, channel, answer_under), channel, answer_under, others_read=True)


def for_one(team: str, channel: str, user: str, response_url: str) -> Place:
    return Place(conversation_id(CHANNEL, team, channel, user), channel, response_url=response_url)


def is_direct(channel: str) -> bool:
    return channel.startswith("D")


def person(team: str, user: str) -> str:
    """For limits and lanes; like a conversation's id, it doesn't tell who it is."""
    return conversation_id(CHANNEL, team, user)


def from_event(body: Body) -> Optional[Written]:
    """What a person wrote; None for what is nobody's, such as our own messages, other bots', edits and deletions."""
    event = body.get("event")
    if not isinstance(event, dict) or event.get("type") not in ("message", "app_mention"):
        return None
    bot = _own_user(body)
    user = event.get("user")
    if event.get("subtype") not in _OWN_WORDS or event.get("bot_id") or "edited" in event or user in (None, bot):
        return None
    raw, thread = event.get("text") or "", event.get("thread_ts")
    text = plain(raw, bot)
    mentioned = event["type"] == "app_mention" or mentions(raw, bot)
    addressed = mentioned or is_direct(event["channel"])
    if not addressed and (not (thread and text) or begins_with_mention(raw)):
        return None
    return Written(
        place_of(body["team_id"], event["channel"], thread, thread or event["ts"]),
        person(body["team_id"], user),
        text,
        f"{event['channel']}:{event['ts']}",
        addressed,
        GREETING if mentioned else None,
    )


def _own_user(body: Body) -> str:
    return next((each["user_id"] for each in body.get("authorizations") or () if each.get("is_bot")), "")


def from_command(form: Mapping[str, str]) -> Written:
    team, user = form["team_id"], form["user_id"]
    place = for_one(team, form["channel_id"], user, form["response_url"])
    return Written(place, person(team, user), plain(form.get("text", "")), alone=HELP)


def from_message_shortcut(body: Body) -> Written:
    team, user = team_of(body), body["user"]["id"]
    place = for_one(team, body["channel"]["id"], user, body["response_url"])
    return Written(place, person(team, user), plain(body["message"].get("text") or ""))


def from_press(body: Body) -> Optional[Pressed]:
    """Of a button or a menu in a message; None when nothing of ours was pressed there."""
    value = pressed_value(body)
    container = body.get("container") or {}
    if value is None or container.get("type") != "message":
        return None
    team, user, channel = team_of(body), body["user"]["id"], container["channel_id"]
    message = body.get("message") or {}
    if container.get("is_ephemeral"):
        place = for_one(team, channel, user, body["response_url"])
    else:
        thread = container.get("thread_ts") or message.get("thread_ts")
        place = place_of(team, channel, thread, thread or container["message_ts"])
    return Pressed(
        place=place,
        who=person(team, user),
        value=value,
        message=container["message_ts"],
        block_id=body["actions"][0]["block_id"],
        blocks=[] if place.response_url else message.get("blocks") or [],
        response_url=body["response_url"],
    )


def pressed_value(body: Body) -> Optional[str]:
    action = (body.get("actions") or [{}])[0]
    return action.get("value") or (action.get("selected_option") or {}).get("value")


def team_of(body: Body) -> str:
    """The workspace, or the organisation where the app is installed for all of it."""
    return (body.get("team") or body["enterprise"])["id"]

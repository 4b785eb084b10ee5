"""What is read out of activities: who speaks where, words, mentions and choices."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from bot.channels.teams import reading
from bot.channels.teams.reading import Spoken

US, ANNA, LARS = "28:us", "29:anna", "29:lars"


def activity(**more: Any) -> Dict[str, Any]:
    return {
        "type": "message", "id": "1", "channelId": "msteams", "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "from": {"id": ANNA, "aadObjectId": "anna"}, "recipient": {"id": US, "name": "Guiden"},
        "conversation": {"id": "a:1", "tenantId": "t", "conversationType": "personal"},
        "channelData": {"tenant": {"id": "t"}}, **more,
    }  # fmt: skip


def mention(identity: str, name: str, text: str = "") -> Dict[str, Any]:
    return {"type": "mention", "mentioned": {"id": identity, "name": name}, "text": text or f"<at>{name}</at>"}


OURS = mention(US, "Guiden")
AT_GUIDEN = "<at>Guiden</at>"
TEXTS = {
    "plain": ({"text": "Har ni exempel på IOP i Malmö?"}, "Har ni exempel på IOP i Malmö?", False),
    "our mention goes": ({"text": "<at>Guiden</at> hej&nbsp;där", "entities": [OURS]}, "hej där", True),
    "and only ours": (
        {"text": "<at>Guiden</at> fråga <at>Lars Ek</at>", "entities": [OURS, mention(LARS, "Lars Ek")]},
        "fråga Lars Ek", True,
    ),
    "in the middle": ({"text": "hej <at>Guiden</at>, vad är IOP?", "entities": [OURS]}, "hej , vad är IOP?", True),
    "somebody else of our name": (
        {"text": "<at>Guiden</at> hej", "entities": [mention(LARS, "Guiden")]}, "Guiden hej", False,
    ),
    "mention with an id": (
        {"text": '<at id="0">Guiden</at> hej', "entities": [mention(US, "Guiden", '<at id="0">Guiden</at>')]},
        "hej", True,
    ),
    "mention without entity": ({"text": "<at>Någon</at> hej"}, "Någon hej", False),
    "entities are decoded": ({"text": "Lunds &amp; Malmö &lt;b&gt; &#229;"}, "Lunds & Malmö <b> å", False),
    "once only": ({"text": "&amp;lt;"}, "&lt;", False),
    "a tag that was typed stays": ({"text": "&lt;at&gt;Guiden&lt;/at&gt;", "entities": [OURS]}, AT_GUIDEN, False),
    "our mention alone": ({"text": "<at>Guiden</at>&nbsp;\n", "entities": [OURS]}, "", True),
    "HTML attachments are no text": (
        {"text": "hej", "attachments": [{"contentType": "text/html", "content": "<p>något annat</p>"}]}, "hej", False,
    ),
    "nothing at all": ({}, "", False),
    "null": ({"text": None}, "", False),
    "odd entities": ({"text": "hej", "entities": ["x", {}, {"type": "mention"}, {"type": "clientInfo"}]}, "hej", False),
    "no list of entities": ({"text": "hej", "entities": {"type": "mention"}}, "hej", False),
    "no text": ({"text": ["hej"]}, ["hej"], False),
}  # fmt: skip


@pytest.mark.parametrize(("more", "text", "to_us"), TEXTS.values(), ids=TEXTS)
def test_texts(more: Dict[str, Any], text: Any, to_us: bool) -> None:
    assert reading.spoken(activity(**more)) == Spoken(text, to_us, None, False)


CHOICES = {
    "a button": ({"value": {"choice": "abc"}}, "abc", False),
    "with an empty text": ({"text": "", "value": {"choice": "abc"}}, "abc", False),
    "with what is Teams' own": ({"value": {"choice": "abc", "msteams": {"type": "messageBack"}}}, "abc", False),
    "as JSON": ({"value": '{"choice": "abc"}'}, "abc", False),
    "in a list": ({"value": {"chosen_in": "l", "l": "abc"}}, "abc", True),
    "nothing in a list": ({"value": {"chosen_in": "l"}}, "", True),
    "an empty list": ({"value": {"chosen_in": "l", "l": ""}}, "", True),
    "no text in a list": ({"value": {"chosen_in": "l", "l": ["abc"]}}, "", True),
    "a list that isn't there": ({"value": {"chosen_in": ["l"]}}, "", True),
    "no id": ({"value": {"choice": 7}}, "", False),
}


@pytest.mark.parametrize(("more", "choice", "from_list"), CHOICES.values(), ids=CHOICES)
def test_choices(more: Dict[str, Any], choice: str, from_list: bool) -> None:
    assert reading.spoken(activity(**more)) == Spoken("", False, choice, from_list)


@pytest.mark.parametrize("value", [{"other": 1}, "hej", "[1]", 7, None])
def test_a_value_that_is_none_of_ours_is_no_choice(value: Any) -> None:
    assert reading.spoken(activity(text="hej", value=value)) == Spoken("hej", False, None, False)


APART = [  # activities of which no two are the same conversation
    activity(),
    activity(**{"from": {"id": LARS, "aadObjectId": "lars"}}),
    activity(conversation={"id": "19:group@thread.v2", "tenantId": "t", "conversationType": "groupChat"}),
    activity(conversation={"id": "a:1", "tenantId": "other"}),
    activity(conversation={"id": "19:team@thread.tacv2;messageid=1", "tenantId": "t", "conversationType": "channel"}),
    activity(conversation={"id": "19:team@thread.tacv2;messageid=2", "tenantId": "t", "conversationType": "channel"}),
    activity(**{"from": {"id": ANNA}}),
]


def test_people_and_chats_stay_apart() -> None:
    conversations = [reading.conversation(each) for each in APART]
    assert len(set(conversations)) == len(APART)
    assert all(each.startswith("teams:") and "anna" not in each for each in conversations)


def test_a_person_is_the_same_everywhere() -> None:
    assert reading.who(APART[0]) == reading.who(APART[2]) == reading.who(APART[4]) != reading.who(APART[1])


@pytest.mark.parametrize("kind", ["conversationUpdate", "installationUpdate", "message"])
@pytest.mark.parametrize(
    ("more", "us"),
    [
        ({"membersAdded": [{"id": US}]}, {"conversationUpdate"}),
        ({"membersAdded": [{"id": ANNA}, {"id": US}]}, {"conversationUpdate"}),
        ({"membersAdded": [{"id": ANNA}]}, set()),
        ({"membersRemoved": [{"id": US}]}, set()),
        ({"membersAdded": None}, set()),
        ({"action": "add"}, {"installationUpdate"}),
        ({"action": "add-upgrade"}, {"installationUpdate"}),
        ({"action": "remove"}, set()),
        ({}, set()),
    ],
)
def test_being_added(kind: str, more: Dict[str, Any], us: set) -> None:
    assert reading.adds_us(activity(type=kind, **more)) is (kind in us)


@pytest.mark.parametrize("missing", [{"from": None}, {"from": {}}, {"recipient": "x"}, {"conversation": {"id": ""}}])
def test_somebody_must_speak_somewhere(missing: Dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="nobody speaks"):
        reading.place(activity(**missing))


def test_a_place_is_private_or_not() -> None:
    assert [reading.place(each).in_private for each in APART] == [True, True, False, True, False, False, True]

"""What Teams gets of replies: golden files for what is usual, rules for what is not."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, Iterator, List

import pytest

from bot.channels.teams.cards import MOST_BUTTONS, render
from bot.conversations.teams.cards import shown
from bot.replies.model import Choice, Item, Reply, Source
from bot.settings import PROJECT_ROOT
from tests.channels.teams.card_samples import ANSWER, EVIL, LAW, SAMPLES, as_json, choice_id

GOLDEN = PROJECT_ROOT / "tests" / "channels" / "teams" / "golden"
MOST_BYTES = 25 * 1024


def rendered(*replies: Reply) -> List[Dict[str, Any]]:
    return render(as_json(list(replies)), choice_id)


def elements(value: Any) -> Iterator[Dict[str, Any]]:
    """Everything with a type, at any depth."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from elements(each)


def body(activity: Dict[str, Any]) -> List[Dict[str, Any]]:
    return activity["attachments"][0]["content"]["body"]


@pytest.mark.parametrize("name", SAMPLES)
def test_golden(name: str) -> None:
    """GOLDEN=write writes the files anew; read them before they are kept."""
    path = GOLDEN / f"{name}.json"
    activities = rendered(*SAMPLES[name])
    if os.environ.get("GOLDEN") == "write":
        path.write_text(json.dumps(activities, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert activities == json.loads(path.read_text("utf-8"))


def test_there_is_no_golden_file_too_many() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("replies", SAMPLES.values(), ids=SAMPLES)
def test_one_activity_for_a_turn(replies: List[Reply]) -> None:
    (activity,) = rendered(*replies)
    assert activity["summary"] and activity["attachments"][0]["content"]["fallbackText"]
    assert activity["attachments"][0]["content"]["version"] == "1.5"


def test_nothing_that_a_person_wrote_is_markup() -> None:
    (activity,) = rendered(EVIL)
    card = activity["attachments"][0]["content"]
    assert {each["type"] for each in elements(card)} == {"AdaptiveCard", "RichTextBlock", "TextRun"}
    assert shown(activity).lines == [EVIL.text]
    assert "<" not in activity["summary"] and "<" not in card["fallbackText"]
    assert "\\*\\*fet\\*\\* \\[länk\\]" in card["fallbackText"] and "&lt;at&gt;" in card["fallbackText"]


def test_sources_are_links() -> None:
    (activity,) = rendered(ANSWER)
    assert shown(activity).links == [source.url for source in ANSWER.sources]
    assert "[1] Lagen om offentlig upphandling, Riksdagen" in shown(activity).lines


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
def test_other_addresses_are_only_text(address: str) -> None:
    source = Source("Farlig", "Någon", address)
    (activity,) = rendered(Reply("answer", "Hej.", sources=(source,), items=(Item("a", "T", "t", source),)))
    assert shown(activity).links == [] and all("Farlig" in line for line in shown(activity).lines[3:5])


def test_an_answer_asks_whether_it_helped() -> None:
    (activity,) = rendered(ANSWER)
    assert [each.title for each in shown(activity).choices] == [
        "Varför?", "Vad är IOP?", "Ja, det hjälpte", "Nej, det hjälpte inte"
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, MOST_BUTTONS, MOST_BUTTONS + 1, 26, 300])
def test_no_choice_is_dropped(number: int) -> None:
    choices = tuple(Choice(f"Kommun nummer {each}", "inform", "x" * 50) for each in range(number))
    activities = rendered(Reply("form", "Vilken kommun?", choices=choices))
    offered = [choice.title for activity in activities for choice in shown(activity).choices]
    assert offered == [choice.title for choice in choices]
    sets = [each["actions"] for each in elements(activities) if each["type"] == "ActionSet"]
    assert max(map(len, sets)) <= MOST_BUTTONS
    if number > MOST_BUTTONS:
        assert {action["title"] for actions in sets for action in actions} == {"Välj"}
        assert all(each["label"] for each in elements(activities) if each["type"] == "Input.ChoiceSet")


def test_lists_and_buttons_say_which_they_are() -> None:
    """A button sends nothing of a list beside it, and every list has a name of its own."""
    (activity,) = rendered(*SAMPLES["several"], *SAMPLES["list"])
    names = [each["id"] for each in elements(activity) if each["type"] == "Input.ChoiceSet"]
    assert len(names) == len(set(names)) == 2
    for action in elements(activity):
        if action["type"] == "Action.Submit" and "choice" in action["data"]:
            assert action["associatedInputs"] == "none"
            assert action["data"]["msteams"] == {"type": "messageBack", "displayText": action["title"]}


def test_a_long_title_can_be_read_whole() -> None:
    title = "Guide: Så kan du använda sysselsättningskrav i en upphandling"
    (activity,) = rendered(Reply("smalltalk", "Välj.", choices=(Choice(title, "x"), Choice("Kort", "y"))))
    assert [each.get("tooltip") for each in body(activity)[-1]["actions"]] == [title, None]


LONG = {
    "many long lines": Reply("form", "\n".join(f"Fält {n}: {'åäö ' * 240}" for n in range(30))),
    "one long line": Reply("smalltalk", "ordet " * 9000),
    "emojis": Reply("smalltalk", "🦊" * 20000),
    "what grows when it is escaped": Reply("smalltalk", "<[&*" * 8000),
    "many items": Reply("examples", "Här.", items=tuple(Item(str(n), "T" * 200, "ord " * 300, LAW) for n in range(40))),
    "long values": Reply("form", "Välj.", choices=tuple(Choice(f"Val {n}", "x", "y" * 3000) for n in range(6))),
    "a long list": Reply("form", "Välj.", choices=tuple(Choice("Å" * 70 + str(n), "x") for n in range(500))),
}


def escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("<", "&lt;")


@pytest.mark.parametrize("reply", LONG.values(), ids=LONG)
def test_long_turns_are_divided_and_whole(reply: Reply) -> None:
    activities = rendered(ANSWER, reply)
    assert len(activities) > 1 or reply is LONG["long values"]
    assert all(len(json.dumps(each, ensure_ascii=False).encode()) < MOST_BYTES for each in activities)
    for activity in activities:
        first = [*shown(activity).lines, *(f"({choice.title})" for choice in shown(activity).choices)][0]
        assert activity["summary"].startswith(first[:100].strip().replace("<", "‹"))
        assert activity["attachments"][0]["content"]["fallbackText"][:5] == escaped(first)[:5]
    everything = "".join(line for activity in activities for line in shown(activity).lines)
    assert reply.text.replace("\n", "") in everything
    assert [link for activity in activities for link in shown(activity).links].count(LAW.url) == 1 + len(reply.items)
    offered = [choice.title for activity in activities for choice in shown(activity).choices]
    assert offered[4:] == [choice.title for choice in reply.choices]

"""Replies as Slack's messages: what they look like, and that Slack takes them."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Sequence

import pytest

from bot.channels.slack.messages import after_choosing, only_chosen, render, render_ephemeral
from bot.conversations.slack.limits import mistakes
from bot.replies.model import Choice, Item, Reply, Source
from tests.channels.slack.replies import (
    ANSWER,
    EXAMPLES,
    QUESTION,
    SKR,
    button,
    choice_id,
    section,
    with_choices,
)  # fmt: skip

SAID = [section("IOP är ett samarbete [1]. Se &lt;även&gt; lagen &amp; mer [2].\nAllmän vägledning.")]
SOURCES = [
    section(
        "[1] <https://skr.se/vag?a=1&amp;b=2|Vägledning &amp; stöd>, SKR\n"
        "[2] <https://riksdagen.se/lou|Lag (2016:1145)>, Riksdagen"
    )
]
NEXT = {"type": "actions", "block_id": "choices", "elements": [button(0, "Visa fler (4 kvar)", "a1/more_results/0")]}
ASKED = [
    section("Hjälpte svaret?"),
    {
        "type": "actions", "block_id": "feedback",
        "elements": [button(0, "Ja, det hjälpte", "a1/feedback_positive/0"),
                     button(1, "Nej, det hjälpte inte", "a1/feedback_negative/1")],
    },
]  # fmt: skip
CARDS = [
    section(
        "*1. <https://skr.se/vag?a=1&amp;b=2|Yalla Trappan>*\nMalmö stad, 2015, IOP. Fem fick jobb.\n"
        "Vägledning &amp; stöd, SKR"
    ),
    section("*2. Älvtvätten &lt;nytt&gt;*\nUmeå, 2019.\nEgen sida, Hänsynsguiden"),
]
PRESSABLE = {
    "type": "actions", "block_id": "choices",
    "elements": [button(0, "Visa fler (4 kvar)", "e1/more_results/0"),
                 button(1, "Bara Skåne (2)", "e1/search_examples/1")],
}  # fmt: skip
GOLDEN = [  # reply, blocks
    (QUESTION, [section("Vilken bransch?")]),
    (ANSWER, [*SAID, *SOURCES, NEXT, *ASKED]),
    (EXAMPLES, [section("Jag hittade 6 exempel."), *CARDS, PRESSABLE]),
]


@pytest.mark.parametrize(("reply", "blocks"), GOLDEN)
def test_a_reply_is_a_message(reply: Reply, blocks: List[Dict[str, Any]]) -> None:
    (message,) = rendered(reply)
    assert message["blocks"] == blocks


def test_the_text_says_the_same_to_a_screen_reader() -> None:
    (message,) = rendered(EXAMPLES)
    assert message["text"] == "\n".join(
        ["Jag hittade 6 exempel.", *(card["text"]["text"] for card in CARDS), "(Visa fler (4 kvar))",
         "(Bara Skåne (2))"]
    )  # fmt: skip


def test_each_reply_has_its_own_message() -> None:
    assert [message["blocks"][0] for message in rendered(QUESTION, ANSWER)] == [section("Vilken bransch?"), *SAID]


def test_one_person_gets_what_can_be_pressed_by_itself() -> None:
    said, offered, asked = render_ephemeral([each.as_json() for each in (QUESTION, ANSWER)], choice_id)
    assert said["blocks"] == [section("Vilken bransch?"), *SAID, *SOURCES]
    assert offered["blocks"] == [NEXT]
    assert asked["blocks"] == ASKED
    assert offered["text"] == "(Visa fler (4 kvar))"


def test_what_one_person_can_press_has_ids_of_its_own() -> None:
    replies = [EXAMPLES, with_choices(3), ANSWER, ANSWER]
    _, offered, asked = render_ephemeral([each.as_json() for each in replies], choice_id)
    assert [each["block_id"] for each in offered["blocks"]] == ["choices", "choices_1", "choices_2", "choices_3"]
    assert [each["block_id"] for each in asked["blocks"] if "block_id" in each] == ["feedback", "feedback_1"]


def test_pressed_buttons_are_replaced_and_others_stay() -> None:
    (message,) = rendered(ANSWER)
    assert after_choosing(message["blocks"], "choices", "Visa <fler>")["blocks"] == [
        *SAID, *SOURCES, section("Du valde: Visa &lt;fler&gt;"), *ASKED,
    ]  # fmt: skip
    replaced = after_choosing(message["blocks"], "feedback", "Ja")
    assert replaced["blocks"] == [*SAID, *SOURCES, NEXT, ASKED[0], section("Du valde: Ja")]
    assert replaced["text"].endswith("(Visa fler (4 kvar))\nHjälpte svaret?\nDu valde: Ja")
    assert only_chosen("Ja") == {"text": "Du valde: Ja", "blocks": [section("Du valde: Ja")]}


COUNTS = [  # choices, kind of element, how many of them, options in each
    (1, "button", 1, []),
    (25, "button", 25, []),
    (26, "static_select", 1, [26]),
    (100, "static_select", 1, [100]),
    (101, "static_select", 2, [100, 1]),
]


@pytest.mark.parametrize(("count", "kind", "elements", "options"), COUNTS)
def test_no_choice_is_dropped(count: int, kind: str, elements: int, options: Sequence[int]) -> None:
    (message,) = rendered(with_choices(count))
    made = message["blocks"][-1]["elements"]
    assert [element["type"] for element in made] == [kind] * elements
    assert [len(element["options"]) for element in made if "options" in element] == options
    labels = [each["text"]["text"] for element in made for each in element.get("options", [element])]
    assert labels == [f"Val {number}" for number in range(count)]
    assert mistakes("chat.postMessage", {"channel": "D1", **message}) == []


@pytest.mark.parametrize("count", [3, 30])
def test_long_titles_are_written_out(count: int) -> None:
    title = "Nummer {}: " + "en mycket lång bransch & <annat> " * 4 + "till slut"
    reply = with_choices(count, title)
    (message,) = rendered(reply)
    elements = message["blocks"][-1]["elements"]
    labels = [each["text"]["text"] for element in elements for each in element.get("options", [element])]
    assert all(len(label) <= 75 and label.endswith("…") for label in labels)
    written = "\n".join(block["text"]["text"] for block in message["blocks"][1:-1])
    assert written.startswith("Valen i sin helhet:\n• Nummer 0: ")
    assert [line[2:] for line in written.split("\n")[1:]] == [
        choice.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for choice in reply.choices
    ]
    assert mistakes("chat.postMessage", {"channel": "D1", **message}) == []


HUGE = [
    Reply("answer", "Å" * 10_000, id="h1"),
    Reply("answer", "Mening med <tecken> & annat. " * 400, id="h2"),
    Reply("examples", "Lista", items=tuple(Item(str(n), f"Titel {n}", "ord " * 100, SKR) for n in range(70)), id="h3"),
    Reply("answer", "Källor", sources=tuple(Source("T" * 300, "P", f"https://a.se/{n}") for n in range(60)), id="h4"),
    Reply("form", "<!channel> <@U1> @here @channel **fet** [x](javascript:a)", id="h5"),
    Reply("form", "x", choices=(Choice("<!channel>", "inform", "y" * 5000), Choice("b" * 3000, "inform")), id="h6"),
]


@pytest.mark.parametrize("reply", [ANSWER, EXAMPLES, *HUGE], ids=lambda reply: reply.id)
@pytest.mark.parametrize("way", [render, render_ephemeral])
def test_slack_takes_it_and_nothing_is_lost(reply: Reply, way: Any) -> None:
    messages = way([reply.as_json()], choice_id)
    method, more = ("chat.postMessage", {"channel": "D1"}) if way is render else ("response_url", {})
    assert [mistakes(method, {**more, **message}) for message in messages] == [[]] * len(messages)
    assert all(message["text"] for message in messages)
    everything = json.dumps(messages, ensure_ascii=False)
    assert everything.count("Å" * 100) >= (100 if reply.id == "h1" else 0)
    assert all(f"{number}. <" in everything for number, _ in enumerate(reply.items[:1], 1))
    assert all(source.url.replace("&", "&amp;") in everything for source in reply.sources)
    assert everything.count("Titel ") >= len(reply.items) * (reply.id == "h3")


def rendered(*replies: Reply) -> List[Dict[str, Any]]:
    return render([reply.as_json() for reply in replies], choice_id)

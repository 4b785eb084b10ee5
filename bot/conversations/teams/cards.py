"""What somebody who looks at a card in Teams can read and press."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, NamedTuple


class Pressable(NamedTuple):
    """`value` is what Teams sends to the bot when it is pressed."""

    title: str
    id: str
    value: Dict[str, str]


class Shown(NamedTuple):
    """`lines` in their order, `links` as addresses, `choices` in their order."""

    lines: List[str]
    links: List[str]
    choices: List[Pressable]


def shown(activity: Mapping[str, Any]) -> Shown:
    result = Shown([], [], [])
    for attachment in activity.get("attachments", ()):
        for element in _elements(attachment["content"]["body"]):
            kind = element["type"]
            if kind == "RichTextBlock":
                result.lines.append("".join(run["text"] for run in element["inlines"]))
                result.links.extend(run["selectAction"]["url"] for run in element["inlines"] if "selectAction" in run)
            elif kind == "ActionSet":
                result.choices.extend(_buttons(element))
            elif kind == "Container":
                result.choices.extend(_listed(element))
    return result


def _elements(body: List[Dict[str, Any]]) -> Iterator[Dict[str, Any]]:
    for element in body:
        yield element
        yield from _elements(element.get("items", []))


def _buttons(element: Mapping[str, Any]) -> Iterator[Pressable]:
    for action in element["actions"]:
        data = {name: value for name, value in action["data"].items() if name != "msteams"}
        if "choice" in data:
            yield Pressable(action["title"], data["choice"], data)


def _listed(container: Mapping[str, Any]) -> Iterator[Pressable]:
    """Choices of a list, with what the button beside the list sends for each."""
    inputs = [element for element in container["items"] if element["type"] == "Input.ChoiceSet"]
    for each in inputs:
        for choice in each["choices"]:
            value = {"chosen_in": each["id"], each["id"]: choice["value"]}
            yield Pressable(choice["title"], choice["value"], value)

"""Labelled lines as plain text, with who wrote them: what is trained on, and the sets that never are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Callable, List, NamedTuple

from ruamel.yaml import YAML

from bot.settings import PROJECT_ROOT
from bot.swedish.entity import Entity

OUT_OF_SCOPE = "out_of_scope"
KNOWLEDGE = "faq/"
DISTANCES = {"near": "nära ämnet", "far": "långt från ämnet"}
TRAINING = PROJECT_ROOT / "data" / "nlu"
HELD_OUT = PROJECT_ROOT / "tests" / "nlu" / "held_out"
_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


class Line(NamedTuple):
    """`author` is the voice of a training line; `distance` is near or far where out-of-scope lines say so."""

    text: str
    label: str
    author: str
    distance: str = ""

    @property
    def in_scope(self) -> bool:
        return self.label != OUT_OF_SCOPE


def out_of_scope(distance: str) -> Callable[[Line], bool]:
    """Finds the lines at this distance from the subject."""
    return lambda line: not line.in_scope and line.distance == distance


class Annotated(NamedTuple):
    text: str
    entities: List[Entity]


def training_lines() -> List[Line]:
    return [line for path in sorted(TRAINING.glob("*.yml")) for line in read(path)]


def held_out(name: str) -> List[Line]:
    """The sets out of scope are named after their distance."""
    distance = name.removeprefix(f"{OUT_OF_SCOPE}_") if name.startswith(OUT_OF_SCOPE) else ""
    return [line._replace(distance=distance) for line in read(HELD_OUT / f"{name}.yml")]


def read(path: Path) -> List[Line]:
    """The lines of a file in Rasa's format."""
    found: List[Line] = []
    for block in YAML(typ="safe").load(path.read_text("utf-8"))["nlu"]:
        about = block.get("metadata", {})
        author = about.get("voice") or about.get("author", "")
        texts = [line.removeprefix("- ") for line in block["examples"].strip().splitlines()]
        found += [Line(plain(text), block["intent"], author, about.get("distance", "")) for text in texts]
    return found


def plain(text: str) -> str:
    """The words that a person wrote: [Malmö](municipality) is Malmö."""
    return _ANNOTATION.sub(r"\1", text).strip()


def annotated_lines() -> List[Annotated]:
    lines = (HELD_OUT / "entities.jsonl").read_text("utf-8").splitlines()
    return [annotated(json.loads(line)) for line in lines]


def annotated(content: dict) -> Annotated:
    entities = [
        Entity(entity["entity"], entity["value"], entity["start"], entity["end"]) for entity in content["entities"]
    ]
    return Annotated(content["text"], entities)


def fallback_threshold() -> float:
    """How sure the assistant has to be, as config.yml says."""
    config = YAML(typ="safe").load((PROJECT_ROOT / "config.yml").read_text("utf-8"))
    return next(item["threshold"] for item in config["pipeline"] if item["name"] == "FallbackClassifier")

"""The lines that every rival learns from and is asked, so that all see the same split."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple

from ruamel.yaml import YAML

from benchmarks.understanding.data import TRAINING


class Line(NamedTuple):
    text: str
    label: str


def read(path: Path) -> List[Line]:
    """The examples of a file in Rasa's format, entity annotations kept."""
    content = YAML(typ="safe").load(path)
    return [
        Line(line.removeprefix("- "), block["intent"])
        for block in content["nlu"]
        for line in block["examples"].strip().splitlines()
    ]


def training_lines() -> List[Line]:
    return [line for path in sorted(TRAINING.glob("*.yml")) for line in read(path)]


def sampled(lines: Iterable[Line], count: int) -> List[Line]:
    """At most so many lines of each label, the same ones every time."""
    chosen = random.Random(0)
    return [
        Line(text, label)
        for label, texts in _by_label(lines).items()
        for text in chosen.sample(texts, min(count, len(texts)))
    ]


def write_nlu(path: Path, lines: Iterable[Line]) -> None:
    """Write Rasa's training file."""
    blocks = [
        f"  - intent: {label}\n    examples: |\n" + "".join(f"      - {text}\n" for text in texts)
        for label, texts in _by_label(lines).items()
    ]
    path.write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")


def _by_label(lines: Iterable[Line]) -> Dict[str, List[str]]:
    grouped: Dict[str, List[str]] = defaultdict(list)
    for text, label in lines:
        grouped[label].append(text)
    return grouped

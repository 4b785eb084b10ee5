"""Understanding of people whose sentences nobody saw while writing training data; the sets are in held_out/."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from pathlib import Path
from typing import List, Tuple

import pytest

from benchmarks.understanding.data import Line, held_out, training_lines
from bot.settings import PROJECT_ROOT
from bot.swedish.text import fold, words

GUIDEN = Path(sys.executable).with_name("guiden")

FLOORS = [("formal", 0.92, 0.98), ("informal", 0.87, 0.95), ("authentic", 0.80, 0.92)]
KEPT_OUT = [("out_of_scope_far", 0.92), ("out_of_scope_near", 0.75)]
MOST_REFUSED = 0.04


def words_of(line: Line) -> Tuple[str, ...]:
    return tuple(fold(word) for word in words(line.text))


@functools.cache
def parsed(name: str) -> List[Tuple[dict, str]]:
    texts, labels = zip(*((line.text, line.label) for line in held_out(name)))
    command = subprocess.run(
        [GUIDEN, "parse", "-"], input="\n".join(texts), cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    return list(zip(map(json.loads, command.stdout.splitlines()), labels))


@pytest.mark.parametrize(("name", "first", "among_three"), FLOORS)
def test_people_are_understood(name: str, first: float, among_three: float) -> None:
    rankings = [([entry["name"] for entry in found["ranking"]], label) for found, label in parsed(name)]
    assert sum(ranking[0] == label for ranking, label in rankings) / len(rankings) >= first
    assert sum(label in ranking[:3] for ranking, label in rankings) / len(rankings) >= among_three


@pytest.mark.parametrize(("name", "least"), KEPT_OUT)
def test_what_is_out_of_scope_gets_no_answer(name: str, least: float) -> None:
    found = [answer["answer"] is None for answer, _ in parsed(name)]
    assert sum(found) / len(found) >= least


def test_no_set_has_a_line_that_is_trained_on() -> None:
    trained = set(map(words_of, training_lines()))
    names = [name for name, *_ in FLOORS + KEPT_OUT]
    assert [line.text for name in names for line in held_out(name) if words_of(line) in trained] == []


def test_few_questions_in_scope_are_refused() -> None:
    intents = [found["ranking"][0]["name"] for name, _, _ in FLOORS for found, _ in parsed(name)]
    assert intents.count("out_of_scope") / len(intents) <= MOST_REFUSED

"""The training lines are many, valid, written once each, and annotated as the assistant itself reads them."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from typing import Dict, Iterator, List, NamedTuple, Set, Tuple

import pytest
from ruamel.yaml import YAML

from bot.engine import lean_imports
from bot.settings import PROJECT_ROOT
from bot.swedish.entities import find
from bot.swedish.text import fold, words
from tests.taxonomy_names import ANSWERS, INTENTS

lean_imports.install()

from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader  # noqa: E402

NLU = sorted((PROJECT_ROOT / "data" / "nlu").glob("*.yml"))
# Here entities are what the line is about; a question that an answer settles is not annotated.
ANNOTATED = {
    "search_examples", "search_guides", "submit_example", "change_answer", "inform", "example_details", "more_results",
    "submission_status", "withdraw_submission",
}  # fmt: skip
LONG_ENOUGH_TO_BE_A_COPY = 5


class Line(NamedTuple):
    text: str
    label: str
    entities: Tuple[Tuple[str, str, int, int, bool], ...]

    @property
    def words(self) -> Tuple[str, ...]:
        return tuple(fold(word) for word in words(self.text)) or (self.text,)


@functools.cache
def lines() -> List[Line]:
    found = []
    for path in NLU:
        for example in RasaYAMLReader().read(str(path)).training_examples:
            entities = tuple(
                (item["entity"], item["value"], item["start"], item["end"], item.get("role") == "excluded")
                for item in example.get("entities", [])
            )
            label = example.get("intent_response_key") or example.get("intent")
            found.append(Line(example.get("text"), label, entities))
    return found


@functools.cache
def blocks() -> List[Dict]:
    return [block for path in NLU for block in YAML(typ="safe").load(path)["nlu"]]


@functools.cache
def counted() -> Counter:
    return Counter(line.label for line in lines())


@pytest.mark.parametrize(
    ("label", "least"),
    [(f"faq/{name}", 40) for name in ANSWERS] + [(name, 400 if name == "out_of_scope" else 60) for name in INTENTS],
)
def test_every_label_has_enough_lines(label: str, least: int) -> None:
    assert counted()[label] >= least


def test_no_label_but_those_of_the_taxonomy() -> None:
    assert set(counted()) == {*(f"faq/{name}" for name in ANSWERS), *INTENTS}


def test_every_block_names_its_voice() -> None:
    """`make evaluate` holds out one voice at a time."""
    assert [block["intent"] for block in blocks() if not block.get("metadata", {}).get("voice")] == []


def test_what_is_out_of_scope_is_both_near_and_far() -> None:
    distances: Counter = Counter()
    for block in blocks():
        if block["intent"] == "out_of_scope":
            distances[block["metadata"]["distance"]] += len(block["examples"].splitlines())
    assert set(distances) == {"near", "far"}
    assert min(distances.values()) >= 200


def test_no_line_is_written_twice() -> None:
    written: Dict[Tuple[str, ...], List[Line]] = defaultdict(list)
    for line in lines():
        written[line.words].append(line)
    assert [same for same in written.values() if len(same) > 1] == []


def test_no_line_is_a_copy_with_one_word_changed() -> None:
    """Across labels one word may make all the difference; within a label it teaches nothing."""
    seen: Dict[Tuple[str, ...], Line] = {}
    copies = []
    for line in lines():
        if len(line.words) >= LONG_ENOUGH_TO_BE_A_COPY:
            keys = list(_with_one_word_open(line))
            copies += [(seen[key].text, line.text) for key in keys if key in seen]
            seen.update(dict.fromkeys(keys, line))
    assert copies == []


def _with_one_word_open(line: Line) -> Iterator[Tuple[str, ...]]:
    for position in range(len(line.words)):
        yield (line.label, *line.words[:position], "*", *line.words[position + 1 :])


def test_lines_are_plain() -> None:
    assert [line.text for line in lines() if line.text != " ".join(line.text.split()) or not line.text] == []


def test_entities_are_annotated_as_they_are_found() -> None:
    wrong = []
    for line in lines():
        if line.label in ANNOTATED:
            found = _annotatable(line.text)
            if set(line.entities) != found:
                wrong.append((line.text, sorted(set(line.entities) ^ found)))
    assert wrong == []


def _annotatable(text: str) -> Set[Tuple[str, str, int, int, bool]]:
    """Rasa's format has one value a span, so a landscape of several regions stays unmarked."""
    found = [(item.kind, item.value, item.start, item.end, item.negated) for item in find(text)]
    spans = Counter(item[2:4] for item in found)
    return {item for item in found if spans[item[2:4]] == 1}

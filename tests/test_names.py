"""Intents, answers, actions, slots and choices have the same names in all files, and Rasa agrees."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections import defaultdict
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest
from ruamel.yaml import YAML

from actions.form_progress import CODE, ENDING, FAILURES, VERSION
from bot.replies import answers, examples, fallback, guides, submissions, texts
from bot.replies.labels import INTENT_LABELS, OFFERED
from bot.replies.model import Choice, Reply
from bot.settings import PROJECT_ROOT
from bot.submissions.fields import form
from tests.sources import module_name, sources
from tests.taxonomy_names import ANSWERS, INTENTS

FORM = "submission_form"
RETRIEVAL = "faq"
# What Rasa does by itself: its RulePolicy takes `restart` to action_restart.
RASAS_OWN_INTENTS = {"restart"}


def yaml(name: str) -> Any:
    return YAML(typ="safe").load((PROJECT_ROOT / name).read_text("utf-8"))


DOMAIN = yaml("domain.yml")
CONFIG = yaml("config.yml")

# -- intents -----------------------------------------------------------------------------------------


def training_blocks() -> Iterator[Tuple[str, List[str]]]:
    for path in sorted((PROJECT_ROOT / "data" / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text("utf-8"))["nlu"]:
            if "intent" in block:
                lines = [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")]
                yield block["intent"], lines


def without_markup(line: str) -> str:
    """The words alone: [städ]{"entity": …} and [Malmö](municipality) are städ and Malmö."""
    return " ".join(re.sub(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line).casefold().split())


TRAINING: Dict[str, List[str]] = defaultdict(list)
for _label, _lines in training_blocks():
    TRAINING[_label] += _lines

INTENTS_WITH_RULES = {
    step["intent"] for rule in yaml("data/rules.yml")["rules"] for step in rule["steps"] if "intent" in step
}


def test_the_domain_has_the_taxonomys_intents() -> None:
    assert sorted(DOMAIN["intents"]) == sorted([*INTENTS, RETRIEVAL])


@pytest.mark.parametrize("intent", DOMAIN["intents"])
def test_every_intent_is_taken_care_of(intent: str) -> None:
    assert intent in INTENTS_WITH_RULES | RASAS_OWN_INTENTS


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_a_swedish_label(intent: str) -> None:
    assert INTENT_LABELS[intent]


def test_no_label_is_of_something_unknown() -> None:
    assert set(INTENT_LABELS) == set(INTENTS)
    assert set(OFFERED) <= set(INTENTS)


LABELS = [*(f"{RETRIEVAL}/{identity}" for identity in ANSWERS), *INTENTS]


def test_training_data_has_exactly_the_taxonomys_labels() -> None:
    assert sorted(TRAINING) == sorted(LABELS)


@pytest.mark.parametrize("label", LABELS)
def test_at_least_12_training_lines(label: str) -> None:
    assert len({without_markup(line) for line in TRAINING[label]}) >= 12


def test_no_training_line_stands_under_two_labels() -> None:
    labels: Dict[str, Set[str]] = defaultdict(set)
    for label, lines in TRAINING.items():
        for line in lines:
            labels[without_markup(line)].add(label)
    assert {line: found for line, found in labels.items() if len(found) > 1} == {}


def test_no_training_line_stands_twice_under_a_label() -> None:
    for label, lines in TRAINING.items():
        words = [without_markup(line) for line in lines]
        assert sorted(words) == sorted(set(words)), label


# -- actions, slots and choices ------------------------------------------------------------------------


def action_names() -> Set[str]:
    from actions.base import GuidenAction

    for path in sources("actions"):
        __import__(module_name(path))
    found, names = [GuidenAction], set()
    while found:
        kind = found.pop()
        found += kind.__subclasses__()
        if not inspect.isabstract(kind) and kind.__module__.startswith("actions."):  # tests have others
            names.add(kind().name())
    return names


# Other actions pass turns on to these; Rasa never chooses them.
PASSED_ON_TO = {"action_reply_to_editor"}


def test_every_action_of_the_domain_is_a_class_and_the_other_way_round() -> None:
    assert action_names() == set(DOMAIN["actions"]) | PASSED_ON_TO


def test_rules_and_stories_use_known_actions() -> None:
    known = {*DOMAIN["actions"], *DOMAIN["forms"]}
    blocks = [*yaml("data/rules.yml")["rules"], *(story for path in stories() for story in yaml(path)["stories"])]
    assert {step["action"] for block in blocks for step in block["steps"] if "action" in step} <= known


def stories() -> List[str]:
    return [str(path.relative_to(PROJECT_ROOT)) for path in (PROJECT_ROOT / "data" / "stories").glob("*.yml")]


def test_the_form_keeps_no_answer_in_a_slot() -> None:
    """Slots are events that Rasa stores for ever; answers are in the draft."""
    assert DOMAIN["forms"][FORM]["required_slots"] == [ENDING]
    assert {CODE, VERSION, ENDING, FAILURES, "said", "forget"} <= set(DOMAIN["slots"])
    assert not set(DOMAIN["slots"]) & {field.slot for field in form()}


@pytest.mark.parametrize("slot", DOMAIN["slots"])
def test_only_actions_fill_slots(slot: str) -> None:
    """A slot filled from text or intent by Rasa itself would keep what the form has not checked."""
    assert DOMAIN["slots"][slot]["mappings"] == [{"type": "custom"}]
    assert DOMAIN["slots"][slot]["influence_conversation"] is False


def offered_choices() -> Iterator[Choice]:
    """Every choice in the assistant's fixed replies."""
    for name, value in vars(texts).items():
        if isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Choice))
        elif isinstance(value, Choice):
            yield value
        elif inspect.isfunction(value) and value.__module__ == texts.__name__:
            for arguments in ({}, {"text": "x"}, {"helped": True}, {"helped": False}):
                if set(inspect.signature(value).parameters) == set(arguments):
                    reply = value(**arguments)
                    assert isinstance(reply, Reply), name
                    yield from reply.choices


def test_choices_say_something_known() -> None:
    choices = list(offered_choices())
    assert len(choices) > 20
    assert {choice.intent for choice in choices} <= {*INTENTS, RETRIEVAL}
    assert {choice.value for choice in choices if choice.intent == RETRIEVAL} <= set(ANSWERS)


@pytest.mark.parametrize("module", [texts, answers, examples, guides, fallback, submissions])
def test_no_choice_is_made_of_an_unknown_intent(module: Any) -> None:
    source = inspect.getsource(module)
    named = re.findall(r'Choice\(\s*(?:f?"[^"]*"|[^,()]+(?:\[[^\]]*\])*),\s*"([a-z_]+)"', source)
    assert named
    assert set(named) <= {*INTENTS, RETRIEVAL}


# -- Rasa --------------------------------------------------------------------------------------------


def test_no_component_needs_tensorflow() -> None:
    names = [component["name"] for component in CONFIG["pipeline"]]
    assert [name for name in names if not name.startswith("bot.")] == ["FallbackClassifier"]


def test_only_two_policies() -> None:
    names = {policy["name"].removeprefix("bot.engine.policies.Lean") for policy in CONFIG["policies"]}
    assert names == {"RulePolicy", "MemoizationPolicy"}


def test_rasa_finds_nothing_wrong() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "data", "validate", "--fail-on-warnings"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]

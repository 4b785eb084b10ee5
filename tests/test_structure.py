"""The project's own rules: who may import whom, nothing at import, and names that fit together in all files."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest
from ruamel.yaml import YAML

from bot.replies import build, texts
from bot.replies.labels import INTENT_LABELS, OFFERED
from bot.replies.model import Choice, Reply
from bot.settings import PROJECT_ROOT
from bot.submissions.fields import SLOT_PREFIX, form
from tests.taxonomy_names import ANSWERS, INTENTS

FORM = "submission_form"
RETRIEVAL = "faq"
# What Rasa does by itself: its RulePolicy takes `restart` to action_restart.
RASAS_OWN_INTENTS = {"restart"}


def yaml(name: str) -> Any:
    return YAML(typ="safe").load((PROJECT_ROOT / name).read_text("utf-8"))


DOMAIN = yaml("domain.yml")
CONFIG = yaml("config.yml")

# -- layers ------------------------------------------------------------------------------------------

BOTTOM = {"swedish", "settings"}
STORED = {"database", "migrations"}
MIDDLE = {"submissions", "knowledge", "replies", "privacy"}
# Each part of bot with the parts it may import; everything may import itself.
MAY_IMPORT: Dict[str, Set[str]] = {
    "settings": set(),
    "swedish": BOTTOM,
    "privacy": BOTTOM,
    "database": BOTTOM,
    "migrations": BOTTOM | STORED,
    "knowledge": BOTTOM | STORED | {"privacy"},
    "submissions": BOTTOM | STORED | {"privacy", "knowledge"},
    "replies": BOTTOM | MIDDLE,
    "engine": {"settings"},
    "nlu": BOTTOM | {"engine"},
    "channels": BOTTOM | STORED | MIDDLE | {"engine", "nlu"},
    "review": BOTTOM | STORED | MIDDLE,
    "conversations": BOTTOM | MIDDLE,
    "doctor": BOTTOM | STORED | MIDDLE | {"nlu"},
    "launch": BOTTOM | STORED | MIDDLE | {"nlu"},
    "cli": BOTTOM | STORED | MIDDLE | {"channels", "review", "conversations", "doctor", "launch", "engine", "nlu"},
}
# Packages from outside with the only parts of the project that may import them.
ONLY_IN = {
    "rasa": {"bot.nlu", "bot.channels", "bot.engine"},
    "rasa_sdk": {"actions", "bot.cli"},
    "actions": {"actions"},
    "sanic": {"bot.channels", "bot.review"},
    "spacy": {"bot.swedish"},
}


def sources(package: str) -> List[Path]:
    return sorted((PROJECT_ROOT / package).rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT_ROOT).with_suffix("").parts).removesuffix(".__init__")


def part(module: str) -> str:
    """bot.knowledge.search is in bot.knowledge, actions.base in actions."""
    return ".".join(module.split(".")[: 2 if module.startswith("bot.") else 1])


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names in imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = node.module or ""
            yield from ([f"bot.{alias.name}" for alias in node.names] if module == "bot" else [module])


IMPORTS: List[Tuple[str, str]] = [
    (module_name(path), name) for package in ("bot", "actions") for path in sources(package) for name in imported(path)
]


def test_every_part_of_bot_has_its_place() -> None:
    parts = {part(module_name(path)) for path in sources("bot")} - {"bot"}
    assert parts <= {f"bot.{name}" for name in MAY_IMPORT}


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_parts_import_only_what_lies_below_them(name: str) -> None:
    allowed = {f"bot.{other}" for other in MAY_IMPORT[name] | {name}}
    assert [
        (module, target)
        for module, target in IMPORTS
        if part(module) == f"bot.{name}" and target.startswith("bot.") and part(target) not in allowed
    ] == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_packages_from_outside_stay_where_they_belong(package: str) -> None:
    assert [
        (module, target)
        for module, target in IMPORTS
        if target.split(".")[0] == package and part(module) not in ONLY_IN[package]
    ] == []


def test_there_is_no_circle_of_modules() -> None:
    graph: Dict[str, Set[str]] = defaultdict(set)
    names = {module_name(path) for package in ("bot", "actions") for path in sources(package)}
    for path in [*sources("bot"), *sources("actions")]:
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:  # an import inside a function can't close a circle
            if isinstance(node, ast.ImportFrom) and node.module:
                targets = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
                graph[module_name(path)] |= targets & names
    assert list(circles(graph)) == []


def circles(graph: Dict[str, Set[str]]) -> Iterator[Tuple[str, ...]]:
    done: Set[str] = set()

    def walk(name: str, path: Tuple[str, ...]) -> Iterator[Tuple[str, ...]]:
        if name in path:
            yield (*path[path.index(name) :], name)
        elif name not in done:
            for target in graph.get(name, ()):
                yield from walk(target, (*path, name))
            done.add(name)

    for start in list(graph):
        yield from walk(start, ())


def test_circles_are_found() -> None:
    assert list(circles({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == [("b", "c", "b")]


# -- import ------------------------------------------------------------------------------------------

WATCH = """
import importlib, json, sys
opened = []
def watch(event, arguments):
    if event == "sqlite3.connect":
        opened.append(str(arguments[0]))
    elif event == "open" and isinstance(arguments[0], str) and arguments[0].startswith({root!r}):
        if not arguments[0].endswith((".py", ".pyc")) and "/.venv/" not in arguments[0] and ".pyc." not in arguments[0]:
            opened.append(arguments[0])
sys.addaudithook(watch)
if {lean}:
    from bot.engine import lean_imports
    lean_imports.install()
for name in {modules!r}:
    importlib.import_module(name)
print(json.dumps({{"opened": opened, "tensorflow": "tensorflow" in sys.modules}}))
"""


def effects_of_importing(modules: List[str], lean: bool) -> Dict[str, Any]:
    code = WATCH.format(root=str(PROJECT_ROOT), lean=lean, modules=modules)
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


MODULES = [module_name(path) for package in ("bot", "actions") for path in sources(package)]
WITH_RASA = ("bot.nlu", "bot.channels", "bot.engine")


@pytest.mark.parametrize(
    ("modules", "lean"),
    [
        pytest.param([name for name in MODULES if not name.startswith(WITH_RASA)], False, id="all without Rasa"),
        pytest.param(MODULES, True, id="all, as they are served"),
    ],
)
def test_nothing_happens_at_import(modules: List[str], lean: bool) -> None:
    assert effects_of_importing(modules, lean) == {"opened": [], "tensorflow": False}


def test_an_opened_file_would_be_seen() -> None:
    code = WATCH.format(root=str(PROJECT_ROOT), lean=False, modules=[]).replace(
        "print(", f"open({str(PROJECT_ROOT / 'domain.yml')!r}); print("
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert json.loads(done.stdout)["opened"] == [str(PROJECT_ROOT / "domain.yml")]


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
        if not inspect.isabstract(kind):
            names.add(kind().name())
    return names


def test_every_action_of_the_domain_is_a_class_and_the_other_way_round() -> None:
    assert action_names() == set(DOMAIN["actions"])


def test_rules_and_stories_use_known_actions() -> None:
    known = {*DOMAIN["actions"], *DOMAIN["forms"]}
    blocks = [*yaml("data/rules.yml")["rules"], *(story for path in stories() for story in yaml(path)["stories"])]
    assert {step["action"] for block in blocks for step in block["steps"] if "action" in step} <= known


def stories() -> List[str]:
    return [str(path.relative_to(PROJECT_ROOT)) for path in (PROJECT_ROOT / "data" / "stories").glob("*.yml")]


def test_the_form_asks_for_slots_of_the_domain() -> None:
    slots = DOMAIN["forms"][FORM]["required_slots"]
    assert set(slots) <= set(DOMAIN["slots"])
    assert [slot for slot in slots if slot != f"{SLOT_PREFIX}decision"] == [field.slot for field in form()]


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


@pytest.mark.parametrize("module", [texts, build])
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
    assert {policy["name"] for policy in CONFIG["policies"]} == {"RulePolicy", "MemoizationPolicy"}


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


# -- what is kept in the repository ----------------------------------------------------------------------

# Spelt in two parts, or this file would be found as well.
REGISTRIES = re.compile("pypi" r"\.org|python" r"hosted\.org|registry\.npm" r"js\.org|--(?:extra-)?index-" "url ")


def kept_files() -> Iterator[Path]:
    """Every file that .gitignore doesn't leave out."""
    lines = (PROJECT_ROOT / ".gitignore").read_text("utf-8").split()
    anchored = {line.strip("/") for line in lines if line.startswith("/")} | {".git"}
    anywhere = [line.rstrip("/") for line in lines if not line.startswith("/")]
    for folder, folders, names in os.walk(PROJECT_ROOT):
        inside = Path(folder).relative_to(PROJECT_ROOT)
        for found in (folders, names):
            found[:] = [
                name
                for name in found
                if (inside / name).as_posix() not in anchored and not any(Path(name).match(line) for line in anywhere)
            ]
        yield from (Path(folder) / name for name in names)


def test_no_file_names_a_package_registry() -> None:
    files = list(kept_files())
    assert PROJECT_ROOT / "requirements.lock" in files and PROJECT_ROOT / "widget" / "package-lock.json" in files
    assert [path for path in files if REGISTRIES.search(path.read_bytes().decode("utf-8", "ignore"))] == []


def test_lock_files_have_hashes_and_no_addresses() -> None:
    assert "--hash=sha256:" in (PROJECT_ROOT / "requirements.lock").read_text("utf-8")
    packages = json.loads((PROJECT_ROOT / "widget" / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in package and "resolved" not in package for name, package in packages.items() if name)


@pytest.mark.parametrize("name", ["uv.lock", "widget/dist/hansyns-guide.js", "models", ".guiden"])
def test_made_things_are_not_kept(name: str) -> None:
    assert PROJECT_ROOT / name not in set(kept_files())

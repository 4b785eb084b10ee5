"""Who may import whom, and that importing does nothing."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest

from bot.settings import PROJECT_ROOT
from tests.sources import module_name, sources

# -- layers ------------------------------------------------------------------------------------------

BOTTOM = {"swedish", "settings"}
STORED = {"database", "migrations"}
MIDDLE = {"submissions", "knowledge", "replies", "privacy", "inbox", "outbox", "statistics"}
# Each part of bot with the parts it may import; everything may import itself.
MAY_IMPORT: Dict[str, Set[str]] = {
    "setting_checks": set(),
    "serving_settings": {"setting_checks"},
    "settings": {"setting_checks", "serving_settings"},
    "redis_client": {"settings"},
    "swedish": BOTTOM,
    # `personal` is what the others need of it; erasure reaches into all of them. No two modules import each other.
    "privacy": BOTTOM | STORED | MIDDLE,
    "database": BOTTOM,
    "migrations": BOTTOM | STORED,
    "knowledge": BOTTOM | STORED | {"privacy"},
    "inbox": BOTTOM | STORED,
    "outbox": BOTTOM | STORED | {"privacy"},
    "statistics": BOTTOM | STORED | {"submissions"},
    "submissions": BOTTOM | STORED | {"privacy", "knowledge", "outbox"},
    "replies": BOTTOM | MIDDLE,
    "metrics": BOTTOM | STORED | {"inbox", "outbox"},
    "tracing": set(),
    "engine": BOTTOM | STORED | MIDDLE | {"redis_client", "metrics", "tracing"},
    "nlu": BOTTOM | STORED | {"engine", "knowledge", "submissions"},
    "channels": BOTTOM | STORED | MIDDLE | {"engine", "nlu", "metrics", "tracing", "redis_client"},
    "review": BOTTOM | STORED | MIDDLE | {"redis_client"},
    "conversations": BOTTOM | MIDDLE,
    "doctor": BOTTOM | STORED | MIDDLE | {"nlu", "channels", "redis_client"},
    "launch": BOTTOM | STORED | MIDDLE | {"nlu", "review"},
    "commands": BOTTOM | STORED | MIDDLE | {"engine"},
    "cli": BOTTOM
    | STORED
    | MIDDLE
    | {"channels", "review", "conversations", "commands", "doctor", "launch", "engine", "nlu", "metrics", "tracing"},
}
# Packages from outside with the only parts of the project that may import them.
ONLY_IN = {
    "rasa": {"bot.nlu", "bot.channels", "bot.engine"},
    "rasa_sdk": {"actions", "bot.cli", "bot.engine"},
    "actions": {"actions"},
    "sanic": {"bot.channels"},
    "flask": {"bot.review"},
    "redis": {"bot.redis_client", "bot.engine"},
    "authlib": {"bot.review"},
    "spacy": {"bot.swedish"},
}


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

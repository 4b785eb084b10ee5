"""What the commands print, and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest
from click.testing import CliRunner, Result

from bot import cli
from bot.settings import PROJECT_ROOT

PARSED = ["text", "intent", "answer", "confidence", "ranking", "entities", "ms"]
SEARCHED = ["query", "filters", "total", "results", "nearby", "ms"]


def guiden(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def lines_of(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


# -- parse -------------------------------------------------------------------------------------------

UTTERANCES = [  # text, intent, answer, entities as (kind, value, mention)
    ("Vad är IOP?", "faq", "faq/iop_definition", [("method", "iop", "IOP")]),
    ("får vi ställa sociala krav", "faq", "faq/may_set_social_requirements", None),
    (
        "Har ni exempel från Göteborgs stad?",
        "search_examples",
        None,
        [("municipality", "Göteborg", "Göteborgs stad")],
    ),
    (
        "exempel i skane efter 2018",
        "search_examples",
        None,
        [("region", "Region Skåne", "skane"), ("year", "2019-", "efter 2018")],
    ),
    ("hej!", "greet", None, []),
    ("Jag vill skicka in ett exempel", "submit_example", None, []),
]


@pytest.fixture(scope="module")
def parsed(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Dict[str, Dict[str, Any]]:
    """What the command printed on standard output, by text; one process, since loading the model takes seconds."""
    file = lines_of(tmp_path_factory.mktemp("parse") / "yttranden.txt", *(row[0] for row in UTTERANCES))
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "parse", str(file)],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["text"] for item in found] == [row[0] for row in UTTERANCES]
    return {item["text"]: item for item in found}


@pytest.mark.parametrize("row", UTTERANCES, ids=[row[0] for row in UTTERANCES])
def test_parse_prints_the_agreed_keys(row: Any, parsed: Dict[str, Dict[str, Any]]) -> None:
    item = parsed[row[0]]
    assert list(item) == PARSED
    assert all(list(entity) == ["entity", "value", "start", "end"] for entity in item["entities"])
    assert all(list(entry) == ["name", "confidence"] for entry in item["ranking"])
    assert item["ms"] > 0


@pytest.mark.parametrize("row", UTTERANCES, ids=[row[0] for row in UTTERANCES])
def test_parse_ranks_task_intents_and_answers_together(row: Any, parsed: Dict[str, Dict[str, Any]]) -> None:
    text, intent, answer, _ = row
    item = parsed[text]
    assert (item["intent"], item["answer"]) == (intent, answer)
    assert len(item["ranking"]) == 10
    assert item["ranking"][0]["name"] == (answer or intent)
    confidences = [entry["confidence"] for entry in item["ranking"]]
    assert confidences == sorted(confidences, reverse=True)
    assert confidences[-1] >= 0 and sum(confidences) <= 1.001
    assert item["confidence"] == confidences[0]
    assert not {"faq", "nlu_fallback"} & {entry["name"] for entry in item["ranking"]}


@pytest.mark.parametrize("row", UTTERANCES, ids=[row[0] for row in UTTERANCES])
def test_parse_normalises_values(row: Any, parsed: Dict[str, Dict[str, Any]]) -> None:
    text, _, _, entities = row
    if entities is not None:
        found = [
            (item["entity"], item["value"], text[item["start"] : item["end"]]) for item in parsed[text]["entities"]
        ]
        assert found == entities


# -- search ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("kind", ["examples", "guides"])
def test_search_prints_one_object_a_line_with_the_agreed_keys(kind: str, tmp_path: Path) -> None:
    queries = ["IOP i Malmö", "recept på pannkakor", "reserverad upphandling"]
    done = guiden("search", kind, lines_of(tmp_path / "frågor.txt", *queries))
    assert done.exit_code == 0
    found = [json.loads(line) for line in done.output.splitlines()]
    assert [item["query"] for item in found] == queries
    assert all(list(item) == SEARCHED for item in found)
    assert (found[1]["total"], found[1]["results"], found[1]["nearby"]) == (0, [], [])
    assert found[2]["results"]


@pytest.mark.usefixtures("database")
def test_search_normalises_filters_and_shows_ten_at_most(tmp_path: Path) -> None:
    queries = ["sociala krav", "IOP i goteborgs kommun efter 2018, inte städ", "IOP i Ystad"]
    done = guiden("search", "examples", lines_of(tmp_path / "frågor.txt", *queries))
    many, filtered, empty = (json.loads(line) for line in done.output.splitlines())
    assert len(many["results"]) == 10 < many["total"]
    assert filtered["filters"] == {
        "method": ["iop"],
        "municipality": ["Göteborg"],
        "year": ["2019-"],
        "not_sector": ["städ"],
    }
    assert (empty["total"], empty["results"]) == (0, [])
    assert empty["nearby"]


def test_search_leaves_tensorflow_out(database: str, tmp_path: Path) -> None:
    """spaCy would bring it in, and with it ten seconds."""
    file = lines_of(tmp_path / "frågor.txt", "fruktkorgar")
    code = (
        "import sys; from bot.cli import main; "
        f"main(['search', 'examples', {str(file)!r}], standalone_mode=False); print('tensorflow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_search_of_something_else_is_refused(tmp_path: Path) -> None:
    done = guiden("search", "recept", lines_of(tmp_path / "frågor.txt", "x"))
    assert done.exit_code == 2
    assert "examples" in done.output


# -- dialogue ------------------------------------------------------------------------------------------

GOOD = """
- name: IOP förklaras
  steps:
    - user: Vad är IOP?
      bot: {answer: faq/iop_definition, sources_min: 1}
"""
BAD = """
- name: väntar sig fel svar
  steps:
    - user: Vad är IOP?
      bot: {answer: faq/samhall, contains: [pannkakor]}
"""


def dialogue(*paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "dialogue", *map(str, paths)],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
    )


@pytest.mark.usefixtures("model")
def test_a_failing_conversation_ends_in_1_and_says_what_was_said(tmp_path: Path) -> None:
    done = dialogue(lines_of(tmp_path / "bra.yml", GOOD), lines_of(tmp_path / "fel.yml", BAD))
    assert done.returncode == 1
    assert "✓ bra.yml: IOP förklaras" in done.stdout
    assert "✗ fel.yml: väntar sig fel svar" in done.stdout
    assert "steg 1, 'Vad är IOP?'" in done.stdout
    assert "faq/samhall" in done.stdout and "pannkakor" in done.stdout
    assert "idéburet offentligt partnerskap" in done.stdout
    assert "1 passed, 1 failed" in done.stdout


@pytest.mark.usefixtures("model")
def test_conversations_that_hold_end_in_0(tmp_path: Path) -> None:
    done = dialogue(lines_of(tmp_path / "bra.yml", GOOD))
    assert done.returncode == 0, done.stdout
    assert "1 passed, 0 failed" in done.stdout


BROKEN_CONVERSATIONS = [
    "hej",
    "- name: x",
    "- name: x\n  steps: []",
    "- name: x\n  steps: [{user: hej, choose: hej}]",
    "- name: x\n  steps: [{user: hej, bot: {answr: x}}]",
    "- name: x\n  steps: [{user: hej, bot: {kind: snack}}]",
    "- name: [",
]


@pytest.mark.parametrize("content", BROKEN_CONVERSATIONS)
def test_a_file_that_is_no_conversation_is_named(content: str, tmp_path: Path) -> None:
    file = lines_of(tmp_path / "trasig.yml", content)
    done = guiden("dialogue", file)
    assert done.exit_code == 1
    assert str(file) in done.output


# -- settings ------------------------------------------------------------------------------------------

COMMANDS: List[List[str]] = [["import"], ["export"], ["doctor"]]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_wrong_setting_stops_every_command(command: List[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDEN_PORT", "sjutton")
        cli.settings.cache_clear()
        done = guiden(*command)
    cli.settings.cache_clear()
    assert done.exit_code == 1
    assert "GUIDEN_PORT" in done.output

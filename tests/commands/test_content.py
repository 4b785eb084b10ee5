"""Content in and out, and versions back, as an editor sees it in a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from bot import cli
from bot.knowledge.editing import publish, remove, update
from bot.settings import PROJECT_ROOT
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE
from tests.ports import free_port


def guiden(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


# -- import and export ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("database")
def test_import_says_what_it_did() -> None:
    done = guiden("import")
    assert done.exit_code == 0
    assert done.output.startswith("0 nya, 0 ändrade, ")


@pytest.mark.usefixtures("database")
def test_files_that_are_the_same_leave_what_editors_have_changed() -> None:
    assert guiden("import", "--if-changed").output.startswith("0 nya, 0 ändrade, ")
    remove("example", "malmo-yalla-trappan-y-allas-vag", 1, "eva")
    assert guiden("import", "--if-changed").output == "Filerna är desamma som sist.\n"
    assert guiden("import").output.startswith("1 nya, 0 ändrade, ")


@pytest.mark.usefixtures("database")
def test_import_of_broken_content_names_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "trasig.yml"
    broken.write_text("guides:\n- id: x\n  url: nej\n", "utf-8")
    done = guiden("import", broken)
    assert done.exit_code == 1
    assert "Inget lästes in." in done.output
    assert f"{broken}:2: x: url" in done.output


@pytest.mark.usefixtures("database")
def test_export_gives_what_import_takes(tmp_path: Path) -> None:
    path = tmp_path / "allt.yml"
    assert guiden("export", path).exit_code == 0
    printed = guiden("export")
    assert printed.exit_code == 0
    assert printed.output == path.read_text("utf-8")
    content = YAML(typ="safe").load(path)
    assert sorted(content) == ["answers", "examples", "guides", "notices", "sources"]
    assert len(content["examples"]) == 74
    assert guiden("import", path).output.startswith("0 nya, 0 ändrade, ")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("name", ["exempel.csv", "exempel.XLSX"])
def test_examples_go_out_and_in_as_tables(tmp_path: Path, name: str) -> None:
    assert guiden("export", tmp_path / name).exit_code == 0
    assert guiden("import", tmp_path / name).output == "0 nya, 0 ändrade, 74 oförändrade.\n"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", ["import", "export"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, command: str) -> None:
    path = tmp_path / "exempel.docx"
    path.write_text("hej", "utf-8")
    done = guiden(command, path)
    assert done.exit_code == 1 and ".csv" in done.output
    assert path.read_text("utf-8") == "hej"


@pytest.mark.usefixtures("database")
def test_a_file_that_cant_be_written_is_named(tmp_path: Path) -> None:
    done = guiden("export", tmp_path / "finns-ej" / "allt.yml")
    assert done.exit_code == 1 and "allt.yml: filen går inte att skriva" in done.output
    assert guiden("links", "--csv", tmp_path / "finns-ej" / "länkar.csv").exit_code == 2


def test_progress_is_shown_on_a_terminal_and_nowhere_else(database: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot.cli", "import"]
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        done = subprocess.run(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=theirs, text=True)
        os.close(theirs)
        shown = terminal.read(4000).decode()
    assert done.stdout.startswith("0 nya, ") and "Läser in" in shown and "%" in shown
    piped = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert piped.stdout.startswith("0 nya, ") and "Läser in" not in piped.stderr


# -- history and restore -------------------------------------------------------------------------------


@pytest.mark.usefixtures("database")
def test_history_tells_what_changed() -> None:
    publish("answer", ANSWER, "eva")
    update("answer", ANSWER["id"], {**ANSWER, "label": "Glass?", "related": ["iop_when"]}, 1, "bo")
    update("answer", ANSWER["id"], {**ANSWER, "label": "Glass?", "valid_from": "2999-01-01"}, 2, "siv")
    done = guiden("history", "answers", ANSWER["id"])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "Från 2999-01-01 (ännu inte gällande)"
    assert lines[lines.index("  valid_from:") + 1] == "    + 2999-01-01"
    heading = next(number for number, line in enumerate(lines) if line.startswith("Version 2 (gäller nu), 20"))
    assert lines[heading].endswith(", av bo")
    assert lines[heading + 1 : heading + 7] == [
        "  label:",
        f"    - {ANSWER['label']}",
        "    + Glass?",
        "  related:",
        "    - iop_definition",
        "    + iop_when",
    ]
    assert lines[-2].startswith("Version 1, 20") and lines[-2].endswith(", av eva")
    assert lines[-1] == "  den första versionen"


@pytest.mark.usefixtures("database")
def test_restore_brings_a_version_back() -> None:
    publish("example", EXAMPLE, None)
    update("example", EXAMPLE["id"], {**EXAMPLE, "title": "Våfflor"}, 1, None)
    done = guiden("restore", "examples", EXAMPLE["id"], 1)
    assert (done.exit_code, done.output) == (0, "Version 1 av lund-glasstrutar gäller igen, som version 3.\n")
    assert "av guiden restore" in guiden("history", "examples", EXAMPLE["id"]).output.splitlines()[0]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "arguments", [("history", "guides", "finns-ej"), ("restore", "guides", "finns-ej", 1)], ids=lambda each: each[0]
)
def test_what_never_was_ends_in_1(arguments: tuple) -> None:
    done = guiden(*arguments)
    assert done.exit_code == 1 and "finns-ej" in done.output
    assert "bland guider." in done.output


@pytest.mark.usefixtures("database")
def test_history_tells_of_a_removal() -> None:
    publish("guide", GUIDE, "eva")
    remove("guide", GUIDE["id"], 1, "bo")
    removal, version, _ = guiden("history", "guides", GUIDE["id"]).output.splitlines()
    assert removal.startswith("Borttagen 20") and removal.endswith(" UTC, av bo")
    assert version.startswith("Version 1, 20") and version.endswith(", av eva")


@pytest.mark.usefixtures("database")
def test_what_is_removed_but_to_come_again_is_not_restored() -> None:
    publish("guide", GUIDE, None)
    update("guide", GUIDE["id"], {**GUIDE, "valid_from": "2999-01-01"}, 1, None)
    remove("guide", GUIDE["id"], 1, None)
    done = guiden("restore", "guides", GUIDE["id"], 1)
    assert done.exit_code == 1 and "har en version som ska gälla senare" in done.output


# -- a database that is away ---------------------------------------------------------------------------

COMMANDS = [
    ("migrate",),
    ("import",),
    ("export",),
    ("reminders",),
    ("links",),
    ("questions",),
    ("search", "examples", "README.md"),
    ("history", "answers", "iop_definition"),
    ("restore", "answers", "iop_definition", "1"),
]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(
        command,
        cwd=PROJECT_ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
def test_a_database_that_is_away_is_said_in_swedish(arguments: tuple, tmp_path: Path) -> None:
    away: Dict[str, str] = {"DATABASE_URL": f"postgresql://guiden:hemligt@127.0.0.1:{free_port()}/guiden"}
    done = run(*arguments, **away)
    assert done.returncode == 1
    assert "Databasen svarar inte (OperationalError). Kontrollera DATABASE_URL." in done.stdout
    assert "Traceback" not in done.stdout and "hemligt" not in done.stdout


@pytest.mark.parametrize("arguments", COMMANDS[1:], ids=lambda each: each[0])
def test_a_database_without_tables_is_said_in_swedish(arguments: tuple, empty_database: str) -> None:
    done = guiden(*arguments)
    assert done.exit_code == 1
    assert "Databasen saknar tabeller eller kolumner. Kör guiden migrate." in done.output

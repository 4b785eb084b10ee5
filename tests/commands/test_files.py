"""A file that can't be read or written is called so, and no fault of the database."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import IntegrityError

from bot import cli
from bot.knowledge import importer
from bot.settings import PROJECT_ROOT

GUIDEN = f"{sys.executable} -m bot.cli"


def guiden(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", command], cwd=PROJECT_ROOT, capture_output=True, text=True)


@pytest.mark.usefixtures("database")
def test_a_reader_that_has_had_enough_ends_the_export_quietly() -> None:
    done = shell(f"{GUIDEN} export | head -1")
    assert (done.stdout, done.stderr) == ("sources:\n", "")


@pytest.mark.usefixtures("database")
def test_a_full_disk_is_said() -> None:
    done = shell(f"{GUIDEN} export > /dev/full")
    assert (done.returncode, done.stderr) == (1, "Error: Det går inte att skriva ut allt. Är disken full?\n")


@pytest.mark.usefixtures("database")
def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "x.yml"
    folder.mkdir()
    done = guiden("export", folder)
    assert done.exit_code == 1 and f"{folder}: filen går inte att skriva" in done.output
    assert folder.is_dir() and not list(tmp_path.glob(".*.tmp"))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("name", ["fil/x.yml", f"{'x' * 300}.yml"])
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    done = guiden("export", tmp_path / name)
    assert done.exit_code == 1 and "filen går inte att skriva" in done.output


@pytest.mark.usefixtures("database")
def test_an_archive_without_a_workbook_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "exempel.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
    done = guiden("import", path)
    assert done.exit_code == 1
    assert f"{path}:1: filen är ingen arbetsbok i formatet XLSX, eller är skadad" in done.output


@pytest.mark.usefixtures("database")
def test_a_path_that_cant_be_looked_at_is_named(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 300}.yml"
    done = guiden("import", path)
    assert done.exit_code == 1 and f"{path}: går inte att läsa" in done.output


@pytest.mark.usefixtures("database")
def test_an_import_at_the_same_time_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: Any) -> None:
        raise IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed"))

    monkeypatch.setattr(importer, "write_rows", taken)
    done = guiden("import")
    assert done.exit_code == 1
    assert "Någon annan ändrade innehållet samtidigt. Läs in en gång till." in done.output


def test_a_folder_of_the_database_that_cant_be_made_is_the_databases_fault(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    done = shell(f"DATABASE_URL=sqlite:///{tmp_path}/fil/x/guiden.db {GUIDEN} export")
    assert done.returncode == 1 and "Databasen svarar inte (NoFolder). Kontrollera DATABASE_URL." in done.stderr

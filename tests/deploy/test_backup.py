"""A copy of the database brings back all that was there, and nothing else changes it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest
import sqlalchemy as sa

from bot.database import engine
from bot.settings import PROJECT_ROOT
from tests.postgres import PROGRAMS

DEPLOY = PROJECT_ROOT / "deploy"
TABLES = ("answer", "example", "guide", "search_term", "alembic_version")


@pytest.fixture
def where(each_database: str) -> Dict[str, str]:
    """The environment by which the scripts find the test's database."""
    address = sa.engine.make_url(each_database)
    if address.get_backend_name() == "sqlite":
        return {"GUIDEN_SQLITE_FILE": str(address.database), "GUIDEN_PYTHON": sys.executable}
    named = {"PGHOST": address.host, "PGPORT": str(address.port), "PGUSER": address.username}
    return {**named, "PGDATABASE": str(address.database), "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}


def run(script: str, argument: Path, where: Dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(
        [DEPLOY / script, argument], env={**os.environ, **where}, capture_output=True, text=True, timeout=60
    )


def backup(folder: Path, where: Dict[str, str]) -> Path:
    done = run("backup.sh", folder, where)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def held() -> Dict[str, List[Any]]:
    """Every row of some tables, in an order of its own."""
    with engine().connect() as connection:
        return {name: sorted(map(str, connection.execute(sa.text(f"SELECT * FROM {name}")).all())) for name in TABLES}


def destroy() -> None:
    with engine().begin() as connection:
        connection.execute(sa.text("DELETE FROM example"))
        connection.execute(sa.text("UPDATE answer SET text = 'fel'"))
        connection.execute(sa.text("CREATE TABLE made_since (id INTEGER)"))


def restore(copy: Path, where: Dict[str, str]) -> Optional[str]:
    """What went wrong, if anything did."""
    engine().dispose()
    done = run("restore.sh", copy, where)
    return done.stdout + done.stderr if done.returncode else None


def test_what_was_copied_comes_back(tmp_path: Path, where: Dict[str, str]) -> None:
    before = held()
    assert all(before.values())
    with engine().connect() as busy:  # the assistant goes on while the copy is made
        busy.execute(sa.text("SELECT * FROM answer")).first()
        copy = backup(tmp_path, where)
    destroy()
    assert held() != before
    for _ in range(2):  # a database that has been restored once can be restored again
        assert restore(copy, where) is None
        assert held() == before
        assert "made_since" not in sa.inspect(engine()).get_table_names()
        copy = backup(tmp_path, where)


def test_a_copy_is_nobody_elses_to_read(tmp_path: Path, where: Dict[str, str]) -> None:
    copy = backup(tmp_path, where)
    assert copy.stat().st_mode & 0o077 == 0
    assert {path.name for path in tmp_path.glob("guiden-*")} == {copy.name, f"{copy.name}.sha256"}


def test_a_damaged_copy_changes_nothing(tmp_path: Path, where: Dict[str, str]) -> None:
    copy = backup(tmp_path, where)
    before = held()
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    assert "FAILED" in (restore(copy, where) or "")
    assert held() == before


def test_a_copy_that_ends_too_early_changes_nothing(tmp_path: Path, where: Dict[str, str]) -> None:
    """Also when its checksum holds, and it can only be seen on the way."""
    copy = backup(tmp_path, where)
    before = held()
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    checksum = subprocess.run(["sha256sum", copy.name], cwd=tmp_path, stdout=subprocess.PIPE, check=True).stdout
    (tmp_path / f"{copy.name}.sha256").write_bytes(checksum)
    assert restore(copy, where) is not None
    assert held() == before


def test_copies_are_kept_for_some_days_only(tmp_path: Path, where: Dict[str, str]) -> None:
    old, kept, others = tmp_path / "guiden-old.dump", tmp_path / "guiden-kept.dump", tmp_path / "others"
    for path, days in ((old, 8), (kept, 6), (others, 8)):
        path.touch()
        subprocess.run(["touch", "--date", f"{days} days ago", path], check=True)
    copy = backup(tmp_path, {**where, "GUIDEN_KEEP_BACKUPS_DAYS": "7"})
    assert not old.exists() and kept.exists() and others.exists() and copy.exists()


def test_a_copy_that_could_not_be_made_is_none(tmp_path: Path, where: Dict[str, str]) -> None:
    broken = {**where, "PGDATABASE": "no_such_database", "GUIDEN_PYTHON": "false"}
    done = run("backup.sh", tmp_path, broken)
    assert done.returncode != 0
    assert list(tmp_path.glob("*.sha256")) + list(tmp_path.glob("*.dump")) == []


def test_a_password_can_be_a_file(tmp_path: Path) -> None:
    """What pg_dump is given is only seen in its environment."""
    password = tmp_path / "password"
    password.write_text("hemligt\n", "utf-8")
    for name in ("pg_dump", "pg_restore"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "$PGPASSWORD" > {tmp_path}/seen\nfor each in "$@"; do :; done\n'
                           'case "$each" in --file=*) : > "${each#--file=}" ;; esac\n', "utf-8")  # fmt: skip
        program.chmod(0o755)
    backup(tmp_path, {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PGPASSWORD_FILE": str(password)})
    assert (tmp_path / "seen").read_text("utf-8") == "hemligt\n"

"""Kept tables are what working them out gives, and nothing about their files can stop a process that needs them."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest

from bot.knowledge.retrieval import scope
from bot.settings import PROJECT_ROOT, Settings
from bot.swedish import analyzer, field_words, inflection, kept, register, spelling

Made = List[int]

TABLES: List[Callable[[], Any]] = [
    field_words._content,
    field_words.synonyms,
    inflection.block_of_form,
    register._content,
    scope._log_odds,
    spelling._shapes,
]
PACKED: List[Callable[[], Any]] = [
    analyzer._folded_lemmas,
    analyzer._lemmas,
    inflection.head_of_form,
    inflection.word_of_form,
    spelling._by_folded,
]


def worked_out(table: Callable[[], Any]) -> Any:
    """Without a file: what the innermost function gives."""
    while hasattr(table, "__wrapped__"):
        table = table.__wrapped__
    return table()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a process keeps its tables, with a project of one source beside it."""
    monkeypatch.setattr(kept, "settings", lambda: Settings(models_dir=tmp_path / "models"))
    monkeypatch.setattr(kept, "PROJECT_ROOT", tmp_path)
    (tmp_path / "source.txt").write_text("ett", encoding="utf-8")
    kept.fingerprint.cache_clear()
    kept._warn.cache_clear()
    yield tmp_path / "models" / kept.FOLDER
    kept.fingerprint.cache_clear()


def new_process(made: Made) -> Callable[[], Dict[str, Any]]:
    """The same table as a process sees that has just begun; `made` counts how often it is worked out."""
    kept.fingerprint.cache_clear()

    @kept.kept(("source.txt",))
    def table() -> Dict[str, Any]:
        made.append(1)
        return {"å": ("ä", 1.5), "ö": frozenset({"a"}), "list": [("b", 2), None, True]}

    return table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__qualname__)
def test_a_kept_table_is_what_working_it_out_gives(table: Callable[[], Any]) -> None:
    assert table() == worked_out(table)


@pytest.mark.parametrize("table", PACKED, ids=lambda table: table.__qualname__)
def test_a_packed_table_is_what_working_it_out_gives(table: Callable[[], Any]) -> None:
    assert dict(table().items()) == worked_out(table)


def test_the_next_process_reads_what_the_first_worked_out(folder: Path) -> None:
    made: Made = []
    first, second = new_process(made)(), new_process(made)()
    assert first == second == {"å": ("ä", 1.5), "ö": frozenset({"a"}), "list": [("b", 2), None, True]}
    assert (len(made), len(list(folder.iterdir()))) == (1, 1)


def test_one_process_reads_once(folder: Path) -> None:
    table = new_process([])
    first = table()
    next(folder.iterdir()).unlink()
    assert table() is first


def test_a_changed_source_makes_it_anew_and_removes_the_old_file(folder: Path) -> None:
    made: Made = []
    new_process(made)()
    old = next(folder.iterdir())
    (folder.parent.parent / "source.txt").write_text("två", encoding="utf-8")
    new_process(made)()
    assert len(made) == 2
    assert [file != old for file in folder.iterdir()] == [True]


@pytest.mark.parametrize("change", ["lemmas", "format"])
def test_other_lemmas_and_another_python_make_it_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    made: Made = []
    new_process(made)()
    if change == "lemmas":
        monkeypatch.setattr(kept.metadata, "version", lambda name: f"{name} 99")
    else:
        monkeypatch.setattr(kept.marshal, "version", 99)
    new_process(made)()
    assert len(made) == 2


BROKEN: List[Tuple[str, Callable[[bytes], bytes]]] = [
    ("empty", lambda content: b""),
    ("shorter than the digest", lambda content: content[:5]),
    ("cut off", lambda content: content[:-3]),
    ("one bit other", lambda content: content[:-1] + bytes([content[-1] ^ 1])),
    ("longer", lambda content: content + b"\0"),
    ("something else", lambda content: b"\x80\x04" * 500),
]


@pytest.mark.parametrize("broken", [change for _, change in BROKEN], ids=[name for name, _ in BROKEN])
def test_a_broken_file_is_made_anew(folder: Path, broken: Callable[[bytes], bytes]) -> None:
    made: Made = []
    whole = new_process(made)()
    file = next(folder.iterdir())
    good = file.read_bytes()
    file.write_bytes(broken(good))
    assert new_process(made)() == whole
    assert len(made) == 2
    assert file.read_bytes() == good


def test_a_folder_that_cannot_be_made_costs_time_and_one_line_of_log(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.parent.write_text("no folder", encoding="utf-8")
    made: Made = []
    with caplog.at_level(logging.WARNING):
        assert new_process(made)() == new_process(made)()
    assert len(made) == 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert str(folder) in caplog.text


def test_nothing_is_left_of_a_write_that_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert new_process([])()
    assert list(folder.iterdir()) == []
    assert "No space left on device" in caplog.text


TOGETHER = """
import sys
from bot.swedish.inflection import block_of_form
sys.stdin.readline()
print(len(block_of_form()), block_of_form()["upphandlingarna"])
"""


def test_two_processes_may_make_the_same_table_at_once(tmp_path: Path) -> None:
    environment = {**os.environ, "GUIDEN_MODELS_DIR": str(tmp_path)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", TOGETHER],
            cwd=PROJECT_ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=120) for process in processes]
    assert answers == [(f"{len(inflection.block_of_form())} upphandling\n", "")] * 2
    names = [file.name.split("-")[0] for file in (tmp_path / kept.FOLDER).iterdir()]
    assert sorted(names) == sorted({*names}), "one file a table, and nothing unfinished"

"""The list of vulnerabilities we live with is short, true of what is locked, and reasoned; and others are found."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from typing import Any, Dict, List

import pytest
import yaml

from bot.settings import PROJECT_ROOT
from scripts import audit
from scripts.audit import Excepted, Finding

# Packages that Rasa holds below the mended version, and no more.
MOST_PACKAGES = 13
LOCK = audit.locked(audit.LOCK.read_text("utf-8"))
SNAPSHOT: Dict[str, Any] = yaml.safe_load(audit.SNAPSHOT.read_text("utf-8"))
EXCEPTIONS = audit.exceptions()
AN_ID = re.compile(r"CVE-\d{4}-\d{4,}|GHSA(-[23456789cfghjmpqrvwx]{4}){3}|PYSEC-\d{4}-\d+")
DAY = dt.date(2026, 11, 29)


def test_the_lock_is_read_whole() -> None:
    text = audit.LOCK.read_text("utf-8")
    assert len(LOCK) == len(re.findall(r"==", text)) > 200 and LOCK["rasa"] == "3.6.21"


def test_what_is_locked_has_no_known_vulnerability_but_those_excepted() -> None:
    first_day = max(each.date for each in EXCEPTIONS)  # from there on `make audit` looks at the day
    assert list(audit.problems(audit.remembered(SNAPSHOT, LOCK), EXCEPTIONS, first_day)) == []


def test_the_list_is_short() -> None:
    packages = [each.package for each in EXCEPTIONS]
    assert len(packages) == len(set(packages)) <= MOST_PACKAGES


@pytest.mark.parametrize("excepted", EXCEPTIONS, ids=[each.package for each in EXCEPTIONS])
def test_an_exception_says_what_why_and_until_when(excepted: Excepted) -> None:
    assert LOCK[excepted.package] == excepted.version
    assert excepted.ids and all(AN_ID.fullmatch(identity) for identity in excepted.ids)
    assert re.fullmatch(r"[A-Z].{40,}\.", excepted.reason)
    assert dt.timedelta(0) < excepted.review_by - excepted.date <= dt.timedelta(days=366)


def test_what_is_said_not_to_be_served_is_not() -> None:
    code = """
import json, sys
from bot.engine import lean_imports
lean_imports.install()
import bot.channels.server, rasa.core.run
from bot.knowledge.retrieval.query import warm_up
warm_up()
print(json.dumps([name for name, module in sys.modules.items() if getattr(module, "__file__", None)]))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    served = set(json.loads(done.stdout.splitlines()[-1]))
    left_out = {name for each in EXCEPTIONS for name in each.not_served}
    assert {"sanic", "aiohttp", "pydantic"} <= served and "tensorflow" in left_out
    assert served & left_out == set()


# -- how they are compared -----------------------------------------------------------------------------


def excepted(**changes: Any) -> Excepted:
    told: Dict[str, Any] = {
        "package": "keras", "version": "2.12.0", "ids": ["CVE-2024-3660"], "reason": "Left out.", "not_served": [],
        "date": DAY, "review_by": DAY,
    }  # fmt: skip
    return Excepted(**{**told, **changes})


def finding(*ids: str, version: str = "2.12.0") -> Finding:
    return Finding("keras", version, frozenset(ids))


UNNEEDED = "Undantaget behövs inte längre: keras 2.12.0: CVE-2024-3660"
COMPARED = [  # findings, exceptions, days after the day of review, problems
    ([], [], 0, []),
    ([finding("CVE-2024-3660")], [excepted()], 0, []),
    ([finding("GHSA-aaaa", "CVE-2024-3660")], [excepted()], 0, []),
    ([finding("CVE-2024-3660")], [], 0, ["Sårbart utan undantag: keras 2.12.0: CVE-2024-3660"]),
    (
        [finding("CVE-2024-3660"), finding("CVE-2025-1")], [excepted()], 0,
        ["Sårbart utan undantag: keras 2.12.0: CVE-2025-1"],
    ),
    (
        [finding("CVE-2024-3660", version="2.12.1")], [excepted()], 0,
        ["Sårbart utan undantag: keras 2.12.1: CVE-2024-3660", UNNEEDED],
    ),
    ([finding("CVE-2024-3660")], [excepted(package="skops")], 0, [
        "Sårbart utan undantag: keras 2.12.0: CVE-2024-3660", UNNEEDED.replace("keras", "skops"),
    ]),
    ([], [excepted()], 0, [UNNEEDED]),
    (
        [finding("CVE-2024-3660")], [excepted()], 1,
        ["Undantaget skulle ha setts över senast 2026-11-29: keras 2.12.0"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("findings", "exceptions", "days", "problems"), COMPARED)
def test_what_must_be_done_something_about(
    findings: List[Finding], exceptions: List[Excepted], days: int, problems: List[str]
) -> None:
    assert list(audit.problems(findings, exceptions, DAY + dt.timedelta(days=days))) == problems


RANGES = [
    ("<2.13", True), ("<2.12.0", False), (">=2.10,<2.12.1", True), (">=2.12.1,<3", False), ("<=2.12.0", True),
]  # fmt: skip


@pytest.mark.parametrize(("affected", "found"), RANGES)
def test_the_snapshot_goes_by_version(affected: str, found: bool) -> None:
    snapshot = {"advisories": [{"package": name, "affected": affected, "ids": ["CVE-1"]} for name in ("keras", "nope")]}
    assert audit.remembered(snapshot, {"keras": "2.12.0"}) == ([finding("CVE-1")] if found else [])


def test_a_mended_version_is_not_found() -> None:
    found = audit.remembered(SNAPSHOT, {**LOCK, "aiohttp": "3.14.5"})
    assert "aiohttp" in {each.package for each in audit.remembered(SNAPSHOT, LOCK)} - {each.package for each in found}


# As pip-audit 2.10.1 writes it.
A_FINDING = {"id": "CVE-2024-3660", "fix_versions": ["2.13"], "aliases": ["GHSA-aaaa"], "description": "…"}
KERAS = {"name": "keras", "version": "2.12.0", "vulns": [A_FINDING]}
SKIPPED = {"name": "rasa", "skip_reason": "Dependency not found on PyPI and could not be audited: rasa (3.6.21)"}


def test_what_the_service_says_is_read() -> None:
    clean = {"name": "flask", "version": "3.1.3", "vulns": []}
    assert audit.told(json.dumps({"dependencies": [KERAS, clean]})) == [finding("CVE-2024-3660", "GHSA-aaaa")]


@pytest.mark.parametrize("answer", ["", "Traceback", json.dumps({"dependencies": [KERAS, SKIPPED]})])
def test_a_service_that_does_not_answer_for_all_is_not_believed(answer: str) -> None:
    with pytest.raises(audit.NoService):
        audit.told(answer)

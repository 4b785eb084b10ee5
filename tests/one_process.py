"""Tests that run on one process and SQLite even with --replicas: how a test says so, and what a run tells of them."""

from __future__ import annotations

from collections import Counter
from typing import Any, Iterable, List

import pytest

MARK = "one_process"
EACH_DATABASE = [pytest.param("sqlite", marks=pytest.mark.one_process("is about SQLite, too")), "postgresql"]


def with_replicas(config: pytest.Config) -> bool:
    return config.getoption("--replicas")


def uses_sqlite(request: pytest.FixtureRequest) -> bool:
    return not with_replicas(request.config) or request.node.get_closest_marker(MARK) is not None


def note_reasons(items: Iterable[pytest.Item]) -> None:
    """So that the reports of other processes have them, too."""
    for item in items:
        mark = item.get_closest_marker(MARK)
        if mark is not None:
            item.user_properties.append((MARK, mark.args[0]))


def summary(reports: Iterable[Any]) -> List[str]:
    """How many tests of each file ran on one process, and why."""
    counted = Counter(
        (report.nodeid.partition("::")[0], reason)
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, reason in report.user_properties
        if name == MARK
    )
    return [f"{file}: {count} tests: {reason}" for (file, reason), count in sorted(counted.items())]

"""How long a cold process needs to its first answer, and what it holds in memory after twenty messages.

A cold process, but a warm disk: both have been read before. Stock's action server is running already when its time
begins, and isn't counted in its memory; ours has its actions in the process.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Dict, List, Tuple

from benchmarks.engine import ours, stock, talk
from benchmarks.engine.client import Talk
from benchmarks.engine.process import wait_until
from benchmarks.engine.results import Measured, Requirement, median_of, table

MESSAGES = 20


def measure(chosen: argparse.Namespace) -> Measured:
    project = stock.prepare(chosen.report)
    runs: Dict[str, List[Tuple[float, float]]] = {"vår": [], "stock": []}
    with ours.alone() as replica:
        for _ in range(chosen.runs):
            runs["vår"].append(_ours(replica))
            runs["stock"].append(_stock(project))
    seconds = {name: median_of([run[0] for run in each]) for name, each in runs.items()}
    memory = {name: median_of([run[1] for run in each], 1) for name, each in runs.items()}
    return Measured(
        {"runs": runs, "seconds": seconds, "memory_mb": memory},
        [
            Requirement("start till första svar, mot stock", seconds["vår"] / seconds["stock"], 1 / 8),
            Requirement("minne efter 20 meddelanden, mot stock", memory["vår"] / memory["stock"], 1 / 4),
        ],
        table(("", "start s", "minne MB"), [(name, seconds[name], memory[name]) for name in runs]),
        [f"Median av {chosen.runs} starter var för sig, växelvis; kall process, varm disk."],
    )


def _ours(replica: ours.Replica) -> Tuple[float, float]:
    try:
        replica.start()
        seconds = replica.wait_for_answer()
        with replica.talk() as line:
            _speak(line, [text for number in range(MESSAGES) for text in talk.ours(number)])
        return seconds, replica.memory_mb
    finally:
        replica.stop_all()


def _stock(project: Path) -> Tuple[float, float]:
    served = stock.Stock(project)
    try:
        served.start_actions()
        wait_until(served.actions_answer, stock.READY_TIMEOUT)
        served.start_serving()
        seconds = served.wait_for_answer()
        with served.talk() as line:
            _speak(line, [text for number in range(MESSAGES) for text in talk.stock(number)])
        return seconds, served.memory_mb
    finally:
        served.stop()


def _speak(line: Talk, texts: List[str]) -> None:
    line.begin()
    for text in texts[:MESSAGES]:
        line.say(text)

"""What every rival does in processes of its own: train from files, then answer questions one at a time and be timed.

The work directory has `lines.json`, `nlu.yml` (the same lines for Rasa, annotated) and `questions.json`; the rival adds
`model/`, `trained.json` and `parsed.json`. nlpjs/rival.mjs does the same in Node.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, Callable, List

WARM_UP = 20  # questions
RANKING_LENGTH = 3

Train = Callable[[Path], None]
Rank = Callable[[str], List[str]]
Load = Callable[[Path], Rank]


def run(train: Train, load: Load) -> None:
    """Do what the command line says: `train WORK` or `parse WORK`."""
    step, work = sys.argv[1], Path(sys.argv[2])
    if step == "train":
        _timed_training(train, work)
    else:
        _timed_parsing(load(work), work)


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _timed_training(train: Train, work: Path) -> None:
    (work / "model").mkdir()
    started = time.perf_counter()
    train(work)
    _write(work / "trained.json", {"seconds": time.perf_counter() - started})


def _timed_parsing(rank: Rank, work: Path) -> None:
    questions = read_json(work / "questions.json")
    for text in questions[:WARM_UP]:
        rank(text)
    rankings, milliseconds = [], []
    for text in questions:
        started = time.perf_counter()
        ranking = rank(text)
        milliseconds.append((time.perf_counter() - started) * 1000)
        rankings.append(ranking[:RANKING_LENGTH])
    _write(work / "parsed.json", {"rankings": rankings, "ms": milliseconds, "memory_mb": _peak_memory()})


def _peak_memory() -> float:
    """In MB, from /proc: getrusage() counts the parent's memory at the fork as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")

"""Measure the engine beside a stock Rasa project: `python -m benchmarks.engine [PART…]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Callable, Dict, List

from benchmarks.engine import faults, first_turn, growth, load, soak, start
from benchmarks.engine.results import Measured, Requirement, requirements_table
from bot.settings import PROJECT_ROOT

PARTS: Dict[str, Callable[[argparse.Namespace], Measured]] = {
    "start": start.measure,
    "first_turn": first_turn.measure,
    "growth": growth.measure,
    "load": load.measure,
    "soak": soak.measure,
    "faults": faults.measure,
}
PACKAGES = ("rasa", "rasa-sdk", "tensorflow", "sanic", "sqlalchemy", "spacy")


def main() -> None:
    chosen = _arguments()
    chosen.report.mkdir(parents=True, exist_ok=True)
    report: Dict[str, Any] = {"machine": _machine(), "parts": {}, "requirements": []}
    requirements: List[Requirement] = []
    for part in chosen.parts or PARTS:
        print(f"\n{part} mäts …", file=sys.stderr, flush=True)
        begun = time.monotonic()
        measured = PARTS[part](chosen)
        print("\n".join(("", part, measured.table, *measured.notes)), flush=True)
        requirements += measured.requirements
        report["parts"][part] = {**measured.figures, "took_s": round(time.monotonic() - begun)}
        report["requirements"] = [each.as_json() for each in requirements]
        written = json.dumps(report, ensure_ascii=False, indent=1)  # kept after each, since they take long
        (chosen.report / "results.json").write_text(written, encoding="utf-8")
    print(f"\n{requirements_table(requirements)}\n\nAlla siffror och diagram: {chosen.report}")


def _machine() -> Dict[str, Any]:
    processor = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
         if line.startswith("model name")),
        platform.machine(),
    )  # fmt: skip
    return {
        "date": datetime.now().isoformat(timespec="minutes"),
        "processor": processor,
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        **{package: metadata.version(package) for package in PACKAGES},
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--runs", type=int, default=3, help="starts of each")
    parser.add_argument("--turns", type=int, default=300, help="first turns of each")
    parser.add_argument("--long-conversations", type=int, default=3, metavar="N", help="of 300 messages, of each")
    parser.add_argument("--conversations", type=int, default=10_000, metavar="N", help="while memory is watched")
    parser.add_argument("--seconds", type=float, default=30, help="of load")
    parser.add_argument("--minutes", type=float, default=30, help="of soak")
    known = list(faults.FAULTS)
    parser.add_argument("--faults", nargs="+", choices=known, default=known, metavar="FAULT", help=", ".join(known))
    parser.add_argument("--report", type=Path, default=PROJECT_ROOT / ".guiden" / "bench", metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    main()

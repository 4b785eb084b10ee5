"""Compare our understanding with other ways to do it: `python -m benchmarks.rivals`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import List

from benchmarks.rivals import figures, lines
from benchmarks.rivals.contest import NOTES, Contest, RivalFailed
from benchmarks.understanding.data import HELD_OUT
from bot.settings import PROJECT_ROOT


def main() -> None:
    chosen = _arguments()
    training = lines.training_lines()
    if chosen.training_lines:
        training = lines.sampled(training, chosen.training_lines)
    sets = {name: lines.read(HELD_OUT / f"{name}.yml") for name in figures.IN_SCOPE + figures.OUT_OF_SCOPE}
    contest = Contest(chosen.report / "rivals", training, sets, chosen.stock_epochs)
    rows: List[figures.Row] = []
    try:
        for rival in chosen.rivals:
            print(f"{rival} tränas och mäts …", file=sys.stderr, flush=True)
            rows.append(contest.run(rival))
            report = json.dumps(rows, ensure_ascii=False, indent=2)  # kept after each, since stock takes hours
            (chosen.report / "rivals.json").write_text(report, encoding="utf-8")
    except RivalFailed as error:
        sys.exit(str(error))
    finally:
        print(figures.table(rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rivals", description=__doc__)
    rivals = list(NOTES)
    parser.add_argument("--rivals", nargs="+", choices=rivals, default=rivals)
    parser.add_argument("--stock-epochs", type=int, default=100)
    parser.add_argument("--training-lines", type=int, metavar="N", help="at most N lines a label, for a quick look")
    parser.add_argument("--report", type=Path, default=PROJECT_ROOT / ".guiden" / "evaluation", metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    main()

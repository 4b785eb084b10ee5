"""Measure search: how well it finds what judges wanted, and how fast among many: `python -m benchmarks.search`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence

from benchmarks.search import judged, others, plots
from bot.engine import lean_imports
from bot.knowledge.content import CONTENT
from bot.knowledge.importer import import_content
from bot.knowledge.search import described
from bot.migrations import migrate
from bot.settings import PROJECT_ROOT
from tests.postgres import Postgres

NUMBERS = (1_000, 10_000, 100_000)
REPORT = PROJECT_ROOT / ".guiden" / "evaluation"
Row = Mapping[str, Any]


def main() -> None:
    chosen = _arguments()
    chosen.report.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATABASE_URL=f"sqlite:///{folder}/quality.db", GUIDEN_STATE_DIR=folder)
        if not chosen.scale:
            _print_quality()
            return
        rows = _scale(Path(folder), chosen.numbers)
    (chosen.report / "search.json").write_text(json.dumps(rows, indent=2), encoding="utf-8")
    plots.times(rows, chosen.report / "search.png")
    print(f"\nDiagram: {chosen.report / 'search.png'}")


def _print_quality() -> None:
    migrate()
    import_content(CONTENT)
    entries = others.texts()
    searches = {"vår sökning": _ours, "FTS5 bm25": others.Bm25(entries), "TF-IDF på tecken": others.Letters(entries)}
    print(f"{'':46}{'nDCG@5':>9}{'rätt först':>12}{'frågor':>8}")
    for held_out, whose in ((True, "undanhållna"), (False, "valen gjordes på")):
        queries = judged.read(held_out)
        for kind, label in (("examples", "exempel"), ("guides", "guider")):
            for name, search in searches.items():
                quality = judged.quality([item for item in queries if item.kind == kind], search)
                row = f"{quality.ndcg:9.3f}{quality.hit:12.3f}{quality.queries:8}"
                print(f"{f'{label}, {whose}':28}{name:>18}{row}")
        nothing = {item.query for item in queries if item.kind == "nothing"}
        wrong = {query for _, query in judged.wrongly_found(queries, _ours)}
        print(f"inget att hitta, {whose}: {len(nothing) - len(wrong)} av {len(nothing)} besvarade så")


def _ours(kind: str, query: str) -> Sequence[str]:
    found = described(kind, query)
    return found["results"] or found["nearby"]


def _scale(folder: Path, numbers: Sequence[int]) -> List[Row]:
    rows: List[Row] = []
    print(f"{'':12}{'exempel':>9}{'p50 ms':>9}{'p95 ms':>9}{'import s':>10}{'import MB':>11}")
    with Postgres() as postgres:
        for number in numbers:
            for name, address in (
                ("SQLite", f"sqlite:///{folder}/{number}.db"),
                ("PostgreSQL", postgres.database(f"scale_{number}")),
            ):
                row = {"database": name, **_measured(folder, number, address)}
                rows.append(row)
                times = f"{row['p50_ms']:9.1f}{row['p95_ms']:9.1f}{row['import_s']:10.1f}{row['import_mb']:11}"
                print(f"{name:12}{number:9}{times}", flush=True)
    for name in ("SQLite", "PostgreSQL"):
        first, last = ([row for row in rows if row["database"] == name][place] for place in (0, -1))
        more = last["examples"] / first["examples"]
        slower = last["p95_ms"] / first["p95_ms"]
        print(f"{name}: {more:.0f} gånger så många, p95 {slower:.1f} gånger så lång (roten ur är {more**0.5:.1f})")
    return rows


def _measured(folder: Path, number: int, address: str) -> Dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.search.scale", str(folder), str(number)],
        env={**os.environ, "DATABASE_URL": address},
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--scale", action="store_true", help="measure time among many examples instead of quality")
    parser.add_argument("--numbers", type=int, nargs="+", default=NUMBERS, metavar="N", help="examples to search among")
    parser.add_argument("--report", type=Path, default=REPORT, metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    lean_imports.install()
    main()

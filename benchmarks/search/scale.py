"""Import and search with so many generated examples in one database: `python -m benchmarks.search.scale FOLDER NUMBER`.

Runs in a process of its own, with DATABASE_URL naming an empty database, and prints one JSON object; `import_mb` is
the most that the process had held after the import.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Dict, List

from benchmarks.search import generated, judged
from bot.engine import lean_imports
from bot.knowledge import store
from bot.knowledge.content import CONTENT
from bot.knowledge.files.csv_table import write_csv
from bot.knowledge.importer import import_content
from bot.knowledge.retrieval.query import warm_up
from bot.knowledge.search import search
from bot.migrations import migrate

MEGABYTE = 1024  # KiB, as ru_maxrss counts on Linux


def main() -> None:
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    migrate()
    import_content(CONTENT)
    warm_up()
    file = folder / f"{number}.csv"
    with file.open("wb") as stream:
        write_csv(stream, generated.examples(store.examples(), number))
    started = time.perf_counter()
    import_content(file)
    imported = time.perf_counter() - started
    import_mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)
    times = _times()
    print(
        json.dumps(
            {
                "examples": number,
                "import_s": round(imported, 1),
                "import_mb": import_mb,
                "p50_ms": round(statistics.median(times), 2),
                "p95_ms": round(times[int(0.95 * len(times))], 2),
                "max_ms": round(times[-1], 2),
            }
        )
    )


def _times() -> List[float]:
    """Milliseconds of a search, ascending: every judged query once after a first round that nobody waits for."""
    queries = [item.query for item in judged.read(held_out=False) if item.kind == "examples"]
    for query in queries[:20]:
        search("examples", query)
    times: Dict[str, float] = {}
    for query in queries:
        started = time.perf_counter()
        search("examples", query)
        times[query] = (time.perf_counter() - started) * 1000
    return sorted(times.values())


if __name__ == "__main__":
    lean_imports.install()
    main()

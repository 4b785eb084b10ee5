"""Half an hour of mixed conversations at 70 % of what two replicas can take, on PostgreSQL and Redis.

The load is open: so many messages a second, answered or not, to the replicas in turn. Afterwards every acknowledged
message is looked for in the database.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence, Tuple

from benchmarks.engine import exactly_once, loader, ours, plots
from benchmarks.engine.exactly_once import Told
from benchmarks.engine.results import Measured, Requirement, summary, table

SHARE = 0.7
CAPACITY_SECONDS, WARM_UP = 30.0, 3.0
CONVERSATIONS = 100
READ_EVERY = 5.0  # seconds
SETTLED = 5.0  # minutes after which memory must not grow; a sixth of shorter runs
Readings = List[Tuple[float, float]]


def measure(chosen: argparse.Namespace) -> Measured:
    with (
        tempfile.TemporaryDirectory(prefix="guiden-bench-") as folder,
        ours.state() as shared,
        ours.replicas(shared, [None, None]) as running,
    ):
        ports = [replica.port for replica in running]
        closed = loader.Spec("mixed", ports, WARM_UP + CAPACITY_SECONDS, loader.Spec.conversations, WARM_UP)
        capacity = loader.put(closed).turns_per_second
        record = Path(folder) / "acknowledged"
        rate = SHARE * capacity
        with _watched(running) as memory:
            load = loader.put(
                loader.Spec("mixed", ports, chosen.minutes * 60, CONVERSATIONS, rate=rate, record=str(record))
            )
        found = exactly_once.all_faults(_told(record), shared.database)
    plots.soak(memory, chosen.report / "soak.png")
    settled = min(SETTLED, chosen.minutes / 6)
    grown = {name: growth_after(each, settled) for name, each in memory.items()}
    errors = sum(load.errors.values())
    figures: Dict[str, Any] = {
        "minutes": chosen.minutes, "capacity": capacity, "rate": round(rate, 1), "turns": load.turns,
        "errors": load.errors, "memory_mb": memory, "memory_growth": grown, **summary(load.milliseconds),
        **asdict(found),
    }  # fmt: skip
    return Measured(
        figures,
        [
            Requirement("fel under uthållighetsprovet", errors, 0),
            Requirement("kvitterade turer som saknas, är dubbla eller i fel ordning", sum(asdict(found).values()), 0),
            Requirement("minnets tillväxt under uthållighetsprovet", max(grown.values()), 0.05),
        ],
        table(
            ("minuter", "turer/s", "turer", "fel", "saknas", "dubbla", "fel ordning", "andra svar", "p50 ms", "p99 ms"),
            [(float(chosen.minutes), rate, load.turns, errors, found.missing, found.duplicated, found.reordered,
              found.other_replies, figures["p50_ms"], figures["p99_ms"])],
        ),
        [f"Kapacitet {capacity:.0f} turer/s, lasten {SHARE:.0%} av den. Minnets tillväxt efter {settled:.1f} min: "
         + ", ".join(f"{name} {each:+.1%}" for name, each in grown.items()) + f". Fel: {load.errors or 'inga'}."],
    )  # fmt: skip


@contextlib.contextmanager
def _watched(running: Sequence[ours.Replica]) -> Iterator[Dict[str, Readings]]:
    """Minutes and MB of each replica, read until the end."""
    memory: Dict[str, Readings] = {f"replik {number}": [] for number in range(1, len(running) + 1)}
    begun, over = time.monotonic(), threading.Event()

    def read() -> None:
        while not over.wait(READ_EVERY):
            for replica, readings in zip(running, memory.values()):
                readings.append((round((time.monotonic() - begun) / 60, 3), round(replica.memory_mb, 2)))

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def _told(record: Path) -> Iterator[Tuple[str, List[Told]]]:
    for conversation, told in loader.recorded(record):
        yield conversation, [Told(id, replies, number) for number, (id, replies) in enumerate(told)]


def growth_after(readings: Sequence[Tuple[float, float]], minutes: float) -> float:
    """How large a share memory has grown by from then to the end; a minute's mean at both places."""
    later = [reading for reading in readings if reading[0] >= minutes]
    span = min(1.0, (later[-1][0] - later[0][0]) / 4)
    first = [mb for at, mb in later if at <= later[0][0] + span]
    last = [mb for at, mb in later if at >= later[-1][0] - span]
    return round((sum(last) / len(last)) / (sum(first) / len(first)) - 1, 4)

"""Throughput: 32 conversations at once on one core, stock's and ours, and two replicas of ours on two cores.

The load comes from the other core. Against two replicas there is no other core, so there the load, PostgreSQL and Redis
take their share of both; what each of them used of the processors is measured as well. Those that are compared take
turns, so that what else the machine does meets them alike.
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from benchmarks.engine import loader, ours, plots, stock
from benchmarks.engine.results import Measured, Requirement, median_of, summary, table

CONVERSATIONS = 32
ROUNDS = 3
WARM_UP = 3.0  # seconds of each round
FIRST, OTHER = (0,), (1,)
Figures = Dict[str, Any]
Served = Union[ours.Replica, stock.Stock]


class Contestant(NamedTuple):
    kind: str
    servers: Sequence[Served]
    load_cores: Optional[Sequence[int]]

    @property
    def cpu_seconds(self) -> float:
        return sum(each.cpu_seconds for each in self.servers)


def measure(chosen: argparse.Namespace) -> Measured:
    project = stock.prepare(chosen.report)
    with stock.Stock(project, FIRST) as served, ours.alone(FIRST) as replica, replica:
        both = {"stock": Contestant("stock", [served], OTHER), "vår": Contestant("ours", [replica], OTHER)}
        figures = _alternately(both, chosen.seconds)
    with (
        ours.state(OTHER) as on_other,
        ours.replicas(on_other, [FIRST]) as single,
        ours.state() as on_both,
        ours.replicas(on_both, [FIRST, OTHER]) as pair,
    ):
        both = {"en replik": Contestant("ours", single, OTHER), "två repliker": Contestant("ours", pair, None)}
        figures.update(_alternately(both, chosen.seconds))
    plots.load(figures, chosen.report / "load.png")
    return Measured(figures, _requirements(figures), _table(figures), _notes(figures, chosen.seconds))


def _alternately(contestants: Dict[str, Contestant], seconds: float) -> Dict[str, Figures]:
    loads: Dict[str, List[loader.Load]] = {name: [] for name in contestants}
    used = dict.fromkeys(contestants, 0.0)
    for _ in range(ROUNDS):
        for name, each in contestants.items():
            before = each.cpu_seconds
            ports = [server.port for server in each.servers]
            spec = loader.Spec(each.kind, ports, WARM_UP + seconds / ROUNDS, CONVERSATIONS, WARM_UP)
            loads[name].append(loader.put(spec, each.load_cores))
            used[name] += each.cpu_seconds - before
    return {name: _figures(rounds, used[name]) for name, rounds in loads.items()}


def _figures(rounds: Sequence[loader.Load], cpu_seconds: float) -> Figures:
    turns = sum(load.turns for load in rounds)
    return {
        "turns_per_second": median_of([load.turns_per_second for load in rounds]),
        **summary([time for load in rounds for time in load.milliseconds]),
        "errors": dict(sum((Counter(load.errors) for load in rounds), Counter())),
        "cpu_ms_per_turn": round(1000 * cpu_seconds / turns, 3),
        "load_cpu_ms_per_turn": round(1000 * sum(load.cpu_seconds for load in rounds) / turns, 3),
    }


def _requirements(figures: Dict[str, Figures]) -> List[Requirement]:
    speed = {name: each["turns_per_second"] for name, each in figures.items()}
    ours_alone = figures["vår"]
    more = speed["två repliker"] / speed["en replik"]
    return [
        Requirement("turer/s vid 32 samtal på en kärna, mot stock", speed["vår"] / speed["stock"], 10, at_least=True),
        Requirement("p99 mot p50 vid 32 samtal", ours_alone["p99_ms"] / ours_alone["p50_ms"], 5),
        Requirement("två repliker mot en, lasten på samma kärnor", more, 1.7, at_least=True),
        Requirement("två repliker mot en, lastens andel frånräknad", more / (1 - _share(figures)), 1.7, at_least=True),
    ]


def _share(figures: Dict[str, Figures]) -> float:
    """Of both cores, what the load takes while it is put on two replicas."""
    two = figures["två repliker"]
    return two["turns_per_second"] * two["load_cpu_ms_per_turn"] / 1000 / len(FIRST + OTHER)


def _table(figures: Dict[str, Figures]) -> str:
    return table(
        ("", "turer/s", "p50 ms", "p99 ms", "fel", "servrarnas CPU-ms/tur", "lastens CPU-ms/tur"),
        [_row(name, each) for name, each in figures.items()],
    )


def _row(name: str, each: Figures) -> Tuple[Any, ...]:
    errors = sum(each["errors"].values())
    return (
        name, each["turns_per_second"], each["p50_ms"], each["p99_ms"], errors, each["cpu_ms_per_turn"],
        each["load_cpu_ms_per_turn"],
    )  # fmt: skip


def _notes(figures: Dict[str, Figures], seconds: float) -> List[str]:
    by_cpu = 2 * figures["en replik"]["cpu_ms_per_turn"] / figures["två repliker"]["cpu_ms_per_turn"]
    return [
        f"Sluten last: {CONVERSATIONS} samtal som säger nästa sak när de fått svar, {ROUNDS} omgångar om vartannat, "
        f"{seconds:.0f} s var sammanlagt.",
        "En kärna: servern (stocks med sin actionserver) på kärna 0; last, PostgreSQL och Redis på kärna 1.",
        f"Två repliker: en per kärna; last, PostgreSQL och Redis delar dem, och lasten tar {_share(figures):.0%}. "
        f"Räknat i bara replikernas processortid klarar två {by_cpu:.2f} gånger en.",
        *(f"Fel, {name}: {each['errors']}" for name, each in figures.items() if each["errors"]),
    ]

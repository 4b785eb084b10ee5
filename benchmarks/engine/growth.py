"""What a long conversation costs, and many: the 300th message beside the 3rd, and memory over 10,000 conversations."""

from __future__ import annotations

import argparse
import statistics
from typing import Any, Dict, List, Sequence, Tuple, Union

from benchmarks.engine import ours, plots, stock, talk
from benchmarks.engine.results import Measured, Requirement, table

MESSAGES = 300
EARLY, LATE = range(3, 8), range(296, 301)  # the 3rd and its neighbours, the 300th and its
READINGS = 100  # of memory
WARM_UP = 0.1  # of the conversations

Served = Union[ours.Replica, stock.Stock]


def measure(chosen: argparse.Namespace) -> Measured:
    project = stock.prepare(chosen.report)
    with stock.Stock(project) as served:
        times = {"stock": _long_conversations(served, chosen.long_conversations, stock.QUESTION)}
    with ours.alone() as replica, replica:
        times["vår"] = _long_conversations(replica, chosen.long_conversations, talk.QUESTION)
        memory = _many_conversations(replica, chosen.conversations)
    early, late = ({name: _median(each, places) for name, each in times.items()} for places in (EARLY, LATE))
    grown = growth_per_conversation(memory)
    figures: Dict[str, Any] = {"milliseconds": times, "early": early, "late": late, "memory_mb": memory, **grown}
    plots.growth(figures, chosen.report / "growth.png")
    ratios = {name: late[name] / early[name] for name in times}
    return Measured(
        figures,
        [
            Requirement("300:e meddelandet mot det 3:e, vår", ratios["vår"], 1.15),
            Requirement(f"minnets tillväxt över {chosen.conversations} samtal, andel", grown["share"], 0.05),
        ],
        table(("", "3:e ms", "300:e ms", "kvot"), [(name, early[name], late[name], ratios[name]) for name in times])
        + f"\n\nMinne, vår: {memory[0][1]:.0f} MB först, {memory[-1][1]:.0f} MB efter {memory[-1][0]} samtal; efter "
        f"uppvärmning {grown['mb_per_thousand']:.2f} MB per 1 000 samtal",
        [f"Medianer av samma fråga i {chosen.long_conversations} samtal, meddelande 3–7 och 296–300."],
    )


def _long_conversations(served: Served, count: int, probe: str) -> List[List[float]]:
    """Milliseconds of each message, by conversation."""
    kind = "stock" if isinstance(served, stock.Stock) else "ours"
    said = talk.long_conversation(kind, MESSAGES, probe, (EARLY, LATE))
    with served.talk() as line:
        for _ in range(10):
            line.begin()
            line.say(probe)
        times: List[List[float]] = []
        for _ in range(count):
            line.begin()
            times.append([])
            for text in said:
                line.say(text)
                times[-1].append(round(line.milliseconds, 2))
    return times


def _median(times: Sequence[Sequence[float]], places: range) -> float:
    return statistics.median(each[place - 1] for each in times for place in places)


def _many_conversations(replica: ours.Replica, count: int) -> List[Tuple[int, float]]:
    """Conversations of two messages, and the resident memory in MB after so many of them."""
    readings: List[Tuple[int, float]] = []
    every = max(1, count // READINGS)
    with replica.talk() as line:
        for number in range(1, count + 1):
            line.begin()
            for text in talk.ours(number)[1:3]:
                line.say(text)
            if number == 1 or number % every == 0:
                readings.append((number, round(replica.memory_mb, 2)))
    return readings


def growth_per_conversation(readings: Sequence[Tuple[int, float]]) -> Dict[str, float]:
    """The slope of memory after warm-up, by least squares, and how large a share of it all conversations add."""
    last = readings[-1][0]
    counted = [reading for reading in readings if reading[0] >= WARM_UP * last]
    slope = statistics.linear_regression(*zip(*counted)).slope if len(counted) > 1 else 0.0
    return {
        "mb_per_thousand": round(slope * 1000, 3),
        "share": round(slope * (last - counted[0][0]) / counted[0][1], 4),
    }

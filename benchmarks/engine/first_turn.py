"""The first turn of a conversation, a look-up in the database included, one after another over an open line."""

from __future__ import annotations

import argparse
import json
from typing import Dict, List

from benchmarks.engine import ours, stock, talk
from benchmarks.engine.client import Talk
from benchmarks.engine.results import Measured, Requirement, summary, table

BLOCK = 20  # turns of one before the other's
WARM_UP = 20


class WrongAnswer(Exception):
    """Something else was answered than what is looked up; a fast wrong answer is no measurement."""


def measure(chosen: argparse.Namespace) -> Measured:
    project = stock.prepare(chosen.report)
    with (
        ours.alone() as replica,
        replica,
        stock.Stock(project) as served,
        replica.talk() as our_line,
        served.talk() as stock_line,
    ):
        times = _interleaved(our_line, stock_line, chosen.turns)
    sums = {name: summary(each) for name, each in times.items()}
    answer, search = (summary(times["vår"][place::2]) for place in (0, 1))
    rows = [("vår", sums["vår"]), ("  ett svar", answer), ("  en sökning", search), ("stock", sums["stock"])]
    return Measured(
        {"milliseconds": times, "summary": dict(rows)},
        [
            Requirement(f"första turen, {kind}, {share[:3]} mot stock", each[share] / sums["stock"][share], limit)
            for kind, each in (("ett svar", answer), ("en sökning", search))
            for share, limit in (("p50_ms", 1 / 10), ("p95_ms", 1 / 8))
        ],
        table(
            ("", "turer", "p50 ms", "p95 ms", "p99 ms"),
            [(name, int(each["count"]), each["p50_ms"], each["p95_ms"], each["p99_ms"]) for name, each in rows],
        ),
        [f"Ett samtal i taget, {BLOCK} turer av vår och {BLOCK} av stock om vartannat; sessionen räknas inte."],
    )


def _interleaved(our_line: Talk, stock_line: Talk, turns: int) -> Dict[str, List[float]]:
    times: Dict[str, List[float]] = {"vår": [], "stock": []}
    asked = talk.first_messages()
    for line in (our_line, stock_line):
        for _ in range(WARM_UP):
            _first_turn(line, *((stock.QUESTION, stock.ANSWER) if line is stock_line else next(asked)))
    while len(times["vår"]) < turns:
        times["vår"] += [_first_turn(our_line, *next(asked)) for _ in range(BLOCK)]
        times["stock"] += [_first_turn(stock_line, stock.QUESTION, stock.ANSWER) for _ in range(BLOCK)]
    return times


def _first_turn(line: Talk, question: str, expected: str) -> float:
    line.begin()
    said = json.dumps(line.say(question), ensure_ascii=False)
    if expected not in said:
        raise WrongAnswer(f"{question} -> {said[:300]}")
    return line.milliseconds

"""Queries that judges wrote and graded, and how well a search answers them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, Callable, Iterable, List, Mapping, Sequence, Tuple

from ruamel.yaml import YAML

from bot.settings import PROJECT_ROOT

JUDGED_QUERIES = PROJECT_ROOT / "tests" / "knowledge" / "judged_queries"
KINDS = ("examples", "guides")
DEPTH = 5

Search = Callable[[str, str], Sequence[str]]  # kind and query to ids, best first


@dataclass(frozen=True)
class Judged:
    """`grades` by id, 3 is just what was asked for; none when nothing should be found."""

    judge: str
    kind: str
    query: str
    grades: Mapping[str, int]


@dataclass(frozen=True)
class Quality:
    """Means over the queries: nDCG@5, and how often the first one has the best grade that there is."""

    queries: int
    ndcg: float
    hit: float


def read(held_out: bool) -> List[Judged]:
    """The queries of the judges that were, or were not, kept away from every choice of how to rank."""
    files = sorted(JUDGED_QUERIES.glob("*.yml"))
    return [item for file in files for item in _read(file) if _is_held_out(file) is held_out]


def _read(file: Path) -> Iterable[Judged]:
    content = _content(file)
    for kind in (*KINDS, "nothing"):
        for item in content[kind]:
            yield Judged(file.stem, kind, item["query"], item.get("relevant", {}))


def _is_held_out(file: Path) -> bool:
    return bool(_content(file).get("held_out"))


def _content(file: Path) -> Any:
    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))


def quality(queries: Sequence[Judged], search: Search) -> Quality:
    results = [(item.grades, search(item.kind, item.query)) for item in queries]
    return Quality(
        len(queries),
        mean(ndcg(grades, ids) for grades, ids in results),
        mean(bool(ids) and grades.get(ids[0], 0) == max(grades.values()) for grades, ids in results),
    )


def ndcg(grades: Mapping[str, int], ids: Sequence[str]) -> float:
    """nDCG@5 with gains of 2 to the grade less 1 (Järvelin and Kekäläinen 2002)."""
    best = sorted(grades.values(), reverse=True)
    return _gain(grades.get(identity, 0) for identity in ids[:DEPTH]) / _gain(best[:DEPTH])


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def wrongly_found(queries: Sequence[Judged], search: Search) -> List[Tuple[str, str]]:
    """(kind, query) of the queries to which nothing should be found, but was."""
    nothing = [item.query for item in queries if item.kind == "nothing"]
    return [(kind, query) for query in nothing for kind in KINDS if search(kind, query)]

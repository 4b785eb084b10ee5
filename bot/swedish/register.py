"""The places and the field's vocabulary, read from their files at first use."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Tuple

from ruamel.yaml import YAML

from bot.settings import PROJECT_ROOT
from bot.swedish.kept import WORDS, kept

PLACES = PROJECT_ROOT / "data" / "knowledge"
VOCABULARY = Path(__file__).with_name("vocabulary.yml")


@dataclass(frozen=True)
class Municipality:
    """`code` is Statistics Sweden's four digits, the first two of them the region's."""

    code: str
    name: str
    organisation: str
    region_code: str
    other_names: Tuple[str, ...]


@dataclass(frozen=True)
class Region:
    """`code` is the county's two digits, `name` the region's official name, `county` the county's."""

    code: str
    name: str
    county: str
    other_names: Tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One value of the vocabulary with its Swedish label and the words that mean it."""

    kind: str
    value: str
    label: str
    words: Tuple[str, ...]
    cpv: str = ""


def _rows(name: str) -> List[Mapping[str, str]]:
    with (PLACES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(cell: str) -> Tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|") if name.strip())


@functools.lru_cache(maxsize=1)
def municipalities() -> Dict[str, Municipality]:
    """All 290, by short official name."""
    return {
        row["kortnamn"]: Municipality(
            row["kommunkod"], row["kortnamn"], row["organisationsnamn"], row["lanskod"], _names(row["andra_namn"])
        )
        for row in _rows("kommuner.csv")
    }


@functools.lru_cache(maxsize=1)
def regions() -> Dict[str, Region]:
    """All 21, by official name."""
    return {
        row["region"]: Region(row["lanskod"], row["region"], row["lan"], _names(row["andra_namn"]))
        for row in _rows("regioner.csv")
    }


@functools.lru_cache(maxsize=1)
def region_names_by_code() -> Dict[str, str]:
    return {region.code: region.name for region in regions().values()}


@functools.lru_cache(maxsize=1)
def landscapes() -> Dict[str, Tuple[str, ...]]:
    """Name of a landscape, or of a third of the country, to the regions it lies in; Småland is three."""
    by_code = region_names_by_code()
    return {row["landskap"]: tuple(by_code[code] for code in _names(row["lanskoder"])) for row in _rows("landskap.csv")}


@functools.lru_cache(maxsize=1)
def vocabulary() -> Tuple[Term, ...]:
    return tuple(
        Term(kind, entry["value"], entry["label"], tuple(word.lower() for word in entry["words"]), entry.get("cpv", ""))
        for kind, entries in _content().items()
        for entry in entries
    )


@kept(WORDS)
def _content() -> Dict[str, List[Dict[str, Any]]]:
    with VOCABULARY.open(encoding="utf-8") as file:
        return YAML(typ="safe").load(file)


@functools.cache
def labels(kind: str) -> Dict[str, str]:
    """Value to Swedish label for one kind: method, contract_type, sector, target_group or requirement_type."""
    return {term.value: term.label for term in vocabulary() if term.kind == kind}

"""The project's own modules, for tests that look at all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

from ruamel.yaml import YAML

from bot.settings import PROJECT_ROOT


def sources(package: str) -> List[Path]:
    return sorted((PROJECT_ROOT / package).rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT_ROOT).with_suffix("").parts).removesuffix(".__init__")


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))

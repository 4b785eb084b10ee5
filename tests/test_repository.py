"""What is kept in the repository: no address of a package registry, nothing that is made."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Iterator

import pytest

from bot.settings import PROJECT_ROOT

# Spelt in two parts, or this file would be found as well.
REGISTRIES = re.compile("pypi" r"\.org|python" r"hosted\.org|registry\.npm" r"js\.org|--(?:extra-)?index-" "url ")


def kept_files() -> Iterator[Path]:
    """Every file that .gitignore doesn't leave out."""
    lines = (PROJECT_ROOT / ".gitignore").read_text("utf-8").split()
    anchored = {line.strip("/") for line in lines if line.startswith("/")} | {".git"}
    anywhere = [line.rstrip("/") for line in lines if not line.startswith("/")]
    for folder, folders, names in os.walk(PROJECT_ROOT):
        inside = Path(folder).relative_to(PROJECT_ROOT)
        for found in (folders, names):
            found[:] = [
                name
                for name in found
                if (inside / name).as_posix() not in anchored and not any(Path(name).match(line) for line in anywhere)
            ]
        yield from (Path(folder) / name for name in names)


def test_no_file_names_a_package_registry() -> None:
    files = list(kept_files())
    assert PROJECT_ROOT / "requirements.lock" in files and PROJECT_ROOT / "widget" / "package-lock.json" in files
    assert [path for path in files if REGISTRIES.search(path.read_bytes().decode("utf-8", "ignore"))] == []


def test_lock_files_have_hashes_and_no_addresses() -> None:
    assert "--hash=sha256:" in (PROJECT_ROOT / "requirements.lock").read_text("utf-8")
    locks = [path for path in kept_files() if path.name == "package-lock.json"]
    assert len(locks) >= 3
    for path in locks:
        packages = json.loads(path.read_text("utf-8"))["packages"]
        assert all("integrity" in package and "resolved" not in package for name, package in packages.items() if name)


@pytest.mark.parametrize(
    "name", ["uv.lock", "widget/dist/hansyns-guide.js", "bot/review/static/review.css", "models", ".guiden"]
)
def test_made_things_are_not_kept(name: str) -> None:
    assert PROJECT_ROOT / name not in set(kept_files())

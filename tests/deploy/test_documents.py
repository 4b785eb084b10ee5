"""What docs/operations.md tells people to do exists, and pages lead where they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Set

import pytest

from bot.cli import main
from bot.settings import PROJECT_ROOT, load_settings
from tests.deploy.test_compose import SERVICES

DOCUMENTS = [PROJECT_ROOT / "README.md", *sorted((PROJECT_ROOT / "docs").glob("*.md"))]
OPERATIONS = (PROJECT_ROOT / "docs" / "operations.md").read_text("utf-8")


def anchors(path: Path) -> Set[str]:
    """Of a page's headings, as they are made for links."""
    headings = re.findall(r"^#+ (.*)", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!\w+:)([^)]*)\)", page.read_text("utf-8")):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_each_command_exists() -> None:
    commands = set(
        re.findall(r"(?<![\w/])guiden (\w[\w-]*)", " ".join(re.findall(r"`[^`]*`|^ *docker .*", OPERATIONS, re.M)))
    )
    assert len(commands) > 5 and commands <= main.commands.keys()


def test_each_service_exists() -> None:
    told = re.findall(r"docker compose (?:build|run|exec|up|stop|kill|logs)((?: [\w=./-]+)+)", OPERATIONS)
    named = {word for command in told for word in command.split() if not word.startswith("-")}
    assert {"proxy", "assistant", "migrate", "backup"} <= named
    first = {next((word for word in command.split() if not word.startswith("-")), "migrate") for command in told}
    assert first - {"HUP", "assistant=4"} <= SERVICES.keys()


def test_the_settings_table_is_right() -> None:
    rows = re.findall(r"^\| `(GUIDEN_\w+)` \| [^|]* \| `([^`]+)` \|", OPERATIONS, re.MULTILINE)
    chosen = load_settings()
    ours = {name: default for name, default in rows if name != "GUIDEN_KEEP_BACKUPS_DAYS"}
    assert len(ours) >= 6
    for name, default in ours.items():
        value = getattr(chosen, name.replace("GUIDEN_", "").lower())
        assert str(value).rpartition("/")[2] == default, name

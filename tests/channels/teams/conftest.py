"""What tests of the Teams channel share: the stand-in for Microsoft, and settings that make the channel use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from bot.conversations.teams.microsoft import Microsoft
from bot.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def kept(inbox_database: str) -> None:
    """What comes is kept there."""


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    with Microsoft() as running:
        yield running


def chosen_for(microsoft: Microsoft, **more: Any) -> Settings:
    values: Dict[str, Any] = {
        name.removeprefix("GUIDEN_").lower(): value for name, value in microsoft.environment.items()
    }
    return load_settings(token_secrets="provets-nyckel-provets-nyckel-prov", **{**values, **more})


@pytest.fixture
def chosen(microsoft: Microsoft, tmp_path: Path) -> Settings:
    return chosen_for(microsoft, state_dir=tmp_path)

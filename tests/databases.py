"""Point this process at another database, and back."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Iterator, Optional

import pytest

from bot import database
from bot.settings import settings


@contextlib.contextmanager
def in_process_database(patch: pytest.MonkeyPatch, folder: Path, address: Optional[str] = None) -> Iterator[str]:
    """Let bot.settings and bot.database use the address, or else `guiden.db` in the folder."""
    used = address or f"sqlite:///{folder / 'guiden.db'}"
    patch.setenv("DATABASE_URL", used)
    patch.setenv("GUIDEN_STATE_DIR", str(folder))
    _forget()
    yield used
    database.engine().dispose()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    database.engine.cache_clear()

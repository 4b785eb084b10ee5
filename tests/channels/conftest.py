"""What tests of all channels need of Sanic."""

from __future__ import annotations

from typing import Iterator

import pytest
from sanic import Sanic


@pytest.fixture(scope="session", autouse=True)
def many_apps() -> Iterator[None]:
    """Sanic rewrites its own methods for the first app of a process; in test mode it keeps them for the next one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sanic, "test_mode", True)
        yield

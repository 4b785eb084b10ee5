"""The shell scripts: written without what shells read in different ways, and replacing replicas without a pause."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import List, NamedTuple

import pytest

from bot.settings import PROJECT_ROOT

DEPLOY = PROJECT_ROOT / "deploy"
SCRIPTS = sorted([*DEPLOY.glob("*.sh"), *(PROJECT_ROOT / "scripts").glob("*.sh")])

# Stands for Docker, which no test can start: containers are files with their health in them, new ones are as
# $NEW says. Each command that changes something is written down.
DOCKER = """#!/bin/sh
cd "$CONTAINERS"
case "$*" in
    *" ps --quiet "*) ls ;;
    *" up "*)
        echo "up $(echo "$*" | grep -o 'scale [a-z]*=[0-9]*')" >> ../done
        wanted=${*##*=}; wanted=${wanted%% *}
        while [ "$(ls | wc -l)" -lt "$wanted" ]; do echo "$NEW" > "new$(ls | wc -l)"; done ;;
    "inspect "*) for each in "$@"; do :; done; cat "$each" ;;
    "stop "*) echo "$*" >> ../done ;;
    "rm "*) rm "$2" ;;
    "logs "*) echo "its log" ;;
esac
"""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_right_for_any_shell(script: Path) -> None:
    done = subprocess.run(["shellcheck", script], stdout=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stdout
    assert os.access(script, os.X_OK)


class Rolled(NamedTuple):
    status: int
    said: str
    done: List[str]
    left: List[str]


def roll(folder: Path, new: str, containers: int = 2) -> Rolled:
    """deploy/roll.sh with that many old replicas, and new ones that are in the health given."""
    running = folder / "containers"
    running.mkdir()
    for number in range(containers):
        (running / f"old{number}").write_text("healthy\n", "utf-8")
    (folder / "docker").write_text(DOCKER, "utf-8")
    (folder / "docker").chmod(0o755)
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}", "CONTAINERS": str(running), "NEW": new, "SECONDS_TO_WAIT": "2",
    }  # fmt: skip
    done = subprocess.run([DEPLOY / "roll.sh", "assistant"], env=environment, capture_output=True, text=True)
    written = folder / "done"
    return Rolled(
        done.returncode,
        done.stdout + done.stderr,
        written.read_text("utf-8").splitlines() if written.exists() else [],
        sorted(path.name for path in running.iterdir()),
    )


def test_old_replicas_go_when_the_new_ones_answer(tmp_path: Path) -> None:
    rolled = roll(tmp_path, "healthy")
    assert rolled.status == 0, rolled.said
    assert rolled.done == ["up scale assistant=4", "stop old0", "stop old1"]
    assert rolled.left == ["new2", "new3"]


def test_old_replicas_stay_when_a_new_one_does_not_answer(tmp_path: Path) -> None:
    rolled = roll(tmp_path, "starting")
    assert rolled.status == 1
    assert "its log" in rolled.said and "De gamla är kvar." in rolled.said
    assert rolled.done == ["up scale assistant=4", "stop new2", "stop new3"]
    assert rolled.left == ["old0", "old1"]


def test_there_must_be_something_to_replace(tmp_path: Path) -> None:
    rolled = roll(tmp_path, "healthy", containers=0)
    assert (rolled.status, rolled.done) == (1, [])
    assert "Det finns inga assistant att byta." in rolled.said

"""The image has what is needed and nothing that is secret or made here, and can be run by nobody in particular."""

from __future__ import annotations

import fnmatch
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.nlu.training import INPUTS
from bot.settings import PROJECT_ROOT
from tests.deploy.replica import Replica
from tests.ports import free_port

DEPLOY = PROJECT_ROOT / "deploy"
BUILD, RUN = re.split(r"^FROM \S+\n", (DEPLOY / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
LET_IN = [
    line for line in (PROJECT_ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] not in ("#", "")
]


def is_let_in(name: str) -> bool:
    """As Docker reads the file: the last line that fits decides, and a folder's line is for all in it."""
    parts = Path(name).parts
    above = ["/".join(parts[: place + 1]) for place in range(len(parts))]
    found = False
    for line in LET_IN:
        pattern = line.lstrip("!")
        patterns = [pattern, pattern[3:]] if pattern.startswith("**/") else [pattern]
        if any(fnmatch.fnmatchcase(each, fits) for each in above for fits in patterns):
            found = line.startswith("!")
    return found


@pytest.mark.parametrize(
    "name",
    [
        *INPUTS, "bot/cli.py", "actions/base.py", "data/knowledge/guides.yml", "domain.yml", "migrations/env.py",
        "pyproject.toml", "scripts/build_widget.sh", "widget/src/index.ts", "widget/package-lock.json",
        "deploy/entrypoint.sh", "deploy/healthy.py", "bot/review/frontend/package-lock.json",
    ],
)  # fmt: skip
def test_what_is_needed_comes_with_it(name: str) -> None:
    assert (PROJECT_ROOT / name).exists() and is_let_in(name)


@pytest.mark.parametrize(
    "name",
    [
        ".git/config", ".env", ".guiden/guiden.db", ".guiden/token_secret", ".venv/bin/python", "deploy/.env",
        "deploy/secrets/database_url", "deploy/certificates/privkey.pem", "models/a.tar.gz", "tests/conftest.py",
        "widget/node_modules/a.js", "widget/dist/hansyns-guide.js", "bot/__pycache__/cli.pyc", "guiden.dump",
    ],
)  # fmt: skip
def test_nothing_secret_or_made_here_does(name: str) -> None:
    assert not is_let_in(name)


def test_every_package_is_checked_against_its_hash() -> None:
    installed = re.findall(r"pip (?:sync|install) .*?(?=&&|\n\n|\nCOPY)", BUILD, re.DOTALL)
    others = [command for command in installed if "--require-hashes" not in command]
    assert len(installed) == 3 and [("--no-deps" in each and "--editable ." in each) for each in others] == [True]


def test_nothing_that_builds_is_in_what_runs() -> None:
    packages = re.findall(r"apt-get install ([^&]*)", RUN)
    assert [word for found in packages for word in found.split() if word[0] not in "-\\"] == [
        "ca-certificates",
        "python3",
        "tzdata",
    ]
    assert re.findall(r"^COPY .*", RUN, re.MULTILINE) == ["COPY --from=build /opt/guiden /opt/guiden"]


def test_it_runs_as_somebody_without_rights_and_tells_nobody() -> None:
    assert "USER 10001:10001" in RUN and RUN.index("USER ") < RUN.index("CMD")
    assert "RASA_TELEMETRY_ENABLED=false" in RUN and "HEALTHCHECK" in RUN
    assert not re.search(r"(SECRET|PASSWORD|TOKEN)\w*=", BUILD + RUN)


# -- how it starts -----------------------------------------------------------------------------------------------------


def test_secrets_become_settings_whatever_is_in_them(tmp_path: Path) -> None:
    secret = "smtp://a%20b:'\"$HOME `id`\\n@mejl.example.se"
    (tmp_path / "guiden_smtp_url").write_text(f"{secret}\n", "utf-8")
    (tmp_path / "guiden_slack_bot_token").touch()
    command = [
        DEPLOY / "entrypoint.sh",
        "sh",
        "-c",
        'printf "%s|%s" "$GUIDEN_SMTP_URL" "${GUIDEN_SLACK_BOT_TOKEN-none}"',
    ]
    environment = {"PATH": os.environ["PATH"], "SECRETS": str(tmp_path)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout == f"{secret}|none"


def test_without_secrets_it_starts_too(tmp_path: Path) -> None:
    command = [DEPLOY / "entrypoint.sh", "sh", "-c", "exit 7"]
    assert subprocess.run(command, env={"PATH": os.environ["PATH"], "SECRETS": str(tmp_path)}).returncode == 7


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_a_service_is_well_when_it_says_so(status: int, healthy: bool) -> None:
    replica = Replica("one", status)
    command = [sys.executable, DEPLOY / "healthy.py", f"http://127.0.0.1:{replica.port}/health"]
    assert (subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0) is healthy
    replica.stop()


def test_a_service_that_does_not_listen_is_not_well() -> None:
    command = [sys.executable, DEPLOY / "healthy.py", f"http://127.0.0.1:{free_port()}/health"]
    assert subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 1

"""deploy/compose.yaml is what Compose takes, and lets nobody in but through the proxy."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, Dict, Set

import jsonschema
import pytest
import yaml

from bot.cli import main
from bot.database import BESIDE_TURNS
from bot.settings import PROJECT_ROOT, load_settings
from tests.deploy import nginx

DEPLOY = PROJECT_ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: Dict[str, Dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"].startswith("hansynsguiden:")]
# Compose's own specification (Apache License 2.0), as its authors publish it.
SPECIFICATION = Path(__file__).parent / "compose-spec.json"


def test_it_is_written_as_compose_wants_it() -> None:
    schema = json.loads(SPECIFICATION.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(COMPOSE)


def test_a_mistake_would_be_found() -> None:
    schema = json.loads(SPECIFICATION.read_text("utf-8"))
    wrong = {**COMPOSE, "services": {"proxy": {**SERVICES["proxy"], "read-only": True}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(wrong)


def test_each_process_is_there() -> None:
    assert set(SERVICES) == {
        "postgres", "redis", "migrate", "assistant", "actions", "review", "deliver", "retention", "backup", "proxy",
    }  # fmt: skip
    assert {name: SERVICES[name]["deploy"]["replicas"] for name in ("assistant", "actions")} == {
        "assistant": 2,
        "actions": 2,
    }


@pytest.mark.parametrize("name", SERVICES)
def test_each_is_without_privileges(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and "cap_add" not in service and "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] not in ("", "root", "0", "0:0")
    assert any(each.startswith("/tmp:") for each in service["tmpfs"])


@pytest.mark.parametrize("name", SERVICES)
def test_each_is_held_to_its_share_and_started_again(name: str) -> None:
    service = SERVICES[name]
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
    assert "pids_limit" not in service, "Compose doesn't take it beside the limits"
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")
    assert service["logging"]["options"]["max-size"]
    assert re.search(r":\D*\d", service["image"]) or name in OURS, "an image without a version"


@pytest.mark.parametrize("name", ["assistant", "actions", "review"])
def test_each_that_reads_words_has_their_tables(name: str) -> None:
    """They are beside the models; worked out anew, they take seconds at each start (bot/swedish/kept.py)."""
    assert SERVICES[name]["volumes"] == ["models:/var/lib/guiden/models:ro"]


def test_the_database_has_connections_for_all_replicas() -> None:
    (told,) = re.findall(r"max_connections=(\d+)", " ".join(SERVICES["postgres"]["command"]))
    replicas = [SERVICES[name]["deploy"]["replicas"] for name in ("assistant", "actions")]
    while_rolling = sum(replicas) + max(replicas)
    most = while_rolling * (load_settings().turns_at_once + BESIDE_TURNS)
    assert most < int(told) < SERVICES["postgres"]["deploy"]["resources"]["limits"]["pids"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"deliver", "migrate", "retention"}))
def test_each_that_answers_is_asked_whether_it_does(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_only_the_proxy_can_be_reached() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service or "network_mode" in service] == ["proxy"]
    assert {name for name in COMPOSE["networks"] if COMPOSE["networks"][name].get("internal")} == {"web", "data"}
    reached = {name for name, service in SERVICES.items() if "web" in service["networks"]}
    assert reached == {"proxy", "assistant", "review"}
    assert "data" not in SERVICES["proxy"]["networks"]


@pytest.mark.parametrize("name", ["postgres", "redis", "actions", "migrate", "retention", "backup"])
def test_what_needs_no_network_outside_has_none(name: str) -> None:
    assert SERVICES[name]["networks"] == ["data"]


@pytest.mark.parametrize(
    ("name", "waits_for"),
    [
        ("migrate", {"postgres": "service_healthy"}),
        ("actions", {"migrate": "service_completed_successfully", "postgres": "service_healthy",
                     "redis": "service_healthy"}),
        ("assistant", {"migrate": "service_completed_successfully", "postgres": "service_healthy",
                       "redis": "service_healthy", "actions": "service_healthy"}),
        ("proxy", {"assistant": "service_healthy", "review": "service_healthy"}),
    ],
)  # fmt: skip
def test_each_waits_for_what_it_needs(name: str, waits_for: Dict[str, str]) -> None:
    assert {other: wanted["condition"] for other, wanted in SERVICES[name]["depends_on"].items()} == waits_for


@pytest.mark.parametrize("name", OURS)
def test_each_command_is_one_of_ours(name: str) -> None:
    command = " ".join(SERVICES[name]["command"])
    named = re.findall(r"guiden (\w+)", command)
    assert named and set(named) <= main.commands.keys()


def test_a_turn_that_is_under_way_has_time_to_end() -> None:
    patience = int(load_settings().answer_timeout_seconds)
    for name in ("assistant", "actions", "proxy"):
        assert int(SERVICES[name]["stop_grace_period"].rstrip("s")) > patience
    assert int(re.findall(r"proxy_read_timeout (\d+)s", nginx.CONFIGURATION.read_text("utf-8"))[0]) > patience + 10


def test_what_the_proxy_is_told_is_what_its_configuration_asks_for() -> None:
    wanted = set(re.findall(r"\$\{(\w+)\}", nginx.CONFIGURATION.read_text("utf-8")))
    given = SERVICES["proxy"]["environment"].keys() - {"NGINX_ENVSUBST_OUTPUT_DIR"}
    assert wanted == given


# -- settings and secrets ----------------------------------------------------------------------------------------------


def variables(text: str) -> Set[str]:
    return set(re.findall(r"\$\{(\w+)", text))


def test_the_example_of_settings_has_what_is_asked_for() -> None:
    example = (DEPLOY / ".env.example").read_text("utf-8")
    assert variables((DEPLOY / "compose.yaml").read_text("utf-8")) == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """The folder that deploy/secrets.sh makes."""
    subprocess.run([DEPLOY / "secrets.sh", tmp_path / "secrets"], check=True)
    return tmp_path / "secrets"


def test_each_secret_that_is_asked_for_is_made(secrets: Path) -> None:
    files = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert {path.name for path in secrets.iterdir()} == files
    assert {name for service in SERVICES.values() for name in service.get("secrets", [])} == COMPOSE["secrets"].keys()
    assert secrets.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in secrets.iterdir()), "a container's user reads them"


def test_secrets_are_made_once(secrets: Path) -> None:
    (secrets / "guiden_smtp_url").write_text("smtps://namn:hemligt@mejl.example.se\n", "utf-8")
    before = {path.name: path.read_text("utf-8") for path in secrets.iterdir()}
    subprocess.run([DEPLOY / "secrets.sh", secrets], check=True)
    assert {path.name: path.read_text("utf-8") for path in secrets.iterdir()} == before
    assert len({before[name] for name in ("postgres_password", "redis_conf", "guiden_token_secrets")}) == 3


def test_our_settings_are_right_as_they_are_given(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the secrets, read as the image reads them, and with the example of settings."""
    example = dict(re.findall(r"^(\w+)=(.*)$", (DEPLOY / ".env.example").read_text("utf-8"), re.MULTILINE))
    given = {
        name: re.sub(r"\$\{(\w+)[^}]*\}", lambda found: example[found[1]], value)
        for name, value in SERVICES["assistant"]["environment"].items()
    }
    script = [DEPLOY / "entrypoint.sh", "env", "--null"]
    environment = {**os.environ, **given, "SECRETS": str(secrets)}
    printed = subprocess.run(script, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    for line in printed.split("\0"):
        name, _, value = line.partition("=")
        if name.startswith("GUIDEN_") or name == "DATABASE_URL":
            monkeypatch.setenv(name, value)
    chosen = load_settings()
    password = (secrets / "postgres_password").read_text("utf-8").strip()
    assert chosen.database == f"postgresql://guiden:{password}@postgres:5432/guiden"
    assert chosen.redis_url.endswith("@redis:6379/0") and len(chosen.signing_keys[0]) == 64
    assert chosen.public_address == "https://guiden.example.se" and chosen.actions_url == "http://actions:5055/webhook"
    assert "GUIDEN_SMTP_URL" not in printed

"""The file that is uploaded to Teams, against what Microsoft's schema for manifests (1.17) requires."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any, Dict

import pytest
from click.testing import CliRunner
from PIL import Image

from bot.cli import main
from bot.settings import settings

GUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
APP, TENANT = "0a1b2c3d-1111-4111-8111-0a1b2c3d4e5f", "0a1b2c3d-2222-4222-8222-0a1b2c3d4e5f"
SET_UP = {
    "GUIDEN_TEAMS_APP_ID": APP, "GUIDEN_TEAMS_APP_SECRET": "hemligt-hemligt", "GUIDEN_TEAMS_TENANT_ID": TENANT,
    "GUIDEN_PUBLIC_URL": "https://guiden.example.se/",
}  # fmt: skip
LONGEST = {  # what must be there, and its most characters
    "version": 256, "developer.name": 32, "developer.websiteUrl": 2048, "developer.privacyUrl": 2048,
    "developer.termsOfUseUrl": 2048, "name.short": 30, "name.full": 100, "description.short": 80,
    "description.full": 4000, "icons.color": 2048, "icons.outline": 2048,
}  # fmt: skip
KNOWN = {
    "$schema", "manifestVersion", "version", "id", "developer", "name", "description", "icons", "accentColor", "bots",
    "validDomains",
}  # fmt: skip
SCOPES = {"personal", "team", "groupChat"}


def run(file: Path, environment: Dict[str, str]) -> Any:
    settings.cache_clear()
    try:
        return CliRunner().invoke(main, ["teams-app", str(file)], env=environment)
    finally:
        settings.cache_clear()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    file = tmp_path_factory.mktemp("teams") / "guiden.zip"
    done = run(file, SET_UP)
    assert done.exit_code == 0, done.output
    return zipfile.ZipFile(file)


@pytest.fixture(scope="module")
def manifest(package: zipfile.ZipFile) -> Dict[str, Any]:
    return json.loads(package.read("manifest.json").decode("utf-8"))


def test_the_package_has_three_files_and_no_folder(package: zipfile.ZipFile) -> None:
    assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]


def test_no_field_that_the_schema_has_not(manifest: Dict[str, Any]) -> None:
    assert set(manifest) == KNOWN
    assert manifest["manifestVersion"] == "1.17" and "/v1.17/" in manifest["$schema"]


@pytest.mark.parametrize(("field", "most"), LONGEST.items())
def test_texts_are_there_and_short_enough(field: str, most: int, manifest: Dict[str, Any]) -> None:
    value: Any = manifest
    for name in field.split("."):
        value = value[name]
    assert 0 < len(value) <= most
    if field.endswith("Url"):
        assert re.fullmatch(r"https://guiden\.example\.se/", value)


def test_ids_and_colour(manifest: Dict[str, Any]) -> None:
    assert manifest["id"] == manifest["bots"][0]["botId"] == APP and GUID.fullmatch(APP)
    assert re.fullmatch(r"#[0-9A-Fa-f]{6}", manifest["accentColor"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])


def test_the_bot(manifest: Dict[str, Any]) -> None:
    (bot,) = manifest["bots"]
    assert set(bot) == {"botId", "scopes", "isNotificationOnly", "supportsFiles", "commandLists"}
    assert set(bot["scopes"]) == SCOPES
    assert len(bot["commandLists"]) <= 3
    for listed in bot["commandLists"]:
        assert set(listed["scopes"]) <= SCOPES and 0 < len(listed["commands"]) <= 10
        assert all(set(each) == {"title", "description"} for each in listed["commands"])
        assert all(0 < len(each["title"]) <= 32 and 0 < len(each["description"]) <= 128 for each in listed["commands"])


@pytest.mark.parametrize(("name", "size"), [("color", 192), ("outline", 32)])
def test_icons(name: str, size: int, package: zipfile.ZipFile, manifest: Dict[str, Any]) -> None:
    image = Image.open(io.BytesIO(package.read(manifest["icons"][name])))
    assert (image.format, image.size) == ("PNG", (size, size))
    if name == "outline":  # white on nothing
        pixels = list(image.convert("RGBA").getdata())
        assert all(pixel[:3] == (255, 255, 255) for pixel in pixels if pixel[3])
        assert any(pixel[3] == 0 for pixel in pixels)
    else:  # no hole
        assert image.mode == "RGB"


NOT_YET = {
    "no app id": ({}, "GUIDEN_TEAMS_APP_ID"),
    "no address": ({**SET_UP, "GUIDEN_PUBLIC_URL": ""}, "GUIDEN_PUBLIC_URL"),
    "address without encryption": ({**SET_UP, "GUIDEN_PUBLIC_URL": "http://localhost:5005"}, "https://"),
    "half a configuration": ({"GUIDEN_TEAMS_APP_ID": APP}, "GUIDEN_TEAMS_APP_SECRET"),
}


@pytest.mark.parametrize(("environment", "named"), NOT_YET.values(), ids=NOT_YET)
def test_what_is_missing_is_named(environment: Dict[str, str], named: str, tmp_path: Path) -> None:
    done = run(tmp_path / "guiden.zip", environment)
    assert done.exit_code == 1 and named in done.output
    assert not (tmp_path / "guiden.zip").exists()


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    done = run(tmp_path / "missing" / "guiden.zip", SET_UP)
    assert done.exit_code == 1 and "går inte att skriva" in done.output

"""How Teams is set up: whole or not at all, and every mistake is named in Swedish."""

from __future__ import annotations

from typing import Dict

import pytest

from bot.settings import SettingsError, load_settings

APP, TENANT = "0A1B2C3D-1111-4111-8111-0a1b2c3d4e5f", "0a1b2c3d-2222-4222-8222-0a1b2c3d4e5f"
WHOLE = {"teams_app_id": APP, "teams_app_secret": "hemligt", "teams_tenant_id": TENANT}


def test_off_by_default() -> None:
    assert not load_settings().teams_app_id


def test_whole() -> None:
    chosen = load_settings(**WHOLE)
    assert (chosen.teams_app_id, chosen.teams_tenants) == (APP.lower(), (TENANT,))
    assert chosen.teams_services == ("https://smba.trafficmanager.net", "https://*.botframework.com")


def test_several_tenants() -> None:
    assert load_settings(**WHOLE, teams_allowed_tenants=f" {APP}, {TENANT},").teams_tenants == (APP.lower(), TENANT)


TOGETHER = "måste vara satt tillsammans med GUIDEN_TEAMS_APP_ID"
WRONG = [  # settings, the one that is named, part of what is said of it
    ({"teams_app_id": APP}, "TEAMS_APP_SECRET", TOGETHER),
    ({"teams_app_id": APP, "teams_app_secret": "x"}, "TEAMS_TENANT_ID", TOGETHER),
    ({"teams_app_secret": "x"}, "TEAMS_APP_SECRET", TOGETHER),
    ({"teams_tenant_id": TENANT}, "TEAMS_TENANT_ID", TOGETHER),
    ({**WHOLE, "teams_app_id": "guiden"}, "TEAMS_APP_ID", "måste vara ett id hos Microsoft"),
    ({**WHOLE, "teams_tenant_id": "skr.onmicrosoft.com"}, "TEAMS_TENANT_ID", "måste vara ett id hos Microsoft"),
    ({**WHOLE, "teams_allowed_tenants": f"{TENANT},*"}, "TEAMS_ALLOWED_TENANTS", "måste vara ett id hos Microsoft"),
    ({**WHOLE, "teams_service_urls": ""}, "TEAMS_SERVICE_URLS", "måste ha minst en adress"),
    ({**WHOLE, "teams_service_urls": "http://smba.example"}, "TEAMS_SERVICE_URLS", "börjar med https://"),
    ({**WHOLE, "teams_service_urls": "https://*"}, "TEAMS_SERVICE_URLS", "måste vara adresser"),
    ({**WHOLE, "teams_service_urls": "https://a.*.se"}, "TEAMS_SERVICE_URLS", "måste vara adresser"),
    ({**WHOLE, "teams_service_urls": "https://smba.example/emea"}, "TEAMS_SERVICE_URLS", "utan något efter"),
    ({**WHOLE, "teams_service_urls": "https://a@smba.example"}, "TEAMS_SERVICE_URLS", "måste vara adresser"),
    ({**WHOLE, "teams_openid_url": "http://login.example"}, "TEAMS_OPENID_URL", "börjar med https://"),
    ({**WHOLE, "teams_login_url": "login.example"}, "TEAMS_LOGIN_URL", "börjar med https://"),
]


@pytest.mark.parametrize(("values", "variable", "said"), WRONG)
def test_what_is_wrong_is_named(values: Dict[str, str], variable: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**values)
    lines = str(caught.value).splitlines()
    assert any(f"GUIDEN_{variable} " in line and said in line for line in lines), lines
    assert "hemligt" not in str(caught.value)

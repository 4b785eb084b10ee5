"""Where notices go and what addresses we have: a wrong one stops the start and is named, its secrets are not."""

from __future__ import annotations

from typing import Dict

import pytest

from bot.settings import SettingsError, load_settings

GOOD = [
    {"smtp_url": "smtp://mejl.example.se", "mail_from": "guiden@example.se"},
    {"smtp_url": "smtp://anna%40guiden:hemligt@mejl.example.se:587?starttls=yes", "mail_from": "G <guiden@example.se>"},
    {"smtp_url": "smtps://anna:hemligt@mejl.example.se", "mail_from": '"Guiden, SKR" <guiden@example.se>'},
    {"smtp_url": "smtp://anna:hemligt@localhost:25", "mail_from": "guiden@localhost"},
    {"smtp_url": "smtp://[::1]:25", "mail_from": "guiden@räksmörgås.se"},
    {"smtp_url": "smtp://m", "mail_from": "guiden@example.se", "editors_mail": "a@example.se, b@example.se,"},
    {"slack_webhook_url": "https://hooks.slack.example/services/HEMLIGT"},
    {"teams_webhook_url": "http://localhost:8080/HEMLIGT"},
    {"review_url": "https://guiden.example.se/redaktion"},
    {"public_url": "http://localhost:5005"},
]


@pytest.mark.parametrize("values", GOOD)
def test_good_addresses(values: Dict[str, str]) -> None:
    load_settings(**values)


FROM = {"mail_from": "guiden@example.se"}
WRONG = [  # settings, the one that is named, part of what is said of it
    ({"smtp_url": "mejl.example.se:587", **FROM}, "SMTP_URL", "måste vara en mejlserver"),
    ({"smtp_url": "https://mejl.example.se", **FROM}, "SMTP_URL", "måste vara en mejlserver"),
    ({"smtp_url": "smtp://", **FROM}, "SMTP_URL", "måste vara en mejlserver"),
    ({"smtp_url": "smtp://mejl.example.se:hemligt", **FROM}, "SMTP_URL", "måste vara en mejlserver"),
    ({"smtp_url": "smtp://mejl.example.se/post", **FROM}, "SMTP_URL", "måste vara en mejlserver"),
    ({"smtp_url": "smtp://mejl.example.se?starttls=no", **FROM}, "SMTP_URL", "får bara ha tillägget ?starttls=yes"),
    ({"smtp_url": "smtps://mejl.example.se?starttls=yes", **FROM}, "SMTP_URL", "får bara ha tillägget ?starttls=yes"),
    ({"smtp_url": "smtps://anna@mejl.example.se", **FROM}, "SMTP_URL", "måste ha både namn och lösenord"),
    ({"smtp_url": "smtp://anna:hemligt@mejl.example.se", **FROM}, "SMTP_URL", "får inte skicka lösenordet okrypterat"),
    ({"smtp_url": "smtps://anna:h%C3%A4mligt@mejl.example.se", **FROM}, "SMTP_URL", "tecken utan å, ä och ö"),
    ({"smtp_url": "smtp://mejl.example.se"}, "MAIL_FROM", "måste ha en avsändare"),
    ({"mail_from": "guiden"}, "MAIL_FROM", "måste vara en e-postadress"),
    ({"mail_from": "guiden@example.se, b@example.se"}, "MAIL_FROM", "måste vara en e-postadress"),
    ({"mail_from": "G <guiden@example.se>\nBcc: b@example.se"}, "MAIL_FROM", "måste vara en e-postadress"),
    ({"smtp_url": "smtp://m", **FROM, "editors_mail": "a@example.se b@example.se"}, "EDITORS_MAIL", "komma mellan"),
    ({"smtp_url": "smtp://m", **FROM, "editors_mail": "redaktionen"}, "EDITORS_MAIL", "måste vara e-postadresser"),
    ({"editors_mail": "a@example.se"}, "EDITORS_MAIL", "får bara vara satt när GUIDEN_SMTP_URL är det"),
    ({"slack_webhook_url": "http://hooks.slack.example/HEMLIGT"}, "SLACK_WEBHOOK_URL", "börjar med https://"),
    ({"teams_webhook_url": "hooks.example.se/HEMLIGT"}, "TEAMS_WEBHOOK_URL", "börjar med https://"),
    ({"teams_webhook_url": "https://"}, "TEAMS_WEBHOOK_URL", "börjar med https://"),
    ({"review_url": "guiden.example.se"}, "REVIEW_URL", "måste vara en webbadress"),
    ({"public_url": "https://guiden.example.se/?x=1"}, "PUBLIC_URL", "måste vara en webbadress"),
]


@pytest.mark.parametrize(("values", "variable", "said"), WRONG)
def test_a_wrong_address_is_named(values: Dict[str, str], variable: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**values)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"Inställningen GUIDEN_{variable} ") and said in line
    assert "anna" not in line and "HEMLIGT" not in line


def test_editors_are_listed() -> None:
    chosen = load_settings(smtp_url="smtp://m", mail_from="g@example.se", editors_mail=" a@example.se,b@example.se, ")
    assert chosen.editors == ("a@example.se", "b@example.se")
    assert load_settings().editors == ()


ADDRESSES = [  # settings, public address, review address
    ({}, "http://localhost:5005", "http://localhost:5006"),
    ({"port": 80, "review_port": 81}, "http://localhost:80", "http://localhost:81"),
    ({"public_url": "https://g.se/", "review_url": "https://g.se/red/"}, "https://g.se", "https://g.se/red"),
]


@pytest.mark.parametrize(("values", "public", "review"), ADDRESSES)
def test_our_own_addresses(values: Dict[str, object], public: str, review: str) -> None:
    chosen = load_settings(**values)
    assert (chosen.public_address, chosen.review_address) == (public, review)

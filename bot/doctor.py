"""Look at everything the assistant needs and say what is wrong and how to mend it."""

from __future__ import annotations

import asyncio
import http.client
import urllib.error
import urllib.request
from typing import Callable, List, NamedTuple
from urllib.parse import urljoin

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.channels.teams.token import NoToken, Token
from bot.database import DATABASE_ERRORS, engine, explained
from bot.knowledge import store
from bot.migrations import is_current
from bot.nlu.training import is_surely_fresh, newest_model
from bot.outbox.store import waiting
from bot.redis_client import trouble
from bot.settings import PROJECT_ROOT, Settings

WIDGET_SCRIPT = PROJECT_ROOT / "widget" / "dist" / "hansyns-guide.js"
REVIEW_STYLE_SHEET = PROJECT_ROOT / "bot" / "review" / "static" / "review.css"


class Finding(NamedTuple):
    well: bool
    text: str


def examine(chosen: Settings) -> List[Finding]:
    checks: List[Callable[[Settings], Finding]] = [
        _database, _redis, _content, _model, _widget, _actions, _assistant, _review_assets, _sign_in, _review, _outbox,
        _teams, _slack,
    ]  # fmt: skip
    return [Finding(True, "Inställningarna går att läsa."), *(check(chosen) for check in checks)]


def _database(chosen: Settings) -> Finding:
    try:
        current = is_current()
    except DATABASE_ERRORS as error:
        return Finding(False, explained(error))
    if not current:
        return Finding(False, "Databasen saknar tabeller. Kör guiden migrate.")
    return Finding(True, f"Databasen svarar ({engine().url.get_backend_name()}).")


def _redis(chosen: Settings) -> Finding:
    if not chosen.redis_url:
        return Finding(True, "Redis används inte. Då får bara en process åt gången köra guiden serve.")
    why = trouble(chosen.redis_url)
    if why:
        return Finding(
            False,
            f"Redis svarar inte ({why}). Kontrollera att Redis är igång och att GUIDEN_REDIS_URL stämmer, även "
            "lösenordet. Tills Redis svarar kan assistenten inte svara någon.",
        )
    return Finding(True, "Redis svarar.")


def _content(chosen: Settings) -> Finding:
    try:
        counts = store.counts()
    except DATABASE_ERRORS:
        return Finding(False, "Innehållet går inte att läsa. Kör guiden migrate och sedan guiden import.")
    if not all(counts.values()):
        return Finding(False, "Innehåll saknas. Kör guiden import.")
    return Finding(True, f"{counts['answers']} svar, {counts['examples']} exempel och {counts['guides']} guider.")


def _model(chosen: Settings) -> Finding:
    model = newest_model(chosen)
    if model is None:
        return Finding(False, "Det finns ingen tränad modell. Kör guiden train.")
    if not is_surely_fresh(chosen):
        return Finding(False, f"Modellen {model.name} är äldre än träningsdata. Kör guiden train.")
    return Finding(True, f"Modellen {model.name} är aktuell.")


def _widget(chosen: Settings) -> Finding:
    if not WIDGET_SCRIPT.exists():
        return Finding(False, "Chattkomponenten är inte byggd. Kör make run, som bygger den.")
    return Finding(True, "Chattkomponenten är byggd.")


def _actions(chosen: Settings) -> Finding:
    if not chosen.actions_url:
        return Finding(True, "Handlingarna körs i samma process som assistenten.")
    try:
        with urllib.request.urlopen(urljoin(chosen.actions_url, "health"), timeout=3):
            return Finding(True, "Handlingarna svarar.")
    except (OSError, http.client.HTTPException) as error:
        return Finding(
            False,
            f"Handlingarna svarar inte ({type(error).__name__}). Kontrollera att guiden actions körs och att "
            "GUIDEN_ACTIONS_URL stämmer. Tills de svarar kan assistenten inte svara någon.",
        )


def _assistant(chosen: Settings) -> Finding:
    address = f"http://127.0.0.1:{chosen.port}/health"
    try:
        with urllib.request.urlopen(address, timeout=3):
            return Finding(True, f"Assistenten svarar på port {chosen.port}, med modell, databas och handlingar.")
    except urllib.error.HTTPError as error:
        return Finding(False, f"Assistenten är inte redo: {error.read().decode()}. Läs dess logg.")
    except OSError:
        return Finding(True, f"Assistenten är inte startad på port {chosen.port}. Starta den med guiden run.")


def _review_assets(chosen: Settings) -> Finding:
    if not REVIEW_STYLE_SHEET.exists():
        return Finding(False, "Redaktionens sidor har ingen stilmall. Kör scripts/build_review.sh.")
    return Finding(True, "Redaktionens stilmall är byggd.")


def _sign_in(chosen: Settings) -> Finding:
    openid = {
        "GUIDEN_OIDC_ISSUER": chosen.oidc_issuer,
        "GUIDEN_OIDC_CLIENT_ID": chosen.oidc_client_id,
        "GUIDEN_OIDC_CLIENT_SECRET": chosen.oidc_client_secret,
    }
    if not any(openid.values()):
        return Finding(True, "Redaktionen loggar in med en adress som fungerar en gång.")
    missing = [name for name, value in {**openid, "GUIDEN_REVIEW_URL": chosen.review_url}.items() if not value]
    if missing:
        return Finding(
            False,
            f"Det går inte att logga in till redaktionens sidor med OpenID Connect: {', '.join(missing)} saknas. "
            "Sätt det som saknas, eller ta bort alla inställningar som börjar med GUIDEN_OIDC.",
        )
    return Finding(True, f"Redaktionen loggar in med OpenID Connect hos {chosen.oidc_issuer}.")


def _review(chosen: Settings) -> Finding:
    port = chosen.review_port
    try:
        health = _said_at(f"http://127.0.0.1:{port}/health")
    except urllib.error.URLError:
        return Finding(True, f"Redaktionens sidor är inte startade på port {port}. Starta dem med guiden run.")
    except (OSError, http.client.HTTPException):
        health = ""
    if '"database":true' in health:
        return Finding(True, f"Redaktionens sidor svarar på port {port}.")
    if '"database":false' in health:
        return Finding(False, f"Redaktionens sidor på port {port} når inte databasen. Läs deras logg.")
    return Finding(
        False,
        f"På port {port} svarar något annat än redaktionens sidor. Stoppa det, eller välj en annan port med "
        "GUIDEN_REVIEW_PORT.",
    )


def _said_at(address: str) -> str:
    """What is answered, with whatever status; without blanks.

    Raises:
        urllib.error.URLError: nothing listens there.
        OSError, http.client.HTTPException: what listens isn't a web server.
    """
    try:
        with urllib.request.urlopen(address, timeout=3) as answer:
            said = answer.read()
    except urllib.error.HTTPError as error:
        said = error.read()
    return "".join(said.decode(errors="replace").split())


def _outbox(chosen: Settings) -> Finding:
    try:
        outbox = waiting()
    except DATABASE_ERRORS:
        return Finding(False, "Utkorgen går inte att läsa. Kör guiden migrate.")
    if outbox.stuck:
        why = outbox.why or "inget försök har gjorts"
        return Finding(
            False,
            f"{outbox.stuck} av {outbox.total} meddelanden i utkorgen har väntat mer än en timme ({why}). Se till att "
            "guiden deliver körs och att inställningarna för mejl, Slack och Teams stämmer.",
        )
    return Finding(True, f"Utkorgen fungerar ({outbox.total} meddelanden väntar på att skickas).")


def _teams(chosen: Settings) -> Finding:
    if not chosen.teams_app_id:
        return Finding(True, "Assistenten är inte inställd för Teams.")
    try:
        asyncio.run(Token(chosen).get())
    except NoToken as error:
        return Finding(
            False,
            f"Microsoft släpper inte in assistenten i Teams ({error}). Kontrollera GUIDEN_TEAMS_APP_ID, "
            "GUIDEN_TEAMS_APP_SECRET och GUIDEN_TEAMS_TENANT_ID, och att servern når nätet.",
        )
    return Finding(True, "Microsoft släpper in assistenten i Teams.")


def _slack(chosen: Settings) -> Finding:
    if not chosen.slack_bot_token:
        return Finding(True, "Assistenten är inte inställd för Slack.")
    try:
        WebClient(chosen.slack_bot_token, chosen.slack_api_url, timeout=10).auth_test()
    except SlackApiError as error:
        why = error.response["error"]
    except OSError as error:
        why = type(error).__name__
    else:
        return Finding(True, "Slack släpper in assistenten.")
    return Finding(
        False,
        f"Slack släpper inte in assistenten ({why}). Kontrollera GUIDEN_SLACK_BOT_TOKEN, och att servern når nätet.",
    )

"""Every setting in one typed place, read once from the environment."""

from __future__ import annotations

import functools
import secrets
from pathlib import Path
from typing import Any, Mapping, Tuple

import pydantic
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot import setting_checks
from bot.serving_settings import ServingSettings
from bot.setting_checks import items

SHORTEST_SECRET = 32  # characters
PROJECT_ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is missing or wrong; the text is for the operator, in Swedish."""


class Settings(ServingSettings):
    """Environment variables have the field's name in capitals, `GUIDEN_` first but for DATABASE_URL."""

    state_dir: Path = PROJECT_ROOT / ".guiden"
    models_dir: Path = PROJECT_ROOT / "models"
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = pydantic.Field(5005, ge=1, le=65535)
    actions_port: int = pydantic.Field(5055, ge=1, le=65535)
    allowed_origins: str = ""
    token_secrets: str = ""
    # Longer than twenty hours, so that WCAG 2.2.1 asks for no way to extend it.
    session_minutes: int = pydantic.Field(1260, ge=1)
    messages_per_minute: int = pydantic.Field(20, ge=1)
    messages_per_minute_and_address: int = pydantic.Field(300, ge=1)
    sessions_per_minute_and_address: int = pydantic.Field(60, ge=1)
    answer_timeout_seconds: float = pydantic.Field(4.5, gt=0)
    codes_per_hour: int = pydantic.Field(20, ge=1)
    codes_per_hour_and_address: int = pydantic.Field(200, ge=1)
    log_level: str = "INFO"
    # The review pages and who may use them; without an issuer an address to sign in once is printed at start.
    review_port: int = pydantic.Field(5006, ge=1, le=65535)
    public_url: str = ""
    review_url: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_roles_claim: str = "roles"
    review_session_minutes: int = pydantic.Field(480, ge=1)
    # Where notices go; nothing is sent to what is empty. A mail server is smtp://name:password@host:587?starttls=yes or
    # smtps://name:password@host, with what isn't a letter or digit in name and password as %XX.
    smtp_url: str = ""
    mail_from: str = ""
    editors_mail: str = ""
    slack_webhook_url: str = ""
    teams_webhook_url: str = ""
    # The Slack app (docs/slack.md); without a token there is no assistant in Slack. Signing secrets have commas
    # between them, the newest first.
    slack_bot_token: str = ""
    slack_signing_secrets: str = ""
    slack_api_url: str = "https://slack.com/api/"
    # Teams is on when it has an app id; the bot belongs to one tenant, others may be allowed to use it.
    teams_app_id: str = ""
    teams_app_secret: str = ""
    teams_tenant_id: str = ""
    teams_allowed_tenants: str = ""
    teams_service_urls: str = "https://smba.trafficmanager.net,https://*.botframework.com"
    teams_openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    teams_login_url: str = "https://login.microsoftonline.com"
    # Days that personal data is kept (docs/privacy.md).
    keep_conversations_days: int = pydantic.Field(90, ge=1)
    keep_drafts_days: int = pydantic.Field(30, ge=1)
    keep_contacts_days: int = pydantic.Field(180, ge=1)
    keep_declined_days: int = pydantic.Field(180, ge=1)
    keep_questions_days: int = pydantic.Field(365, ge=1)
    keep_audit_days: int = pydantic.Field(730, ge=1)

    class Config:
        env_prefix = "GUIDEN_"
        fields = {"database_url": {"env": "DATABASE_URL"}}

    @pydantic.validator("database_url")
    def _database_url_is_known(cls, value: str) -> str:
        if not value:
            return value
        try:
            backend = make_url(value).get_backend_name()
        except ArgumentError:
            raise ValueError("är ingen databasadress, t.ex. postgresql://guiden:hemligt@localhost/guiden") from None
        if backend not in {"sqlite", "postgresql"}:
            raise ValueError("måste börja med postgresql:// eller sqlite:///")
        return value

    @pydantic.validator("log_level")
    def _log_level_is_known(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("måste vara DEBUG, INFO, WARNING eller ERROR")
        return value.upper()

    @pydantic.validator("token_secrets")
    def _secrets_are_long(cls, value: str) -> str:
        keys = [key.strip() for key in value.split(",")]
        if value and any(len(key) < SHORTEST_SECRET for key in keys):
            raise ValueError(f"måste ha minst {SHORTEST_SECRET} tecken i varje nyckel")
        return value

    _mail_server = pydantic.validator("smtp_url", allow_reuse=True)(setting_checks.mail_server)
    _sender = pydantic.validator("mail_from", allow_reuse=True)(setting_checks.sender)
    _mail_addresses = pydantic.validator("editors_mail", allow_reuse=True)(setting_checks.mail_addresses)
    _webhook = pydantic.validator("slack_webhook_url", "teams_webhook_url", allow_reuse=True)(setting_checks.webhook)
    _page = pydantic.validator("public_url", "review_url", allow_reuse=True)(setting_checks.page)

    @pydantic.validator("mail_from", always=True)
    def _mail_has_a_sender(cls, value: str, values: Mapping[str, Any]) -> str:
        if values.get("smtp_url") and not value:
            raise ValueError("måste ha en avsändare när GUIDEN_SMTP_URL är satt, t.ex. Guiden <guiden@example.se>")
        return value

    @pydantic.validator("editors_mail")
    def _mail_has_a_server(cls, value: str, values: Mapping[str, Any]) -> str:
        if value and values.get("smtp_url") == "":
            raise ValueError("får bara vara satt när GUIDEN_SMTP_URL är det")
        return value

    _slack_token = pydantic.validator("slack_bot_token", allow_reuse=True)(setting_checks.slack_token)
    _slack_secrets = pydantic.validator("slack_signing_secrets", allow_reuse=True)(setting_checks.slack_secrets)
    _slack_api = pydantic.validator("slack_api_url", allow_reuse=True)(setting_checks.webhook)
    _teams_ids = pydantic.validator("teams_app_id", "teams_tenant_id", allow_reuse=True)(setting_checks.microsoft_id)
    _teams_tenants = pydantic.validator("teams_allowed_tenants", allow_reuse=True)(setting_checks.microsoft_ids)
    _teams_services = pydantic.validator("teams_service_urls", allow_reuse=True)(setting_checks.origins)
    _teams_urls = pydantic.validator("teams_openid_url", "teams_login_url", allow_reuse=True)(setting_checks.webhook)

    @pydantic.validator("teams_app_secret", "teams_tenant_id", always=True)
    def _teams_is_whole(cls, value: str, values: Mapping[str, Any]) -> str:
        if bool(value) != bool(values.get("teams_app_id", value)):
            raise ValueError("måste vara satt tillsammans med GUIDEN_TEAMS_APP_ID, eller ingen av dem")
        return value

    @pydantic.validator("slack_signing_secrets", always=True)
    def _slack_is_whole(cls, value: str, values: Mapping[str, Any]) -> str:
        if bool(value) != bool(values.get("slack_bot_token", value)):
            raise ValueError("måste vara satt när GUIDEN_SLACK_BOT_TOKEN är det, och bara då")
        return value

    @property
    def database(self) -> str:
        """The SQLAlchemy address in use; an SQLite file in the state directory unless DATABASE_URL is set."""
        return self.database_url or f"sqlite:///{self.state_dir / 'guiden.db'}"

    @property
    def origins(self) -> Tuple[str, ...]:
        """Web origins besides our own that may embed the chat."""
        return items(self.allowed_origins)

    @property
    def editors(self) -> Tuple[str, ...]:
        """The e-mail addresses that are told of what comes in."""
        return items(self.editors_mail)

    @property
    def teams_tenants(self) -> Tuple[str, ...]:
        """The tenants that may use the bot."""
        return items(self.teams_allowed_tenants) or (self.teams_tenant_id,)

    @property
    def teams_services(self) -> Tuple[str, ...]:
        """Origins of Microsoft's that answers may be posted to; "*." stands for anything before a domain."""
        return items(self.teams_service_urls)

    @property
    def slack_secrets(self) -> Tuple[str, ...]:
        """What Slack may have signed its requests with."""
        return items(self.slack_signing_secrets)

    @property
    def public_address(self) -> str:
        """Where visitors reach the chat, without a slash at the end."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def review_address(self) -> str:
        """Where editors reach the review pages, without a slash at the end."""
        return self.review_url or f"http://localhost:{self.review_port}"

    @property
    def signing_keys(self) -> Tuple[str, ...]:
        """Keys for tokens and choices, the newest first; older ones are only accepted, never used to sign."""
        if self.token_secrets:
            return tuple(key.strip() for key in self.token_secrets.split(",") if key.strip())
        return (_kept_secret(self.state_dir / "token_secret"),)


def _kept_secret(path: Path) -> str:
    """A random secret made once and kept beside the database, so that a restart keeps sessions alive."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as new:
            path.chmod(0o600)
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def load_settings(**overrides: Any) -> Settings:
    """Read and check the environment.

    Raises:
        SettingsError: names every wrong variable and what it must be.
    """
    try:
        return Settings(**overrides)
    except pydantic.ValidationError as error:
        raise SettingsError("\n".join(_explain(item) for item in error.errors())) from None


# By pydantic's type of error; the limit that was passed comes last. Our own checks speak Swedish already.
_SWEDISH = {
    "type_error.integer": "måste vara ett heltal",
    "type_error.float": "måste vara ett tal",
    "value_error.number.not_ge": "måste vara minst ",
    "value_error.number.not_le": "får vara högst ",
    "value_error.number.not_gt": "måste vara mer än ",
}


def _explain(item: Mapping[str, Any]) -> str:
    field = str(item["loc"][0])
    variable = "DATABASE_URL" if field == "database_url" else f"GUIDEN_{field.upper()}"
    limit = next(iter(item.get("ctx", {}).values()), "")
    return f"Inställningen {variable} {_SWEDISH.get(item['type'], item['msg'])}{limit}."


@functools.lru_cache(maxsize=1)
def settings() -> Settings:
    """The process's settings; `settings.cache_clear()` is for tests."""
    return load_settings()

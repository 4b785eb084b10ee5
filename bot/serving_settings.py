"""The settings of how the assistant is served: alone on one machine, or as one of several replicas."""

from __future__ import annotations

import pydantic

from bot import setting_checks


class ServingSettings(pydantic.BaseSettings):
    """As bot.settings.Settings, which takes these over."""

    # Where Redis keeps locks, limits and what has come before, e.g. redis://:secret@host:6379/0. Without it they are
    # kept in the process, which is then the only one that may serve.
    redis_url: str = ""
    # Action servers' address, e.g. http://actions:5055/webhook. Without it actions run in the serving process.
    actions_url: str = ""
    # Less than answer_timeout_seconds, so that a visitor can be told that they don't answer.
    actions_timeout_seconds: float = pydantic.Field(4.0, gt=0)
    actions_host: str = "127.0.0.1"
    # Turns carried out at the same time, and those that may wait for it before others are asked to come back.
    turns_at_once: int = pydantic.Field(32, ge=1)
    turns_waiting: int = pydantic.Field(100, ge=0)
    # How many proxies stand in front, the last of which says who asks (X-Forwarded-For). With one more than there are,
    # anybody could say to be somebody else.
    proxies: int = pydantic.Field(0, ge=0)
    log_format: str = "text"

    _redis = pydantic.validator("redis_url", allow_reuse=True)(setting_checks.redis)
    _actions = pydantic.validator("actions_url", allow_reuse=True)(setting_checks.internal)

    @pydantic.validator("log_format")
    def _log_format_is_known(cls, value: str) -> str:
        if value not in {"text", "json"}:
            raise ValueError("måste vara text eller json")
        return value

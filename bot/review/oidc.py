"""Signing in with OpenID Connect: authorization code with PKCE, state and nonce, by Authlib."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app
from joserfc.errors import JoseError
from werkzeug.wrappers import Response

from bot.review.sessions import ADMINISTRATOR, EDITOR
from bot.settings import Settings

TIMEOUT = 10  # seconds, for each question to the provider
PATH = "/sign-in/oidc/callback"
# Signatures that only the provider can have made: not "none", and no secret shared with us.
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
# What an answer that can't be trusted or understood raises.
_FAILURES = (AuthlibBaseError, JoseError, requests.RequestException, RuntimeError, ValueError, KeyError, TypeError)


class SignInFailed(Exception):
    """The provider didn't answer, or not so that it can be believed. The text says which, without what it sent."""


@dataclass(frozen=True)
class Person:
    """`role` is None for whoever has none here."""

    name: str
    role: Optional[str]


def register(app: Flask, chosen: Settings) -> None:
    """Make the provider known to the app; it is first asked when somebody signs in."""
    OAuth(app).register(
        "provider",
        client_id=chosen.oidc_client_id,
        client_secret=chosen.oidc_client_secret,
        server_metadata_url=f"{chosen.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT,
        },
    )


def redirect_to_provider(chosen: Settings) -> Response:
    """
    Raises:
        SignInFailed: the provider is away, or isn't the one that is set.
    """
    try:
        return _client(chosen).authorize_redirect(chosen.review_address + PATH)
    except _FAILURES as error:
        raise SignInFailed(type(error).__name__) from None


def person_from_callback(chosen: Settings) -> Person:
    """Who has come back from the provider with the request at hand.

    Raises:
        SignInFailed: they gave up, the request isn't an answer to ours, or its code or token isn't valid.
    """
    try:
        client = _client(chosen)
        audience = {"aud": {"essential": True, "values": [chosen.oidc_client_id]}}
        issuer = {"iss": {"essential": True, "values": [client.load_server_metadata()["issuer"]]}}
        token = client.authorize_access_token(claims_options={**issuer, **audience})
        claims: Mapping[str, Any] = token["userinfo"]
        if chosen.oidc_roles_claim not in claims:
            claims = _with_user_info(client, token, claims)
        return Person(_name(claims), _role(claims.get(chosen.oidc_roles_claim)))
    except _FAILURES as error:
        raise SignInFailed(getattr(error, "error", None) or type(error).__name__) from None


def _client(chosen: Settings) -> Any:
    client = current_app.extensions["authlib.integrations.flask_client"].create_client("provider")
    metadata = client.load_server_metadata()
    if metadata["issuer"].rstrip("/") != chosen.oidc_issuer.rstrip("/"):
        raise ValueError("another issuer")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in _ALGORITHMS]
    return client


def _with_user_info(client: Any, token: Any, claims: Mapping[str, Any]) -> Mapping[str, Any]:
    more = client.userinfo(token=token)
    if more["sub"] != claims["sub"]:
        raise ValueError("user info of somebody else")
    return {**more, **claims}


def _name(claims: Mapping[str, Any]) -> str:
    return str(next(claims[name] for name in ("name", "preferred_username", "email", "sub") if claims.get(name)))


def _role(value: Any) -> Optional[str]:
    held = {value} if isinstance(value, str) else set(value or ())
    return next((role for role in (ADMINISTRATOR, EDITOR) if role in held), None)

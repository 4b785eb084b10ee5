"""Who sends us an activity: Microsoft, for our bot, from a tenant that may use it. Everybody else is refused.

The rules are Microsoft's "Authenticate requests from the Bot Connector service"; a token without an end is refused too.
"""

from __future__ import annotations

from typing import Any, Iterator, Mapping

import jwt
from yarl import URL

from bot.channels.refused import Refused
from bot.channels.teams.keys import Keys, Unavailable
from bot.settings import Settings

ISSUER = "https://api.botframework.com"
CHANNEL_ID = "msteams"
LEEWAY = 300  # seconds that clocks may differ


def service_address(address: str) -> URL:
    """
    Raises:
        ValueError: when it is no web address.
    """
    url = URL(address)
    if url.scheme not in {"http", "https"} or not url.host or url.user or url.query_string or url.fragment:
        raise ValueError("no web address")
    return url


class Gate:
    def __init__(self, chosen: Settings, keys: Keys) -> None:
        self._app_id = chosen.teams_app_id
        self._tenants = chosen.teams_tenants
        self._services = [(service_address(each.replace("*.", "", 1)), "*." in each) for each in chosen.teams_services]
        self._keys = keys

    async def check(self, authorization: str, activity: Mapping[str, Any]) -> None:
        """
        Raises:
            Refused: 401 for who isn't Microsoft, 403 for whom we don't serve, 503 when nobody can tell now.
        """
        claims = await self._claims(authorization, activity)
        if not activity.get("serviceUrl") or claims.get("serviceurl") != activity["serviceUrl"]:
            raise _unauthorised()
        if not self._is_allowed(activity["serviceUrl"]):
            raise _forbidden()
        tenants = list(_tenants(activity))
        if activity["channelId"] != CHANNEL_ID or not tenants or not set(tenants) <= set(self._tenants):
            raise _forbidden()

    async def _claims(self, authorization: str, activity: Mapping[str, Any]) -> Mapping[str, Any]:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise _unauthorised()
        try:
            header = jwt.get_unverified_header(token.strip())
            key = await self._keys.find(header["kid"])
            if key is None or activity.get("channelId") not in key.endorsements:
                raise _unauthorised()
            return jwt.decode(
                token.strip(), key.public, algorithms=["RS256"], audience=self._app_id, issuer=ISSUER, leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )  # fmt: skip
        except Unavailable:
            raise Refused(503, "unavailable", "Det går inte att kontrollera avsändaren just nu.", 10) from None
        except (jwt.PyJWTError, KeyError, TypeError, ValueError):
            raise _unauthorised() from None

    def _is_allowed(self, address: Any) -> bool:
        try:
            url = service_address(address)
        except (ValueError, TypeError):
            return False
        return any(
            (url.scheme, url.port) == (known.scheme, known.port)
            and (str(url.host).endswith(f".{known.host}") if any_below else url.host == known.host)
            for known, any_below in self._services
        )


def _tenants(activity: Mapping[str, Any]) -> Iterator[str]:
    """Each place that names the tenant."""
    for part in (_part(activity, "conversation").get("tenantId"), _part(activity, "channelData", "tenant").get("id")):
        if part:
            yield str(part).lower()


def _part(activity: Any, *names: str) -> Mapping[str, Any]:
    for name in names:
        activity = activity.get(name)
        if not isinstance(activity, dict):
            return {}
    return activity


def _unauthorised() -> Refused:
    return Refused(401, "unauthorized", "Avsändaren är inte Microsoft Teams.")


def _forbidden() -> Refused:
    return Refused(403, "forbidden", "Organisationen får inte använda den här assistenten.")

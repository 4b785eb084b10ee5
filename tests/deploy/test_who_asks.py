"""Who is counted as asking: what the proxy says, but only where there is one."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import pytest

from tests.replicas import Assistant, MakePlace

FROM = "X-Forwarded-For"


def status(address: str, headers: Dict[str, str]) -> int:
    """Of a new session."""
    request = urllib.request.Request(f"{address}/webhooks/web/session", b"", headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            assert "token" in json.load(response)
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize(
    ("proxies", "table"),
    [
        pytest.param(
            "1",
            [
                ("192.0.2.{}", [200, 200, 200, 200]),  # each visitor by itself
                ("192.0.2.{}, 198.51.100.1", [200, 200, 429, 429]),  # only what our proxy has added
                (None, [200, 200, 429, 429]),
            ],
            id="behind a proxy",
        ),
        pytest.param("0", [("192.0.2.{}", [200, 200, 429, 429])], id="where anybody could have said it"),
    ],
)
def test_whose_requests_are_counted_together(
    model: Path,
    make_place: MakePlace,
    proxies: str,
    table: List[Tuple[Optional[str], List[int]]],
) -> None:
    more = {"GUIDEN_SESSIONS_PER_MINUTE_AND_ADDRESS": "2", "GUIDEN_PROXIES": proxies}
    with Assistant(make_place("who_asks"), more) as servers:
        for said, expected in table:
            asked = [{FROM: said.format(number)} if said else {} for number in range(4)]
            assert [status(servers.address, headers) for headers in asked] == expected, said

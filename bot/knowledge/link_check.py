"""Whether web addresses still lead somewhere: asked all at once, but gently at each host, and never failing."""

from __future__ import annotations

import asyncio
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Callable, Iterable, List, Tuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

# HTTP headers are ASCII.
USER_AGENT = "Hansynsguiden-lankkontroll/1.0 (checks that links in a guide still work)"
AT_ONCE, AT_ONCE_FOR_A_HOST = 20, 2
# Seconds between two questions to a host.
PAUSE = 0.3
MOST_REDIRECTS = 8
_MOVED = {301, 308}
_GONE = {404, 410}


class State(Enum):
    """In the order in which an editor wants to read of them."""

    GONE = "borta"
    UNREACHABLE = "nås inte"
    MOVED = "flyttad"
    WORKING = "fungerar"


@dataclass(frozen=True)
class Result:
    """`detail` is why, in Swedish; `leads_to` is where one ends, empty when it is the address itself."""

    address: str
    state: State
    detail: str = ""
    leads_to: str = ""


def check(addresses: Iterable[str], timeout: float, done: Callable[[], None] = lambda: None) -> List[Result]:
    """Ask every address, giving each request so many seconds; `done` is called after each. Worst results first."""
    with ThreadPoolExecutor(1) as apart:  # the caller may have an event loop of its own
        results = apart.submit(lambda: asyncio.run(_check_all(list(addresses), timeout, done))).result()
    return sorted(results, key=lambda each: (list(State).index(each.state), each.address))


async def _check_all(addresses: List[str], timeout: float, done: Callable[[], None]) -> List[Result]:
    from aiohttp import ClientSession, ClientTimeout, TCPConnector

    hosts = {_host(each): asyncio.Semaphore(AT_ONCE_FOR_A_HOST) for each in addresses}
    everywhere = asyncio.Semaphore(AT_ONCE)

    async def check_one(address: str) -> Result:
        async with hosts[_host(address)]:
            async with everywhere:
                result = await _check(session, address)
            await asyncio.sleep(PAUSE)
        done()
        return result

    async with ClientSession(
        connector=TCPConnector(limit=AT_ONCE),
        timeout=ClientTimeout(total=timeout),
        headers={"User-Agent": USER_AGENT},
        trust_env=True,
    ) as session:
        return await asyncio.gather(*map(check_one, addresses))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # no address at all, as asking will show
        return ""


async def _check(session: ClientSession, address: str) -> Result:
    """By HEAD; what HEAD is refused, GET may be given."""
    import aiohttp

    try:
        status, result = await _ask(session, "HEAD", address)
        if status >= 400:
            _, result = await _ask(session, "GET", address)
        return result
    except asyncio.TimeoutError:
        detail = "svarar inte i tid"
    except aiohttp.TooManyRedirects:
        detail = "skickar runt i cirkel"
    except (aiohttp.ClientConnectorCertificateError, ssl.CertificateError):
        detail = "certifikatet godtas inte"
    except (aiohttp.ClientError, OSError, ValueError):
        detail = "det går inte att ansluta"
    return Result(address, State.UNREACHABLE, detail)


async def _ask(session: ClientSession, method: str, address: str) -> Tuple[int, Result]:
    async with session.request(method, address, allow_redirects=True, max_redirects=MOST_REDIRECTS) as response:
        return response.status, _result(address, response)


def _result(address: str, response: ClientResponse) -> Result:
    status = response.status
    leads_to = str(response.url) if response.history else ""
    if status in _GONE:
        return Result(address, State.GONE, f"svarar {status}", leads_to)
    if status >= 400:
        return Result(address, State.UNREACHABLE, f"svarar {status}", leads_to)
    if any(step.status in _MOVED for step in response.history):
        return Result(address, State.MOVED, "har flyttat för gott", leads_to)
    return Result(address, State.WORKING, "skickar vidare" if leads_to else "", leads_to)

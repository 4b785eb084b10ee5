"""The chat page and its files, a page that embeds the chat, and one for each example; headers let nothing else in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Callable, Coroutine, Dict

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, file, html

from bot.channels import example_page
from bot.knowledge.own_pages import PATH
from bot.settings import PROJECT_ROOT

WIDGET = PROJECT_ROOT / "widget"
EMBEDDED = "/inbaddad.html"
# All that a page needs to allow so that the chat works on it.
NEEDED = (
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)
OUR_LOOK = ("style-src 'self'", "img-src 'self' data:")
HEADERS = {
    "Content-Security-Policy": "; ".join((*NEEDED, *OUR_LOOK)),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-cache",
}
FILES = {
    "/": (WIDGET / "index.html", "text/html; charset=utf-8"),
    EMBEDDED: (WIDGET / "inbaddad.html", "text/html; charset=utf-8"),
    "/page.css": (WIDGET / "page.css", "text/css; charset=utf-8"),
    "/example.css": (WIDGET / "example.css", "text/css; charset=utf-8"),
    "/hansyns-guide.js": (WIDGET / "dist" / "hansyns-guide.js", "text/javascript; charset=utf-8"),
}


def blueprint() -> Blueprint:
    pages = Blueprint("guiden_pages")
    for address, (path, media_type) in FILES.items():
        headers = {**HEADERS, "Content-Security-Policy": "; ".join(NEEDED)} if address == EMBEDDED else HEADERS
        name = path.stem.replace("-", "_") + path.suffix[1:]
        pages.add_route(_serve(path, media_type, headers), address, name=name)
    pages.add_route(_example, f"{PATH}/<identity:str>", name="example")
    return pages


async def _example(request: Request, identity: str) -> HTTPResponse:
    """Off the event loop, which would else stand still while the database answers."""
    status, page = await asyncio.get_running_loop().run_in_executor(None, example_page.page, identity)
    return html(page, status, HEADERS)


def _serve(path: Path, media_type: str, headers: Dict[str, str]) -> Callable[..., Coroutine[Any, Any, HTTPResponse]]:
    embeddable = {"Cross-Origin-Resource-Policy": "cross-origin"} if path.suffix == ".js" else {}

    async def serve(request: Request) -> HTTPResponse:
        return await file(path, headers={**headers, **embeddable}, mime_type=media_type)

    return serve

"""The chat page and its files, and a page for each example, with the headers that let nothing else in."""

from __future__ import annotations

import asyncio

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, file, html

from bot.channels import example_page
from bot.knowledge.own_pages import PATH
from bot.settings import PROJECT_ROOT

WIDGET = PROJECT_ROOT / "widget"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-cache",
}
FILES = {
    "/": (WIDGET / "index.html", "text/html; charset=utf-8"),
    "/page.css": (WIDGET / "page.css", "text/css; charset=utf-8"),
    "/example.css": (WIDGET / "example.css", "text/css; charset=utf-8"),
    "/hansyns-guide.js": (WIDGET / "dist" / "hansyns-guide.js", "text/javascript; charset=utf-8"),
}


def blueprint() -> Blueprint:
    pages = Blueprint("guiden_pages")
    for address, (path, media_type) in FILES.items():
        pages.add_route(_serve(path, media_type), address, name=path.stem.replace("-", "_") + path.suffix[1:])
    pages.add_route(_example, f"{PATH}/<identity:str>", name="example")
    return pages


async def _example(request: Request, identity: str) -> HTTPResponse:
    """Off the event loop, which would else stand still while the database answers."""
    status, page = await asyncio.get_running_loop().run_in_executor(None, example_page.page, identity)
    return html(page, status, HEADERS)


def _serve(path, media_type: str):
    async def serve(request: Request) -> HTTPResponse:
        headers = dict(HEADERS)
        if path.suffix == ".js":
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return await file(path, headers=headers, mime_type=media_type)

    return serve

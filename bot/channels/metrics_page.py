"""Where monitoring reads the metrics; a proxy doesn't forward it."""

from __future__ import annotations

import asyncio

from sanic import Request
from sanic.response import HTTPResponse, raw

from bot import metrics


async def metrics_page(request: Request) -> HTTPResponse:
    page = await asyncio.to_thread(metrics.page)
    return raw(page, content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})

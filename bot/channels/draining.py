"""A process that is told to stop answers what it has begun: replicas are replaced while people talk."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Request, Sanic
from sanic.response import HTTPResponse

from bot.channels.lanes import Lanes

LET_GO_IN = 0.5  # seconds: a proxy's busy connections are told in that time that they end
LANES_END_IN = 15.0  # seconds, after the last request is answered


def drain(app: Sanic, seconds: float) -> None:
    """Requests that are under way get so many seconds. To be called when the channels are registered: what is told
    last of the end hears of it first, and channels close what their lanes need.
    """
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = seconds
    app.ctx.stopping = False

    @app.before_server_stop
    async def stop(app: Sanic, loop: Any) -> None:
        """Sanic closes a connection where no request is under way, be it just before the next one is sent."""
        app.ctx.stopping = True
        await asyncio.sleep(LET_GO_IN)

    @app.on_response
    async def keep_no_connection(request: Request, response: HTTPResponse) -> None:
        """Or a proxy goes on asking where it has a connection, until Sanic cuts it off in the middle of a request."""
        if app.ctx.stopping and request.stream:
            request.stream.keep_alive = False

    @app.after_server_stop
    async def finish(app: Sanic, loop: Any) -> None:
        await Lanes.ended(LANES_END_IN)

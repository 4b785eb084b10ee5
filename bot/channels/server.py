"""Serve the assistant: Rasa's agent behind our own channels, and nothing of Rasa's HTTP API."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, List, Optional

import aiohttp
import rasa.core.agent
import rasa.core.channels.channel
import sqlalchemy as sa
from rasa.core.channels.channel import InputChannel
from rasa.core.utils import AvailableEndpoints
from rasa.model import get_latest_model
from rasa.utils.endpoints import EndpointConfig
from sanic import Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, json

from bot.channels import pages
from bot.channels.conversation_store import ConversationStore
from bot.channels.errors import answer_sanic_error, answer_unexpected_error
from bot.channels.slack.channel import SlackInput
from bot.channels.teams.channel import TeamsInput
from bot.channels.web.channel import WebInput
from bot.database import engine
from bot.engine.graph_runner import plan_once
from bot.settings import Settings
from bot.swedish.text import WARM_UP

logger = logging.getLogger(__name__)

# Bytes. A long message in Teams comes twice, as text and as HTML; the web channel takes less (web.body.MAX_BODY).
LARGEST_REQUEST = 256 * 1024


class NoModel(Exception):
    """There is no trained model to serve."""


def serve(chosen: Settings) -> None:
    """Run until stopped.

    Raises:
        NoModel: `guiden train` has not been run.
    """
    model = get_latest_model(str(chosen.models_dir))
    if model is None:
        raise NoModel
    create_app(chosen, Path(model)).run(host=chosen.host, port=chosen.port, access_log=False)


def create_app(chosen: Settings, model: Path) -> Sanic:
    app = Sanic("guiden", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.RESPONSE_TIMEOUT = int(chosen.answer_timeout_seconds) + 10
    app.error_handler.add(SanicException, answer_sanic_error)
    app.error_handler.add(Exception, answer_unexpected_error)
    rasa.core.channels.channel.register(_channels(chosen), app, route="/webhooks/")
    app.blueprint(pages.blueprint())
    app.add_route(ready, "/health", name="health")
    app.ctx.settings = chosen

    @app.before_server_start
    async def load(app: Sanic, loop: Any) -> None:
        app.ctx.agent = await rasa.core.agent.load_agent(model_path=str(model), endpoints=_endpoints(chosen), loop=loop)
        if not app.ctx.agent.is_ready():
            raise RuntimeError(f"the model {model} could not be loaded: run guiden train --force")
        plan_once(app.ctx.agent)
        await app.ctx.agent.parse_message(WARM_UP)
        logger.info("the model %s is loaded", model.name)

    return app


def _channels(chosen: Settings) -> List[InputChannel]:
    """The web channel, and those that are set up."""
    teams = [TeamsInput(chosen)] if chosen.teams_app_id else []
    slack = [SlackInput(chosen)] if chosen.slack_bot_token else []
    return [WebInput(chosen), *teams, *slack]


def _endpoints(chosen: Settings) -> AvailableEndpoints:
    return AvailableEndpoints(
        action=EndpointConfig(chosen.actions_url or f"http://127.0.0.1:{chosen.actions_port}/webhook"),
        tracker_store=EndpointConfig(
            type=f"{ConversationStore.__module__}.{ConversationStore.__name__}", url=chosen.database
        ),
    )


async def ready(request: Request) -> HTTPResponse:
    """200 when model, database and actions answer, else 503 with what does not."""
    chosen = request.app.ctx.settings
    agent: Optional[Any] = getattr(request.app.ctx, "agent", None)
    state = {
        "model": bool(agent and agent.is_ready()),
        "database": await asyncio.get_running_loop().run_in_executor(None, _database_answers),
        "actions": await _actions_answer(chosen.actions_port),
    }
    return json(state, 200 if all(state.values()) else 503)


def _database_answers() -> bool:
    try:
        with engine().connect() as connection:
            connection.execute(sa.text("SELECT 1 FROM answer LIMIT 1"))
    except sa.exc.SQLAlchemyError:
        return False
    return True


async def _actions_answer(port: int) -> bool:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session,
            session.get(f"http://127.0.0.1:{port}/health") as response,
        ):
            return response.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False

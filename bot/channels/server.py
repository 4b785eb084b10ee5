"""Serve the assistant: Rasa's agent behind our own channels, and nothing of Rasa's HTTP API."""

from __future__ import annotations

import asyncio
import gc
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, List, Optional
from urllib.parse import urljoin

import aiohttp
import rasa.core.channels.channel
import sqlalchemy as sa
from rasa.core.channels.channel import InputChannel
from rasa.model import get_latest_model
from rasa.utils.endpoints import EndpointConfig
from sanic import Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, json

from bot import metrics, tracing
from bot.channels import pages
from bot.channels.draining import drain
from bot.channels.errors import answer_sanic_error, answer_unexpected_error
from bot.channels.metrics_page import metrics_page
from bot.channels.web.channel import WebInput
from bot.database import engine
from bot.engine.action_calls import ActionServers, InProcessActions
from bot.engine.agent import LeanAgent
from bot.engine.conversation_store import ConversationStore
from bot.engine.locks import LocalLockStore, RedisLockStore
from bot.knowledge.retrieval.query import warm_up
from bot.redis_client import redis_answers, shared_redis
from bot.settings import Settings
from bot.swedish.text import WARM_UP

logger = logging.getLogger(__name__)

# Bytes. A long message in Teams comes twice, as text and as HTML; the web channel takes less (web.body.MAX_BODY).
LARGEST_REQUEST = 256 * 1024
# For what goes on beside turns, which have threads of their own: what channels read and keep, and how we are.
THREADS = 16


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
    app.config.PROXIES_COUNT = chosen.proxies or None
    app.config.RESPONSE_TIMEOUT = int(chosen.answer_timeout_seconds) + 10
    app.error_handler.add(SanicException, answer_sanic_error)
    app.error_handler.add(Exception, answer_unexpected_error)
    rasa.core.channels.channel.register(_channels(chosen), app, route="/webhooks/")
    app.blueprint(pages.blueprint())
    drain(app, chosen.answer_timeout_seconds + 5)
    app.add_route(ready, "/health", name="health")
    app.add_route(alive, "/live", name="live")
    app.add_route(metrics_page, "/metrics", name="metrics")

    @app.before_server_start
    async def load(app: Sanic, loop: Any) -> None:
        loop.set_default_executor(ThreadPoolExecutor(THREADS))
        app.ctx.agent = _agent(chosen)
        app.ctx.agent.load_model(model)
        await app.ctx.agent.parse_message(WARM_UP)
        if not chosen.actions_url:
            warm_up()
            _ = app.ctx.agent.action_endpoint.executor
        gc.freeze()  # what is here now stays: the collector needs not go through it, in the middle of turns
        gc.enable()
        metrics.describe_build(model.name)
        tracing.start()
        logger.info("the model %s is loaded", model.name)

    return app


def _agent(chosen: Settings) -> LeanAgent:
    redis = shared_redis(chosen.redis_url)
    return LeanAgent(
        chosen.turns_at_once,
        chosen.turns_waiting,
        tracker_store=ConversationStore(engine()),
        lock_store=RedisLockStore(redis) if redis else LocalLockStore(),
        action_endpoint=_actions(chosen),
    )


def _actions(chosen: Settings) -> EndpointConfig:
    if not chosen.actions_url:
        return InProcessActions("actions")
    return ActionServers(chosen.actions_url, chosen.actions_timeout_seconds)


def _channels(chosen: Settings) -> List[InputChannel]:
    """The web channel, and those that are set up: the others' libraries stay out."""
    channels: List[InputChannel] = [WebInput(chosen)]
    if chosen.teams_app_id:
        from bot.channels.teams.channel import TeamsInput

        channels.append(TeamsInput(chosen))
    if chosen.slack_bot_token:
        from bot.channels.slack.channel import SlackInput

        channels.append(SlackInput(chosen))
    return channels


async def alive(request: Request) -> HTTPResponse:
    return json({"alive": True})


async def ready(request: Request) -> HTTPResponse:
    """200 when everything that a turn needs answers, else 503 with what does not."""
    agent: Optional[LeanAgent] = getattr(request.app.ctx, "agent", None)
    model = agent is not None and agent.is_ready()
    database, actions, redis = await asyncio.gather(
        asyncio.to_thread(_database_answers),
        _actions_answer(agent.action_endpoint if agent else None),
        redis_answers(),
    )
    state = {"model": model, "database": database, "actions": actions, **({} if redis else {"redis": False})}
    return json(state, 200 if all(state.values()) else 503)


def _database_answers() -> bool:
    try:
        with engine().connect() as connection:
            connection.execute(sa.text("SELECT 1 FROM answer, events LIMIT 1"))
    except sa.exc.SQLAlchemyError:
        return False
    return True


async def _actions_answer(endpoint: Optional[EndpointConfig]) -> bool:
    if isinstance(endpoint, InProcessActions):
        return bool(endpoint.executor.actions)
    if endpoint is None:
        return False
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session,
            session.get(urljoin(endpoint.url, "health")) as response,
        ):
            return response.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False

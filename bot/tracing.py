"""Traces of turns for an OpenTelemetry collector; nothing at all where none is named.

OTEL_EXPORTER_OTLP_ENDPOINT names it, and OpenTelemetry's other variables say the rest. Spans have names and attributes
from our own code: no words, no conversation.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
from typing import Any, ContextManager, Dict, Mapping, Optional

logger = logging.getLogger(__name__)

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
NAME = "hansynsguiden"

_off: ContextManager[Any] = contextlib.nullcontext()


def span(name: str, **attributes: Any) -> ContextManager[Any]:
    """What is done within, as part of what is being done around it. An exception marks it by its type alone."""
    tracer = _tracer()
    return _off if tracer is None else _spanning(tracer, name, attributes)


def start() -> None:
    """Make ready, and say so in the log if traces are wanted but can't be sent."""
    _tracer()


def carried() -> Dict[str, str]:
    """The HTTP headers by which another process goes on with what is being done here."""
    headers: Dict[str, str] = {}
    if _tracer() is not None:
        from opentelemetry.propagate import inject

        inject(headers)
    return headers


def go_on(headers: Mapping[str, str]) -> None:
    """Let what is done from now on be part of what these headers came from, until others come on the connection."""
    if _tracer() is not None:
        from opentelemetry.context import attach
        from opentelemetry.propagate import extract

        attach(extract(headers))


@functools.lru_cache(maxsize=1)
def _tracer() -> Optional[Any]:
    if not os.environ.get(ENDPOINT):
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        logger.error("%s is set, but no traces are sent: install hansynsguiden[tracing]", ENDPOINT)
        return None
    name = os.environ.get("OTEL_SERVICE_NAME", NAME)
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    logger.info("traces are sent as %s says", ENDPOINT)
    return provider.get_tracer(NAME)


@contextlib.contextmanager
def _spanning(tracer: Any, name: str, attributes: Any) -> Any:
    # What an exception says may repeat what a person wrote, so OpenTelemetry isn't let record it.
    with tracer.start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield current
        except Exception as error:
            _mark(current, type(error).__name__)
            raise


def _mark(current: Any, kind: str) -> None:
    from opentelemetry.trace import StatusCode

    current.set_attribute("error.type", kind)
    current.set_status(StatusCode.ERROR)

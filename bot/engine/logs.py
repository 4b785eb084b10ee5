"""Logs that say which conversation failed and why, and never what a person wrote."""

from __future__ import annotations

import logging

# These write the text of messages when something goes wrong with one.
TALKATIVE = ("rasa.core.channels.rest", "rasa.shared.core.training_data", "sanic.access")


def configure(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("rasa_sdk.executor").setLevel(logging.WARNING)


def configure_rasa(level: str) -> None:
    """Rasa's structured log writes messages at DEBUG whatever the standard log is set to; call after `import rasa`."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(max(logging.INFO, logging.getLevelName(level)))

"""Serve the review pages."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import waitress

from bot.knowledge.retrieval.query import warm_up
from bot.review.app import create_app
from bot.settings import Settings

log = logging.getLogger(__name__)

STYLE_SHEET = Path(__file__).parent / "static" / "review.css"
THREADS = 8


def serve(chosen: Settings) -> None:
    """Until the process is stopped."""
    if not STYLE_SHEET.exists():
        log.warning("the style sheet is missing: run scripts/build_review.sh")
    threading.Thread(target=warm_up, daemon=True).start()  # while the first editor signs in
    waitress.serve(
        create_app(chosen),
        host=chosen.host,
        port=chosen.review_port,
        threads=THREADS,
        ident="",
        clear_untrusted_proxy_headers=True,
    )

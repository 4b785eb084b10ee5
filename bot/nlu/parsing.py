"""Understand single utterances with the trained model, for `guiden parse` and evaluation."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from bot.engine.agent import understanding
from bot.swedish.text import WARM_UP

RANKING_LENGTH = 10


def parse(model: Path, utterances: Iterable[str]) -> Iterator[Dict[str, Any]]:
    """One mapping for each utterance, in design.md's format; `ms` is the time of that parse."""
    agent = understanding(model)
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(agent.parse_message(WARM_UP))
        for text in utterances:
            started = time.perf_counter()
            parsed = loop.run_until_complete(agent.parse_message(text.lstrip(" /")))
            yield _described(text, parsed, (time.perf_counter() - started) * 1000)
    finally:
        loop.close()


def _described(text: str, parsed: Dict[str, Any], milliseconds: float) -> Dict[str, Any]:
    """The best label, however unsure: what to do with doubt is for the dialogue to say."""
    ranking = [
        {"name": item["name"], "confidence": round(item["confidence"], 4)}
        for item in parsed.get("intent_ranking", [])
        if item["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME
    ][:RANKING_LENGTH]
    best = ranking[0]["name"]
    intent = best.split("/")[0]
    return {
        "text": text,
        "intent": intent,
        "answer": best if intent != best else None,
        "confidence": ranking[0]["confidence"],
        "ranking": ranking,
        "entities": [
            {name: entity[name] for name in ("entity", "value", "start", "end")}
            for entity in parsed.get("entities", [])
        ],
        "ms": round(milliseconds, 3),
    }

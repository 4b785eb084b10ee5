"""Understand single utterances with the trained model, for `guiden parse` and evaluation."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator

from rasa.core.agent import Agent

RANKING_LENGTH = 10
WARM_UP = "exempel i Malmö"


def parse(model: Path, utterances: Iterable[str]) -> Iterator[Dict[str, Any]]:
    """One mapping for each utterance, in design.md's format; `ms` is the time of that parse."""
    agent = Agent.load(str(model))
    asyncio.run(agent.parse_message(WARM_UP))  # tables that are read at first use take seconds
    for text in utterances:
        started = time.perf_counter()
        parsed = asyncio.run(agent.parse_message(text.lstrip(" /")))
        yield _described(text, parsed, (time.perf_counter() - started) * 1000)


def _described(text: str, parsed: Dict[str, Any], milliseconds: float) -> Dict[str, Any]:
    intent = parsed["intent"]
    selected = parsed.get("response_selector", {}).get("faq", {}).get("response", {})
    ranking = [
        {"name": item["name"], "confidence": round(item["confidence"], 4)}
        for item in parsed.get("intent_ranking", [])
        if item["name"] != "nlu_fallback"
    ]
    return {
        "text": text,
        "intent": intent["name"],
        "answer": selected.get("intent_response_key") if intent["name"] == "faq" else None,
        "confidence": round(intent["confidence"], 4),
        "ranking": ranking[:RANKING_LENGTH],
        "entities": [
            {name: entity[name] for name in ("entity", "value", "start", "end")}
            for entity in parsed.get("entities", [])
        ],
        "ms": round(milliseconds, 3),
    }

"""One ranking of labels from what Rasa says of an utterance, whichever pipeline it comes from."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List

NO_LABEL = "nlu_fallback"  # a threshold's doing; the rivals are compared without thresholds


def labels(parsed: Dict[str, Any]) -> List[str]:
    """Labels, best first. Stock Rasa ranks `faq` among the intents and the answers apart; they take its place."""
    return list(_labels(parsed))


def _labels(parsed: Dict[str, Any]) -> Iterator[str]:
    for item in parsed["intent_ranking"]:
        if item["name"] == "faq":
            answers = parsed["response_selector"]["default"]["ranking"]
            yield from (answer["intent_response_key"] for answer in answers)
        elif item["name"] != NO_LABEL:
            yield item["name"]

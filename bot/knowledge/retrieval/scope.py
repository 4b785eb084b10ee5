"""Whether a search is about our subject at all, judged by the sentences that understanding is trained on."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Dict, Iterator, List, Tuple

from bot.settings import PROJECT_ROOT
from bot.swedish.kept import kept
from bot.swedish.text import STOPWORDS, fold, words

TRAINING_DATA = PROJECT_ROOT / "data" / "nlu"
SOURCES = ("data/nlu/*.yml", "bot/knowledge/retrieval/scope.py", "bot/swedish/text.py")
# Few words tell little: so many undecided words are added to each text.
FEW = 1
# Small talk is on either side of the line.
OURS = re.compile(r"faq/\w+|search_examples|search_guides")
OUTSIDE = "out_of_scope"

_INTENT = re.compile(r"^ *- intent: (\S+)", re.MULTILINE)
_LINE = re.compile(r"^ +- (.+)$", re.MULTILINE)
_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_STEM = 6  # letters by which the forms of a word are held together
_SMOOTHING = 0.5


def belonging(text: str) -> float:
    """How much more likely the words of a text are in questions to us than in others, as a mean of their log odds.

    0 is undecided; a word that no question has counts as 0.
    """
    odds = _log_odds()
    found = [odds.get(stem, 0.0) for stem in _stems(text)]
    return sum(found) / (len(found) + FEW)


@kept(SOURCES)
def _log_odds() -> Dict[str, float]:
    ours: Counter = Counter()
    outside: Counter = Counter()
    for intent, line in _training_lines():
        if OURS.fullmatch(intent):
            ours.update(_stems(line))
        elif intent == OUTSIDE:
            outside.update(_stems(line))
    ours_all, outside_all = sum(ours.values()), sum(outside.values())
    known = set(ours) | set(outside)
    size = _SMOOTHING * len(known)
    prior = math.log((outside_all + size) / (ours_all + size))
    return {stem: prior + math.log((ours[stem] + _SMOOTHING) / (outside[stem] + _SMOOTHING)) for stem in known}


def _stems(text: str) -> List[str]:
    return [fold(word)[:_STEM] for word in dict.fromkeys(words(text)) if word not in STOPWORDS]


def _training_lines() -> Iterator[Tuple[str, str]]:
    """Intent and text of every training line, read without a YAML parser, which would take seconds."""
    for file in sorted(TRAINING_DATA.glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        intents = list(_INTENT.finditer(text))
        ends = [match.start() for match in intents[1:]] + [len(text)]
        for match, end in zip(intents, ends):
            for line in _LINE.findall(text, match.end(), end):
                yield match.group(1), _ANNOTATION.sub(r"\1", line)

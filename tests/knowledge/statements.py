"""Find statements in Swedish text, so that a rule can tell what the assistant claims from what it denies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Callable, Iterator, List, Optional, Sequence, Tuple

import pytest
from ruamel.yaml import YAML

KNOWLEDGE = Path(__file__).resolve().parents[2] / "data" / "knowledge"

# Put first in a pattern: the sentence says nothing of an earlier time.
NOT_PAST = r"^(?!.*\b(?:tidigare|förr|äldre|gam(?:mal|la|malt)|före|fram till|dåvarande|hade|var)\b).*"
MAY = r"(?:får|kan|ska|bör|måste)(?: (?:ni|vi|man|du|kommun\w*|region\w*|myndighet\w*|också|även|alltid|fritt|gärna))*"
MUST = r"(?:ska|måste|behöver|är skyldig[at]? att)(?: (?:ni|vi|man|kommun\w*|region\w*|också|även|alltid))*"

_MARKER = re.compile(r"\s*\[\d+\]")
_SENTENCE = re.compile(r'(?<=[.!?])(?<!\bkap\.)(?<!t\.ex\.)(?<!bl\.a\.)["”]?\s+(?=[–"”A-ZÅÄÖ])|\n')
_CLAUSE = re.compile(
    r",?\s*\b(?:men|medan|utan(?! att))\b|[;:]\s|\s–\s|,\s(?:så|eftersom)\b"
    r"|,?\soch\s(?=(?:ni|det|den|de|kommunen|leverantören)\b)|(?=\b(?:utan|i stället för) att\b)"
)
_DENIAL = re.compile(
    r"\b(?:inte|ej|ingen|inget|inga|aldrig|varken|knappast|undvik|svårt att se|myt|missförstånd|osant"
    r"|(?:fel|felaktigt|förbjudet|otillåtet|olagligt|utan|i stället för) att)\b|^fel\b",
    re.IGNORECASE,
)
_REJECTION = re.compile(
    r"\b(?:stämmer inte|inte sant|inte så|myt|missförstånd|fel|felaktigt|osant"
    r"|(?:betyder|innebär|säger) inte|inte säga)\b",
    re.IGNORECASE,
)

Check = Callable[[str], List[str]]


def marked_sentences(text: str) -> List[str]:
    """The sentences of a text with their source markers, "[1]", left in; each list item is one."""
    return [part.strip() for part in _SENTENCE.split(text.replace("\u00a0", " ")) if part.strip()]


def sentences(text: str) -> List[str]:
    """The statements of a text. A question is one only when "Ja" or "Nej" follows it; "Nej" adds its "inte"."""
    parts = [_MARKER.sub("", sentence) for sentence in marked_sentences(text)]
    found = []
    for part, following in zip(parts, [*parts, ""][1:], strict=True):
        reply = re.match(r"(?:ja|nej)\b", following, re.IGNORECASE)
        if not part.endswith("?"):
            found.append(part)
        elif reply and reply[0].lower() == "ja":
            found.append(part[:-1])
        elif reply:
            words = part[:-1].split()
            found.append(" ".join([*words[:2], "inte", *words[2:]]))
    return found


def assertions(text: str) -> List[str]:
    """Statements that are not denials, and the affirmative clauses of those that are partly so."""
    found = []
    for sentence in sentences(text):
        clauses = _CLAUSE.split(sentence) if _DENIAL.search(sentence) else [sentence]
        found += [clause for clause in clauses if not _DENIAL.search(clause)]
    return found


@dataclass(frozen=True)
class Rule:
    """Something the assistant may not say.

    `asserts` are looked for in assertions; `denies` hold their own "inte" or "aldrig" and are looked for in every
    sentence that does not reject a claim; `check` sees the whole text and returns the offending sentences.
    """

    slug: str
    forbidden: Sequence[str]
    allowed: Sequence[str]
    asserts: Sequence[str] = ()
    denies: Sequence[str] = ()
    check: Optional[Check] = None

    def offences(self, text: str) -> List[str]:
        found = [sentence for sentence in assertions(text) if _any_matches(self.asserts, sentence)]
        for sentence in sentences(text):
            if not _REJECTION.search(sentence) and _any_matches(self.denies, sentence):
                found.append(sentence)
        return found + (self.check(text) if self.check else [])

    def untried(self) -> List[str]:
        """The patterns that no forbidden sample shows at work."""
        alone = {pattern: replace(self, asserts=[pattern], denies=(), check=None) for pattern in self.asserts}
        alone |= {pattern: replace(self, asserts=(), denies=[pattern], check=None) for pattern in self.denies}
        return [pattern for pattern, rule in alone.items() if not any(map(rule.offences, self.forbidden))]


def _any_matches(patterns: Sequence[str], sentence: str) -> bool:
    return any(re.search(pattern, sentence, re.IGNORECASE) for pattern in patterns)


def forbidden_cases(rules: Sequence[Rule]) -> List[Any]:
    return [pytest.param(rule, text, id=rule.slug) for rule in rules for text in rule.forbidden]


def allowed_cases(rules: Sequence[Rule]) -> List[Any]:
    return [pytest.param(rule, text, id=rule.slug) for rule in rules for text in rule.allowed]


def rule_cases(rules: Sequence[Rule]) -> List[Any]:
    return [pytest.param(rule, id=rule.slug) for rule in rules]


def offences_in_content(rule: Rule) -> List[Tuple[str, str]]:
    """(entry, sentence) for everything in the project's own content that breaks the rule."""
    return [(entry, sentence) for entry, text in published() for sentence in rule.offences(text)]


@cache
def published() -> Tuple[Tuple[str, str], ...]:
    """(entry, text) for each answer, guide and example as visitors read it."""
    return tuple(_published())


def _published() -> Iterator[Tuple[str, str]]:
    for file in sorted((KNOWLEDGE / "answers").glob("*.yml")):
        for answer in _read(file)["answers"]:
            said = (answer.get(part) for part in ("text", "why", "more"))
            yield answer["id"], _lines(answer["label"], *said, *answer.get("paragraphs", []))
    for guide in _read(KNOWLEDGE / "guides.yml"):
        yield guide["id"], _lines(guide["title"], guide["summary"])
    examples = KNOWLEDGE / "examples.yml"
    for example in _read(examples) if examples.exists() else []:
        shown = ("organisation", "title", "requirement", "result")
        yield example["id"], _lines(*(example.get(field) for field in shown))


def _read(file: Path) -> Any:
    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))


def _lines(*parts: Optional[str]) -> str:
    return "\n".join(part for part in parts if part)

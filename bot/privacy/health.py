"""Find what a text tells of the health of a single person, and leave what it says of groups, services and rules.

Rules over words: a person, a word for a condition, and something that ties the one to the other, with nobody else and
no other matter in between. tests/privacy/judged_health.yml says how well they do.
"""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from bot.privacy import conditions
from bot.privacy.conditions import Condition
from bot.privacy.finding import HEALTH, Finding
from bot.privacy.health_words import BLOCKS, CAUSES, LINKS, OWNING
from bot.privacy.people import Person, Token, people

_TOKEN = re.compile(r"\w+(?:[-’']\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[!?;\n]|\.(?=\s|$)(?<!\bca\.)(?<!\bpga\.)")
# Where the rest of a sentence is about something else again.
_CLAUSE_END = re.compile(
    r"[,:()–]|\b(?:men|så|fast|eftersom)\b|\b(?:och|o|samt)\b(?=\s+(?:jag|vi|han|hon|hen|nu|vad|hur|finns|undrar|vill|kan|får"
    r"|behöver|söker|är|e|har|trivs|klarar|arbetar|jobbar|ansvarar|kom|går|bor|blev)\b)",
    re.I,
)
# In words: from a person to the condition, from a person to the verb (a clause in between counted in), from the verb to
# the condition, and so on.
MOST_APART, MOST_BEFORE_LINK, MOST_AFTER_LINK = 30, 14, 8
MOST_OWNED, MOST_LED, MOST_TO_CAUSE, MOST_IN_FRAGMENT = 3, 3, 6, 5


def find(text: str) -> Iterator[Finding]:
    """From the person to the end of what is said of the condition."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        yield from _in_sentence(text, start, end)
        start = end


def _in_sentence(text: str, start: int, end: int) -> Iterator[Finding]:
    found = conditions.find([word.lower() for word in _TOKEN.findall(text, start, end)])
    if not found:
        return
    tokens = [Token(m.group().lower(), m.group(), *m.span()) for m in _TOKEN.finditer(text, start, end)]
    told = [person for person in people(tokens) if any(_belongs(tokens, person, each) for each in found)]
    if told or _is_told_without_subject(tokens, found):
        first = min([found[0].first, *(person.first for person in told)])
        yield Finding(HEALTH, tokens[first].start, _end_of_clause(text, tokens[found[-1].last].end, end))


def _end_of_clause(text: str, after: int, end: int) -> int:
    match = _CLAUSE_END.search(text, after, end)
    stop = match.start() if match else end
    return after + len(text[after:stop].rstrip(" .!?;\n"))


# -- what ties a condition to a person ------------------------------------------------------------------------------


def _belongs(tokens: Sequence[Token], person: Person, told: Condition) -> bool:
    condition = told.first
    if abs(condition - person.after) > MOST_APART:
        return False
    if person.owner:
        return 0 <= condition - person.after <= MOST_OWNED and not _blocked(tokens[person.after : condition])
    if condition < person.first:
        return _owned_before(tokens, condition) or _leads_to(tokens, condition, person)
    between = tokens[person.after : condition]
    if _blocked(_without_aside(between)) or _is_supposed(tokens, person):
        return False
    return (
        told.is_whole
        or _linked(between)
        or _linked_before(tokens, person, condition)
        or _caused(between)
        or _owned(between)
        or _follows_closely(tokens, person, condition)
    )


def _blocked(between: Sequence[Token]) -> bool:
    return any(token.word in BLOCKS for token in between)


def _without_aside(between: Sequence[Token]) -> Sequence[Token]:
    """ "Kvinnan vi intervjuade har": the first word may be the subject of what is said by the way."""
    return between[1:] if between and between[0].word in ("vi", "ni") else between


def _linked(between: Sequence[Token]) -> bool:
    places = [position for position, token in enumerate(between) if token.word in LINKS]
    if not places or places[0] > MOST_BEFORE_LINK:
        return False
    after = between[places[-1] + 1 :]
    return len(after) <= MOST_AFTER_LINK and not any(token.word == "," for token in after)


def _linked_before(tokens: Sequence[Token], person: Person, condition: int) -> bool:
    """ "Nu är Kalle sjukskriven." """
    before = tokens[max(0, person.first - 1) : person.first]
    between = tokens[person.after : condition]
    near = len(between) <= MOST_AFTER_LINK and not any(token.word == "," for token in between)
    return near and any(token.word in LINKS for token in before)


def _caused(between: Sequence[Token]) -> bool:
    """ "Peter efter tio års sjukskrivning", "min son med autism"."""
    for position, token in enumerate(between):
        if token.word in CAUSES:
            near = position <= MOST_TO_CAUSE if token.word != "med" else position <= 2
            return near and len(between) - position <= MOST_IN_FRAGMENT
    return False


def _owned(between: Sequence[Token]) -> bool:
    """ "Magnus kommer inte tillbaka efter sin hjärtinfarkt." """
    return any(token.word in OWNING for token in between[-MOST_OWNED:])


def _owned_before(tokens: Sequence[Token], condition: int) -> bool:
    return any(token.word in ("sin", "sitt", "sina") for token in tokens[max(0, condition - MOST_OWNED) : condition])


def _leads_to(tokens: Sequence[Token], condition: int, person: Person) -> bool:
    """ "Efter sjukskrivningen kom hon tillbaka", "sjukskrivningen för Anna": the definite form is somebody's."""
    if person.named and [token.word for token in tokens[condition + 1 : person.first]] in (["för"], ["hos"]):
        return True
    before = {token.word for token in tokens[max(0, condition - 2) : condition]}
    definite = tokens[condition].word.endswith(("en", "n", "et", "na"))
    near = person.first - condition <= MOST_LED and not _blocked(tokens[condition : person.first])
    return definite and near and bool(CAUSES & before)


def _follows_closely(tokens: Sequence[Token], person: Person, condition: int) -> bool:
    """ "Ibrahim, tidigare hemlös och missbrukare", "Anna (adhd)"."""
    mark = tokens[person.after].word if person.after < condition else ""
    return person.named and mark in (",", "(", ":", "-", "–") and condition - person.after <= MOST_IN_FRAGMENT


def _is_supposed(tokens: Sequence[Token], person: Person) -> bool:
    """ "Om praktikanten blir sjuk" is about nobody yet."""
    if person.named or tokens[person.first].word in ("jag", "min", "mitt", "vår"):
        return False
    before = [token.word for token in tokens[max(0, person.first - 3) : person.first]]
    after = [token.word for token in tokens[person.after : person.after + 3]]
    return bool({"om", "ifall", "när"} & set(before)) and bool({"blir", "är", "har"} & set(after))


def _is_told_without_subject(tokens: Sequence[Token], found: Sequence[Condition]) -> bool:
    """ "Har ryggproblem sedan olyckan, jag kan inte stå." """
    begins = tokens[0].word in LINKS and any(token.word == "jag" for token in tokens)
    return begins and found[0].first <= MOST_OWNED and not _blocked(tokens[: found[0].first])

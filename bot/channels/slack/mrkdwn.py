"""Our texts as Slack's mrkdwn: nothing that a person wrote can ping anybody, and a long text is cut where it may be."""

from __future__ import annotations

import re
from typing import Iterator, List, Sequence

LINK_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_MARKED = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*"
    r"|\[(?P<title>[^\[\]\n]+)\]\((?P<target>[^\s()]+)\)"
    r"|(?P<address>https?://[^\s<>\"”]*[^\s<>\"”.,;:!?)])"
)
_HEADING = re.compile(r"#{1,6} +(.+)")
_BULLET = re.compile(r"[-*] +(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:]\s+$")
_WORD = re.compile(r"\S+\s*|\s+")
# Escaping makes one character five at most.
_LONGEST_WORD = 500


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(address: str, title: str) -> str:
    """A link; only the title when the address is none that may be followed, such as javascript:."""
    shown = escaped(" ".join(title.split()))
    if not address.lower().startswith(LINK_SCHEMES):
        return shown
    return f"<{escaped(address).replace('|', '%7C').replace(' ', '%20')}|{shown}>"


def to_mrkdwn(text: str) -> str:
    """Text in which `**`, [titles](addresses), bare addresses, # headings and - lists may occur."""
    return "".join(_units(text))


def split(text: str, limit: int) -> List[str]:
    """As `to_mrkdwn`, in parts of at most that many characters, cut after a line, a sentence or a word."""
    return [part for part in (part.strip() for part in _packed(list(_units(text)), limit)) if part]


def _packed(units: Sequence[str], limit: int) -> Iterator[str]:
    start = 0
    while start < len(units):
        length, end = 0, start
        while end < len(units) and length + len(units[end]) <= limit:
            length += len(units[end])
            end += 1
        if end < len(units):
            end = _best_cut(units, start, max(end, start + 1))
        yield "".join(units[start:end])
        start = end


def _best_cut(units: Sequence[str], start: int, end: int) -> int:
    """Where to cut at or before `end`: after a line, else after a sentence, but not in the part's first half."""
    half = (start + end) // 2
    for is_good in (lambda unit: unit == "\n", _SENTENCE_END.search):
        for cut in range(end, half, -1):
            if is_good(units[cut - 1]):
                return cut
    return end


def _units(text: str) -> Iterator[str]:
    """What may not be cut: a word with the blanks after it, a link, a line break."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "\n"
        heading = _HEADING.fullmatch(line)
        if heading:
            yield from _bold(heading.group(1).replace("**", ""))
        else:
            yield from _marked(_BULLET.sub("• ", line, count=1) if _BULLET.match(line) else line)


def _marked(line: str) -> Iterator[str]:
    end = 0
    for found in _MARKED.finditer(line):
        yield from _words(line[end : found.start()])
        end = found.end()
        if found["bold"]:
            yield from _bold(found["bold"])
        elif found["address"]:
            yield f"<{escaped(found['address']).replace('|', '%7C')}>"
        elif found["target"].lower().startswith(LINK_SCHEMES):
            yield link(found["target"], found["title"])
        else:
            yield from _words(found.group())
    yield from _words(line[end:])


def _bold(text: str) -> Iterator[str]:
    """One unit, or bold words where that would be too long for any part."""
    if len(text) <= _LONGEST_WORD:
        yield f"*{escaped(text.strip())}*"
        return
    for word in _words(text):
        yield f"*{word.strip()}* " if word.strip() else word


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        for start in range(0, len(word), _LONGEST_WORD):
            yield escaped(word[start : start + _LONGEST_WORD])

"""A YAML file as a stream of events, built into values one entry at a time: files of any length fit in memory.

Every value that isn't null is the text as it was written. The models in bot.knowledge.entries say what it means, so
that an id such as 007 stays what it is, and YAML and tables are read alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO, Dict, Iterator

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from bot.knowledge.files.checked_text import CheckedText
from bot.knowledge.files.problems import ContentError, fault

NULL = {"", "~", "null", "Null", "NULL"}
DEEPEST = 8
# What libyaml says, for people; what is not here is seen on the line.
_SAID = {
    "found character that cannot start any token": "ett tecken som inte kan börja ett värde, till exempel en tabb",
    "mapping values are not allowed in this context": "ett kolon för mycket; sätt citattecken om texten",
    "did not find expected key": "indraget stämmer inte, eller ett citattecken saknas",
    "did not find expected '-' indicator": "indraget stämmer inte",
    "did not find expected node content": "ett värde eller en slutklammer saknas",
    "could not find expected ':'": "ett kolon saknas",
    "found unexpected end of stream": "ett citattecken saknas",
}


def line_of(event: Any) -> int:
    """Where an event begins, from 1."""
    return event.start_mark.line + 1


class YamlEvents:
    """The events of a file that holds one document, from its first value on.

    Raises:
        ContentError: from any method, where the file is no YAML or has what content may not have.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._events = yaml.parse(CheckedText(path, file), yaml.CSafeLoader)  # type: ignore[arg-type]

    def next(self) -> Event:
        try:
            event = next(self._events)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            said = _SAID.get(error.problem or "")
            raise fault(self.path, line, "filen är inte giltig YAML" + (f" ({said})" if said else "")) from None
        if isinstance(event, (StreamStartEvent, DocumentStartEvent)):
            return self.next()
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self.fault(event, "ankare och alias (& och *) går inte att använda; skriv ut värdet")
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise self.fault(event, f"märket {tag} går inte att använda")
        return event

    def finish(self) -> None:
        """The document has ended and there is no other."""
        for expected in (DocumentEndEvent, StreamEndEvent):
            event = self.next()
            if not isinstance(event, expected):
                raise self.fault(event, "filen får bara ha ett dokument (---)")

    def fault(self, event: Event, what: str) -> ContentError:
        return fault(self.path, line_of(event), what)

    def sequence(self) -> Iterator[Event]:
        """The first event of each item of the sequence that has just begun; each must be taken in by `value`."""
        while True:
            event = self.next()
            if type(event) is SequenceEndEvent:
                return
            yield event

    def value(self, event: Event, depth: int = 0) -> Any:
        """The text, None, list or mapping that begins with this event."""
        if type(event) is ScalarEvent:
            return None if event.implicit[0] and event.value in NULL else event.value  # [0]: written plainly
        if depth == DEEPEST:
            raise self.fault(event, "värden ligger i varandra i för många nivåer")
        if type(event) is SequenceStartEvent:
            return [self.value(item, depth + 1) for item in self.sequence()]
        return self._named(depth)

    def _named(self, depth: int) -> Dict[str, Any]:
        found: Dict[str, Any] = {}
        for key in self.mapping():
            if key.value in found:
                raise self.fault(key, f"fältet {key.value} står två gånger")
            found[key.value] = self.value(self.next(), depth + 1)
        return found

    def mapping(self) -> Iterator[ScalarEvent]:
        """The keys of the mapping that has just begun; after each its value must be taken in."""
        while True:
            event = self.next()
            if type(event) is MappingEndEvent:
                return
            if type(event) is not ScalarEvent:
                raise self.fault(event, "ett fälts namn ska vara en text")
            yield event

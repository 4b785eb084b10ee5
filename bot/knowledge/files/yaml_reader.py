"""Entries from YAML: a list of one kind, a topic of answers, or all kinds in one file as `guiden export` writes."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, BinaryIO, Dict, Iterator, List, Optional, Tuple

from yaml.events import Event, MappingStartEvent, ScalarEvent, SequenceStartEvent, StreamEndEvent

from bot.knowledge.files.items import Item
from bot.knowledge.files.problems import Place, fault
from bot.knowledge.files.yaml_events import YamlEvents, line_of
from bot.knowledge.kinds import BY_SECTION, Kind

SHARED = {"topic", "label"}
# Entries by whose fields the kind of a whole list is told; any of them may lack the field that tells.
LOOKED_AT = 100
# Tried in this order, since a source is told by a field that notices have too.
_TOLD_BY = ("notices", "sources", "examples", "guides", "answers")

Fields = Tuple[Dict[str, Any], Place]


def read_yaml(path: Path, file: BinaryIO) -> Iterator[Item]:
    """
    Raises:
        ContentError: where the file can't be read on.
    """
    events = YamlEvents(path, file)
    first = events.next()
    if isinstance(first, SequenceStartEvent):
        yield from _list(events)
    elif isinstance(first, MappingStartEvent):
        yield from _sections(events)
    else:
        line = 1 if isinstance(first, StreamEndEvent) else line_of(first)
        raise fault(path, line, "filen ska vara en lista med poster, eller ett ämne med answers")
    events.finish()


def _list(events: YamlEvents) -> Iterator[Item]:
    found = _entries(events)
    start = list(itertools.islice(found, LOOKED_AT))
    kind = _kind(events.path, start)
    for fields, place in itertools.chain(start, found):
        yield Item(kind, fields, place)


def _kind(path: Path, start: List[Fields]) -> Kind:
    known = {name for fields, _ in start for name in fields}
    for section in _TOLD_BY:
        if BY_SECTION[section].tell_tale in known:
            return BY_SECTION[section]
    raise fault(path, 1, "det går inte att se om posterna är svar, exempel, guider, källor eller notiser")


def _sections(events: YamlEvents) -> Iterator[Item]:
    topic: Optional[str] = None
    has_entries = False
    for key in events.mapping():
        if key.value == "topic" and has_entries:
            raise events.fault(key, "topic ska stå före answers")
        if key.value in SHARED:
            value = events.value(events.next())
            topic = value if key.value == "topic" else topic
        elif key.value in BY_SECTION:
            has_entries = True
            yield from _section(events, BY_SECTION[key.value], topic)
        else:
            raise events.fault(key, f"okänt fält {key.value}")
    if not has_entries:
        raise fault(events.path, 1, "filen har inga poster, till exempel answers")


def _section(events: YamlEvents, kind: Kind, topic: Optional[str]) -> Iterator[Item]:
    start = events.next()
    if isinstance(start, ScalarEvent) and events.value(start) is None:
        return
    if not isinstance(start, SequenceStartEvent):
        raise events.fault(start, "posterna ska vara en lista")
    shared = {"topic": topic} if topic is not None and kind.section == "answers" else {}
    for fields, place in _entries(events):
        yield Item(kind, {**shared, **fields}, place)


def _entries(events: YamlEvents) -> Iterator[Fields]:
    for event in events.sequence():
        yield _entry(events, event)


def _entry(events: YamlEvents, event: Event) -> Fields:
    if not isinstance(event, MappingStartEvent):
        raise events.fault(event, "posten ska ha namngivna fält")
    return events.value(event), Place(events.path, line_of(event))

"""The kinds of content: what each is called, checked by and stored in."""

from __future__ import annotations

from typing import Any, Dict, NamedTuple, Tuple, Type

from bot.knowledge import entries, models


class Kind(NamedTuple):
    """`section` is its name in files and commands, `name` in the database, `label` and `labels` for people.

    An entry of a kind that is found by search has revisions, too.
    """

    section: str
    name: str
    label: str
    labels: str
    entry: Type[entries.Entry]
    table: Any
    key: str = "id"
    is_found: bool = True
    tell_tale: str = ""  # a field by which a list of them is told from others

    @property
    def fields(self) -> Tuple[str, ...]:
        return tuple(self.entry.__fields__)

    @property
    def is_dated(self) -> bool:
        """Whether a version may take effect on a day to come."""
        return "valid_from" in self.entry.__fields__


# In the order in which they are written out; an import takes them in any, and looks at what is named when all is read.
_ALL = (
    Kind("sources", "source", "källa", "källor", entries.Source, models.SourceRow, "key", False, "key"),
    Kind("answers", "answer", "svar", "svar", entries.Answer, models.AnswerRow, tell_tale="certainty"),
    Kind("guides", "guide", "guide", "guider", entries.Guide, models.GuideRow, tell_tale="summary"),
    Kind("examples", "example", "exempel", "exempel", entries.Example, models.ExampleRow, tell_tale="requirement"),
    Kind("notices", "notice", "notis", "notiser", entries.Notice, models.NoticeRow, "key", False, "as_of"),
)
BY_SECTION: Dict[str, Kind] = {kind.section: kind for kind in _ALL}
BY_NAME: Dict[str, Kind] = {kind.name: kind for kind in _ALL}
FOUND: Dict[str, Kind] = {kind.section: kind for kind in _ALL if kind.is_found}
EXAMPLES = BY_SECTION["examples"]

"""Fields that are lists of what can be chosen: one select after another."""

from __future__ import annotations

import functools
import json
from typing import Any, Callable, List, Mapping, Optional, Sequence, Tuple

from flask import render_template
from markupsafe import Markup
from wtforms import Field, ValidationError

from bot.knowledge.retrieval.query import label as filter_label

Options = Sequence[Tuple[str, str]]
Groups = Mapping[str, Options]
# Empty rows after those that are filled in.
SPARE_ROWS = 2


class _Rows:
    def __call__(self, field: RowsField, **_: Any) -> Markup:
        return Markup(render_template("content/rows.html", field=field))


class RowsField(Field):
    """A list of values from those in groups, each chosen in a row of its own.

    `most` is how many there may be. With `in_order` the places count, so that no row may be left empty among others.
    """

    widget = _Rows()

    def __init__(
        self, label: str, hint: str, row: str, groups: Callable[[], Groups], most: Optional[int] = None,
        in_order: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(label, description=hint, **kwargs)
        self.row, self._groups, self._most, self._in_order = row, groups, most, in_order
        self.rows: List[str] = []

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())
        self.rows = [self.written(each) for each in self.data]

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.rows = list(valuelist)
        while self.rows and not self.rows[-1]:
            self.rows.pop()
        self.data = [self.read(each) for each in self.rows if each]

    def pre_validate(self, form: Any) -> None:
        if self._in_order and "" in self.rows:
            row = f"{self.label.text}: rad {self.rows.index('') + 1}"
            raise ValidationError(f"{row} är tom. Flytta upp dem som står under den, och ändra siffrorna i texten.")

    @functools.cached_property
    def groups(self) -> Groups:
        return self._groups()

    @property
    def shown(self) -> List[str]:
        """What each row has, with some empty ones at the end."""
        spare = SPARE_ROWS if self._most is None else max(0, self._most - len(self.rows))
        return [*self.rows, *[""] * spare]

    def unknown(self, value: str) -> bool:
        """Whether a row has what isn't in any group; it is kept all the same."""
        return bool(value) and all(value != known for options in self.groups.values() for known, _ in options)

    def described(self, value: str) -> str:
        """A value that no group has, in words."""
        return f"{value} (finns inte längre)"

    def written(self, value: Any) -> str:
        return str(value)

    def read(self, row: str) -> Any:
        return row


class StepsField(RowsField):
    """Next steps, which are mappings; what searches by several filters can be kept but not put together."""

    def described(self, value: str) -> str:
        return step_in_words(self.read(value))

    def written(self, value: Any) -> str:
        return step_written(value)

    def read(self, row: str) -> Any:
        try:
            return json.loads(row)
        except ValueError:
            return row


def step_written(step: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in step.items() if value is not None}, sort_keys=True)


def step_in_words(step: Any) -> str:
    """A next step that isn't among the known ones: a search by filters, or something that isn't there any more."""
    filters = step.get("examples") if isinstance(step, dict) else None
    if isinstance(filters, dict):
        return f"Exempel: {', '.join(_filter(kind, str(value)) for kind, value in filters.items())}"
    named = next((str(value) for value in step.values() if value), "") if isinstance(step, dict) else str(step)
    return f"{named} (finns inte längre)"


def _filter(kind: str, value: str) -> str:
    return value if kind == "year" else filter_label(kind, value)

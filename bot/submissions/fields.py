"""The form: its fields in the order in which they are asked, and which of them an example calls for."""

from __future__ import annotations

import functools
from typing import Optional, Sequence, Tuple

from bot.submissions.field import SKIPPED, SLOT_PREFIX, Field, Values
from bot.submissions.parsing import Value
from bot.submissions.questions import how_it_went, what_was_done, who_tells
from bot.swedish import register

__all__ = ["SKIPPED", "SLOT_PREFIX", "Field", "Values"]


@functools.lru_cache(maxsize=1)
def form() -> Tuple[Field, ...]:
    """The fields in the order in which they are asked."""
    return (*what_was_done(), *how_it_went(), *who_tells())


def named(name: str) -> Optional[Field]:
    return next((item for item in form() if item.name == name), None)


def asked(values: Values) -> Sequence[Field]:
    """The fields that these values call for: contact details only after a yes."""
    return [item for item in form() if not item.needs_consent or values.get("consent") == "yes"]


def next_field(values: Values) -> Optional[Field]:
    """The first field without a value. None when all are answered."""
    return next((item for item in asked(values) if values.get(item.name) is None), None)


def field_before(item: Optional[Field], values: Values) -> Optional[Field]:
    """The answered field that comes last before `item`, or last of all when that is None."""
    fields = list(asked(values))
    earlier = fields[: fields.index(item)] if item else fields
    return next((field for field in reversed(earlier) if values.get(field.name) is not None), None)


def placeholder(name: str) -> str:
    """What stands for a private value. Its marks are of Unicode's private use, which nobody can type to us."""
    return f"\ue000{name}\ue001"


def shown(field: Field, value: Value) -> str:
    """A value as the person reads it in the summary."""
    if value == SKIPPED:
        return "–"
    if field.private:
        return placeholder(field.name)  # filled in by the channel, so that no stored conversation has it
    if field.name in {"method", "contract_type"}:
        return register.labels(field.name)[str(value)]
    if field.name == "consent":
        return "får sparas" if value == "yes" else "sparas inte"
    return str(value)

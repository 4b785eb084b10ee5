"""One question of the form: what is asked, what helps, and what counts as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Mapping, Optional, Tuple

from bot.submissions.parsing import Refused, Value
from bot.swedish import entities

Values = Mapping[str, Optional[Value]]
SKIPPED = ""
SLOT_PREFIX = "submission_"
# A longer message that happens to hold a value is about something more than that.
LONGEST_PLAIN_ANSWER = 6


@dataclass(frozen=True)
class Field:
    """`parse` returns the value to keep or raises Refused; `choices` are (title, value) pairs.

    `words` are what people call the field when they change it; `entity_kinds` say what else a first message may tell.
    """

    name: str
    label: str
    words: Tuple[str, ...]
    question: str
    help: str
    parse: Callable[[str], Value]
    choices: Tuple[Tuple[str, str], ...] = ()
    entity_kinds: Tuple[str, ...] = ()
    optional: bool = False
    needs_consent: bool = False
    free_text: bool = False

    @property
    def slot(self) -> str:
        """What Rasa's `requested_slot` holds while this is asked for; the values themselves are in the draft."""
        return SLOT_PREFIX + self.name

    @property
    def private(self) -> bool:
        """Whether the value is for the person's own and the editors' eyes."""
        return self.needs_consent

    def recognises(self, text: str) -> bool:
        """Whether a short text surely answers the question; free text never tells."""
        plain = not text.rstrip().endswith("?") and len(text.split()) <= LONGEST_PLAIN_ANSWER
        return plain and self.has_answer(text)

    def has_answer(self, text: str) -> bool:
        """Whether an answer can be found in a text, which may be about something else; free text never tells."""
        if self.free_text:
            return False
        if self.entity_kinds and not self.choices:
            return any(entity.kind in self.entity_kinds and not entity.negated for entity in entities.find(text))
        try:
            self.parse(text)
        except Refused:
            return False
        return True

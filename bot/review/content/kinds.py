"""What tells the pages of answers, guides and examples apart: their words, forms and previews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Type

from markupsafe import Markup

from bot.knowledge.kinds import Kind
from bot.review.content.forms import FORMS, ContentForm

Fields = Mapping[str, Any]


def _nothing() -> Dict[str, Any]:
    return {}


def _nothing_more(form: Any, identity: str) -> None:
    return None


def _here(identity: str) -> Optional[str]:
    return None


@dataclass(frozen=True)
class Edited:
    """One kind of content, with the words that are said of it: plural, "Nytt svar", "svaret", "sparat" and so on.

    `previews` shows an entry, given by its checked fields, as it will look in the chat. `new_form` has what is asked
    for a new one, `prefilled` what stands there at first, and `published` does what is to be done after it.
    `handled_at` is the address where an entry is published and taken away, when that isn't done by these pages.
    """

    kind: Kind
    plural: str
    new: str
    the: str
    saved: str
    removed: str
    previews: Callable[[Fields], List[Markup]]
    new_form: Type[ContentForm]
    prefilled: Callable[[], Dict[str, Any]] = _nothing
    published: Callable[[Any, str], None] = _nothing_more
    handled_at: Callable[[str], Optional[str]] = _here

    @property
    def section(self) -> str:
        """Its name in addresses, and its blueprint's."""
        return self.kind.section

    @property
    def has_topics(self) -> bool:
        return "topic" in self.kind.fields

    @property
    def form(self) -> Type[ContentForm]:
        return FORMS[self.kind.name]

    @property
    def subject(self) -> str:
        """As a sentence begins: "Svaret"."""
        return self.the.capitalize()

"""The form in which an editor looks over an example before it is published."""

from __future__ import annotations

from typing import Any, List, Mapping, Tuple

from bot.review.content.differences import in_words
from bot.review.content.fields import line
from bot.review.content.forms import ExampleForm
from bot.review.submitted.fields import NOTHING
from bot.review.submitted.forms import SubmissionForm

# What the chat shows of an example that is opened.
_SEEN_IN_CHAT = {
    "title", "organisation", "region", "year", "method", "contract_type", "requirement", "result", "target_groups",
    "source_url", "source_title", "source_date",
}  # fmt: skip


class PublishForm(ExampleForm, SubmissionForm):
    id = line("Id", "Det står i exemplets adress. Bara a–z, siffror, bindestreck och understreck.")
    source_url = line("Källans webbadress", "Lämna tomt om exemplet inte finns på någon annan webbplats.")

    def names(self) -> List[str]:
        return [name for _, group in self.groups for name in group]

    def show(self, entry: Mapping[str, Any]) -> None:
        """Fill in an entry's fields."""
        for name in self.names():
            self[name].process_data(entry[name])

    def written(self) -> List[Tuple[str, str]]:
        """The fields that have something, each with its label, in words."""
        return [(label, text) for label, text in self._worded(self.entry(), self.names()) if text]

    def not_in_chat(self, entry: Mapping[str, Any]) -> List[Tuple[str, str]]:
        """As `written`, of an entry and only what the previews don't show, the empty too."""
        names = [name for name in self.names() if name not in _SEEN_IN_CHAT]
        return [(label, text.replace("\n", ", ") or NOTHING) for label, text in self._worded(entry, names)]

    def _worded(self, entry: Mapping[str, Any], names: List[str]) -> List[Tuple[str, str]]:
        return [(self[name].label.text, in_words(name, entry[name])) for name in names]

    def hidden(self) -> List[Tuple[str, str]]:
        """All that the fields hold, to be sent again from a page where it can't be changed."""
        values: List[Tuple[str, str]] = []
        for name in self.names():
            data = self[name].data
            values += [(name, str(value)) for value in (data if isinstance(data, list) else [data]) if value]
        return values

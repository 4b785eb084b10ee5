"""Forms of pages as a browser without JavaScript sends them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any, Dict, List, Optional, Tuple

Values = Dict[str, List[str]]


class _Forms(HTMLParser):
    """What each form of a page would send if nothing in it were changed, by the name of its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: List[Values] = []
        self._field: Optional[str] = None
        self._options: List[Tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and (has.get("type") not in {"checkbox", "radio"} or "checked" in has):
            self._add(has["name"], has.get("value", ""))
        elif tag in {"textarea", "select"}:
            self._field, self._options = has["name"], []
            self._add(self._field, "")
        elif tag == "option":
            self._options.append((has.get("value", ""), "selected" in has))

    def handle_data(self, data: str) -> None:
        if self._field and not self._options:
            self.forms[-1][self._field][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._field:
            value = self.forms[-1][self._field][-1]
            self.forms[-1][self._field][-1] = value[1:] if value.startswith("\n") else value
        elif tag == "select" and self._field:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self.forms[-1][self._field][-1:] = chosen  # several selects may have one name
        if tag in {"textarea", "select"}:
            self._field, self._options = None, []

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)


def main_form(page: str) -> Values:
    """The last form of a page: the first ones are the navigation's."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms[-1]


def send(client: Any, path: str, page: Optional[str] = None, **changes: Any) -> Any:
    """Fill in the form of a page, or of the page at the path, and post it there; follow where it leads."""
    values: Dict[str, Any] = {**main_form(page if page is not None else client.get(path).text), **changes}
    return client.post(
        path, data={name: value for name, value in values.items() if value is not None}, follow_redirects=True
    )

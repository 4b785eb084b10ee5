"""Tables of pages, as whoever can't see the charts reads them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Dict, List, Optional, Tuple


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: Dict[str, List[List[str]]] = {}
        self._rows: List[List[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        if tag == "caption":
            self._rows = self.tables.setdefault(dict(attrs)["id"] or "", [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"th", "td"}:
            self._rows[-1].append("")
            self._in_cell = True

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self._rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in {"th", "td"}


def tables(page: str) -> Dict[str, List[List[str]]]:
    """The rows of each, headings first, by the id of its caption; blanks of every kind are one space."""
    parser = _Tables()
    parser.feed(page)
    return {name: [[" ".join(cell.split()) for cell in row] for row in rows] for name, rows in parser.tables.items()}

"""Long lists a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List
from urllib.parse import urlencode

from flask import request

SIZE = 25  # rows on a page


@dataclass(frozen=True)
class Paging:
    """`first` rows come before the page's own. `number` is kept within the pages there are.

    `path` is where the pages are, when that isn't the address that was asked for.
    """

    number: int
    total: int
    size: int = SIZE
    path: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size


def asked_for(total: int, size: int = SIZE, path: str = "") -> Paging:
    """The page that `?page=` names, or else the nearest there is."""
    pages = Paging(1, total, size).pages
    asked = request.args.get("page", 1, type=int)
    return Paging(min(max(asked, 1), pages), total, size, path)


def pagination(paging: Paging) -> Dict[str, Any]:
    """The parameters of govukPagination; links keep the address's other arguments."""
    near = {1, paging.pages, *range(paging.number - 1, paging.number + 2)}
    items: List[Dict[str, Any]] = []
    last = 0
    for number in sorted(number for number in near if 1 <= number <= paging.pages):
        if number > last + 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": _address(paging, number), "current": number == paging.number})
        last = number
    shown: Dict[str, Any] = {"items": items}
    if paging.number > 1:
        shown["previous"] = {"href": _address(paging, paging.number - 1)}
    if paging.number < paging.pages:
        shown["next"] = {"href": _address(paging, paging.number + 1)}
    return shown


def _address(paging: Paging, number: int) -> str:
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{paging.path or request.path}?{urlencode([*others, ('page', number)])}"

"""Whether two links lead to the same page, however they were copied."""

from __future__ import annotations

from typing import Optional
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What is added to an address to see where visitors come from.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_")
_INDEX_PAGES = ("/index.html", "/index.htm", "/index.php", "/default.aspx")


def same_page(one: Optional[str], other: Optional[str]) -> bool:
    return page(one) is not None and page(one) == page(other)


def page(link: Optional[str]) -> Optional[str]:
    """A link without what doesn't change where it leads. None for a site's first page, which is about everything."""
    try:
        parts = urlsplit(link or "")
    except ValueError:
        return None
    path = unquote(parts.path).casefold().rstrip("/")
    path = next((path[: -len(end)] for end in _INDEX_PAGES if path.endswith(end)), path)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not name.lower().startswith(_TRACKING)]
    if not path and not asked:
        return None
    return f"{site(link or '')}{path}?{urlencode(sorted(asked))}"


def site(link: str) -> str:
    """The host without "www."."""
    return urlsplit(link).netloc.casefold().removeprefix("www.")

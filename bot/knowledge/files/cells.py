"""Texts and lists as cells of a spreadsheet and back: exactly reversible, and never taken for a formula.

An empty cell is a missing value. A text that begins as a formula does, with an apostrophe, or not at all, gets an
apostrophe before it, which reading takes away. Items of a list are joined by "|"; for "|" and "\\" themselves stand
"\\|" and "\\\\".
"""

from __future__ import annotations

import re
from typing import Iterable, List, Optional

# OWASP's list (https://owasp.org/www-community/attacks/CSV_Injection), and our own sign.
_RISKY = tuple("=+-@\t\r\n＝＋－＠'")
_PIECE = re.compile(r"\\[|\\]|\||[^|\\]+|\\")


def text_cell(text: Optional[str]) -> str:
    if text is None:
        return ""
    return f"'{text}" if not text or text.startswith(_RISKY) else text


def cell_text(cell: str) -> Optional[str]:
    if not cell:
        return None
    return cell[1:] if cell.startswith("'") else cell


def list_cell(texts: Iterable[str]) -> str:
    items = [text.replace("\\", r"\\").replace("|", r"\|") for text in texts]
    return text_cell("|".join(items)) if items else ""


def cell_list(cell: str) -> List[str]:
    """A backslash before anything but "|" and "\\" is taken as written, as people mean it."""
    text = cell_text(cell)
    if text is None:
        return []
    items = [""]
    for piece in _PIECE.findall(text):
        if piece == "|":
            items.append("")
        else:
            items[-1] += piece[1:] if piece in (r"\|", r"\\") else piece
    return items

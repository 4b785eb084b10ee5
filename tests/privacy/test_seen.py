"""How a text looks to whoever reads it."""

from __future__ import annotations

import pytest

from bot.privacy.seen import as_seen

INVISIBLE = "\u200b"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Hör av dig", "Hör av dig"),
        ("07\u00ad0-1", "070-1"),
        ("０７０", "070"),
        ("٠٧٠", "070"),
        ("anna＠kil．se", "anna@kil.se"),
        ("a\u200bt", "at"),
        ("m²", "m²"),
    ],
)
def test_what_is_seen_of_it(text: str, seen: str) -> None:
    plain, positions = as_seen(text)
    assert plain == seen
    assert len(positions) == len(plain)
    assert all(plain[place] == text[position] or text[position] > "\x7f" for place, position in enumerate(positions))


def test_a_text_looks_the_same_whatever_stands_beside_it() -> None:
    """Most texts aren't looked through one character after the other."""
    characters = map(chr, range(0x3000))
    differing = [one for one in characters if as_seen(one)[0] != as_seen(one + INVISIBLE)[0]]
    assert not differing

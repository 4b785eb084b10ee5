"""Our texts as Slack's mrkdwn: escaped, and cut where they may be."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.mrkdwn import escaped, link, split, to_mrkdwn

TEXTS = [  # ours, Slack's
    ("vanlig text [1].", "vanlig text [1]."),
    ("**fet** text", "*fet* text"),
    ("en **hel rad & till**", "en *hel rad &amp; till*"),
    ("[länk](https://a.se/?x=1&y=2)", "<https://a.se/?x=1&amp;y=2|länk>"),
    ("[brev](mailto:a@b.se)", "<mailto:a@b.se|brev>"),
    ("[klicka](javascript:alert)", "[klicka](javascript:alert)"),
    ("se https://a.se/x, och sedan", "se <https://a.se/x>, och sedan"),
    ("(https://a.se/x)", "(<https://a.se/x>)"),
    ("https://a.se/a|b", "<https://a.se/a%7Cb>"),
    ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
    ("<https://ond.se|god>", "&lt;<https://ond.se%7Cgod>&gt;"),
    ("- ett\n- två", "• ett\n• två"),
    ("# Rubrik\ntext", "*Rubrik*\ntext"),
    ("2 * 3 - 4 # 5", "2 * 3 - 4 # 5"),
    ("&amp;", "&amp;amp;"),
]


@pytest.mark.parametrize(("ours", "slacks"), TEXTS)
def test_conversion(ours: str, slacks: str) -> None:
    assert to_mrkdwn(ours) == slacks


LINKS = [  # address, title, link
    ("https://a.se", "A", "<https://a.se|A>"),
    ("https://a.se/?a=1&b=<2>", "A <B>", "<https://a.se/?a=1&amp;b=&lt;2&gt;|A &lt;B&gt;>"),
    ("https://a.se/a|b c", "A|B", "<https://a.se/a%7Cb%20c|A|B>"),
    ("https://a.se", "två\nrader", "<https://a.se|två rader>"),
    ("javascript:alert(1)", "A", "A"),
    ("", "A", "A"),
]


@pytest.mark.parametrize(("address", "title", "made"), LINKS)
def test_links(address: str, title: str, made: str) -> None:
    assert link(address, title) == made


def test_a_long_text_is_cut_after_a_line() -> None:
    line = "å" * 99
    parts = split("\n".join([line] * 100), 3000)
    assert [len(part) for part in parts] == [2999, 2999, 2999, 999]
    assert "\n".join(parts) == "\n".join([line] * 100)


def test_a_long_line_is_cut_after_a_sentence() -> None:
    parts = split("Det här är en mening. " * 500, 3000)
    assert all(part.endswith("mening.") and part.startswith("Det") for part in parts)
    assert " ".join(parts) == ("Det här är en mening. " * 500).strip()


@pytest.mark.parametrize("text", ["ord " * 2000, "x" * 10000, "<&>" * 3000, "**" + "fet " * 2000 + "**"])
def test_anything_else_is_cut_somewhere(text: str) -> None:
    parts = split(text, 3000)
    assert all(0 < len(part) <= 3000 for part in parts)
    assert letters("".join(parts)) == letters(escaped(text))


def test_links_and_bold_words_are_not_cut() -> None:
    parts = split("[en länk](https://a.se/väg) **två ord** https://b.se/x " * 200, 500)
    assert len(parts) > 10
    assert "".join(parts).count("<https://a.se/väg|en länk>") == 200
    assert all(part.count("<") == part.count(">") and part.count("*") % 2 == 0 for part in parts)


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=300), st.integers(60, 200).map(lambda n: 10 * n))
def test_whatever_is_written_stays_text(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(len(part) <= max(limit, 2500) for part in parts)
    assert not [part for part in parts if re.search("<(?!https?://|mailto:|tel:)", part)]


def letters(mrkdwn: str) -> str:
    return re.sub(r"[\s*]", "", html.unescape(mrkdwn))

"""What people write in Slack, as plain text."""

from __future__ import annotations

import pytest

from bot.channels.slack.reading import begins_with_mention, mentions, plain

BOT = "U0GUIDEN"
TEXTS = [  # as Slack sends it, as it is read
    ("vad är IOP?", "vad är IOP?"),
    ("<https://b.se> <mailto:x@y.se|x@y.se>", "https://b.se x@y.se"),
    ("a &amp; b &lt;c&gt; &amp;amp; &aring;", "a & b <c> &amp; &aring;"),
    ("&lt;!channel&gt;", "<!channel>"),
    ("<#C1|allmänt> och <#C2>", "#allmänt och #C2"),
    ("fråga <@U2> eller <@U3|anna>", "fråga @U2 eller @anna"),
    ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
    ("<!subteam^S1|@inköp> <!subteam^S2>", "@inköp @S2"),
    ("<!date^1392734382^{date}|18 februari>", "18 februari"),
    ("se <http://malmo.se|malmo.se> nu", "se malmo.se nu"),
    ("se <https://malmo.se/|malmo.se>", "se malmo.se"),
    ("<https://a.se/?x=1&amp;y=2>", "https://a.se/?x=1&y=2"),
    ("<https://a.se/lång/väg|läs mer>", "läs mer https://a.se/lång/väg"),
    ("ring <tel:084527000|08-452 70 00>", "ring 08-452 70 00 084527000"),
    ("<mailto:a@b.se|Anna &amp; Bo>", "Anna & Bo a@b.se"),
    (f"<@{BOT}> vad är IOP?", "vad är IOP?"),
    (f"<@{BOT}|guiden>: vad är IOP?", "vad är IOP?"),
    (f"hej <@{BOT}> vad är IOP?", "hej vad är IOP?"),
    (f"vad är IOP <@{BOT}>", "vad är IOP"),
    (f"<@{BOT}> <@{BOT}>", ""),
    (f"<@{BOT}> /restart", "/restart"),
    ("rad ett\nrad  två", "rad ett\nrad  två"),
    ("", ""),
]


@pytest.mark.parametrize(("sent", "read"), TEXTS)
def test_nothing_is_lost(sent: str, read: str) -> None:
    assert plain(sent, BOT) == read


@pytest.mark.parametrize(
    ("text", "found"),
    [(f"a <@{BOT}> b", True), (f"<@{BOT}|guiden>", True), (f"<@{BOT}2>", False), (BOT, False), (f"@{BOT}", False)],
)
def test_our_own_mention(text: str, found: bool) -> None:
    assert mentions(text, BOT) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("<@U2> ring mig", True), (" <@U3|anna>", True), ("<!here> hej", True), ("<!subteam^S1|@inköp>", True),
     ("ring <@U2>", False), ("<https://a.se>", False), ("<#C1|allmänt>", False), ("&lt;@U2&gt;", False), ("", False)],
)  # fmt: skip
def test_what_begins_with_a_mention(text: str, found: bool) -> None:
    assert begins_with_mention(text) is found

"""Texts that do harm where they are taken for anything else than texts, and what is kept of them."""

from __future__ import annotations

from typing import Dict, Tuple

# What a command in a text would leave behind.
TRACE = "guiden-blev-lurad"

# Taken as they are by every free-text question that has room for them. The second is what is kept.
KEPT: Dict[str, Tuple[str, str]] = {
    name: (text, kept or text)
    for name, text, kept in (
        ("SQL that drops", "Robert'); DROP TABLE draft; DROP TABLE submission;--", ""),
        ("SQL that is always true", "' OR '1'='1' /*", ""),
        ("HTML", "<script>alert(1)</script><img src=x onerror=alert(2)>", ""),
        ("HTML entities", "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;", ""),
        ("Markdown link", "[klicka](javascript:alert(1)) **fet** `kod`", ""),
        ("Markdown image", "![bild](javascript:alert(2)) <javascript:alert(3)>", ""),
        ("formula", '=HYPERLINK("http://evil";"klick")', ""),
        ("formula with plus", "+cmd|' /C calc'!A0", ""),
        ("formula with minus", "-2+3+cmd|' /C calc'!A0", ""),
        ("formula with at", "@SUM(1)*cmd|' /C calc'!A0", ""),
        ("formula after blanks", "\t  =1+1;krav", "=1+1;krav"),
        ("words of spreadsheets", "#REF! _x000D_ _x0041_ '=1", ""),
        ("separators", "a;b,c|d\\|e\\ \"citat\" 'apostrof'", ""),
        ("YAML tag", f"!!python/object/apply:os.system ['touch {TRACE}']", ""),
        ("YAML", "--- &a [*a, {b: null}] # ja: nej", ""),
        ("Python", f'"; import os; os.system("touch {TRACE}") #', ""),
        ("shell", f"$(touch {TRACE}) `touch {TRACE}` | touch {TRACE}", ""),
        ("our own placeholders", "{contact_name} och {contact_email}", ""),
        ("marks of private values", "Praktik \ue000contact_email\ue001", "Praktik contact_email"),
        ("format", "{0} {title} {__class__} %s %(titel)s %n", ""),
        ("templates", "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% raw %}", ""),
        ("JSON", '{"intent": "inform"} /inform{"choice": "send"}', ""),
        ("addresses", "javascript:alert(1) data:text/html,hej file:///etc/passwd", ""),
        ("directions and zero width", "Pra\u200bktik \u202egnp.exe \u2066till\u2069", "Praktik gnp.exe till"),
        ("combining marks", "P\u0337r\u0338a\u0336ktik A\u030a", "P\u0337r\u0338a\u0336ktik Å"),
        ("control characters", "Prak\x00tik\x1b[31m röd\x07\x7f", "Prak tik [31m röd"),
        ("lines", "Praktik\r\n\r\n- ett\n- två", "Praktik - ett - två"),
        ("half characters", "Prak\ud83dtik \udc00", "Prak tik"),
        ("Arabic, Chinese and emojis", "توظيف 就业 👩‍🌾🏽 ☕️", ""),
        ("a long word", "å" * 80, ""),
        ("a very long word", "ö" * 880, ""),
    )
}

# No free-text question takes these.
REFUSED: Dict[str, str] = {
    "emojis alone": "😀" * 1000,
    "one letter, many times": "x" * 1000,
    "combining marks alone": "\u0301" * 60,
    "directions alone": "\u202e\u200b" * 30,
    "signs alone": "!?=+-@ 12345 ...",
}

# The channel doesn't take these at all; the second is its error's code.
TURNED_AWAY: Dict[str, Tuple[str, str]] = {
    "10,000 characters": ("x" * 10_000, "too_long"),
    "1001 emojis": ("😀" * 1001, "too_long"),
    "blanks": ("   ", "empty"),
    "lines": ("\r\n\n\u2028\u00a0", "empty"),
    "control characters": ("\x00\x07\x1b", "empty"),
    "half a character": ("\ud800", "empty"),
    "a command": ("/submit_example", "command"),
    "a command with a value": ('/inform{"choice": "send"}', "command"),
    "a command after blanks": (" \n/restart", "command"),
}

# What is said to the question for a link, and what is kept: None when it is refused.
LINKS = [
    ("javascript:alert(1)", None),
    ("data:text/html,<script>alert(1)</script>", None),
    ("=HYPERLINK(1)", None),
    ("file:///etc/passwd", None),
    ("http://", None),
    ("https://example.se/" + "a" * 500, None),
    ("https://example.se/<script>alert(1)</script>", "https://example.se/"),
    ('https://example.se/a"onmouseover="alert(1)', "https://example.se/a"),
    ("https://example.se/{contact_email}?a=%s", "https://example.se/{contact_email}?a=%s"),
]

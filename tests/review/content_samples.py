"""What tests of the content pages share: what is stored of an entry, and an entry as an editor types it."""

from __future__ import annotations

from typing import Any, Dict

from bot.knowledge.history import Version, versions
from bot.knowledge.kinds import BY_SECTION

MARKUP = '<script>alert(1)</script> & "citat" \''
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;citat&#34; &#39;"

# Fields whose items are chosen one by one.
_CHOSEN = {"sources", "related", "next_steps", "sectors", "target_group_types", "requirement_types"}


def latest(section: str, identity: str) -> Version:
    return versions(BY_SECTION[section].name, identity)[0]


def fields(section: str, identity: str) -> Dict[str, Any]:
    return dict(latest(section, identity).fields)


def number(section: str, identity: str) -> int:
    return latest(section, identity).number


def written(entry: Dict[str, Any]) -> Dict[str, Any]:
    """An entry of tests.knowledge.samples as its form sends it: lists of texts a line each, and no next steps."""
    lines = {name for name, value in entry.items() if isinstance(value, list) and name not in _CHOSEN}
    return {
        name: "\r\n".join(value) if name in lines else value
        for name, value in entry.items()
        if name not in {"legal", "next_steps"}
    }

"""The public page of an example, so that one that is told nowhere else has a source that can be checked."""

from __future__ import annotations

import logging
from html import escape
from string import Template
from typing import Iterable, Iterator, Optional, Tuple

from bot.database import DATABASE_ERRORS, explained
from bot.knowledge.fields import identifier
from bot.knowledge.own_pages import is_own_page
from bot.knowledge.records import Example
from bot.knowledge.store import example
from bot.swedish import register

logger = logging.getLogger(__name__)

_PAGE = Template("""\
<!doctype html>
<html lang="sv">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>$title – Hänsynsguiden</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/page.css">
  <link rel="stylesheet" href="/example.css">
</head>
<body>
  <main class="example">
    <h1>$title</h1>
    $content
    <p><a href="/">Fråga Hänsynsguiden</a></p>
  </main>
</body>
</html>
""")


def page(identity: str) -> Tuple[int, str]:
    """Status and HTML: 200 with the example, 404 when there is none with that id, 503 when nobody can tell."""
    try:
        found = example(identity) if _may_be_id(identity) else None
    except DATABASE_ERRORS as error:
        logger.error("an example's page can't be shown: %s", explained(error))
        return 503, _page("Sidan går inte att visa just nu", ["<p>Prova igen om en liten stund.</p>"])
    if found is None:
        text = "Det kan ha tagits bort, eller så är adressen fel. I chatten kan du söka bland alla exempel."
        return 404, _page("Exemplet finns inte", [f"<p>{text}</p>"])
    return 200, _page(found.title, _content(found))


def _may_be_id(text: str) -> bool:
    try:
        return bool(identifier(text))
    except ValueError:
        return False


def _page(title: str, content: Iterable[str]) -> str:
    """`content` is HTML already."""
    return _PAGE.substitute(title=escape(title), content="\n    ".join(content))


def _content(found: Example) -> Iterator[str]:
    yield "<h2>Vad som krävdes</h2>"
    yield f"<p>{escape(found.requirement)}</p>"
    if found.result:
        yield "<h2>Resultat</h2>"
        yield f"<p>{escape(found.result)}</p>"
    yield "<h2>Fakta</h2>"
    yield f"<dl>{''.join(_facts(found))}</dl>"
    yield "<h2>Källa</h2>"
    yield f"<p>{_source(found)}</p>"


def _facts(found: Example) -> Iterator[str]:
    facts = {
        "Organisation": found.organisation,
        "Kommun": found.municipality,
        "Region": found.region,
        "År": found.year and str(found.year),
        "Arbetssätt": register.labels("method")[found.method],
        "Typ av avtal": register.labels("contract_type")[found.contract_type],
        "Bransch": found.sector,
        "Målgrupp": ", ".join(found.target_groups),
        "Andra som var med": ", ".join(found.partners),
    }
    return (f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value)


def _source(found: Example) -> str:
    checked = _day(found.checked)
    if is_own_page(found.source_url):
        return f"Berättat av {escape(found.organisation)}, granskat av redaktionen{checked}."
    link = f'<a href="{escape(found.source_url)}" rel="noopener noreferrer">{escape(found.source_title)}</a>'
    facts = [link, escape(found.organisation), _day(found.source_date).strip()]
    text = f"{', '.join(filter(None, facts))}."
    return f"{text} Uppgifterna kontrollerades{checked}." if checked else text


def _day(day: Optional[object]) -> str:
    """A day with a space before it, or nothing."""
    return f' <time datetime="{day}">{day}</time>' if day else ""

"""Look at everything the assistant needs and say what is wrong and how to mend it."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Callable, List, NamedTuple

from bot.database import DATABASE_ERRORS, engine, explained
from bot.knowledge import store
from bot.migrations import is_current
from bot.nlu.training import is_surely_fresh, newest_model
from bot.settings import PROJECT_ROOT, Settings

WIDGET_SCRIPT = PROJECT_ROOT / "widget" / "dist" / "hansyns-guide.js"


class Finding(NamedTuple):
    well: bool
    text: str


def examine(chosen: Settings) -> List[Finding]:
    checks: List[Callable[[Settings], Finding]] = [_database, _content, _model, _widget, _assistant]
    return [Finding(True, "Inställningarna går att läsa."), *(check(chosen) for check in checks)]


def _database(chosen: Settings) -> Finding:
    try:
        current = is_current()
    except DATABASE_ERRORS as error:
        return Finding(False, explained(error))
    if not current:
        return Finding(False, "Databasen saknar tabeller. Kör guiden migrate.")
    return Finding(True, f"Databasen svarar ({engine().url.get_backend_name()}).")


def _content(chosen: Settings) -> Finding:
    try:
        counts = store.counts()
    except DATABASE_ERRORS:
        return Finding(False, "Innehållet går inte att läsa. Kör guiden migrate och sedan guiden import.")
    if not all(counts.values()):
        return Finding(False, "Innehåll saknas. Kör guiden import.")
    return Finding(True, f"{counts['answers']} svar, {counts['examples']} exempel och {counts['guides']} guider.")


def _model(chosen: Settings) -> Finding:
    model = newest_model(chosen)
    if model is None:
        return Finding(False, "Det finns ingen tränad modell. Kör guiden train.")
    if not is_surely_fresh(chosen):
        return Finding(False, f"Modellen {model.name} är äldre än träningsdata. Kör guiden train.")
    return Finding(True, f"Modellen {model.name} är aktuell.")


def _widget(chosen: Settings) -> Finding:
    if not WIDGET_SCRIPT.exists():
        return Finding(False, "Chattkomponenten är inte byggd. Kör make widget.")
    return Finding(True, "Chattkomponenten är byggd.")


def _assistant(chosen: Settings) -> Finding:
    address = f"http://127.0.0.1:{chosen.port}/health"
    try:
        with urllib.request.urlopen(address, timeout=3):
            return Finding(True, f"Assistenten svarar på port {chosen.port}, med modell, databas och handlingar.")
    except urllib.error.HTTPError as error:
        return Finding(False, f"Assistenten är inte redo: {error.read().decode()}. Läs dess logg.")
    except OSError:
        return Finding(True, f"Assistenten är inte startad på port {chosen.port}. Starta den med guiden run.")

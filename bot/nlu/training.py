"""Train a model, or keep the one there is when Rasa's fingerprint says that nothing changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Iterator, Optional

from bot.database import DATABASE_ERRORS
from bot.settings import PROJECT_ROOT, Settings
from bot.submissions import training_lines

TRAINING_FILES = ("data/nlu", "data/rules.yml", "data/stories")
# Beside the models: the digest of the editors' lines that the newest one has learnt.
LEARNT = "training_lines.sha256"
INPUTS = ("config.yml", "domain.yml", *TRAINING_FILES, "bot/nlu", "bot/swedish", "requirements.lock")


class TrainingFailed(Exception):
    """Rasa gave up; what it said is in its log."""


def newest_model(chosen: Settings) -> Optional[Path]:
    models = sorted(chosen.models_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return models[-1] if models else None


def is_surely_fresh(chosen: Settings) -> bool:
    """Whether no input was touched since the model was made; if one was, Rasa's fingerprint has to decide."""
    model = newest_model(chosen)
    if model is None or any(path.stat().st_mtime > model.stat().st_mtime for path in _inputs()):
        return False
    learnt = chosen.models_dir / LEARNT
    return _to_learn() in (None, learnt.read_text(encoding="ascii") if learnt.exists() else "")


def _to_learn() -> Optional[str]:
    """The digest of the editors' lines; None when the database can't tell."""
    try:
        return training_lines.digest()
    except DATABASE_ERRORS:
        return None


def _inputs() -> Iterator[Path]:
    for name in INPUTS:
        path = PROJECT_ROOT / name
        if path.is_dir():
            yield from (child for child in (path, *path.rglob("*")) if "__pycache__" not in child.parts)
        elif path.exists():
            yield path


def train(chosen: Settings, force: bool = False) -> Path:
    """Train if Rasa finds it needed; returns the model to serve.

    Raises:
        TrainingFailed: no model came out.
    """
    from rasa.model_training import train as rasa_train

    from bot.knowledge.retrieval.query import warm_up

    os.chdir(PROJECT_ROOT)  # Rasa keeps its cache below the working directory
    to_learn = _to_learn() or ""  # before Rasa reads them: what is added meanwhile is learnt next time
    result = rasa_train(
        domain="domain.yml",
        config="config.yml",
        training_files=list(TRAINING_FILES),
        output=str(chosen.models_dir),
        force_training=force,
        fixed_model_name=None,
    )
    if result.model is None or not Path(result.model).exists():
        raise TrainingFailed
    model = Path(result.model)
    model.touch()
    warm_up()  # leaves the tables of words beside the model
    (chosen.models_dir / LEARNT).write_text(to_learn, encoding="ascii")
    return model

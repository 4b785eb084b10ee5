"""Our pipeline as one of the rivals."""

from __future__ import annotations

from pathlib import Path

from benchmarks.rivals.process import run
from bot.engine import lean_imports
from bot.settings import PROJECT_ROOT


def main() -> None:
    lean_imports.install()
    from benchmarks.rivals import with_rasa

    def train(work: Path) -> None:
        with_rasa.train(PROJECT_ROOT / "config.yml", PROJECT_ROOT / "domain.yml", work / "nlu.yml", work / "model")

    run(train, lambda work: with_rasa.load(work / "model"))


if __name__ == "__main__":
    main()

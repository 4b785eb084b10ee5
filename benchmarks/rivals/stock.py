"""Rasa's default pipeline as one of the rivals; it needs the real TensorFlow, so nothing is left out here."""

from __future__ import annotations

import sys
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.rivals.process import run
from bot.settings import PROJECT_ROOT

CONFIG = Path(__file__).with_name("stock.yml")


def write_config(path: Path, epochs: int) -> None:
    """The default pipeline, with other epochs for a quick look."""
    yaml = YAML()
    config = yaml.load(CONFIG)
    for component in config["pipeline"]:
        if "epochs" in component:
            component["epochs"] = epochs
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(config, file)


def main() -> None:
    from benchmarks.rivals import with_rasa

    def train(work: Path) -> None:
        config = work / "config.yml"
        write_config(config, int(sys.argv[3]))
        with_rasa.train(config, PROJECT_ROOT / "domain.yml", work / "nlu.yml", work / "model")

    run(train, lambda work: with_rasa.load(work / "model"))


if __name__ == "__main__":
    main()

"""Train our pipeline, unchanged, on the Swedish part of MASSIVE, whose intents nobody here wrote or knew."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import List

from ruamel.yaml import YAML

from benchmarks.rivals.lines import Line, write_nlu
from bot.engine import lean_imports
from bot.settings import PROJECT_ROOT


def main() -> None:
    lean_imports.install()
    from benchmarks.rivals import with_rasa

    chosen = _arguments()
    training, asked = read(chosen.train.resolve()), read(chosen.test.resolve())
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)  # Rasa keeps its cache in the working directory; an empty one makes it train anew
        write_project(folder, training)
        started = time.perf_counter()
        with_rasa.train(folder / "config.yml", folder / "domain.yml", folder / "nlu.yml", folder / "model")
        seconds = time.perf_counter() - started
        rank = with_rasa.load(folder / "model")
        right = sum(rank(line.text)[:1] == [line.label] for line in asked)
        os.chdir(PROJECT_ROOT)
    print(f"Rätt först: {right / len(asked):.4f} av {len(asked)} yttranden".replace(".", ","))
    print(f"Träning: {seconds:.1f} s på {len(training)} rader".replace(".", ","))


def read(path: Path) -> List[Line]:
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Line(record["utt"], record["intent"]) for record in records]


def write_project(folder: Path, training: List[Line]) -> None:
    """What Rasa needs to train: our pipeline without our answers, and a domain of these intents."""
    yaml = YAML(typ="safe")
    config = yaml.load(PROJECT_ROOT / "config.yml")
    kept = {key: config[key] for key in ("recipe", "language", "assistant_id", "pipeline")}
    domain = {"version": "3.1", "intents": sorted({line.label for line in training})}
    yaml.dump(kept, folder / "config.yml")
    yaml.dump(domain, folder / "domain.yml")
    write_nlu(folder / "nlu.yml", training)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.massive", description=__doc__)
    parser.add_argument("train", type=Path, metavar="TRAIN.jsonl")
    parser.add_argument("test", type=Path, metavar="TEST.jsonl")
    return parser.parse_args()


if __name__ == "__main__":
    main()

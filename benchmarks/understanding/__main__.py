"""Measure understanding, print the figures and write the report."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Dict, List, Sequence

from benchmarks.understanding import confidence_sections, data, folds, other_sections, report, sections
from benchmarks.understanding.data import Line
from benchmarks.understanding.layout import Section, as_text
from benchmarks.understanding.predictions import Model, joined
from benchmarks.understanding.sections import HeldOut, Voice
from bot.engine import lean_imports
from bot.settings import PROJECT_ROOT

UNKNOWN_VOICES, HELD_OUT_AUTHORS = "Korsvalidering", "Undanhållna"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("--report", type=Path, default=PROJECT_ROOT / ".guiden" / "evaluation", metavar="DIR")
    folder = parser.parse_args().report
    lean_imports.install()  # finding entities takes spaCy, which would bring TensorFlow
    lines = data.training_lines()
    labels = sorted({line.label for line in lines})
    found = measured(cross_validated(lines, labels), on_held_out(lines, labels), folder)
    print("\n".join(map(as_text, found)))
    about = f"{len(lines)} träningsrader, {len(labels)} etiketter; mätt {time.strftime('%Y-%m-%d')}."
    print(f"Rapporten: {report.write(folder, found, about)}")


def cross_validated(lines: Sequence[Line], labels: Sequence[str]) -> List[Voice]:
    voices = []
    for fold in folds.by_author(lines):
        _say(f"Tränar utan {fold.author} …")
        predictions = Model.trained(fold.training, labels).predictions(fold.test)
        voices.append(Voice(fold.author, fold.copies, predictions))
    return voices


def on_held_out(lines: Sequence[Line], labels: Sequence[str]) -> Dict[str, HeldOut]:
    _say("Tränar på alla rader …")
    model = Model.trained(lines, labels)
    texts = [line.text for line in lines]
    found = {}
    for name in (*sections.FLOORS, *sections.KEPT_OUT_FLOORS):
        own = data.held_out(name)
        found[name] = HeldOut(model.predictions(own), folds.near_copies([line.text for line in own], texts))
    return found


def measured(voices: Sequence[Voice], held_out: Dict[str, HeldOut], folder: Path) -> List[Section]:
    together = joined([voice.predictions for voice in voices])
    sources = {UNKNOWN_VOICES: together, HELD_OUT_AUTHORS: joined([found.predictions for found in held_out.values()])}
    return [
        sections.of_voices(voices),
        sections.of_labels(together),
        confidence_sections.of_calibration(sources, data.fallback_threshold()),
        confidence_sections.of_scope(sources),
        sections.of_held_out(held_out),
        other_sections.of_entities(data.annotated_lines()),
        other_sections.of_rivals(folder),
    ]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

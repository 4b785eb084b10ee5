"""Run a rival in processes of its own, from files that are the same for all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Mapping, Sequence

from benchmarks.rivals import figures
from benchmarks.rivals.lines import Line, write_nlu
from benchmarks.rivals.process import read_json
from benchmarks.understanding.data import plain
from bot.settings import PROJECT_ROOT

NLPJS = Path(__file__).with_name("nlpjs")
NOTES = {
    "ours": "pipelinen i config.yml",
    "svc": "TF-IDF på teckenföljder (2–5) och LinearSVC",
    "nlpjs": "nlp.js med svenska",
    "stock": "Rasas standardpipeline",
}


class RivalFailed(Exception):
    """What the operator should read, in Swedish."""


class Contest:
    """The same training lines and questions for every rival; each gets a directory below `folder`."""

    def __init__(
        self, folder: Path, training: Sequence[Line], sets: Mapping[str, Sequence[Line]], stock_epochs: int
    ) -> None:
        self._folder, self._training, self._sets, self._stock_epochs = folder, training, sets, stock_epochs

    def run(self, rival: str) -> figures.Row:
        """Raises:
        RivalFailed: it couldn't be installed, trained or asked.
        """
        work = (self._folder / rival).resolve()
        self._prepare(work)
        if rival == "nlpjs" and not (NLPJS / "node_modules").is_dir():
            _run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], NLPJS, work / "install.log")
        for step in ("train", "parse"):
            _run(self._command(rival, step, work), work, work / f"{step}.log")
        return figures.row(
            rival,
            self._sets,
            parsed=read_json(work / "parsed.json"),
            training_seconds=read_json(work / "trained.json")["seconds"],
            model_bytes=sum(path.stat().st_size for path in (work / "model").rglob("*") if path.is_file()),
            note=self._note(rival),
        )

    def _prepare(self, work: Path) -> None:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        write_nlu(work / "nlu.yml", self._training)
        lines = [(plain(text), label) for text, label in self._training]
        (work / "lines.json").write_text(json.dumps(lines), encoding="utf-8")
        (work / "questions.json").write_text(json.dumps(figures.questions(self._sets)), encoding="utf-8")

    def _command(self, rival: str, step: str, work: Path) -> List[str]:
        if rival == "nlpjs":
            return ["node", str(NLPJS / "rival.mjs"), step, str(work)]
        epochs = [str(self._stock_epochs)] if rival == "stock" else []
        return [sys.executable, "-m", f"benchmarks.rivals.{rival}", step, str(work), *epochs]

    def _note(self, rival: str) -> str:
        epochs = f", {self._stock_epochs} varv" if rival == "stock" else ""
        return f"{NOTES[rival]}{epochs}, {len(self._training)} rader"


def _run(command: Sequence[str], folder: Path, log: Path) -> None:
    """Rasa keeps its cache in the working directory, so a fresh `folder` makes it train anew."""
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(command, cwd=folder, env=_environment(), stdout=file, stderr=subprocess.STDOUT)
    if done.returncode:
        raise RivalFailed(f"{' '.join(command)} misslyckades, se {log}.")


def _environment() -> Dict[str, str]:
    """Node came with the Python environment."""
    scripts = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(PROJECT_ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
    }

"""The page that keeps a run's figures: one file, readable without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.understanding.layout import Section

TITLE = "Så väl förstår Hänsynsguiden"
FILE = "understanding.html"


def rendered(sections: Sequence[Section], about: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("report.html.jinja").render(title=TITLE, about=about, sections=sections)


def write(folder: Path, sections: Sequence[Section], about: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(rendered(sections, about), encoding="utf-8")
    return path

"""Conversation files: what a person says and what the whole turn must give back (the format is in docs/testing.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterable, List, Literal, Optional

import pydantic
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

Channel = Literal["web", "teams", "slack"]
Kind = Literal[
    "answer", "examples", "guides", "form", "clarify", "handover", "out_of_scope", "smalltalk", "error"
]  # fmt: skip


class ConversationFileError(Exception):
    """A file that can't be run; the text names file and entry, in Swedish."""


class _Strict(pydantic.BaseModel):
    class Config:
        extra = "forbid"


class Expected(_Strict):
    """Checks of one whole turn; every field that is set must hold."""

    answer: Optional[str] = None
    kind: Optional[Kind] = None
    examples: List[str] = []
    guides: List[str] = []
    none_of: List[str] = []
    contains: List[str] = []
    not_contains: List[str] = []
    matches: Optional[str] = None
    choices: List[str] = []
    sources_min: int = 0
    max_words: Optional[int] = None
    slots: Dict[str, Any] = {}
    silent: bool = False


class Step(_Strict):
    """One of `user`, `choose` and `choose_earlier`, unless the step only restarts the server or the visitor.

    `choose` presses a choice of the turn before; `choose_earlier` the latest with that title in the conversation.
    `{code}` in what is said stands for the code that the assistant told last. A new session may be in another channel.
    """

    user: Optional[str] = None
    choose: Optional[str] = None
    choose_earlier: Optional[str] = None
    bot: Expected = Expected()
    new_session: bool = False
    channel: Optional[Channel] = None
    restart_server: bool = False

    @pydantic.root_validator(skip_on_failure=True)
    def _says_one_thing(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        said = [name for name in ("user", "choose", "choose_earlier") if values.get(name) is not None]
        if len(said) > 1 or not said and not (values["new_session"] or values["restart_server"]):
            raise ValueError("steget ska ha ett av user, choose och choose_earlier")
        return values

    @property
    def said(self) -> Optional[str]:
        return next((text for text in (self.user, self.choose, self.choose_earlier) if text is not None), None)


class Conversation(_Strict):
    name: str
    channel: Channel = "web"
    steps: List[Step] = pydantic.Field(min_items=1)
    file: Path


def read(paths: Iterable[Path]) -> List[Conversation]:
    """Every conversation in the files, and in the *.yml files of the folders.

    Raises:
        ConversationFileError: a file is not as the format says.
    """
    files = [file for path in paths for file in (sorted(path.rglob("*.yml")) if path.is_dir() else [path])]
    if not files:
        raise ConversationFileError("Det finns inga samtalsfiler där.")
    return [conversation for file in files for conversation in _read(file)]


def _read(file: Path) -> List[Conversation]:
    try:
        entries = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        raise ConversationFileError(f"{file}: {error}") from None
    if not isinstance(entries, list):
        raise ConversationFileError(f"{file}: filen ska vara en lista med samtal")
    try:
        return [Conversation(**entry, file=file) for entry in entries]
    except (pydantic.ValidationError, TypeError) as error:
        raise ConversationFileError(f"{file}: {error}") from None

"""Text of any length that is UTF-8 without forbidden characters, or else says on which line it isn't."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from typing import Any, BinaryIO

from bot.knowledge.fields import FORBIDDEN
from bot.knowledge.files.problems import fault


class CheckedText(io.RawIOBase):
    """The file's bytes as they are; reading raises ContentError where they are no text."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._line = 1

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        raw = self._file.read(len(buffer))
        try:
            text = self._decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            line = self._line + error.object[: error.start].count(b"\n")
            raise fault(self._path, line, "filen är inte sparad i UTF-8") from None
        forbidden = FORBIDDEN.search(text)
        if forbidden:
            line = self._line + text.count("\n", 0, forbidden.start())
            raise fault(self._path, line, f"filen har ett otillåtet tecken (U+{ord(forbidden.group()):04X})")
        self._line += text.count("\n")
        buffer[: len(raw)] = raw
        return len(raw)

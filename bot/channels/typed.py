"""What a person typed, in any channel, made ready for Rasa: cleaned, bounded, and without what nobody may see."""

from __future__ import annotations

import unicodedata
from typing import Any

from bot.channels.refused import Refused
from bot.privacy.incoming import without_sensitive

MAX_CHARACTERS = 1000
UNWRITABLE = {"Cc", "Cs", "Co"}  # Unicode categories: control, half and private-use characters


def typed_text(text: Any) -> str:
    """
    Raises:
        Refused: when it is no text, empty, too long, or begins with "/", which would be a command to Rasa.
    """
    if not isinstance(text, str):
        raise Refused(400, "bad_request", "Meddelandet ska vara text.")
    composed = unicodedata.normalize("NFC", text)
    cleaned = "".join(" " if unicodedata.category(each) in UNWRITABLE else each for each in composed).strip()
    if not cleaned:
        raise Refused(400, "empty", "Skriv något först.")
    if len(cleaned) > MAX_CHARACTERS:
        raise Refused(
            400, "too_long", f"Meddelandet är {len(cleaned)} tecken. Högst {MAX_CHARACTERS} tecken får plats."
        )
    if cleaned.startswith("/"):
        raise Refused(400, "command", "Ett meddelande kan inte börja med snedstreck. Skriv med vanliga ord.")
    return without_sensitive(cleaned)

"""A submission's code: unguessable, told to the person only, and kept as a hash."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Optional

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.settings import settings
from bot.swedish import entities

# Crockford's base 32: no letters that are mistaken for digits. Twelve of them are 60 random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")


def new_code() -> str:
    """A code such as HG-7K3M-Q9XD-04TZ."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"HG-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def hash_of(code: str) -> str:
    """SHA-256 of the code as it was given, however it was written down."""
    return hashlib.sha256(code.upper().translate(_MISREAD).encode()).hexdigest()


def as_told(typed: str) -> str:
    """The code as it stands on the receipt, however it was typed; what has none as it is."""
    return next((found.value for found in entities.find(typed) if found.kind == "submission_code"), typed.strip())


def seal(code: str) -> str:
    """The code so that only this service can read it: a draft must be able to tell its own again."""
    return _sealing().encrypt(code.encode()).decode()


def unseal(sealed: str) -> Optional[str]:
    """None when the key it was sealed with is no longer accepted."""
    try:
        return _sealing().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _sealing() -> MultiFernet:
    digests = (hashlib.sha256(b"submission code\0" + key.encode()).digest() for key in settings().signing_keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

"""The assistant's own page about an example: the source of one that is told nowhere else."""

from __future__ import annotations

from bot.settings import settings

PATH = "/exempel"


def own_page(identity: str) -> str:
    """The address of an example's page."""
    return f"{settings().public_address}{PATH}/{identity}"


def is_own_page(address: str) -> bool:
    """Whether an address is one of the assistant's own pages about examples."""
    return address.startswith(own_page(""))

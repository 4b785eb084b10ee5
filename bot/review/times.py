"""Moments as Swedish readers expect them. The database has UTC; pages have the time where they run."""

from __future__ import annotations

import datetime as dt

from bot.database import now

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_WEEK, _MONTH, _YEAR = 7, 30, 365  # days


def moment(at: dt.datetime) -> str:
    """ "28 november 2026 kl. 14.05"."""
    local = _local(at)
    return f"{day(local.date())} kl. {local:%H.%M}"


def day(date: dt.date) -> str:
    """ "28 november 2026"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def ago(at: dt.datetime) -> str:
    """ "i dag", "i går", "för 3 dagar sedan" and so on, in fewer words the longer ago it is."""
    days = (_local(now()).date() - _local(at).date()).days
    if days < 2:
        return ("i dag", "i går")[max(days, 0)]
    return f"för {_length(days)} sedan"


def _length(days: int) -> str:
    if days < 2 * _WEEK:
        return f"{days} dagar"
    if days < 2 * _MONTH:
        return f"{days // _WEEK} veckor"
    return f"{days // _MONTH} månader" if days < _YEAR else "mer än ett år"


def _local(at: dt.datetime) -> dt.datetime:
    return at.replace(tzinfo=dt.timezone.utc).astimezone()

"""Weeks as they are said in Sweden: 2026-W48 begins on a Monday."""

from __future__ import annotations

import datetime as dt
from typing import List

WEEK = dt.timedelta(weeks=1)


def week_of(day: dt.date) -> str:
    """Of ISO 8601, by which the first days of January may be in the last week of the year before."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def weeks_until(last: dt.date, number: int) -> List[str]:
    """So many weeks, the last one that of the day, oldest first and none left out."""
    return [week_of(last - WEEK * back) for back in reversed(range(number))]

"""How numbers are drawn: to one scale, the smallest still to be seen, and called what people call them."""

from __future__ import annotations

from typing import List

import pytest

from bot.review.charts import Column, Series, charts, grouped, percent, scale_top, short_week_name, week_name

TOPS = [
    (0, 1), (1, 1), (7, 8), (8, 8), (9, 10), (10, 10), (11, 20), (48, 50), (61, 80), (81, 100), (101, 200),
    (9999, 10000),
]  # fmt: skip


@pytest.mark.parametrize(("highest", "top"), TOPS)
def test_scales_end_at_a_number_that_is_easy_to_read(highest: int, top: int) -> None:
    assert scale_top(highest) == top


SPOKEN = [
    (grouped(0), "0"),
    (grouped(999), "999"),
    (grouped(1234567), "1 234 567"),
    (percent(5, 6), "83 %"),
    (percent(0, 6), "0 %"),
    (percent(0, 0), ""),
    (week_name("2026-W08"), "Vecka 8, 2026"),
    (short_week_name("2026-W48"), "v. 48, 2026"),
]


@pytest.mark.parametrize(("said", "wanted"), SPOKEN)
def test_numbers_and_weeks_are_said_as_in_swedish(said: str, wanted: str) -> None:
    assert said.replace("\N{NO-BREAK SPACE}", " ") == wanted


WEEKS = ["2026-W47", "2026-W48"]


def test_columns_are_in_per_cent_of_one_scale() -> None:
    first, second = charts(WEEKS, [Series("Många", [50, 25]), Series("Få", [0, 10], "20 % av alla.")])
    assert first.top == second.top == 50
    assert first.columns == (
        Column(x=6.25, y=0.0, width=37.5, height=100.0, title="Vecka 47, 2026: 50"),
        Column(x=56.25, y=50.0, width=37.5, height=50.0, title="Vecka 48, 2026: 25"),
    )
    assert [(column.x, column.height) for column in second.columns] == [(56.25, 20.0)]
    assert (first.total, second.total) == (75, 10)
    assert first.notes == ("Flest: 50, vecka 47, 2026.",)
    assert second.notes == ("20 % av alla.", "Flest: 10, vecka 48, 2026.")


@pytest.mark.parametrize("numbers", [[0, 0], [1, 100_000]])
def test_one_among_many_is_seen_and_none_is_not(numbers: List[int]) -> None:
    (chart,) = charts(WEEKS, [Series("Alla", numbers)])
    assert [column.height for column in chart.columns] == ([2.0, 100.0] if any(numbers) else [])
    assert bool(chart.notes) is any(numbers)


def test_columns_stay_within_the_chart_however_many_they_are() -> None:
    weeks = [f"2026-W{number:02}" for number in range(1, 53)]
    (chart,) = charts(weeks, [Series("Alla", list(range(1, 53)))])
    assert len(chart.columns) == 52
    for left, right in zip(chart.columns, chart.columns[1:]):
        assert left.x + left.width < right.x
    assert chart.columns[0].x >= 0 and chart.columns[-1].x + chart.columns[-1].width <= 100
    assert all(column.y >= 0 and round(column.y + column.height, 2) == 100 for column in chart.columns)

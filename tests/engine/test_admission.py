"""Only so many turns are let in, and those after them are told at once."""

from __future__ import annotations

import asyncio
from typing import List

import pytest

from bot import metrics
from bot.engine.admission import Admission, Overloaded


def value(gauge: object) -> float:
    return gauge._value.get()  # type: ignore[attr-defined]


def test_how_many_go_on_and_how_many_wait() -> None:
    async def turns() -> List[float]:
        admission, over = Admission(at_once=2, waiting=3), asyncio.Event()
        seen: List[float] = []

        async def turn() -> None:
            with admission.let_in():
                async with admission.running_turn():
                    await over.wait()

        begun = [asyncio.ensure_future(turn()) for _ in range(5)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        seen += [value(metrics.TURNS_RUNNING), value(metrics.TURNS_WAITING)]
        with pytest.raises(Overloaded), admission.let_in():
            pass
        over.set()
        await asyncio.gather(*begun)
        with admission.let_in():
            seen += [value(metrics.TURNS_RUNNING), value(metrics.TURNS_WAITING)]
        return seen

    assert asyncio.run(turns()) == [2, 3, 0, 1]


def test_nobody_waits_longer_than_for_an_answer() -> None:
    async def turns() -> List[str]:
        admission, done = Admission(at_once=1, waiting=1, patience=0.05), []
        with admission.let_in():
            async with admission.running_turn():
                with pytest.raises(Overloaded), admission.let_in():
                    async with admission.running_turn():
                        done.append("carried out")
            async with admission.running_turn():
                done.append("afterwards")
        return done

    assert asyncio.run(turns()) == ["afterwards"]


def test_turns_begin_side_by_side_with_those_that_wait_for_something() -> None:
    async def turns() -> List[int]:
        admission, over, begun = Admission(at_once=3, waiting=9, side_by_side=1, waits_after=0.05), asyncio.Event(), []

        async def turn(number: int) -> None:
            with admission.let_in():
                async with admission.running_turn():
                    begun.append(number)
                    await (over.wait() if number < 3 else asyncio.sleep(0))

        going = [asyncio.ensure_future(turn(number)) for number in range(5)]
        seen = []
        for _ in range(4):
            await asyncio.sleep(0.03)
            seen.append(len(begun))
        await asyncio.sleep(0.1)
        assert begun == [0, 1, 2]
        over.set()
        await asyncio.gather(*going)
        await asyncio.gather(*map(turn, range(5, 12)))
        assert begun == list(range(12))
        return seen

    seen = asyncio.run(turns())
    assert seen[0] == 1 and seen == sorted(seen) and seen[-1] > 1


def test_a_turn_that_fails_leaves_its_place() -> None:
    async def turns() -> None:
        admission = Admission(at_once=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError), admission.let_in():
                async with admission.running_turn():
                    raise ZeroDivisionError

    asyncio.run(turns())

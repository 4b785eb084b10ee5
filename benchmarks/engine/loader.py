"""Puts load on an assistant from a process of its own: `python -m benchmarks.engine.loader SPEC`, JSON in and out.

Closed: so many conversations, each saying the next thing when it has been answered. Open: so many messages begin each
second, whether or not the ones before were answered; who isn't waiting for an answer says the next one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import subprocess
import sys
import time
from collections import Counter, deque
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, AsyncGenerator, Deque, Dict, Iterator, List, Optional, Sequence, Set

from benchmarks.engine.lines import Failed, Lines
from benchmarks.engine.process import on_cores
from benchmarks.engine.speakers import Conversation, OurSpeaker, Speaker, StockSpeaker
from bot.settings import PROJECT_ROOT

# An open load that nobody answers doesn't begin conversations without end.
MOST_CONVERSATIONS = 2000

Talked = AsyncGenerator[None, None]


@dataclass
class Spec:
    """`kind` is stock, ours or mixed. `rate` is messages a second of an open load, else it is closed; `conversations`
    is how many go on at once. Turns that begin in the first `warm_up` seconds are not counted. `record` is a file for
    what was acknowledged."""

    kind: str
    ports: List[int]
    seconds: float
    conversations: int = 32
    warm_up: float = 0.0
    rate: Optional[float] = None
    record: Optional[str] = None


@dataclass
class Load:
    """What came of it; `turns` counts those of the warm-up as well, and `cpu_seconds` is what the load itself took."""

    turns: int = 0
    milliseconds: List[float] = field(default_factory=list)
    errors: Dict[str, int] = field(default_factory=dict)
    turns_per_second: float = 0.0
    cpu_seconds: float = 0.0


def put(spec: Spec, cores: Optional[Sequence[int]] = None) -> Load:
    """Run it in a process on these cores."""
    with on_cores(cores):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.engine.loader", json.dumps(asdict(spec))],
            cwd=PROJECT_ROOT, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
    return Load(**json.loads(done.stdout))


class Loader:
    def __init__(self, spec: Spec, speaker: Speaker) -> None:
        self._spec, self._speaker = spec, speaker
        self._ports = itertools.cycle(spec.ports)
        self._numbers = itertools.count()
        self._errors: Counter = Counter()
        self._turns = 0
        self._times: List[float] = []
        self._finished: List[Conversation] = []

    async def run(self) -> Load:
        self._begun, used = time.perf_counter(), time.process_time()
        self._end = self._begun + self._spec.seconds
        if self._spec.rate:
            await self._open(self._spec.rate)
        else:
            await asyncio.gather(*(self._person() for _ in range(self._spec.conversations)))
        if self._spec.record:
            self._write_record(Path(self._spec.record))
        counted = min(time.perf_counter(), self._end) - self._begun - self._spec.warm_up
        return Load(
            self._turns,
            self._times,
            dict(self._errors),
            round(len(self._times) / counted, 2),
            time.process_time() - used,
        )

    async def _person(self) -> None:
        while time.perf_counter() < self._end:
            async with contextlib.aclosing(self._conversation()) as talked:
                async for _ in talked:
                    if time.perf_counter() >= self._end:
                        return

    async def _open(self, rate: float) -> None:
        idle: Deque[Any] = deque()
        under_way: Set[asyncio.Future] = set()
        known = 0
        for number in itertools.count():
            await asyncio.sleep(max(0.0, self._begun + number / rate - time.perf_counter()))
            if time.perf_counter() >= self._end:
                break
            if not idle and known >= MOST_CONVERSATIONS:
                self._errors["alla samtal väntade på svar"] += 1
                continue
            if known < self._spec.conversations or not idle:
                known += 1
                idle.appendleft(self._conversation())
            task = asyncio.ensure_future(self._next(idle.popleft(), idle))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)
        for talked in idle:
            await talked.aclose()

    async def _next(self, talked: Talked, idle: Deque[Talked]) -> None:
        """The next turn of this conversation, or the first one of another when it is over."""
        try:
            await talked.__anext__()
        except StopAsyncIteration:
            talked = self._conversation()
            with contextlib.suppress(StopAsyncIteration):  # there was no session; the error is counted
                await talked.__anext__()
        idle.append(talked)

    async def _conversation(self) -> Talked:
        """One turn after another."""
        try:
            conversation = await self._speaker.begin(next(self._ports))
        except Failed as error:
            self._errors[f"session: {error}"] += 1
            await asyncio.sleep(0.1)
            return
        try:
            for text in self._speaker.script(next(self._numbers)):
                await self._turn(conversation, text)
                yield
        finally:
            self._finished.append(conversation)

    async def _turn(self, conversation: Conversation, text: str) -> None:
        started = time.perf_counter()
        try:
            await self._speaker.say(conversation, text, next(self._ports))
        except Failed as error:
            self._errors[str(error)] += 1
            return
        self._turns += 1
        if started >= self._begun + self._spec.warm_up:
            self._times.append(round((time.perf_counter() - started) * 1000, 2))

    def _write_record(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            for conversation in self._finished:
                file.write(json.dumps([conversation.id, conversation.told]) + "\n")


def recorded(path: Path) -> Iterator[Any]:
    """Conversations with what was acknowledged in them: [id, [[message id, [reply ids]]…]]."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


async def _run(spec: Spec) -> Load:
    with contextlib.closing(Lines()) as lines:
        speaker = StockSpeaker(lines) if spec.kind == "stock" else OurSpeaker(lines, spec.kind == "mixed")
        return await Loader(spec, speaker).run()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", type=lambda text: Spec(**json.loads(text)))
    print(json.dumps(asdict(asyncio.run(_run(parser.parse_args().spec)))))

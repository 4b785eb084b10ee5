"""Break one part after another while people talk, and count what became of each message.

Eight conversations go on. A fault begins after three seconds, and what happens is counted until fifteen seconds after
it is over. Visitors send again as the chat component does; one more asks all the time, to see when service returns.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import time
from collections import Counter
from dataclasses import asdict, astuple
from typing import Any, Callable, Dict, List, NamedTuple, Tuple

from benchmarks.engine import exactly_once, stacks
from benchmarks.engine.results import Measured, Requirement, table
from benchmarks.engine.stacks import Stack
from benchmarks.engine.visitors import PATIENCE, Crowd

PEOPLE, PACE = 8, 0.4  # seconds between an answer and the next message
BEFORE, AFTER = 3.0, 15.0  # seconds


class Fault(NamedTuple):
    """`begin`, `seconds` of it, and `end`, which is nobody's hand but a supervisor's or the world's."""

    what: str
    stack: Callable[[], Any]
    begin: Callable[[Any], Any]
    seconds: float
    end: Callable[[Any], Any]
    at_once: bool = False


def _nothing(stack: Stack) -> None:
    """Two replicas given the same conversation is all that is wrong."""


def _set_delay(seconds: float) -> Callable[[Any], None]:
    def change(stack: stacks.InProcess) -> None:
        stack.to_database.delay = seconds

    return change


FAULTS: Dict[str, Fault] = {
    "replica": Fault(
        "kill -9 av en replik", stacks.in_process,
        lambda stack: stack.replicas[0].stop("serve", signal.SIGKILL), 1,
        lambda stack: stack.replicas[0].start(["serve"]),
    ),
    "postgres": Fault(
        "omstart av PostgreSQL", stacks.in_process,
        lambda stack: stack.shared.postgres.stop(), 3, lambda stack: stack.shared.postgres.start(),
    ),
    "redis": Fault(
        "omstart av Redis", stacks.in_process,
        lambda stack: stack.shared.redis.stop(), 3, lambda stack: stack.shared.redis.start(),
    ),
    "slow_database": Fault(
        "långsam databas: varje svar 2 s sent", stacks.in_process, _set_delay(2.0), 10, _set_delay(0.0)
    ),
    "at_once": Fault("samma samtal till två repliker samtidigt", stacks.in_process, _nothing, 10, _nothing, True),
    "actions": Fault(
        "kill -9 av en actionserver", stacks.action_servers,
        lambda stack: stack.actions[0].stop("actions", signal.SIGKILL), 1,
        lambda stack: stack.actions[0].start(["actions"]),
    ),
    "network": Fault(
        "nätet mellan bot och actions borta", stacks.action_servers,
        lambda stack: stack.to_actions.cut(), 10, lambda stack: stack.to_actions.mend(),
    ),
    "disk": Fault(
        "full disk för SQLite", stacks.sqlite,
        lambda stack: stacks.fill(stack.disk), 10, lambda stack: stacks.make_room(stack.disk),
    ),
}  # fmt: skip
HEADING = (
    "Fel", "skickade", "kvitterade", "med tydligt fel", f"tysta i {PATIENCE:.0f} s", "obesvarade", "saknas", "dubbla",
    "fel ordning", "andra svar", "åter efter s", "sista felet efter s",
)  # fmt: skip


def measure(chosen: argparse.Namespace) -> Measured:
    counts: Dict[str, Dict[str, Any]] = {}
    wanted = {name: FAULTS[name] for name in FAULTS if name in chosen.faults}
    for kind in dict.fromkeys(fault.stack for fault in wanted.values()):
        with kind() as stack:
            for name, fault in wanted.items():
                if fault.stack is kind:
                    counts[name] = asyncio.run(_during(fault, stack))
    total = {name: sum(each[name] for each in counts.values()) for name in ("silent", "unanswered", "kept_wrong")}
    return Measured(
        counts,
        [
            Requirement("kvitterade meddelanden som inte finns exakt en gång, vid fel", total["kept_wrong"], 0),
            Requirement("besökare utan svar eller tydligt fel inom 5 s, vid fel", total["silent"], 0),
            Requirement("meddelanden som aldrig besvarades, vid fel", total["unanswered"], 0),
        ],
        table(HEADING, [_row(FAULTS[name].what, each) for name, each in counts.items()]),
        [f"{FAULTS[name].what}: {each['errors'] or 'inga fel'}" for name, each in counts.items()],
    )


async def _during(fault: Fault, stack: Stack) -> Dict[str, Any]:
    ports = [replica.port for replica in stack.replicas]
    crowd = Crowd(ports, PEOPLE, PACE, fault.at_once, proxied=len(ports) > 1)
    over = asyncio.Event()
    talking = asyncio.ensure_future(crowd.talk(over))
    await asyncio.sleep(BEFORE)
    await asyncio.to_thread(fault.begin, stack)
    await asyncio.sleep(fault.seconds)
    await asyncio.to_thread(fault.end, stack)
    ended = time.monotonic()
    await asyncio.sleep(AFTER)
    over.set()
    await talking
    return _counted(crowd, ended, exactly_once.all_faults(crowd.told(), stack.database))


def _counted(crowd: Crowd, ended: float, found: exactly_once.Faults) -> Dict[str, Any]:
    messages = crowd.messages
    answered = [each.acknowledged for each in messages if each.acknowledged]
    since = [at - ended for at in (*crowd.probed, *answered) if at >= ended]
    failed = [at - ended for each in messages for at in each.failed if at >= ended]
    return {
        "sent": len(messages),
        "acknowledged": len(answered),
        "with_error": sum(bool(each.errors) for each in messages),
        "silent": sum(not each.in_time for each in messages),
        "unanswered": sum(not (each.acknowledged or each.apologised) for each in messages),
        **asdict(found),
        "kept_wrong": sum(astuple(found)),
        "again_after_s": round(min(since, default=float("inf")), 2),
        "last_error_after_s": round(max(failed, default=0.0), 2),
        "errors": dict(Counter(error for each in messages for error in each.errors)),
    }


def _row(what: str, each: Dict[str, Any]) -> Tuple[Any, ...]:
    names: List[str] = [
        "sent", "acknowledged", "with_error", "silent", "unanswered", "missing", "duplicated", "reordered",
        "other_replies", "again_after_s", "last_error_after_s",
    ]  # fmt: skip
    return (what, *(each[name] for name in names))

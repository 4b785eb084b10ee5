"""Processes that are measured: started on chosen cores, and asked for their memory and processor time.

Linux only, as /proc is what tells.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Sequence

_TICKS = os.sysconf("SC_CLK_TCK")
_MEGABYTE = 1024  # KiB, as /proc/*/status counts
# Fields of /proc/*/stat after the program's name: the state is the first.
_PARENT, _USER_TIME, _SYSTEM_TIME = 1, 11, 12


@contextlib.contextmanager
def on_cores(cores: Optional[Sequence[int]]) -> Iterator[None]:
    """What is started inside stays on these cores, as do its threads and children; None leaves it free."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before if cores is None else cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def resident_mb(pid: int) -> float:
    """Resident memory of a process and all that it has started."""
    return sum(_resident(each) for each in _family(pid)) / _MEGABYTE


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and all that it has started, since they began."""
    used = 0
    for each in _family(pid):
        with contextlib.suppress(OSError):
            fields = _stat(each)
            used += int(fields[_USER_TIME]) + int(fields[_SYSTEM_TIME])
    return used / _TICKS


def wait_until(is_so: Callable[[], bool], seconds: float, every: float = 0.05) -> float:
    """Seconds until it is so.

    Raises:
        TimeoutError: it never did.
    """
    started = time.monotonic()
    while not is_so():
        if time.monotonic() - started > seconds:
            raise TimeoutError
        time.sleep(every)
    return time.monotonic() - started


def _family(pid: int) -> List[int]:
    children: Dict[int, List[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            children.setdefault(int(_stat(int(folder.name))[_PARENT]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def _stat(pid: int) -> List[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
    return 0

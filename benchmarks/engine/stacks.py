"""What can be broken: replicas with PostgreSQL, Redis and action servers, or one with SQLite on a small disk."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List

import sqlalchemy as sa

from benchmarks.engine import ours
from benchmarks.engine.relay import Relay

DISK = "48m"
_BLOCK = b"\0" * 4096


@dataclass
class Stack:
    replicas: List[ours.Replica]
    database: str


@dataclass
class InProcess(Stack):
    shared: ours.State
    to_database: Relay


@dataclass
class WithActionServers(Stack):
    actions: List[ours.Replica]
    to_actions: Relay


@dataclass
class OnDisk(Stack):
    """`disk` holds the SQLite file."""

    disk: Path


@contextlib.contextmanager
def in_process() -> Iterator[InProcess]:
    """Two replicas that run their actions themselves."""
    with ours.state() as shared, Relay([_port(shared.database)]) as network:
        through = shared._replace(database=_with_port(shared.database, network.port))
        with ours.replicas(through, [None, None]) as running:
            yield InProcess(running, shared.database, shared, network)


@contextlib.contextmanager
def action_servers() -> Iterator[WithActionServers]:
    """Two replicas and two action servers, which are asked in turn."""
    with ours.state() as shared, contextlib.ExitStack() as stack:
        actions = []
        for _ in range(2):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guiden-bench-")))
            server = ours.Replica(folder, shared.database)
            stack.callback(server.stop_all)
            server.start(["actions"])
            actions.append(server)
        network = stack.enter_context(Relay([server.actions_port for server in actions]))
        address = {"GUIDEN_ACTIONS_URL": f"http://127.0.0.1:{network.port}/webhook"}
        running = stack.enter_context(ours.replicas(shared, [None, None], address))
        yield WithActionServers(running, shared.database, actions, network)


@contextlib.contextmanager
def sqlite() -> Iterator[OnDisk]:
    """One replica whose database is on a disk of its own; only root may mount one."""
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    with tempfile.TemporaryDirectory(prefix="guiden-bench-") as folder:
        disk = Path(folder) / "disk"
        disk.mkdir()
        mount = [*as_root, "mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0777", "tmpfs", str(disk)]
        subprocess.run(mount, check=True)
        try:
            replica = ours.Replica(Path(folder), f"sqlite:///{disk / 'guiden.db'}")
            replica.prepare()
            with replica:
                yield OnDisk([replica], replica.database, disk)
        finally:
            subprocess.run([*as_root, "umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Until not a block is left."""
    with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(_BLOCK)


def make_room(disk: Path) -> None:
    (disk / "filler").unlink()


def _port(address: str) -> int:
    port = sa.engine.make_url(address).port
    assert port
    return port


def _with_port(address: str, port: int) -> str:
    return str(sa.engine.make_url(address).set(port=port).render_as_string(hide_password=False))

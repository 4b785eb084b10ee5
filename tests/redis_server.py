"""A real Redis in a temporary folder, which tests can stop, start and kill."""

from __future__ import annotations

import itertools
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Optional

import redis

from tests.ports import free_port

PROGRAM = "/usr/bin/redis-server"
READY_TIMEOUT = 10
DATABASES = "100"


class RedisServer:
    """`address` is what GUIDEN_REDIS_URL takes. What it knows is forgotten when it stops."""

    def __init__(self) -> None:
        self._port = free_port()
        self._process: Optional[subprocess.Popen] = None
        self._numbers = itertools.count()
        self.address = self.database()

    def database(self) -> str:
        """The address of a database that nobody else uses."""
        return f"redis://127.0.0.1:{self._port}/{next(self._numbers)}"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [PROGRAM, "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
             "--databases", DATABASES], cwd=self._folder, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + READY_TIMEOUT
        while not self._answers():
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError("Redis did not start")
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(READY_TIMEOUT)
            self._process = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def pause(self) -> None:
        """It takes connections and answers nothing, until `resume`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> RedisServer:
        self._folder = Path(tempfile.mkdtemp(prefix="guiden-redis-"))
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self._folder)

    def _answers(self) -> bool:
        with redis.Redis.from_url(self.address, socket_timeout=1) as client:
            try:
                return client.ping()
            except redis.ConnectionError:
                return False

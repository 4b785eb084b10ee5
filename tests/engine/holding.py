"""A replica of its own, which takes a conversation's lock and writes when it came in and when it went out.

Arguments: Redis' address, a file to append to, the conversation, how many turns, seconds of each.
"""

from __future__ import annotations

import asyncio
import sys
import time

from bot.engine import lean_imports

lean_imports.install()
from bot.engine.locks import RedisLockStore  # noqa: E402
from bot.redis_client import SharedRedis  # noqa: E402


async def turns(address: str, path: str, conversation: str, number: int, seconds: float) -> None:
    store = RedisLockStore(SharedRedis(address), patience=30)

    async def turn() -> None:
        async with store.lock(conversation):
            with open(path, "a", encoding="ascii") as file:
                began = time.time()
                await asyncio.sleep(seconds)
                file.write(f"{began} {time.time()}\n")

    print("ready", flush=True)
    await asyncio.gather(*(turn() for _ in range(number)))


if __name__ == "__main__":
    where, log, talk, how_many, how_long = sys.argv[1:]
    asyncio.run(turns(where, log, talk, int(how_many), float(how_long)))

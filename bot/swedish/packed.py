"""A large table of words in a tenth of the memory that a dict of as many strings takes."""

from __future__ import annotations

import functools
import zlib
from typing import Callable, Dict, Iterator, List, Optional, Tuple

from bot.swedish.kept import Sources, kept

Buckets = Tuple[str, ...]

_PER_BUCKET = 16


class Packed:
    """Words and what stands for each: lines "word, tab, value" in buckets that a checksum of the word chooses.

    Neither has a tab or a line break in it. Looking one up takes a microsecond.
    """

    def __init__(self, buckets: Buckets) -> None:
        self._buckets = buckets

    def get(self, word: str) -> Optional[str]:
        bucket = self._buckets[_number(word, len(self._buckets))]
        start = bucket.find(f"\n{word}\t")
        if start < 0:
            return None
        start += len(word) + 2
        return bucket[start : bucket.index("\n", start)]

    def __contains__(self, word: str) -> bool:
        return f"\n{word}\t" in self._buckets[_number(word, len(self._buckets))]

    def items(self) -> Iterator[Tuple[str, str]]:
        for bucket in self._buckets:
            for line in filter(None, bucket.split("\n")):
                word, _, value = line.partition("\t")
                yield word, value


def packed(words: Dict[str, str]) -> Buckets:
    buckets: List[List[str]] = [[] for _ in range(len(words) // _PER_BUCKET + 1)]
    for word, value in words.items():
        buckets[_number(word, len(buckets))].append(f"{word}\t{value}\n")
    return tuple("\n" + "".join(lines) for lines in buckets)


def kept_packed(sources: Sources) -> Callable[[Callable[[], Dict[str, str]]], Callable[[], Packed]]:
    """Keep the words that a function returns (bot.swedish.kept) and hand them out packed."""

    def decorate(work_out: Callable[[], Dict[str, str]]) -> Callable[[], Packed]:
        @kept(sources)
        @functools.wraps(work_out)
        def buckets() -> Buckets:
            return packed(work_out())

        return functools.lru_cache(maxsize=1)(functools.wraps(work_out)(lambda: Packed(buckets())))

    return decorate


def _number(word: str, buckets: int) -> int:
    return zlib.crc32(word.encode(errors="surrogatepass")) % buckets

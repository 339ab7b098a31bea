"""Finds articles that copy an earlier one, whatever order they come in.

A syndicated copy cut to 60 % shares 95 % of its word 5-grams with the original: containment, not likeness, finds it.
Every pair that could be one is compared; MinHash would estimate likeness, and a short copy of a long story has little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import numpy as np

CONTAINED = 0.8  # of an article's 5-grams are in another: it is a copy
SHORTEST_COPY = 40  # words; shorter articles share too many phrases by chance
WORDS_A_GRAM = 5
GRAMS_A_PASS = 8_000_000  # sorted at a time: bounds the memory beside the 4 bytes that each gram takes
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # spreads the hash of a gram over all bits (Knuth, TAOCP 3, 6.4)

RE_WORD = re.compile(r"\w+")

Grams = np.ndarray[Any, np.dtype[np.uint32]]


@dataclass(frozen=True, slots=True)
class Body:
    """An article as far as copies go: `text` is what it says, without menus and footers."""

    article_id: str
    source_file: str
    published_date: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The grams of more than one article, sorted, and how many articles have each."""

    grams: Grams
    spread: Grams

    def places(self, grams: Grams) -> Grams:
        """Where those of some sorted grams stand that are shared."""
        if not len(self.grams):
            return np.empty(0, np.uint32)
        found = np.searchsorted(self.grams, grams)
        found[found == len(self.grams)] = 0
        there: Grams = found[self.grams[found] == grams].astype(np.uint32)
        return there


def copies(bodies: Iterable[Body]) -> dict[str, str]:
    """Article_id of each copy -> article_id of the earliest article that contains it, in whatever order they come."""
    return find_copies(sorted(bodies, key=lambda body: (body.published_date or date.max, body.source_file)))


def find_copies(ordered: Iterable[Body]) -> dict[str, str]:
    """The same of bodies that come from old to new, each looked at once: they need not all be in memory."""
    numbers: dict[str, int] = {}
    ids, all_grams = [], []
    for body in ordered:
        ids.append(body.article_id)
        all_grams.append(grams_of(body.text, numbers))
    found: dict[int, int] = {}
    for later, earlier in _contained(all_grams, _shared(all_grams)):
        found[later] = found.get(earlier, earlier)
    return {ids[later]: ids[earlier] for later, earlier in found.items()}


def grams_of(text: str, numbers: dict[str, int]) -> Grams:
    """The distinct word 5-grams of a text, hashed to 32 bits and sorted; none for a short text.

    `numbers` gives each word its number, and grows. That two grams have one hash is rare, and does not make four of
    five grams the same.
    """
    words = [numbers.setdefault(word, len(numbers)) for word in RE_WORD.findall(text.casefold())]
    if len(words) < SHORTEST_COPY:
        return np.empty(0, np.uint32)
    numbered = np.array(words, np.uint64)
    hashed = np.zeros(len(words) - WORDS_A_GRAM + 1, np.uint64)
    for place in range(WORDS_A_GRAM):
        hashed = (hashed ^ numbered[place : place + len(hashed)]) * MULTIPLIER
        hashed ^= hashed >> np.uint64(29)
    return np.unique((hashed >> np.uint64(32)).astype(np.uint32))


def _shared(all_grams: Sequence[Grams]) -> Shared:
    """The grams of more than one article, collected in passes over a part of all possible grams each."""
    passes = 1 + sum(map(len, all_grams)) // GRAMS_A_PASS
    borders = np.linspace(0, 2**32, passes + 1).astype(np.uint64)
    parts = []
    for low, high in zip(borders, borders[1:], strict=False):
        slices = (grams[slice(*np.searchsorted(grams, (low, high)))] for grams in all_grams)
        here, spread = np.unique(np.concatenate([np.empty(0, np.uint32), *slices]), return_counts=True)
        parts.append((here[spread > 1], spread[spread > 1].astype(np.uint32)))
    return Shared(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _contained(all_grams: Sequence[Grams], shared: Shared) -> Iterator[tuple[int, int]]:
    """Each place whose grams an earlier place contains, with the first such place.

    Of the grams that a copy shares, its rarest few must include one of the original's: only who has one is compared.
    """
    ends = np.cumsum(shared.spread, dtype=np.int64)
    filled = ends - shared.spread  # where the next article of a gram is noted, and from where the first one is
    begun = filled.copy()
    holders = np.empty(int(ends[-1]) if len(ends) else 0, np.uint32)
    for later, grams in enumerate(all_grams):
        mine = shared.places(grams)
        needed = ceil(CONTAINED * len(grams))
        if len(mine) and len(mine) >= needed:
            rarest = mine[np.lexsort((mine, shared.spread[mine]))][: len(mine) - needed + 1]
            near = np.unique(np.concatenate([holders[begun[gram] : filled[gram]] for gram in rarest]))
            for earlier in near:
                if len(np.intersect1d(grams, all_grams[earlier], assume_unique=True)) >= needed:
                    yield later, int(earlier)
                    break
        holders[filled[mine]] = later
        filled[mine] += 1

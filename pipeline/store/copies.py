"""Finds articles that copy an earlier one, whatever order they come in.

A syndicated copy cut to 60 % shares 95 % of its word 5-grams with the original: containment, not likeness, finds it.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt

CONTAINED = 0.8  # of an article's 5-grams are in another: it is a copy
SHORTEST_COPY = 40  # words; shorter articles share too many phrases by chance
DEVIATIONS = 3  # of a sample's share below that of the whole, so that few copies escape it

RE_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Body:
    """An article as far as copies go: `text` is what it says, without menus and footers."""

    article_id: str
    source_file: str
    published_date: date | None
    text: str


def copies(bodies: Iterable[Body]) -> dict[str, str]:
    """Article_id of each copy -> article_id of the earliest article that contains it, in whatever order they come."""
    ordered = sorted(bodies, key=lambda body: (body.published_date or date.max, body.source_file))
    texts = {body.article_id: body.text for body in ordered}
    return find_copies(ordered, texts.__getitem__)


def find_copies(ordered: Iterable[Body], text_of: Callable[[str], str], *, step: int = 1) -> dict[str, str]:
    """The same of bodies that come from old to new, each looked at once: they need not all be in memory.

    With a `step` of n only every n-th gram is remembered, chosen by its hash: what looks like a copy then is compared
    whole, by `text_of` its article_id. Of a large store a copy of less than some hundred words may escape.
    """
    numbers: dict[str, int] = {}
    ids, samples = [], []
    for body in ordered:
        ids.append(body.article_id)
        samples.append(array("q", (gram for gram in _grams(body.text, numbers) if gram % step == 0)))

    def is_copy(later: int, earlier: int) -> bool:
        mine, other = (_grams(text_of(ids[place]), numbers) for place in (later, earlier))
        return len(mine & other) >= CONTAINED * len(mine)

    found: dict[int, int] = {}
    for later, candidates in _candidates(samples, whole=step == 1):
        earlier = next((place for place in candidates if step == 1 or is_copy(later, place)), None)
        if earlier is not None:
            found[later] = found.get(earlier, earlier)
    return {ids[later]: ids[earlier] for later, earlier in found.items()}


def _grams(text: str, numbers: dict[str, int]) -> set[int]:
    """The distinct 5-grams of an article, hashed; none for a short article."""
    words = [numbers.setdefault(word, len(numbers)) for word in RE_WORD.findall(text.casefold())]
    if len(words) < SHORTEST_COPY:
        return set()
    return set(map(hash, zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)))


def _needed(grams: int, *, whole: bool) -> int:
    """How many grams a copy shares with its original; of a sample, so few that a copy hardly ever has less."""
    spread = 0 if whole else DEVIATIONS * sqrt(CONTAINED * (1 - CONTAINED) / max(grams, 1))
    return max(1, ceil(grams * (CONTAINED - spread)))


def _candidates(samples: Sequence[array[int]], *, whole: bool) -> Iterable[tuple[int, list[int]]]:
    """Each place with the earlier places that share as many grams with it as a copy does, the earliest first.

    Of the grams that a copy shares, its rarest few must include one of the original's: only who has one is compared.
    """
    spread: Counter[int] = Counter(gram for grams in samples for gram in grams)
    places: dict[int, list[int]] = defaultdict(list)
    for later, grams in enumerate(samples):
        mine = {gram for gram in grams if spread[gram] > 1}
        needed = _needed(len(grams), whole=whole)
        if len(mine) >= needed:
            rarest = sorted(mine, key=lambda gram: (spread[gram], gram))[: len(mine) - needed + 1]
            near = sorted({place for gram in rarest for place in places[gram]})
            yield later, [place for place in near if len(mine.intersection(samples[place])) >= needed]
        for gram in mine:
            places[gram].append(later)

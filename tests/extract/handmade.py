"""Sorted units found in a sentence by their words: `units_of("Nomi Ward of Kest", P=["Nomi Ward"], F=["Kest"])`.

No spaCy is needed: what a name is, the test says.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.introductions import Introduction, find_introductions
from pipeline.extract.skeleton import Skeleton, build_skeleton
from pipeline.extract.units import ROLE, Unit

Words = Sequence[str]


def units_of(text: str, **words: Words) -> tuple[Unit, ...]:
    """Units of the kinds P, F, R, I, X, ... at the given words, sorted; the key of "analysts" is holder+.

    A string that is given twice is found twice; raises ValueError where the text lacks it.
    """
    found: list[Unit] = []
    for kind, strings in words.items():
        for string in strings:
            start = text.index(string, max((u.end for u in found if u.text == string), default=0))
            found.append(Unit(kind, start, start + len(string), string, _key(kind, string)))
    return tuple(sorted(found, key=lambda u: u.start))


def _key(kind: str, string: str) -> str:
    if kind != ROLE:
        return ""
    return "holder+" if string.endswith("s") else "holder"


def skeleton_by_hand(text: str, **words: Words) -> Skeleton:
    """The skeleton of a sentence with the units that `units_of` finds."""
    return build_skeleton(text, 0, len(text), units_of(text, **words))


def introductions_by_hand(text: str, **words: Words) -> list[Introduction]:
    """The introductions of a sentence with the units that `units_of` finds."""
    return find_introductions(skeleton_by_hand(text, **words))

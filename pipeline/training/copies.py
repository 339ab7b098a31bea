"""Finds copies among texts, so that none of a held-out article is learned from: a reprint holds its original's words.

A text is a copy of another where the other holds a good part of its word 5-grams, however long the other is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

GRAM = 5
COPIED = 0.2  # far below the 0.8 of a reprint: one paragraph that two articles share is too much for a test

RE_WORD = re.compile(r"[^\W_]+")
Grams = frozenset[tuple[str, ...]]


def word_grams(text: str) -> Grams:
    """The runs of five words of a text, in small letters."""
    words = RE_WORD.findall(text.lower())
    return frozenset(zip(*(words[i:] for i in range(GRAM)), strict=False))


def is_copy(grams: Grams, of: Grams) -> bool:
    """Whether a text of these 5-grams is copied, to a fifth at least, from another or from a collection."""
    return bool(grams) and len(grams & of) >= COPIED * len(grams)


def families(grams: Mapping[str, Grams]) -> list[list[str]]:
    """Texts grouped so that no two groups hold copies of each other, in the order of their first texts."""
    groups: list[list[str]] = []
    for name, own in grams.items():
        kin = [group for group in groups if any(is_copy(own, grams[o]) or is_copy(grams[o], own) for o in group)]
        groups = [group for group in groups if group not in kin]
        groups.append([*(member for group in kin for member in group), name])
    return sorted(groups, key=lambda group: list(grams).index(group[0]))


def folds_of(grams: Mapping[str, Grams], number: int) -> dict[str, int]:
    """A fold for each text, 0 to number - 1, the same for all members of a family; the folds are of about one size."""
    sizes = [0] * number
    folds: dict[str, int] = {}
    for family in sorted(families(grams), key=lambda group: (-len(group), group)):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(family)
        folds |= dict.fromkeys(family, fold)
    return folds


def without_copies(grams: Mapping[str, Grams], held: Iterable[Grams]) -> list[str]:
    """The names of the texts that copy nothing from the held ones."""
    union = frozenset().union(*held)
    return [name for name, own in grams.items() if not is_copy(own, union)]

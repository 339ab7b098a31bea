"""Finds phrases in lines, quickly: a pattern is tried only where a word that it cannot do without is in the line.

`Phrases.of("\\bno liability\\b")` looks for "no liability" in a line first, which nearly always settles it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

RE_HOLE = re.compile(r"\\.(?:[?*+]|\{[\d,]*\})?|\[(?:\\.|[^\]])*\](?:[?*+]|\{[\d,]*\})?|.(?:[?*+]|\{[\d,]*\})|[.^$]")
RE_GROUP = re.compile(r"\((\?[:!=<]+)?([^()]*)\)([?*+]|\{[\d,]*\})?")  # one without a group within
HOLE = "\0"
LONG = 3


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of which one may be in a line: those at its beginning, those within, and words that the latter need."""

    starts: re.Pattern[str]
    within: re.Pattern[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, patterns: str) -> Phrases:
        """One pattern a line, in small letters, met without regard to case; "^" at its start ties it to the line's."""
        lines = [line.strip() for line in patterns.splitlines() if line.strip()]
        within = [line for line in lines if not line.startswith("^")]
        words = dict.fromkeys(word for line in within for word in needed(line))
        return cls(_any_of([line for line in lines if line.startswith("^")]), _any_of(within), tuple(words))

    def are_in(self, line: str) -> bool:
        """Whether one of the phrases is in a line: "All rights reserved" is in "2025 Oak. All Rights Reserved."."""
        if self.starts.match(line):
            return True
        lowered = line.lower()
        return any(word in lowered for word in self.words) and bool(self.within.search(line))


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """One regex of several; one that never matches of none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


def needed(pattern: str) -> tuple[str, ...]:
    """Texts of which one is in whatever a pattern matches: ("advice",) for r"\\bnot (?:\\w+ )?(?:an )?advice\\b".

    The longest text outside of groups, or those of the branches of a group where they are longer: ("oak", "elm") for
    r"(?:oak|elm)s?". ("",) where there is nothing that a match must have.
    """
    groups: list[tuple[str, ...]] = []

    def hole(group: re.Match[str]) -> str:
        if group[1] == "?:" and not group[3]:
            groups.append(tuple(map(_longest, group[2].split("|"))))
        return HOLE

    flat, count = re.sub(r"\\[()|]", HOLE, pattern), 1
    while count:
        flat, count = RE_GROUP.subn(hole, flat)
    word = _longest(flat)
    branches = max(groups, key=_shortest, default=("",))
    return branches if _shortest(branches) >= max(LONG, len(word.strip())) else (word,)


def _longest(pattern: str) -> str:
    """The longest plain text in a pattern without groups."""
    return max(RE_HOLE.sub(HOLE, pattern).split(HOLE), key=lambda run: len(run.strip()))


def _shortest(words: Sequence[str]) -> int:
    return min(map(len, words))

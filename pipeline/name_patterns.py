"""Turns printed names into patterns, and finds thousands of them in a text at once.

`Names([("S&P 500", name_pattern("S&P 500", "any"))]).spans("The S & P-500 fell")` gives `[(4, 13)]`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

START = r"(?<![\w&])"
END = r"(?!\w)(?!(?<=\d)[.,]\d)"  # "Dow 30" is not in "Dow 30,000"
GAP = r"(?:[®™]?[\s‐‑‒–-]+)"
NEVER = r"(?!)"
KEY_LENGTH = 4
JOINS = ("-", "'", ".")
ENDS_WORD = ("", " ", "&")  # behind a word of a name: what the text may leave out ("small-caps") does not end one

RE_PIECE = re.compile(r"\s*&\s*|[\s-]+|\d+|[^\W\d_]+|.")
RE_RUN = re.compile(r"[^\W\d_]+|\d+")
RE_LETTERS = re.compile(r"[^\W\d_]*")
RE_KEY = re.compile(r"[^\W\d_]+|\d+|[^\w@'&\s-]")


def _word(word: str, case: str) -> str:
    """One word of a name as a regex; `case` is any, written, initial, or acronym (any, but US, UK, EM as written)."""
    if case == "written" or (case == "acronym" and word.isupper() and len(word) < 4):
        return word
    if case == "initial":
        return word[0] + (f"(?i:{word[1:]})" if word[1:] else "")
    return f"(?i:{word})"


def name_pattern(name: str, case: str) -> str:
    """A name as a regex: white space is flexible, apostrophes and inner full stops may lack.

    A hyphen may be a space or lack ("small-caps": "smallcaps"), as may the space before a number: "S&P 500" also
    matches "S&P500", "S & P-500" and "S and P 500".
    """
    pattern = ""
    for match in RE_PIECE.finditer(name):
        piece, follower = match.group(), name[match.end() : match.end() + 1]
        if "&" in piece:
            pattern += r"(?:\s?&\s?|\s+(?i:and)\s+)"
        elif piece[0] in " -":
            pattern += GAP + ("?" if "-" in piece or follower.isdigit() else "")
        elif piece == "'":
            pattern += "['’`]?"
        elif piece == "." and pattern:
            pattern += r"\.?"
        else:
            pattern += _word(piece, case) if piece.isalpha() else re.escape(piece)
    return pattern


def _key(name: str) -> str:
    """What every match of a name begins with, four letters, digits or signs at most, in small letters: "nasd".

    A shorter word that must end there has a blank behind it: "dow " is not in "down", "s " of "S&P 500" not in "says".
    """
    found = RE_KEY.match(name)
    if not found:
        return ""
    ends = name[found.end() : found.end() + 1] in ENDS_WORD and found.group().isalpha()
    return (found.group() + " " * ends)[:KEY_LENGTH].lower()


def text_words(text: str) -> set[str]:
    """The runs of letters and of digits in a text, in small letters: "The S&P500’s" has the, s, p, 500."""
    return set(RE_RUN.findall(text.lower()))


def _needed_words(name: str) -> list[frozenset[str]]:
    """What every text with a name has a word of: {"a", "ashares"} and {"shares", "ashares"} for "A-shares".

    Blanks and signs of a name cannot be left out, but hyphens, apostrophes and inner full stops can.
    """
    parts: list[list[str]] = [[]]
    for piece in RE_PIECE.findall(name):
        if piece.isalnum():
            parts[-1].append(piece.lower())
        elif piece not in JOINS:
            parts.append([])
    openings = [frozenset("".join(part[: n + 1]) for n in range(len(part))) for part in parts if part]
    endings = [frozenset("".join(part[n:]) for n in range(len(part))) for part in parts if len(part) > 1]
    return [*openings, *endings]


class Names:
    """Many (name, pattern) to be found in a text in one pass; where several match, the longest stretch counts.

    A pattern is compiled only when a text has a word that begins like its name: a cold start is spared the thousands
    of names that its articles never mention.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]], *, end: str = END) -> None:
        self._end = end
        self._by_key: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, pattern in patterns:
            self._by_key[_key(name)].append((name, pattern))
        self._needed: dict[str, list[list[frozenset[str]]]] = defaultdict(list)
        for name in {name for named in self._by_key.values() for name, _ in named}:
            needed = sorted(_needed_words(name), key=lambda words: -min(map(len, words)))
            for word in needed[0] if needed else ():
                self._needed[word].append(needed[1:])
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._by_word: dict[str, list[re.Pattern[str]]] = {}
        firsts = "".join(sorted({key[:1] + key[:1].upper() for key in self._by_key}))
        anywhere = r"\S" if "" in self._by_key else f"[{re.escape(firsts)}]" if firsts else NEVER
        self._start = re.compile(START + anywhere)

    def _regex(self, key: str) -> re.Pattern[str]:
        """The names of one key as a regex, the longest first."""
        if key not in self._compiled:
            named = sorted(self._by_key[key], key=lambda pair: (-len(pair[0]), pair[0]))
            self._compiled[key] = re.compile(f"(?:{'|'.join(pattern for _, pattern in named)}){self._end}")
        return self._compiled[key]

    def _regexes(self, word: str) -> list[re.Pattern[str]]:
        """The regexes of the names that may match where a text goes on with `word`."""
        if word not in self._by_word:
            lower = word.lower()
            ended = f"{RE_LETTERS.match(lower).group()} "[:KEY_LENGTH]  # type: ignore[union-attr]
            keys = sorted({*(lower[:n] for n in range(KEY_LENGTH + 1)), ended} & self._by_key.keys())
            self._by_word[word] = [self._regex(key) for key in keys]
        return self._by_word[word]

    def may_stand_in(self, words: set[str]) -> bool:
        """Whether a text with these `text_words` could hold a name; where not, `spans` finds none in it."""
        return any(
            not any(part.isdisjoint(words) for part in rest)
            for word in self._needed.keys() & words
            for rest in self._needed[word]
        )

    def spans(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Where the names stand in `text[start:end]`, as character offsets into `text`, in order, none overlapping."""
        end = len(text) if end is None else end
        found: list[tuple[int, int]] = []
        reached = start
        for place in self._start.finditer(text, start, end):
            at = place.start()
            if at >= reached and (regexes := self._regexes(text[at : at + KEY_LENGTH])):
                ends = [match.end() for regex in regexes if (match := regex.match(text, at, end))]
                if ends:
                    reached = max(ends)
                    found.append((at, reached))
        return found

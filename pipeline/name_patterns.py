"""Turns printed names into patterns, and finds thousands of them in a text at once.

`Names([("S&P 500", lambda: name_pattern("S&P 500", "any"))]).spans("The S & P-500 fell")` gives `[(4, 13)]`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache

START = r"(?<![\w&])"
END = r"(?!\w)(?!(?<=\d)[.,]\d)"  # "Dow 30" is not in "Dow 30,000"
GAP = r"(?:[®™]?[\s‐‑‒–-]+)"
NEVER = r"(?!)"
TEXTS_KEPT = 16  # several kinds of names are looked for in a text, one after another
JOINS = ("-", "'", ".")

RE_PIECE = re.compile(r"\s*&\s*|[\s-]+|\d+|[^\W\d_]+|.")
RE_RUN = re.compile(r"[^\W\d_]+|\d+")
RE_START = re.compile(START + r"(?:[^\W\d_]{2}|\S)")


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


@lru_cache(maxsize=TEXTS_KEPT)
def text_words(text: str) -> frozenset[str]:
    """The runs of letters and of digits in a text, in small letters: "The S&P500’s" has the, s, p, 500, s."""
    return frozenset(RE_RUN.findall(text.lower()))


@lru_cache(maxsize=TEXTS_KEPT)
def text_starts(text: str) -> tuple[tuple[int, str], ...]:
    """Where a name may begin in a text, each with its `_opening`: (0, "th") and (4, "s") in "The S&P"."""
    return tuple(_starts(text, 0, len(text)))


def _starts(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The same of a stretch of the text."""
    return ((place.start(), place.group().lower()) for place in RE_START.finditer(text, start, end))


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


def _key_words(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """One of the sets of `_needed_words` of each name; empty for a name without letter or digit.

    That of its rarest word: "Quarry Lane Capital" has {"quarry"}, since so many names have a capital. Where words may
    be written together ("small-caps"), that of the longest.
    """
    all_words = [RE_RUN.findall(name.lower()) for name in names]
    spread = Counter(word for words in all_words for word in words)
    for name, words in zip(names, all_words, strict=True):
        if any(sign in name for sign in JOINS):
            yield max(_needed_words(name), key=lambda needed: min(map(len, needed)), default=frozenset())
        else:
            yield frozenset(sorted(words, key=lambda word: (spread[word], -len(word)))[:1])


def _opening(name: str) -> str:
    """The sign, or the word's first letter or two, that every match of a name begins with: "na" for "Nasdaq".

    Empty where that may be anything: an @ stands for a ticker.
    """
    return "" if name[0] == "@" else RE_START.match(name).group().lower()  # type: ignore[union-attr]


class Names:
    """Many names, each with what makes its pattern, to be found in a text in one pass; the longest match counts.

    Only the names whose words a text has are tried on it, and made then: a cold start is spared the thousands of
    names that its articles never mention.
    """

    def __init__(self, patterns: Iterable[tuple[str, Callable[[], str]]], *, end: str = END) -> None:
        self._end = end
        self._named = list(patterns)
        self._compiled: dict[int, tuple[str, re.Pattern[str]]] = {}
        self._needed: dict[int, list[frozenset[str]]] = {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []  # names without a letter or digit
        for number, keys in enumerate(_key_words([name for name, _ in self._named])):
            for word in keys:
                self._by_word[word].append(number)
            self._always += [number] * (not keys)

    def _possible(self, words: Set[str]) -> set[int]:
        """The names whose words are there."""
        return set(self._with_words(words)).union(self._always)

    def _with_words(self, words: Set[str]) -> Iterator[int]:
        """The names of whose `_needed_words` there is one of each; a name may come twice."""
        for word in self._by_word.keys() & words:
            for number in self._by_word[word]:
                if number not in self._needed:
                    self._needed[number] = _needed_words(self._named[number][0])
                for needed in self._needed[number]:
                    if needed.isdisjoint(words):
                        break
                else:
                    yield number

    def may_stand_in(self, words: Set[str]) -> bool:
        """Whether a text with these `text_words` could hold a name; where not, `spans` finds none in it."""
        return bool(self._always) or next(self._with_words(words), None) is not None

    def _regex(self, number: int) -> tuple[str, re.Pattern[str]]:
        """A name's opening and its regex."""
        if number not in self._compiled:
            name, pattern = self._named[number]
            self._compiled[number] = _opening(name), re.compile(pattern() + self._end)
        return self._compiled[number]

    def spans(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Where the names stand in `text[start:end]`, as character offsets into `text`, in order, none overlapping."""
        return list(self.each(text, start, len(text) if end is None else end))

    def each(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The same one by one, for who only asks whether there is any."""
        possible = self._possible(text_words(text[start:end]))
        if not possible:
            return
        regexes: dict[str, list[re.Pattern[str]]] = {}
        for opening, regex in map(self._regex, possible):
            regexes.setdefault(opening, []).append(regex)
        starts = text_starts(text) if (start, end) == (0, len(text)) else _starts(text, start, end)
        anywhere = regexes.get("", [])
        reached = start
        for at, opening in starts:
            first, shorter = regexes.get(opening), regexes.get(opening[:-1]) if opening[1:] else None
            if not (first or shorter or anywhere) or at < reached:
                continue
            opened = [*(first or ()), *(shorter or ()), *anywhere]
            ends = [match.end() for regex in opened if (match := regex.match(text, at, end))]
            if ends:
                reached = max(ends)
                yield at, reached

"""The parts of a sentence that matter, as units: people, firms, roles, indices, proxies and other names.

"Nomi Ward, founder of Corvane Strategies, likes the Russell 2000" has a person, a role, a firm, an index.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pipeline.extract.nameless import is_month, is_nameless
from pipeline.extract.roles import Role, role_words

PERSON, FIRM, ROLE, INDEX, PROXY, NAME, OUTSIDER, PLACE = "P", "F", "R", "I", "M", "X", "O", "L"
SHY = "shy"  # the key of a firm whose name is as often a person's: "Davidson"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit at [start, end) in the article; `kind` is one of the letters above, `key` a symbol or a role's kind."""

    kind: str
    start: int
    end: int
    text: str
    key: str = ""


_CAP = (
    r"(?:[A-Z]\.(?:[A-Z]\.)*|St\.(?=\s[A-Z])"
    r"|(?:Mc|Mac|De|Di|La|Le|Van|O[’']|D[’']|Al-|el-)?[A-ZÀ-Þ][\wÀ-ÿ]*(?:[-’'][A-Za-zÀ-ÿ][\wÀ-ÿ]*)*)"
)
_PARTICLE = r"(?:de|van|von|der|den|del|della|di|da|du|la|le|bin|al|el|dos|ten|ter|zu)"
RE_NAME = re.compile(rf"(?<![\w’'])(?<!Ph\.){_CAP}(?:\s(?:{_PARTICLE}\s){{0,2}}{_CAP})*")
RE_JOINED = re.compile(rf"{RE_NAME.pattern}(?:\s&\s{_CAP}(?:\s{_CAP})*)+")
RE_LOOSE_START = re.compile(r"[’']s?\b|[^\w]*")
RE_CAPITALISED = re.compile(r"\b[^\W\d_a-z]\w*")
RE_WORD = re.compile(r"\S+")
RE_OWN = re.compile(r"[’']s?$")
RUNS_KEPT = 1 << 12  # runs of capitals whose core is remembered: the same names come again and again
RE_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.?\s$")
RE_FIRM_TAIL = re.compile(
    r"(?:\s(?:&|\+|and)\s(?:Company|Associates|Sons|Partners|Bros|Cie|Co|Securities|Savings)\b\.?"
    r"|,?\s(?:Inc|LLC|Ltd|Corp|Co|LP|LLP|PLC|plc|SA|AG|NV)\b\.?)+"
)
_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-ZÀ-Þ0-9][\wÀ-ÿ]*(?:[-’'](?!s\b)[\wÀ-ÿ]+)*(?:[’']s(?=\s[A-Z]))?|[a-z]?[A-Z][\w]+)"
RE_FIRM_NAME = re.compile(
    rf"{_WORD}(?:(?:\s(?:&|\+|of|for|by|de|du|y|at)\s(?:the\s)?|\s){_WORD})*"
    rf"(?:\s(?:&|\+|and)\s{_WORD}(?:\s{_WORD})*)*(?:[’']s?(?=\s(?:&)))?"
)


def _words(kind: str) -> frozenset[str]:
    """The words of a kind in `data/name_words.csv`."""
    source = resources.files("pipeline.data").joinpath("name_words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(source.splitlines()) if row["kind"] == kind)


COMMON = _words("common")  # no part of a name, though they may stand in capitals
FIRM_WORDS = _words("firm")  # say that a name is a firm's
SURNAMES = _words("surname")  # common words that may end a person's name, where the recogniser says so
ENDING_WORDS = _words("ending")  # end a firm's name also before a role in capitals: "Kest Bank Strategist"
HOUSE_WORDS = _words("house")  # say that a firm gives advice or keeps money


def name_spans(
    text: str, start: int, end: int, taken: Iterable[tuple[int, int]], people: Iterable[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Runs of capitalised words outside `taken`: "Nomi Ward" and "Orrin Park" are runs, "The" is none.

    `people` are the recogniser's persons: the last word of one may be "Low".
    """
    ends = frozenset(_surname_ends(text, people))
    busy = sorted(taken)
    spans = []
    for match in RE_NAME.finditer(text, start, end):
        for a, b in _outside(match.start(), match.end(), busy):
            spans += _trim_common(text, a, b, ends)
    return spans


def joined_spans(text: str, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs that an ampersand joins, outside `taken`: "Teller & Co" in "But Teller & Co waits"."""
    busy = sorted(taken)
    spans = [m.span() for m in RE_JOINED.finditer(text)]
    free = [span for span in spans if _outside(*span, busy) == [span]]
    parts = [part for span in free for part in _trim_common(text, *span, frozenset())]
    return [(a, b) for a, b in parts if " & " in text[a:b]]


def _surname_ends(text: str, people: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Where surnames that are common words end: that of "Ravi Low", "Ravi Low’s", "Ravi Low CFA", not "Wall Street"."""
    for start, end in people:
        words = [(start + m.start(), m.group()) for m in re.finditer(r"[\w.-]+", text[start:end])]
        while words and words[-1][1].lower() not in SURNAMES and _is_common(words[-1][1]):
            words.pop()
        if not words or words[-1][1].lower() not in SURNAMES or all(_is_common(word) for _, word in words):
            continue
        last = words[-1][0], words[-1][0] + len(words[-1][1])
        if not is_month(text, *last):
            yield last[1]


def lone_surnames(text: str, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words in capitals outside `taken` that may be a surname, if the recogniser says so: "Low" in "Low waits"."""
    words = [m.span() for m in RE_CAPITALISED.finditer(text) if m.group().lower() in SURNAMES]
    busy = list(taken)
    return [(a, b) for a, b in words if not is_month(text, a, b) and not any(s < b and a < e for s, e in busy)]


def _is_common(word: str) -> bool:
    return word.strip(".,").lower() in COMMON or word in {"s", "’s", "'s"}


def _outside(start: int, end: int, busy: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces, at = [], start
    for a, b in busy:
        if a < end and at < b:
            if a > at:
                pieces.append((at, a))
            at = max(at, b)
    if at < end:
        pieces.append((at, end))
    return pieces


def _trim_common(text: str, start: int, end: int, ends: frozenset[int]) -> list[tuple[int, int]]:
    """Drops common words at either end of a run: "But Mr. Low" keeps "Low"."""
    start += RE_LOOSE_START.match(text[start:end]).end()  # type: ignore[union-attr]
    is_titled = RE_TITLE_BEFORE.search(text, max(0, start - 6), start) is not None
    kept = _core(text[start:end], is_titled, frozenset(place - start for place in ends))
    if kept is None or (not is_titled and is_nameless(text, start + kept[0], start + kept[1])):
        return []
    return [(start + kept[0], start + kept[1])]


@lru_cache(maxsize=RUNS_KEPT)
def _core(run: str, is_titled: bool, ends: frozenset[int]) -> tuple[int, int] | None:
    """What is left of a run of capitals without common words at its ends; a surname that ends at one of `ends`, and
    the first word behind a title, are none."""
    words = [m.span() for m in RE_WORD.finditer(run)]

    def common(word: tuple[int, int]) -> bool:
        if is_titled and word[0] == 0:
            return False
        plain = RE_OWN.sub("", run[word[0] : word[1]])
        return word[0] + len(plain) not in ends and plain.strip(".,").lower() in COMMON

    def initial(word: tuple[int, int], follower: tuple[int, int]) -> bool:
        return word[1] - word[0] == 2 and run[word[1] - 1] == "." and not common(follower)

    while words and common(words[0]) and not (len(words) > 1 and initial(words[0], words[1])):
        words.pop(0)
    while words and common(words[-1]):
        words.pop()
    if not words:
        return None
    first, last = words[0][0], words[-1][1]
    possessive = RE_OWN.search(run[first:last])
    return first, last - len(possessive.group()) if possessive else last


def looks_like_firm(name: str) -> bool:
    """Whether a name's words say that it is a house: "Trivane Research", "Lowe & Co"."""
    words = re.findall(r"[\w&+]+", name.lower())
    return len(words) >= 2 and (
        words[-1] in FIRM_WORDS or bool(set(words[1:]) & (FIRM_WORDS - {"global", "equity"})) or "&" in words
    )


def sounds_like_house(name: str) -> bool:
    """Whether a name's words say that it gives advice or keeps money: "Trivane Research", not "Acme Motor Corp"."""
    words = re.findall(r"[\w&+]+", name.lower())
    return len(words) >= 2 and bool(set(words[1:]) & HOUSE_WORDS)


def short_form(name: str) -> str:
    """The first word of a house's name where only firm words follow: "Okanami" of "Okanami Securities", no "Bank"."""
    first, *rest = name.split()
    general = COMMON | FIRM_WORDS | role_words()[1]
    own = first[0].isupper() and len(first) > 2 and first.lower().strip(".,") not in general
    plain = all(word.lower().strip(".,") in general | HOUSE_WORDS for word in rest)
    return first if own and plain and sounds_like_house(name) else ""


def firm_at(text: str, position: int, end: int) -> tuple[int, int] | None:
    """The firm's name that starts at `position`: "Lowe & Sons Inc." in "at Lowe & Sons Inc. in Boston"."""
    article = re.match(r"(?:the|The)\s", text[position:end])
    position += article.end() if article else 0
    match = RE_FIRM_NAME.match(text, position, end)
    if not match:
        return None
    stop = match.end()
    while tail := RE_FIRM_TAIL.match(text, stop, end):
        stop = tail.end()
    possessive = re.search(r"[’']s?$", text[match.start() : stop])
    stop -= len(possessive.group()) if possessive else 0
    return match.start(), stop


def without_overlaps(units: Iterable[Unit]) -> list[Unit]:
    """The units in text order; where two overlap the one that was given first stays."""
    kept: list[Unit] = []
    for unit in units:
        if all(unit.end <= k.start or k.end <= unit.start for k in kept):
            kept.append(unit)
    return sorted(kept, key=lambda u: u.start)


def role_units(text: str, roles: Iterable[Role]) -> list[Unit]:
    """Roles as units; the key is the role's kind, with "+" where it stands in the plural."""
    return [Unit(ROLE, r.start, r.end, text[r.start : r.end], r.kind + ("+" if r.plural else "")) for r in roles]

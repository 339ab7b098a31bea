"""Which found view is which gold view: the same index and the same holder, paired one to one.

"N. Ward" of views.csv is the "Nomi Ward" of gold, and "Kest Bank plc" its "Kest"; the words here are the measure's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter

from pipeline.gold import FoundView, GoldView

RE_APOSTROPHE = re.compile(r"[\u2018\u2019\u02bc`\u00b4]")
RE_DASH = re.compile(r"[\u2010-\u2015]")
RE_POSSESSIVE = re.compile(r"'s\b")
RE_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
UNDECOMPOSED = str.maketrans("łŁøØ", "lLoO")

_NAME_SUFFIXES = "jr sr ii iii dr mr ms mrs cfa cmt"
_NOISE = "inc llc ltd plc corp co company group lp llp ag sa nv the and of"
_GENERIC = """
bank capital investment investments asset assets management research global securities partners advisors advisers wealth
markets market private financial trust institute equity strategy holdings international morgan
"""
NAME_SUFFIXES = frozenset(_NAME_SUFFIXES.split())
NOISE = frozenset(_NOISE.split())  # words of a firm's name that say nothing
GENERIC = frozenset(_GENERIC.split())  # words that alone do not make two names one firm
FIRM_STARTS = (  # the beginning of a folded name, and what it stands for; the first that fits counts
    ("bofa merrill lynch", "bank america"),
    ("bank america merrill lynch", "bank america"),
    ("bofa", "bank america"),
    ("merrill lynch", "bank america"),
    ("jpmorgan chase", "jpmorgan"),
    ("j p morgan", "jpmorgan"),
    ("jp morgan", "jpmorgan"),
    ("citi", "citigroup"),
    ("goldman", "goldman sachs"),
    ("socgen", "societe generale"),
    ("rbc", "rbc capital markets"),
    ("bmo", "bmo capital markets"),
    ("hsbc", "hsbc"),
    ("ubs", "ubs"),
)

MATCH, RIGHT_STANCE, SHARED_LEVEL = 1000, 30, 1  # what a pairing gains, in this order of importance
NOBODY = -1
SEARCHED = 6  # views or gold in a group beyond which pairs are taken greedily

Pair = tuple[int, int]


@cache
def fold(text: str) -> str:
    """A text as plain lower-case words: "O’Hara’s Zoë-Lund" -> "ohara zoe lund"."""
    text = RE_APOSTROPHE.sub("'", text).translate(UNDECOMPOSED)
    text = unicodedata.normalize("NFKD", RE_DASH.sub("-", text)).encode("ascii", "ignore").decode().lower()
    text = RE_POSSESSIVE.sub("", text).replace("'", "")
    return RE_NOT_PLAIN.sub(" ", text).strip()


@cache
def firm_key(name: str) -> str:
    """A firm's name without legal forms, with its usual short forms resolved: "Citi Inc." -> "citigroup"."""
    key = " ".join(word for word in fold(name).split() if word not in NOISE)
    for short, full in FIRM_STARTS:
        if (key == short or key.startswith(f"{short} ")) and not key.startswith(full):
            return (full + key[len(short) :]).strip()
    return key


def same_firm(one: str, other: str) -> bool:
    """Whether two names mean one firm: "Kest" and "Kest Bank plc" do, "Bank" and "Kest Bank" do not."""
    keys = firm_key(one), firm_key(other)
    if "" in keys:
        return False
    small, large = sorted((set(key.split()) for key in keys), key=len)
    return keys[0] == keys[1] or (small <= large and bool(small - GENERIC))


@cache
def surname(name: str) -> str:
    """The last word of a name, without titles and degrees: "Dr. Nomi Ward, CFA" -> "ward"."""
    words = [word for word in fold(name).split() if word not in NAME_SUFFIXES]
    return words[-1] if words else ""


def holder_key(view: FoundView | GoldView) -> str:
    """The analyst's surname, or "@" and the firm's key: "ward", "@kest bank"."""
    return surname(view.analyst) or f"@{firm_key(view.firm)}"


def same_holder(found: FoundView, gold: GoldView) -> bool:
    """Whether the found view's analyst is gold's or a co-analyst, or its firm where gold names or accepts the firm."""
    if gold.analyst and found.analyst:
        return surname(found.analyst) in {surname(name) for name in (gold.analyst, *gold.co_analysts)} - {""}
    if found.analyst or (gold.analyst and not gold.firm_ok):
        return False
    return same_firm(found.firm, gold.firm)


def right_stance(found: FoundView, gold: GoldView) -> bool:
    """Whether the found stance is one that gold accepts."""
    return found.stance in gold.stances


def pair_views(found: Sequence[FoundView], gold: Sequence[GoldView]) -> list[Pair]:
    """One-to-one pairs (of `found`, of `gold`): as many as can be, then most right stances, then most shared levels."""
    worth = {
        (i, j): _worth(one, other)
        for i, one in enumerate(found)
        for j, other in enumerate(gold)
        if one.index == other.index and same_holder(one, other)
    }
    pairs: list[Pair] = []
    while worth:
        group = _connected(worth)
        inside = {edge: gain for edge, gain in worth.items() if edge in group}
        pairs += _best_pairs(inside)
        worth = {edge: gain for edge, gain in worth.items() if edge not in group}
    return pairs


def _worth(found: FoundView, gold: GoldView) -> int:
    shared = {level.value for level in found.levels} & {level.value for level in gold.levels}
    return MATCH + RIGHT_STANCE * right_stance(found, gold) + SHARED_LEVEL * len(shared)


def _connected(edges: Iterable[Pair]) -> set[Pair]:
    """The edges that hang together with the first one."""
    edges = list(edges)
    group = {edges[0]}
    while True:
        rows, columns = {i for i, _ in group}, {j for _, j in group}
        grown = {(i, j) for i, j in edges if i in rows or j in columns}
        if grown == group:
            return group
        group = grown


def _best_pairs(worth: Mapping[Pair, int]) -> list[Pair]:
    """The pairs of one group that gain most, of equal ones the first in reading order."""
    rows, columns = sorted({i for i, _ in worth}), sorted({j for _, j in worth})
    if len(rows) > SEARCHED or len(columns) > SEARCHED:
        return _greedy_pairs(worth)

    @cache
    def best(at: int, free: tuple[int, ...]) -> tuple[int, tuple[Pair, ...]]:
        """The most that the rows from `at` on can gain with the free columns, and how; a row may go without one."""
        if at == len(rows):
            return 0, ()
        choices = []
        for j in (*free, NOBODY):
            gain, pairs = best(at + 1, tuple(k for k in free if k != j))
            choices.append((gain + worth.get((rows[at], j), 0), ((rows[at], j), *pairs)))
        return max(choices, key=itemgetter(0))

    return [edge for edge in best(0, tuple(columns))[1] if edge in worth]


def _greedy_pairs(worth: Mapping[Pair, int]) -> list[Pair]:
    """The pairs of a large group, the most gaining first: no more than one for each view."""
    pairs: list[Pair] = []
    for i, j in sorted(worth, key=lambda edge: -worth[edge]):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs

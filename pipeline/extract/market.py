"""What an article's short words for a market mean: "the market" is its home market, "the index" the last one named.

In an article on Toronto "stocks" stand for the TSX; in one that names no country they stand for the S&P 500.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.extract.mentions import HOME
from pipeline.extract.parse import Parsed
from pipeline.extract.units import INDEX, PROXY

RE_THE_INDEX = re.compile(
    r"\b[Tt]h(?:e|is|at) (?:[\w-]+[ -]){0,2}?(?:index|benchmark|gauge|barometer|"
    r"composite|average|measure)\b(?! funds?| of)|\b(?:[Tt]he )?(?:\d+|thirty|fifty)"
    r"-(?:share|stock|issue)(?: \w+)? (?:index|benchmark|gauge|average|barometer)\b"
)
HOMES = {
    "US": "SPX", "europe": "STOXX600", "em": "MXEF", "world": "MXWO", "CA": "TSX", "GB": "FTSE100", "DE": "DAX",
    "FR": "CAC40", "JP": "N225", "IN": "NIFTY50", "CN": "SHCOMP", "HK": "HSI", "KR": "KOSPI", "AU": "ASX200",
    "BR": "BOVESPA", "IT": "FTSEMIB", "ES": "IBEX35", "CH": "SMI", "TW": "TWSE",
}  # fmt: skip
FOREIGN_NEEDS = 2.0
NEAR = 5
RE_MOVE = re.compile(r"\b(?:rally|bull market|bear market)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Market:
    """A market named in the text at [start, end): `proxy` where it is a group of stocks, `short` for "the index"."""

    start: int
    end: int
    symbol: str
    proxy: bool
    short: bool = False


def home_symbol(parsed: Sequence[Parsed], text: str) -> str:
    """The index of the article's home market: the country whose indices and stocks it names most, early ones double.

    America unless another country is named twice as often; the Nikkei or the TOPIX, whichever the article uses.
    """
    counts: Counter[str] = Counter()
    symbols: Counter[str] = Counter()
    for number, sentence in enumerate(parsed):
        for unit in sentence.units:
            if unit.kind not in (INDEX, PROXY) or unit.key == HOME:
                continue
            country = gazetteer.index_by_symbol()[unit.key].country
            counts[country] += 3 if number < 3 else 1
            symbols[unit.key] += 1
    if not counts:
        return "SPX"
    country, count = min(counts.items(), key=lambda c: (-c[1], c[0]))
    if country not in HOMES or (country != "US" and count < FOREIGN_NEEDS * counts["US"]):
        return "SPX"
    if country == "JP" and symbols["TOPIX"] > symbols["N225"]:
        return "TOPIX"
    return HOMES[country]


def find_markets(text: str, parsed: Sequence[Parsed], home: str) -> list[list[Market]]:
    """The markets of each sentence in reading order; "the index" is the last index named before it.

    "The rally" is of the market spoken of last, where that is no further than five sentences back.
    """
    last, recent, at = home, home, 0
    result = []
    for number, sentence in enumerate(parsed):
        found = []
        for u in (u for u in sentence.units if u.kind in (INDEX, PROXY)):
            theirs = recent if RE_MOVE.search(u.text) and number - at <= NEAR else home
            found.append(Market(u.start, u.end, theirs if u.key == HOME else u.key, u.kind == PROXY))
        for match in RE_THE_INDEX.finditer(text, sentence.start, sentence.end):
            if not any(m.start < match.end() and match.start() < m.end for m in found):
                before = [m.symbol for m in found if not m.proxy and m.end <= match.start()]
                found.append(Market(match.start(), match.end(), before[-1] if before else last, False, True))
        found.sort(key=lambda m: m.start)
        named = [m.symbol for m in found if not m.proxy]
        last = named[-1] if named else last
        spoken = [u.key for u in sentence.units if u.kind in (INDEX, PROXY) and u.key != HOME]
        recent, at = (spoken[-1], number) if spoken else (recent, at)
        result.append(found)
    return result

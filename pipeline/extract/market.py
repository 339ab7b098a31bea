"""What an article's short words for a market mean: "the market" is its home market, "the index" the last one named.

In an article on Toronto "stocks" stand for the TSX; in one that names no country they stand for the S&P 500.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline import gazetteer
from pipeline.extract.mentions import HOME
from pipeline.extract.parse import Parsed
from pipeline.extract.places import find_places, own_place, stocks_of
from pipeline.extract.units import INDEX, PROXY, Unit

RE_THE_INDEX = re.compile(
    r"\b[Tt]h(?:e|is|at) (?:[\w.-]+[ -]){0,2}?(?:index|benchmark|gauge|barometer|"
    r"[Cc]omposite|average|measure)\b(?! funds?| of)|\b(?:[Tt]he )?(?:\d+|thirty|fifty)"
    r"-(?:share|stock|issue)(?: \w+)? (?:index|benchmark|gauge|average|barometer)\b"
)
WORDS_KEPT = 1 << 12  # whose stocks a word means is remembered
HOMES = {
    "US": "SPX", "europe": "STOXX600", "em": "MXEF", "world": "MXWO", "CA": "TSX", "GB": "FTSE100", "DE": "DAX",
    "FR": "CAC40", "JP": "N225", "IN": "NIFTY50", "CN": "SHCOMP", "HK": "HSI", "KR": "KOSPI", "AU": "ASX200",
    "BR": "BOVESPA", "IT": "FTSEMIB", "ES": "IBEX35", "CH": "SMI", "TW": "TWSE",
}  # fmt: skip
# What size groups of no country are elsewhere: "small caps" of an Indian article are no American ones.
SIZES = {
    "IN": {"SPX": "NIFTY50", "MID": "NIFTYMID", "RUT": "NIFTYSML"},
    "GB": {"SPX": "FTSE100", "MID": "FTSE250", "RUT": "FTSESC"},
    "DE": {"SPX": "DAX", "MID": "MDAX", "RUT": "SDAX"},
    "CA": {"SPX": "TSX", "RUT": "SPTSXSC"},
    "europe": {"SPX": "STOXX600", "RUT": "MXEUSC"},
}
GROUPS = frozenset({"SPX", "MID", "RUT"})
BORDERLESS = frozenset({"US", "world", "em"})  # there size groups are American, as they are named
RE_SIZE = re.compile(r"(?:the )?(?:large|big|mid|medium|small|smaller)(?:\b|caps?\b)", re.IGNORECASE)
RE_CAPITALISED = re.compile(r"(?:[A-Z]\.){2}|[A-Z][a-z]+")
RE_COUNTRY_BEFORE = re.compile(r"(?:[A-Z]\.[A-Z]\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?) $")
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


def home_symbol(parsed: Sequence[Parsed]) -> str:
    """The index of the article's home market: the country whose indices and stocks it names most, early ones double.

    America unless another country is named twice as often; the Nikkei or the TOPIX, whichever the article uses.
    """
    counts: Counter[str] = Counter()
    symbols: Counter[str] = Counter()
    for number, sentence in enumerate(parsed):
        for unit in sentence.units:
            if unit.kind not in (INDEX, PROXY) or unit.key == HOME or _is_size(unit):
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
    recent, at = home, 0
    japanese = _japanese(parsed)
    seen: list[str] = []
    result = []
    for number, sentence in enumerate(parsed):
        found = []
        for u in sentence.of_kind(INDEX + PROXY):
            theirs = recent if RE_MOVE.search(u.text) and number - at <= NEAR else home
            symbol = _meant(text, sentence, u, theirs, home)
            symbol = japanese if u.kind == PROXY and symbol == "TOPIX" else symbol
            if symbol:
                found.append(Market(u.start, u.end, symbol, u.kind == PROXY))
        for start, end, symbol in find_places(text, sentence.start, sentence.end):
            if not any(m.start < end and start < m.end for m in found):
                found.append(Market(start, end, japanese if symbol == "TOPIX" else symbol, True))
        for match in RE_THE_INDEX.finditer(text, sentence.start, sentence.end):
            if not any(m.start < match.end() and match.start() < m.end for m in found):
                named = [*seen, *(m.symbol for m in found if not m.proxy and m.end <= match.start())]
                symbol = _called_so(match.group(), named, japanese) or (named[-1] if named else home)
                found.append(Market(match.start(), match.end(), symbol, False, True))
        found.sort(key=lambda m: m.start)
        seen += [m.symbol for m in found if not m.proxy]
        spoken = [u.key for u in sentence.of_kind(INDEX + PROXY) if u.key != HOME]
        recent, at = (spoken[-1], number) if spoken else (recent, at)
        result.append(found)
    return result


def _meant(text: str, sentence: Parsed, unit: Unit, theirs: str, home: str) -> str:
    """The symbol of a market's name; "stocks" are `theirs` or those of the country behind them, and size groups those
    of their country: "small caps" of a German article are German, "Japanese small caps" have no index."""
    behind = stocks_of(text, unit.end, sentence.end) if unit.kind == PROXY else None
    if unit.key == HOME:
        return behind or theirs
    if not _is_size(unit):
        return unit.key
    named = behind or _country_before(text[sentence.start : unit.start])
    country = gazetteer.index_by_symbol()[named or home].country
    if unit.key not in GROUPS or country in BORDERLESS:
        return unit.key
    return SIZES.get(country, {"SPX": HOMES.get(country, named or home)}).get(unit.key, "")


def _country_before(before: str) -> str | None:
    """The index of the country whose adjective ends a text: that of "Japanese |small caps" is the TOPIX."""
    words = RE_COUNTRY_BEFORE.search(before)
    both = words.group().split() if words else []
    return next((index for n in range(len(both)) if (index := _stocks_index(" ".join(both[n:])))), None)


@lru_cache(maxsize=WORDS_KEPT)
def _stocks_index(country: str) -> str | None:
    """The index of a country's stocks, by its name or adjective: "U.S." -> SPX, "German" -> DAX, "Broad" -> None."""
    groups = [p for start, _, p in gazetteer.find_proxies(f"{country} stocks") if start == 0 and not p.context]
    return groups[0].symbol if groups else None


def _called_so(words: str, named: Sequence[str], japanese: str) -> str | None:
    """The index of "the Composite", the last one named so, and of "the Danish benchmark index", that country's: the
    main one if it is named or none is, the S&P 500 for America."""
    if words.lower().endswith("composite"):
        return next((s for s in reversed(named) if "Composite" in gazetteer.index_name(s)), None)
    symbol = next((s for c in RE_CAPITALISED.findall(words) if (s := _stocks_index(c))), None)
    if symbol is None:
        return None
    country = gazetteer.index_by_symbol()[symbol].country
    main = japanese if country == "JP" else HOMES.get(country, symbol)
    theirs = [s for s in named if gazetteer.index_by_symbol()[s].country == country]
    return main if country == "US" or main in theirs or not theirs else theirs[-1]


def _is_size(unit: Unit) -> bool:
    """Whether a unit is a size group of no country: "small caps", not "U.S. small caps" or "large-cap U.S. stocks"."""
    return unit.kind == PROXY and bool(RE_SIZE.match(unit.text)) and own_place(unit.text) is None


def _japanese(parsed: Sequence[Parsed]) -> str:
    """What stands for Japanese stocks: the Nikkei where the article names it and never the TOPIX."""
    named = {unit.key for sentence in parsed for unit in sentence.of_kind(INDEX)}
    return "N225" if "N225" in named and "TOPIX" not in named else "TOPIX"

"""Finds the names of the world in a text and says what a printed name means: indices, groups of stocks, firms, people.

`find_indices("the Dow and the S&P 500’s rally")` gives `[(4, 7, "DJI"), (16, 23, "SPX")]`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial

from pipeline.name_patterns import END, NEVER, Names, name_pattern
from pipeline.name_tables import (
    Analyst,
    Decoy,
    Firm,
    Index,
    Outsider,
    Proxy,
    load_analysts,
    load_decoys,
    load_firms,
    load_indices,
    load_outsiders,
    load_proxies,
)

__all__ = ["Analyst", "Decoy", "Firm", "Index", "Outsider", "Proxy", "load_analysts", "load_decoys", "load_firms"]
__all__ += ["load_indices", "load_outsiders", "load_proxies"]

RE_SUFFIX = re.compile(
    r"\s(?:and co|and company|co|company|corp|corporation|group|holdings?|inc|incorporated|limited|llc|llp|lp|ltd|plc"
    r"|ag|nv|sa|se|spa)$"
)
RE_POSSESSIVE = re.compile(r"(?:['’`]s|(?<=s)['’`])\s*$")
RE_PARENTHESIS_S = re.compile(r"(?<=\))['’`]s?\s*$")
RE_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
RE_VANISH = re.compile(r"['`´‘’.®™]")
RE_PUNCTUATION = re.compile(r"[^\w\s]|_")

UNACCENTED = {  # letters of one place each, so that a text keeps its length
    place: parts[0]
    for place in range(0xC0, 0x250)
    if len(parts := unicodedata.normalize("NFD", chr(place))) > 1 and not unicodedata.combining(parts[0])
}

TICKER = r"[A-Z]{1,5}(?:\.[A-Z])?"
NAMES_KEPT = 1 << 14  # printed names whose meaning is remembered: articles name few people and firms, and these often
REACH = 40  # how far before a name the words of a decoy such as "listed on the *" may begin


@lru_cache(maxsize=NAMES_KEPT)
def fold(text: str) -> str:
    """A name in the form names are compared in: "J.P. Morgan & Co." -> "jp morgan and co", "Moody’s" -> "moodys".

    Accents, apostrophes and full stops vanish, & becomes "and", all other punctuation a space.
    """
    letters = unicodedata.normalize("NFKD", RE_VANISH.sub("", text).replace("&", " and "))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    return " ".join(RE_PUNCTUATION.sub(" ", plain).split())


def _key(text: str) -> str:
    """The letters and digits of an alias as it was matched: "S & P-500" and "S&P 500" are both "sandp500"."""
    return fold(text).replace(" ", "")


@cache
def _names_with_own_s() -> frozenset[str]:
    named = (*((f.name, *f.aliases, *f.shy) for f in load_firms()), *((o.name, *o.aliases) for o in load_outsiders()))
    return frozenset(fold(name) for names in named for name in names if RE_POSSESSIVE.search(name))


def _without_possessive(name: str) -> str:
    """A name folded, with an 's only where it is its own: "UBS’s" -> "ubs", "Moody’s" -> "moodys"."""
    folded = fold(name)
    return folded if folded.removeprefix("the ") in _names_with_own_s() else fold(RE_POSSESSIVE.sub("", name))


@cache
def _firms_by_alias() -> Mapping[str, Firm]:
    return {fold(alias): firm for firm in load_firms() for alias in (firm.name, *firm.aliases, *firm.shy)}


@lru_cache(maxsize=NAMES_KEPT)
def firm_of(name: str) -> Firm | None:
    """The house a printed name means: "Goldman Sachs Group Inc.’s" -> Goldman Sachs; None where it is unknown."""
    folded = _without_possessive(RE_PARENTHESIS.sub("", RE_PARENTHESIS_S.sub("", name)))
    while folded:
        for form in (folded, folded.removeprefix("the ")):
            if form in _firms_by_alias():
                return _firms_by_alias()[form]
        shorter = RE_SUFFIX.sub("", folded)
        if shorter == folded:
            return None
        folded = shorter
    return None


@cache
def _outsiders_by_alias() -> Mapping[str, Outsider]:
    return {fold(alias): outsider for outsider in load_outsiders() for alias in (outsider.name, *outsider.aliases)}


@lru_cache(maxsize=NAMES_KEPT)
def outsider_of(name: str) -> Outsider | None:
    """The outsider a printed name means: "Jerome Powell’s" -> a policy_maker; None where it is none."""
    return _outsiders_by_alias().get(_without_possessive(name).removeprefix("the "))


@cache
def _analysts_by_alias() -> Mapping[str, Analyst]:
    return {fold(alias): analyst for analyst in load_analysts() for alias in (analyst.name, *analyst.aliases)}


@lru_cache(maxsize=NAMES_KEPT)
def analyst_of(name: str) -> Analyst | None:
    """The well-known strategist of that full name or other spelling: "Mike Wilson" -> michael-wilson."""
    return _analysts_by_alias().get(fold(RE_POSSESSIVE.sub("", name)))


@cache
def index_by_symbol() -> Mapping[str, Index]:
    """The indices keyed by symbol."""
    return {index.symbol: index for index in load_indices()}


def index_name(symbol: str) -> str:
    """The printed name of an index: "RUT" -> "Russell 2000"; raises KeyError for an unknown symbol."""
    return index_by_symbol()[symbol].name


def _index_names(index: Index) -> tuple[str, ...]:
    return (index.name, *index.aliases, *index.nicknames)


def _index_patterns(alias: str) -> list[tuple[str, Callable[[], str]]]:
    """An alias of several words or with a digit or & matches in any case, a single word as written or in capitals.

    A "the" must stand before the name and is no part of it: "the Russell" is RUT, but not in "the Russell 1000".
    """
    name = alias.removeprefix("the ")
    if name != alias:
        return [(name, lambda: r"(?<=[Tt]he\s)" + name_pattern(name, "written"))]
    if re.search(r"[\s\d&]", alias):
        return [(alias, partial(name_pattern, alias, "any"))]
    return [(form, partial(name_pattern, form, "written")) for form in sorted({alias, alias.upper()})]


@cache
def _symbols_by_key() -> Mapping[str, str]:
    return {_key(name.removeprefix("the ")): index.symbol for index in load_indices() for name in _index_names(index)}


@cache
def index_names() -> Names:
    """All names of all indices: it matches "S & P 500", ".SPX", and "Nikkei" in "the Nikkei’s"."""
    names = {name for index in load_indices() for name in _index_names(index)}
    return Names(pair for name in sorted(names) for pair in _index_patterns(name))


def index_of_alias(matched: str) -> str:
    """The symbol of what `index_names` matched: "S & P-500" -> "SPX"; raises KeyError for anything else."""
    return _symbols_by_key()[_key(matched)]


@cache
def _proxies_by_key() -> Mapping[str, Proxy]:
    return {_key(proxy.phrase): proxy for proxy in load_proxies()}


@cache
def proxy_names() -> Names:
    """All groups of stocks that an index stands for: it matches "small-cap stocks", "U.S. equities", "the market"."""
    return Names((proxy.phrase, partial(name_pattern, proxy.phrase, "acronym")) for proxy in load_proxies())


def proxy_of(matched: str) -> Proxy:
    """The group that `proxy_names` matched: "Small-Caps" -> RUT; raises KeyError for anything else."""
    return _proxies_by_key()[_key(matched)]


@cache
def _firms_by_key() -> Mapping[str, Firm]:
    return {alias.replace(" ", ""): firm for alias, firm in _firms_by_alias().items()}


@cache
def firm_names() -> Names:
    """All names of houses but the shy ones, without accents; initials as written, at most four capitals wholly so."""
    aliases = {alias.translate(UNACCENTED) for firm in load_firms() for alias in (firm.name, *firm.aliases)}
    return Names(
        (alias, partial(name_pattern, alias, "written" if len(alias) < 5 and alias.isupper() else "initial"))
        for alias in sorted(aliases)
    )


@cache
def _decoys(kind: str) -> tuple[Names, re.Pattern[str], Names]:
    """The decoys of a kind: whole phrases, what may not follow a name, what may not precede it."""
    phrases = [decoy.phrase for decoy in load_decoys() if decoy.kind == kind]
    made = {phrase: partial(_decoy_pattern, phrase) for phrase in phrases}
    after = sorted((phrase for phrase in phrases if phrase.startswith("*")), key=lambda phrase: (-len(phrase), phrase))
    before = [(phrase, made[phrase]) for phrase in phrases if phrase.endswith("*") and phrase not in after]
    whole = [(phrase, made[phrase]) for phrase in phrases if "*" not in (phrase[0], phrase[-1])]
    following = "|".join(made[phrase]() for phrase in after)
    return Names(whole), re.compile(f"(?:{following or NEVER}){END}"), Names(before, end="$")


def _decoy_pattern(phrase: str) -> str:
    """A decoy as a regex, without the star for the name: "*-linked" may have any hyphen, "@ shares" any ticker."""
    pattern = name_pattern(phrase.strip("*").lstrip("-"), "acronym").replace("@", TICKER)
    return "[‐‑‒–-]" + pattern if phrase.startswith("*-") else pattern


def _is_decoy(text: str, span: tuple[int, int], hidden: list[tuple[int, int]], kind: str) -> bool:
    """Whether a span is part of a decoy; a name that reaches further than the decoy, or holds it whole, wins."""
    start, end = span
    _, after, before = _decoys(kind)
    if after.match(text, end) or before.spans(text, max(0, start - REACH), start):
        return True
    return any(start < e and s < end <= e and (s <= start or end < e) for s, e in hidden)


def _find(text: str, names: Names, kind: str) -> list[tuple[int, int]]:
    """The spans of all names in reading order, without overlaps and decoys."""
    spans = names.spans(text)
    if not spans:
        return []
    hidden = _decoys(kind)[0].spans(text)
    return [span for span in spans if not _is_decoy(text, span, hidden, kind)]


def _apart(spans: list[tuple[int, int]], taken: Sequence[tuple[int, int, object]]) -> list[tuple[int, int]]:
    """The spans that overlap no name in `taken`."""
    return [(start, end) for start, end in spans if not any(s < end and start < e for s, e, _ in taken)]


@lru_cache(maxsize=64)
def _indices_in(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((start, end, index_of_alias(text[start:end])) for start, end in _find(text, index_names(), "index"))


@lru_cache(maxsize=64)
def _firms_in(text: str) -> tuple[tuple[int, int, Firm], ...]:
    spans = _apart(_find(text.translate(UNACCENTED), firm_names(), "firm"), _indices_in(text))
    return tuple((start, end, _firms_by_key()[_key(text[start:end])]) for start, end in spans)


def find_indices(text: str) -> list[tuple[int, int, str]]:
    """All index names in a text as (start, end, symbol): "Nasdaq 100" -> [(0, 10, "NDX")]; no decoys or overlaps."""
    return list(_indices_in(text))


def find_firms(text: str) -> list[tuple[int, int, Firm]]:
    """All known houses in a text as (start, end, firm): "said Smith at UBS" -> [(14, 17, UBS)].

    Words in the name of an index ("Standard & Poor's 500") are none.
    """
    return list(_firms_in(text))


def find_proxies(text: str) -> list[tuple[int, int, Proxy]]:
    """All groups of stocks in a text that stand for an index: "small caps rally" -> [(0, 10, RUT)].

    Words in the name of an index ("MSCI emerging markets index") or of a house ("RBC Capital Markets") are none.
    """
    spans = _find(text, proxy_names(), "proxy")
    if spans:
        spans = _apart(_apart(spans, _indices_in(text)), _firms_in(text))
    return [(start, end, proxy_of(text[start:end])) for start, end in spans]

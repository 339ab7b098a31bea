"""Finds countries that stand for their stock markets: in "We prefer Japan" and "Europe can outperform" they do.

A country is only that where the words around it judge a market; "growth in Japan" names none. The index of each is data
(`data/places.csv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.name_tables import load_places

_RATING = r"(?:overweight|underweight|neutral|benchmark)"
_STOCKS = r"(?:stocks?|equit(?:y|ies)|shares|markets?|stock markets?|indexes|indices|benchmarks?)"
RE_STOCKS_BEFORE = re.compile(rf"\b{_STOCKS} (?:in|of|across) (?:the )?$", re.IGNORECASE)
RE_STOCKS_OF = re.compile(r" (?:in|of|across) (?:the )?")
RE_BEFORE = re.compile(
    r"\b(?:"
    rf"(?:{_RATING}|bullish|bearish|positive|negative|constructive|cautious|upbeat|downbeat|optimistic|pessimistic|keen)"
    r" (?:on|about|in|toward|towards)"
    r"|(?:prefer|favou?r|like|avoid|upgrad|downgrad|overweight|underweight)(?:e?[sd]?|r?ed|r?ing)"
    r"|(?:opportunit(?:y|ies)|valuations?|upside|value|invest(?:ing|ed)?) (?:in|for)"
    r") (?:the )?$",
    re.IGNORECASE,
)
RE_AFTER = re.compile(
    r"(?:, [^.;“”\"]{2,80},)?"
    r" (?:can|could|will|would|should|may|might|is|are|to|has|have|looks?|seems?|remains?|goes|comes|moves|gets"
    r"|(?:was|were)(?= (?:[\w-]+ ){0,2}?(?:(?:up|down)graded|(?:rais|lift|lower|mov|reduc)ed|cut)\b))\b"
    r"(?: [\w-]+){0,3}? "
    rf"(?:(?:out|under)perform\w*|lag\w*|catch up|rally|the place to be|cheap\w*|expensive|overvalued|undervalued"
    rf"|upgraded|downgraded|a hard time|(?:up |down )?to {_RATING}|{_RATING})\b"
)
# What may follow a country that stands alone: in "the U.S. dollar" and "Japan Motors" it is part of another name.
RE_ALONE = re.compile(
    r"(?!\s?[\w&])|\s(?:(?:and|or|but|nor|than|to|from|for|in|on|at|by|with|over|versus|vs|against|as|because|since|after"
    r"|before|amid|among|given|despite|due|while|when|where|which|who|that|if|once|until|through|during|into|about"
    r"|instead|rather|relative|compared|now|too|also|again|here|there|this|next|last|more|most|less|least|further|still"
    r"|not|is|are|was|were|has|have|had|can|could|will|would|should|may|might|looks?|seems?|remains?|he|she|they|it|we"
    rf"|\w+ly|\w+day|{_STOCKS})\b"
    r"|\d)"
)
RE_NAME_AFTER = re.compile(r"\s(?!\w+day\b)[A-Z][a-z]")


@cache
def _place_regex() -> re.Pattern[str]:
    places = sorted(load_places(), key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, places)) + r")(?![\w’'-])")


def find_places(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The countries of `text[start:end]` that stand for a market, as (start, end, symbol), in text order."""
    for match in _place_regex().finditer(text, start, end):
        before, after = text[max(start, match.start() - 40) : match.start()], text[match.end() : end]
        if RE_STOCKS_BEFORE.search(before):
            continue  # the stocks before it are what is judged: `stocks_of`
        alone = RE_ALONE.match(after)
        if (alone and RE_BEFORE.search(before)) or RE_AFTER.match(after):
            yield match.start(), match.end(), load_places()[match.group()]


def stocks_of(text: str, position: int, end: int) -> str | None:
    """The index of the country behind a group of stocks that ends at `position`: "equity markets| in the U.S.".

    "Shares in China Telephone" are those of a company.
    """
    link = RE_STOCKS_OF.match(text, position, end)
    place = _place_regex().match(text, link.end(), end) if link else None
    if place is None or RE_NAME_AFTER.match(text, place.end(), end):
        return None
    return load_places()[place.group()]


def own_place(text: str) -> str | None:
    """The index of the country that a group of stocks names itself: "large-cap U.S. equities" are American."""
    place = _place_regex().search(text)
    return load_places()[place.group()] if place else None

"""From an article to its candidates: parse, cast, statements, markets, levels, pieces, in that order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.alternatives import find_alternatives
from pipeline.extract.gate import may_have_views
from pipeline.extract.holders import Cast, gather_cast, with_near_firms
from pipeline.extract.levels import Typed, plausible_symbol, type_levels
from pipeline.extract.market import Market, find_markets, home_symbol
from pipeline.extract.numbers import Number, NumberKind
from pipeline.extract.parse import Parsed, parse_article
from pipeline.extract.pieces import Piece, one_voice, propose
from pipeline.extract.recogniser import Recogniser
from pipeline.extract.rows import find_rows
from pipeline.extract.statements import Said, find_statements
from pipeline.extract.units import FIRM, PERSON
from pipeline.types import Article

ANCHOR = 60
RE_FOR_THE = re.compile(r"^,?\s?(?:points? |pts |level )?(?:for|on|in) (?:the )?")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in an article before anything is decided; `explain` prints it.

    `alternatives` are further candidates that the rules never choose.
    """

    article: Article
    parsed: tuple[Parsed, ...]
    cast: Cast
    said: tuple[Said, ...]
    markets: tuple[tuple[Market, ...], ...]
    levels: tuple[tuple[Typed, ...], ...]
    home: str
    pieces: tuple[Piece, ...]
    alternatives: tuple[Piece, ...] = ()

    @property
    def is_unread(self) -> bool:
        """Whether the article was left unread, since it names no market."""
        return not self.parsed and bool(self.article.blocks)


def read_candidates(nlp: Recogniser, article: Article) -> Reading:
    """The candidates of an article, with all they rest on; nothing is read of one that names no market."""
    if may_have_views(article):
        return read_whole(nlp, article)
    return Reading(article, (), Cast(), (), (), (), home_symbol(()), ())


def read_whole(nlp: Recogniser, article: Article) -> Reading:
    """The same without a look at what the article is about."""
    parsed = parse_article(nlp, article)
    cast = _cast(article, parsed)
    said = find_statements(article.text, parsed, cast)
    home = home_symbol(parsed)
    markets = find_markets(article.text, parsed, home)
    levels = _levels(article.text, parsed, markets, home)
    rows = find_rows(article, parsed, cast, markets, home)
    used = {n for row in rows for n in row.sentences}
    levels = [[] if n in used else typed for n, typed in enumerate(levels)]
    pieces = propose(article.text, [s for s in said if s.sentence not in used], markets, levels, home)
    pieces = one_voice([*pieces, *(row.piece for row in rows)])
    return Reading(
        article,
        tuple(parsed),
        cast,
        tuple(said),
        tuple(tuple(m) for m in markets),
        tuple(tuple(t) for t in levels),
        home,
        tuple(pieces),
        tuple(find_alternatives(pieces, parsed, markets)),
    )


def _cast(article: Article, parsed: Sequence[Parsed]) -> Cast:
    introductions = with_near_firms(article.text, parsed)
    people = [u.text for p in parsed for u in p.of_kind(PERSON)]
    firms = [u.text for p in parsed for u in p.of_kind(FIRM)]
    return gather_cast(introductions, people, firms, article.byline)


def _levels(text: str, parsed: Sequence[Parsed], markets: Sequence[Sequence[Market]], home: str) -> list[list[Typed]]:
    """The typed numbers of each sentence; one that names no index belongs to the last one named."""
    last: list[str] = []
    result = []
    anchors = find_anchors(text, parsed, markets)
    for number, sentence in enumerate(parsed):
        here = list(markets[number])

        def context(
            n: Number, here: Sequence[Market] = here, last: Sequence[str] = tuple(last)
        ) -> tuple[list[str], list[str]]:
            near = sorted(here, key=lambda m: _distance(text, n, m))
            named = [m.symbol for m in near if not m.proxy and not m.short]
            return named, list(dict.fromkeys([*(m.symbol for m in near), *reversed(last), home]))

        result.append(type_levels(text, sentence, number, context, anchors))
        named = [m.symbol for m in here if not m.proxy]
        last = [*last, *named][-4:]
    return result


def find_anchors(text: str, parsed: Sequence[Parsed], markets: Sequence[Sequence[Market]]) -> dict[str, list[float]]:
    """Values printed close behind an index, by symbol: "the Dax stood at 24,100" anchors it there."""
    anchors: dict[str, list[float]] = {}
    for sentence, here in zip(parsed, markets, strict=True):
        named = [m for m in here if not m.proxy and not m.short]
        for m in named:
            following = [n for n in sentence.numbers if n.kind is NumberKind.VALUE and 0 <= n.start - m.end < ANCHOR]
            following = [n for n in following if not RE_FOR_THE.match(text[n.end : n.end + 9])]
            following = [n for n in following if not any(o is not m and m.end <= o.start < n.start for o in named)]
            if following and plausible_symbol(following[0].value, [m.symbol]):
                anchors.setdefault(m.symbol, []).append(following[0].value)
    return anchors


def _distance(text: str, number: Number, market: Market) -> int:
    """How far a market is from a number; "900 for the Dax" is nearer than any before it."""
    if market.end <= number.start:
        return number.start - market.end
    between = text[number.end : market.start]
    return 0 if RE_FOR_THE.fullmatch(between) else 2 * (market.start - number.end)

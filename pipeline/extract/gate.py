"""Says whether an article names a market at all: an index, a group of stocks, "the index", or a country.

Most articles of the world do not, and have no view; their sentences are not even cut. What is shorter than an article
may be cut out of one that named its market before, and is always read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pipeline.extract.market import RE_THE_INDEX
from pipeline.extract.places import find_places
from pipeline.gazetteer import index_names, proxy_names
from pipeline.name_patterns import RE_RUN, text_words
from pipeline.name_tables import load_places
from pipeline.types import Article

SHORT = 800  # characters
OPENING = 700  # characters of a text that are looked at by themselves
THE_INDEX = frozenset(
    {"index", "benchmark", "gauge", "barometer", "composite", "average", "measure"}
)  # of RE_THE_INDEX


def may_have_views(article: Article) -> bool:
    """Whether an article is worth reading: it names a market, or is too short to be sure of that. One of which only the
    title was kept is not, since its page named none."""
    return not article.is_skimmed and (len(article.text) < SHORT or names_market(article))


def names_market(article: Article) -> bool:
    """Whether `market.find_markets` could find anything in an article: "The gauge fell." yes, "Rain fell." no.

    It looks at the text as a whole, so that a name counts also where a decoy or the end of a sentence would hide it.
    """
    return _finds(article.text, lambda: _stretches(article))


def text_names_market(text: str) -> bool:
    """The same of a whole text, before it is known what of it is the article."""
    return _finds(text, lambda: iter([(0, len(text))]))


def _finds(text: str, stretches: Callable[[], Iterator[tuple[int, int]]]) -> bool:
    """Whether one of the looks finds something in a stretch of the text; most that name a market do so early on."""
    start, end = next(stretches(), (0, 0))
    opening = text[start : min(end, start + OPENING)].rpartition(" ")[0]
    return _finds_in(opening, iter([(0, len(opening))])) or _finds_in(text, stretches())


def _finds_in(text: str, stretches: Iterable[tuple[int, int]]) -> bool:
    words = text_words(text)
    looks = [finds for may_stand, finds in LOOKS if may_stand(words)]
    return bool(looks) and any(finds(text, *stretch) for stretch in stretches for finds in looks)


def _stretches(article: Article) -> Iterator[tuple[int, int]]:
    """The text from block to block: most articles are one stretch."""
    start = end = -1
    for block in article.blocks:
        if start >= 0 and article.text[end : block.start].strip():
            yield start, end
            start = -1
        start, end = (block.start if start < 0 else start), block.end
    if start >= 0:
        yield start, end


@cache
def _place_words() -> frozenset[str]:
    """The first words of the countries that may stand for their market: "u" of "U.S.", "hong"."""
    return frozenset(RE_RUN.match(place.lower()).group() for place in load_places())  # type: ignore[union-attr]


Words = frozenset[str]
# What a text needs of words for a look to be worth its time, and the look.
LOOKS: tuple[tuple[Callable[[Words], bool], Callable[[str, int, int], object]], ...] = (
    (lambda words: index_names().may_stand_in(words), lambda text, a, b: next(index_names().each(text, a, b), None)),
    (lambda words: proxy_names().may_stand_in(words), lambda text, a, b: next(proxy_names().each(text, a, b), None)),
    (lambda words: not THE_INDEX.isdisjoint(words), RE_THE_INDEX.search),
    (lambda words: not _place_words().isdisjoint(words), lambda text, a, b: next(find_places(text, a, b), None)),
)

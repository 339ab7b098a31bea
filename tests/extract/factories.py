"""Docs, articles and readings for tests, built by hand: `reading_of(article_of("Nomi Ward of Kest Bank sees ..."))`.

No trained model: an invented cast of names stands where spaCy's recogniser would find people and places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.decide import decide
from pipeline.extract.introductions import Introduction, find_introductions
from pipeline.extract.mentions import market_units
from pipeline.extract.names import find_names
from pipeline.extract.parse import Parsed, parse_article
from pipeline.extract.recogniser import Entity
from pipeline.extract.skeleton import Skeleton, build_skeleton
from pipeline.extract.units import Unit, without_overlaps
from pipeline.types import Article, Block, BlockKind, Extraction

PUBLISHED = date(2025, 10, 16)
PEOPLE = (
    "Nomi Ward",
    "Ravi Teshome",
    "Ines Okafor",
    "Tomas Brandt",
    "Petra van Aalst",
    "Jonas Huld-Meyer",
    "Ward",
    "Teshome",
    "Okafor",
    "Brandt",
    "van Aalst",
    "Huld-Meyer",
)
PLACES = ("Boston", "Oslo", "Toronto", "Frankfurt", "New Jersey")
RE_ENTITY = re.compile(rf"(?<![\w-])(?:(?P<PERSON>{'|'.join(PEOPLE)})|(?P<GPE>{'|'.join(PLACES)}))\b")

Piece = str | tuple[BlockKind, str]


def invented_entities(text: str) -> list[Entity]:
    """The people and places of the invented cast in a sentence."""
    return [(match.start(), match.end(), str(match.lastgroup)) for match in RE_ENTITY.finditer(text)]


def invented_nlp(sentences: Sequence[str]) -> list[list[Entity]]:
    """A recogniser that knows the invented cast."""
    return [invented_entities(sentence) for sentence in sentences]


def units_in(text: str) -> list[Unit]:
    """All units that a sentence alone tells."""
    marked = market_units(text)
    return without_overlaps([*marked, *find_names(text, invented_entities(text), marked)])


def skeleton_of(text: str) -> Skeleton:
    """The skeleton of a sentence with all its units."""
    return build_skeleton(text, 0, len(text), units_in(text))


def introductions_of(text: str) -> list[Introduction]:
    """The introductions of a sentence."""
    return find_introductions(skeleton_of(text))


def article_of(
    *pieces: Piece, title: str = "", published: date | None = PUBLISHED, byline: tuple[str, ...] = ()
) -> Article:
    """An article of paragraphs; (kind, text) makes another kind of block, consecutive table rows are one table.

    A table row's cells stand between " | "; the first row of a table is its head.
    """
    text, blocks, table = "", [], 0
    for number, piece in enumerate([(BlockKind.TITLE, title)] * bool(title) + list(pieces)):
        kind, words = (BlockKind.PARAGRAPH, piece) if isinstance(piece, str) else piece
        start = len(text) + 2 * bool(number)
        text += "\n\n" * bool(number) + words
        if kind is BlockKind.TABLE_ROW:
            is_header = not blocks or blocks[-1].kind is not BlockKind.TABLE_ROW
            table += is_header
            blocks.append(Block(kind, start, len(text), _cells(words, start), table, is_header))
        else:
            blocks.append(Block(kind, start, len(text)))
    return Article("a1", "a1.txt", "0", title, published, "", "", text, tuple(blocks), byline)


def _cells(row: str, start: int) -> tuple[tuple[int, int], ...]:
    return tuple((start + m.start(), start + m.end()) for m in re.finditer(r"[^\s|][^|]*[^\s|]|[^\s|]", row))


def listed(*lines: str) -> list[Piece]:
    """Lines as list items."""
    return [(BlockKind.LIST_ITEM, line) for line in lines]


def table(*rows: str) -> list[Piece]:
    """Rows as table rows, the first the head: `table("Firm | Target", "Kest Bank | 7,000")`."""
    return [(BlockKind.TABLE_ROW, row) for row in rows]


def parsed_of(article: Article) -> list[Parsed]:
    """The parsed sentences of an article."""
    return parse_article(invented_nlp, article)


def reading_of(article: Article) -> Reading:
    """The candidates of an article with all they rest on."""
    return read_candidates(invented_nlp, article)


def extraction_of(*pieces: Piece, title: str = "", published: date | None = PUBLISHED) -> Extraction:
    """The extraction of an article of these paragraphs."""
    return decide(reading_of(article_of(*pieces, title=title, published=published)))

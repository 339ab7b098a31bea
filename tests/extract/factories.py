"""Docs, articles and readings for tests, built by hand: `reading_of(article_of("Nomi Ward of Kest Bank sees ..."))`.

No trained model: an invented cast of names stands where spaCy's recogniser would find people and places.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.decide import decide
from pipeline.extract.horizons import add_horizons
from pipeline.extract.introductions import Introduction, find_introductions
from pipeline.extract.mentions import add_market_units
from pipeline.extract.names import name_units
from pipeline.extract.numbers import add_numbers
from pipeline.extract.parse import Parsed, parse_article
from pipeline.extract.skeleton import Skeleton, build_skeleton
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
COMPONENTS = (add_market_units, name_units, add_numbers, add_horizons)

Piece = str | tuple[BlockKind, str]


@cache
def invented_nlp() -> Language:
    """Blank English, the invented cast as its entities, and our components in the order of config.cfg."""
    for name in ("units", "numbers", "horizons"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    nlp = spacy.blank("en")
    nlp.add_pipe("invented_cast")
    for factory in ("market_mentions", "names", "numbers", "horizons"):
        nlp.add_pipe(factory)
    return nlp


@Language.component("invented_cast")
def set_cast(doc: Doc) -> Doc:
    """Sets the people and places of the invented cast as the entities of a Doc."""
    spans = [
        doc.char_span(match.start(), match.end(), label=str(match.lastgroup), alignment_mode="expand")
        for match in RE_ENTITY.finditer(doc.text)
    ]
    doc.ents = [span for span in spans if span is not None]
    return doc


def doc_of(text: str, *, published: date | None = PUBLISHED) -> Doc:
    """A sentence as a Doc with the cast as its entities, before any component of ours."""
    doc = set_cast(invented_nlp().make_doc(text))
    doc.user_data["published"] = published.isoformat() if published else ""
    return doc


def read_doc(text: str, *, published: date | None = PUBLISHED) -> Doc:
    """A sentence after all components, called one after another."""
    doc = doc_of(text, published=published)
    for component in COMPONENTS:
        doc = component(doc)
    return doc


def skeleton_of(text: str) -> Skeleton:
    """The skeleton of a sentence with all its units."""
    return build_skeleton(text, 0, len(text), read_doc(text)._.units)


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
    return parse_article(invented_nlp(), article)


def reading_of(article: Article) -> Reading:
    """The candidates of an article with all they rest on."""
    return read_candidates(invented_nlp(), article)


def extraction_of(*pieces: Piece, title: str = "", published: date | None = PUBLISHED) -> Extraction:
    """The extraction of an article of these paragraphs."""
    return decide(reading_of(article_of(*pieces, title=title, published=published)))

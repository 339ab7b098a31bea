"""Reads a PDF: research notes in columns and printed pages as an article with blocks, in reading order.

`Article.text` is built here: title, then the blocks with an empty line between them, and a form feed at each new page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from pipeline import gazetteer
from pipeline.read.content import content_of
from pipeline.read.dates import published_in_line
from pipeline.read.draft import NO_DATE, Draft
from pipeline.read.pdf_authors import expert_bylines, house_of
from pipeline.read.pdf_furniture import Furniture, without_furniture
from pipeline.read.pdf_layout import Part, Region, in_reading_order, regions_of
from pipeline.read.pdf_lines import Row, leading_of, rows_of
from pipeline.read.pdf_paragraphs import Paragraph, Piece, Style, body_size, is_bullet, pieces_of
from pipeline.read.pdf_tables import Table, find_tables
from pipeline.read.pdf_text import joined, vocabulary
from pipeline.read.pdf_title import find_title
from pipeline.read.pdf_words import Document, read_document
from pipeline.types import Block, BlockKind

RE_DISCLOSURES = re.compile(
    r"^(?:(?:important|required|regulatory|legal|general|global|other|research|analyst) )*"
    r"(?:disclosures?|disclaimers?|certifications?|legal notice)(?: (?:appendix|section|and|&|disclosures?|disclaimers?"
    r"|certifications?|information|important|legal))*\W*$",
    re.IGNORECASE,
)
CELL_GAP = " | "
LETTER_WIDTH = 612  # American paper; elsewhere the day comes before the month


@dataclass(frozen=True, slots=True)
class Item:
    """One block to be: its kind, its text, the page it begins on, and for a table row its cells and table."""

    kind: BlockKind
    text: str
    page: int
    cells: tuple[str, ...] = ()
    table: int | None = None
    is_header: bool = False


def read_pdf(content: bytes) -> Draft:
    """What a PDF holds; a draft without blocks where there is no article text.

    Raises ReadError for files that are damaged, encrypted or scanned, or whose letters cannot be decoded.
    """
    document = read_document(content)
    pages = [rows_of(page) for page in document.pages]
    size = body_size(line for page in pages for row in page for line in row)
    found = without_furniture(document.pages, pages, size)
    rows = [row for page in found.rows for row in page]
    style = Style(size, leading_of(rows), document.pages[0].height)
    words = vocabulary(line.text for row in rows for line in row)
    parts = [part for page in found.rows for part in _parts(page, style)]
    first = [part for part in parts if isinstance(part, Region) and part.page == document.pages[0].number]
    title = find_title(document.title, first, style, words)
    heads = [*(line.text for part in first for line in part.lines), *found.heads]
    house = house_of(heads)
    bylines, used = expert_bylines(first, house)
    parts = [rest for part in parts if (rest := _without(part, used | title.lines))]
    items = [Item(BlockKind.HEADING, byline, document.pages[0].number) for byline in bylines]
    items += _without_disclosures(_items(pieces_of(parts, style), words))
    published = _published(document, heads)
    return _draft(document, title.text, items, published, house or _publisher(document, found), found.url)


def page_number(text: str, offset: int) -> int:
    """The page on which a character of a PDF's article stands, from 1; a paragraph counts for the page it begins on.

    `page_number("a\n\f\nb", 4)` is 2. Articles of other formats have one page.
    """
    return 1 + text.count("\f", 0, offset)


def _parts(rows: Sequence[Row], style: Style) -> list[Part]:
    """The tables and regions of a page in reading order."""
    tables, used = find_tables(rows)
    rest = [[line for line in row if id(line) not in used] for row in rows]
    return in_reading_order([*tables, *regions_of([row for row in rest if row], style.leading)])


def _without(part: Part, used: set[int] | frozenset[int]) -> Part | None:
    """A region without the lines that serve as title or by-line; None where nothing is left."""
    if isinstance(part, Table):
        return part
    lines = [line for line in part.lines if id(line) not in used]
    return Region(lines) if lines else None


def _items(pieces: Sequence[Piece], words: frozenset[str]) -> list[Item]:
    """The blocks of the pieces; a table row with a single filled cell names what follows and is a heading."""
    items: list[Item] = []
    tables = -1
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if isinstance(piece, Paragraph):
            items.append(_paragraph_item(piece, words))
            continue
        tables += not piece.continues(before)
        for number, row in enumerate(piece.cells):
            filled = [cell for cell in row if cell]
            if len(filled) == 1:
                items.append(Item(BlockKind.HEADING, filled[0], piece.page, table=tables))
            elif filled:
                is_header = piece.has_header and number == 0
                items.append(Item(BlockKind.TABLE_ROW, CELL_GAP.join(row), piece.page, row, tables, is_header))
    return items


def _without_disclosures(items: Sequence[Item]) -> list[Item]:
    """The items up to the heading on a later page under which a research note discloses what it must."""
    for number, item in enumerate(items):
        if item.kind is BlockKind.HEADING and item.page > items[0].page and RE_DISCLOSURES.match(item.text):
            return list(items[:number])
    return list(items)


def _paragraph_item(piece: Paragraph, words: frozenset[str]) -> Item:
    """The block of a paragraph, a list item without its mark."""
    lines = [line.text for line in piece.lines]
    if piece.kind is BlockKind.LIST_ITEM and is_bullet(piece.lines[0]):
        lines[0] = lines[0].partition(" ")[2]
    return Item(piece.kind, joined(lines, words), piece.page)


def _draft(
    document: Document, title: str, items: Sequence[Item], published: date | None, publisher: str, url: str
) -> Draft:
    """The article of the items, without boilerplate in its blocks."""
    text, candidates = compose(title, [item for item in items if any(map(str.isalnum, item.text))])
    content = content_of(text, candidates)
    notes = () if published else (NO_DATE,)
    if document.page_count > len(document.pages):
        notes = (f"only {len(document.pages)} of {document.page_count} pages were read", *notes)
    return Draft(
        text=text,
        blocks=content.blocks if any(block.kind is not BlockKind.TITLE for block in content.blocks) else (),
        title=title,
        published_date=published,
        publisher=publisher,
        url=url,
        byline=content.byline,
        truncated=content.is_paywalled,
        notes=notes,
    )


def compose(title: str, items: Sequence[Item]) -> tuple[str, list[Block]]:
    """The article's text and its candidate blocks; rows of a table and items of a list stand on lines of their own.

    Pages are parted by form feeds: `compose("Oak", [Item(BlockKind.PARAGRAPH, "It fell.", 2)])` is "Oak\n\f\nIt fell.".
    """
    parts = [title] if title else []
    blocks = [Block(BlockKind.TITLE, 0, len(title))] if title else []
    position = len(title)
    page = 1
    for before, item in zip((None, *items), items, strict=False):
        gap = _gap(before, item) if parts else ""
        if item.page > page:
            gap = "\n" * bool(parts) + "\f" * (item.page - page) + "\n"
            page = item.page
        start = position + len(gap)
        parts.append(gap + item.text)
        position = start + len(item.text)
        is_row = item.kind is BlockKind.TABLE_ROW
        blocks.append(
            Block(item.kind, start, position, _cells(item, start), item.table if is_row else None, item.is_header)
        )
    return "".join(parts), blocks


def _gap(before: Item | None, item: Item) -> str:
    """What stands between two blocks of one page: one line end in a table or a list, else two."""
    is_list = before is not None and before.kind is item.kind is BlockKind.LIST_ITEM
    is_table = before is not None and item.table is not None and before.table == item.table
    return "\n" if is_list or is_table else "\n\n"


def _cells(item: Item, start: int) -> tuple[tuple[int, int], ...]:
    """The offsets of a row's cells in the text; an empty cell is an empty span."""
    cells = []
    for cell in item.cells:
        cells.append((start, start + len(cell)))
        start += len(cell) + len(CELL_GAP)
    return tuple(cells)


def _published(document: Document, lines: Sequence[str]) -> date | None:
    """The date of the first date line of page one; the day on which the file was made says nothing of the article."""
    day_first = document.pages[0].width < LETTER_WIDTH
    return next((found for line in lines if (found := published_in_line(line, day_first=day_first))), None)


def _publisher(document: Document, found: Furniture) -> str:
    """The firm that the document names as its author or above its pages, or the site that a page was printed from."""
    for name in (document.author, *(part.strip() for line in found.heads for part in line.split("|"))):
        if any(end - start == len(name) for start, end, _ in gazetteer.find_firms(name)):
            return name
    return urlsplit(found.url).netloc.lower().removeprefix("www.")

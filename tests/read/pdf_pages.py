"""Makes the PDFs of the tests: research notes and printed pages in one, two or three columns, with invented words.

`note_pdf([Title("Oak index wakes up"), Para("Elm Bank ...")], columns=2)` gives the bytes of a document. A soft hyphen
in a word is where a line may break.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table
from reportlab.platypus.doctemplate import FrameBreak, NextPageTemplate

WIDTH, HEIGHT = A4
MARGIN = 50.0
GUTTER = 18.0
HEAD_HEIGHT = 90.0

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, alignment=TA_JUSTIFY, spaceAfter=6)
INDENTED = ParagraphStyle("indented", parent=BODY, firstLineIndent=12, spaceAfter=0)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=11.5, leading=14, spaceBefore=6, spaceAfter=3)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=8)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=7.5, leading=9, spaceAfter=3)
BULLET = ParagraphStyle("bullet", parent=BODY, leftIndent=14, bulletIndent=2)


@dataclass(frozen=True)
class Piece:
    """One piece of a document: its words and how they look."""

    text: str
    style: ParagraphStyle = BODY
    bullet: str = ""


def title(text: str) -> Piece:
    return Piece(text, TITLE)


def heading(text: str) -> Piece:
    return Piece(text, HEADING)


def para(text: str, style: ParagraphStyle = BODY) -> Piece:
    return Piece(text, style)


def bullet(text: str, mark: str = "•") -> Piece:
    return Piece(text, BULLET, mark)


def small(text: str) -> Piece:
    return Piece(text, SMALL)


@dataclass(frozen=True)
class Rows:
    """A table of cells, with or without lines around them."""

    cells: Sequence[Sequence[str]]
    widths: Sequence[float] | None = None
    size: float = 9


NEW_PAGE = Piece("\f")
Part = Piece | Rows


def note_pdf(
    parts: Sequence[Part],
    *,
    columns: int = 1,
    head: Sequence[Part] = (),
    side: Sequence[Part] = (),
    running: str = "",
    footer: str = "",
    info: dict[str, str] | None = None,
    password: str | None = None,
) -> bytes:
    """A document: `head` over the whole width of page one, `side` a bar at its right, `parts` in columns.

    `running` stands above and `footer` with "Page 3 of ..." style numbers ("{page}") below the text of each page.
    """
    out = BytesIO()
    encrypt = StandardEncryption(password, ownerPassword="owner") if password is not None else None
    document = BaseDocTemplate(out, pagesize=A4, encrypt=encrypt, **(info or {}))

    def decorate(canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 8)
        if running:
            canvas.drawString(MARGIN, HEIGHT - 30, running)
        if footer:
            canvas.drawString(MARGIN, 28, footer.format(page=canvas.getPageNumber()))

    document.addPageTemplates(
        [
            PageTemplate("first", _frames(columns, bool(head), bool(side)), onPage=decorate),
            PageTemplate("later", _frames(columns, False, False), onPage=decorate),
        ]
    )
    story: list[Flowable] = [NextPageTemplate("later")]
    for early in (head, side):
        if early:
            story += [*map(_flowable, early), FrameBreak()]
    document.build([*story, *map(_flowable, parts)])
    return out.getvalue()


def _frames(columns: int, has_head: bool, has_side: bool) -> list[Frame]:
    """The frames of a page in the order in which they are filled."""
    top = HEIGHT - MARGIN - (HEAD_HEIGHT if has_head else 0)
    frames = []
    if has_head:
        frames.append(_frame(MARGIN, top, WIDTH - 2 * MARGIN, HEAD_HEIGHT))
    right = WIDTH - MARGIN
    if has_side:
        right -= 140
        frames.append(_frame(right + GUTTER, MARGIN, 140 - GUTTER, top - MARGIN))
    width = (right - MARGIN - GUTTER * (columns - 1)) / columns
    frames += [_frame(MARGIN + i * (width + GUTTER), MARGIN, width, top - MARGIN) for i in range(columns)]
    return frames


def _frame(left: float, bottom: float, width: float, height: float) -> Frame:
    return Frame(left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _flowable(part: Part) -> Flowable:
    if part is NEW_PAGE:
        return PageBreak()
    if isinstance(part, Rows):
        style = [("FONTSIZE", (0, 0), (-1, -1), part.size), ("TOPPADDING", (0, 0), (-1, -1), 1)]
        return Table([list(row) for row in part.cells], colWidths=part.widths, hAlign="LEFT", style=style)
    if not part.text:
        return Spacer(1, 12)
    return Paragraph(part.text.replace("&", "&amp;"), part.style, bulletText=part.bullet or None)


def drawn_pdf(*pages: Callable[[Canvas], None], info: dict[str, str] | None = None) -> bytes:
    """A document whose pages are drawn by hand."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for name, value in (info or {}).items():
        getattr(canvas, f"set{name.capitalize()}")(value)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write(
    canvas: Canvas, left: float, top: float, lines: Sequence[str], *, size: float = 10, font: str = "Times-Roman"
) -> float:
    """Lines below each other, `top` points below the page's upper edge; gives the place of the next one."""
    canvas.setFont(font, size)
    for line in lines:
        top += 1.25 * size
        canvas.drawString(left, HEIGHT - top, line)
    return top

"""The order in which a page is read: columns, bars at the side, tables, figures, whatever the order in the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import read_pdf
from pipeline.types import BlockKind

from .pdf_pages import HEIGHT, WIDTH, drawn_pdf, write

ELM = [
    "Elm Bank now expects the Oak 100 to climb",
    "to 5,000 points by the end of the year and",
    "keeps its overweight for the miners in it.",
]
KEST = [
    "Kest Bank is more careful and has cut its",
    "target for the same index to 4,800 from the",
    "5,100 points that it had seen in August.",
]
ELM_TEXT, KEST_TEXT = " ".join(ELM), " ".join(KEST)
HEADLINE = "The Oak index wakes up late"
RIGHT = 320.0

Draw = Callable[[Canvas], None]


def headline(canvas: Canvas, left: float = 60) -> None:
    write(canvas, left, 60, [HEADLINE], size=18, font="Helvetica-Bold")


def cells(canvas: Canvas, top: float, places: list[float], rows: list[list[str]], size: float = 9) -> None:
    """Rows of cells; a negative place is the right edge of its column."""
    canvas.setFont("Helvetica", size)
    for number, row in enumerate(rows):
        for place, cell in zip(places, row, strict=True):
            draw = canvas.drawRightString if place < 0 else canvas.drawString
            draw(abs(place), HEIGHT - top - 14 * number, cell)


def one_column(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, write(canvas, 60, 120, ELM) + 8, KEST)


def two_columns_backwards(canvas: Canvas) -> None:
    write(canvas, RIGHT, 120, KEST)
    headline(canvas)
    write(canvas, 60, 120, ELM)


def two_columns_aslant(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 120, ELM)
    write(canvas, RIGHT, 124, KEST)


def word_by_word(canvas: Canvas, *, letters: bool = False) -> None:
    """As browsers print: everything scaled, each word or each letter by itself."""
    canvas.scale(0.24, 0.24)
    pieces = [(60.0, 80.0, HEADLINE, "Helvetica-Bold", 18.0)]
    for number, (left, right) in enumerate(zip(ELM, KEST, strict=True)):
        pieces += [(60.0, 120 + 12.5 * number, left, "Times-Roman", 10.0)]
        pieces += [(300.0, 120 + 12.5 * number, right, "Times-Roman", 10.0)]
    for x, y, line, font, size in pieces:
        canvas.setFont(font, size / 0.24)
        for part in line if letters else [f"{word} " for word in line.split()]:
            canvas.drawString(x / 0.24, (HEIGHT - y) / 0.24, part)
            x += stringWidth(part, font, size)


def narrow_gutter(canvas: Canvas) -> None:
    """Justified columns with a gutter that is hardly wider than some of the blanks."""
    canvas.setFont("Times-Roman", 10)
    for left, lines in ((60.0, ELM), (259.0, KEST)):
        for number, line in enumerate(lines * 3):
            words = line.split()
            blank = (190 - sum(stringWidth(word, "Times-Roman", 10) for word in words)) / (len(words) - 1)
            blank = blank if number < 8 else 2.5
            x = left
            for word in words:
                canvas.drawString(x, HEIGHT - 120 - 12 * number, word)
                x += stringWidth(word, "Times-Roman", 10) + blank


def bar_at_the_right(canvas: Canvas) -> None:
    headline(canvas)
    bar = [("Target", "5,000"), ("Previous", "4,700"), ("Close", "4,612")]
    cells(canvas, 128, [440, 500], [list(row) for row in bar], size=8)
    write(canvas, 60, write(canvas, 60, 120, ELM) + 8, KEST)


def bar_at_the_left(canvas: Canvas) -> None:
    headline(canvas, 200)
    write(canvas, 40, 120, ["Key calls", "Oak 100: overweight", "Fir 50: neutral"], size=8, font="Helvetica")
    write(canvas, 200, write(canvas, 200, 120, ELM) + 8, KEST)


def table_between_columns(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 120, ELM)
    write(canvas, RIGHT, 120, KEST)
    rows = [
        ["Firm", "Analyst", "Index", "Target", "Previous"],
        ["Elm Bank", "Marta Ellery", "Oak 100", "5,000", "4,700"],
        ["Oakline Securities", "Ada Quist", "Fir 50", "1,230", "–"],
    ]
    cells(canvas, 190, [60, 180, 280, -430, -530], rows)
    write(canvas, 60, 240, ["Below it, " + ELM[0], *ELM[1:]])
    write(canvas, RIGHT, 240, ["Below it, " + KEST[0], *KEST[1:]])


def wrapped_cells(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 120, ELM)
    cells(canvas, 180, [200, 280], [["Target", "Target"]])
    cells(canvas, 191, [60, 200, 280, 350], [["Firm", "2025", "2026", "View"]])
    cells(canvas, 211, [60, 200, 280, 350], [["Elm Bank", "5,000", "5,400", "Overweight"]])
    cells(canvas, 231, [60, 200, 280, 350], [["Kest Bank of the", "4,800", "5,100", "Neutral"]])
    cells(canvas, 242, [60], [["Northern Isles"]])
    cells(canvas, 262, [60, 200, 280, 350], [["Oakline", "4,700", "4,650", "Underweight"]])


def table_in_a_column(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 120, ELM)
    cells(canvas, 175, [60, 150, -240], [["Firm", "Index", "Target"], ["Elm Bank", "Oak 100", "5,000"]])
    cells(canvas, 203, [60, 150, -240], [["Oakline", "Fir 50", "1,230"]])
    write(canvas, RIGHT, 120, [*KEST[:2], *KEST[1:2], *KEST[1:2], *KEST[1:]])


def figure(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 120, ELM)
    write(canvas, 60, 180, ["Figure 1: The Oak 100 since 2020"], size=8, font="Helvetica-Bold")
    for number, label in enumerate(["6,000", "5,000", "4,000", "3,000"]):
        write(canvas, 60, 200 + 25 * number, [label], size=7)
    for number, label in enumerate(["Jan-20", "Jan-22", "Jan-24", "Q1 26"]):
        write(canvas, 90 + 50 * number, 300, [label], size=7)
    write(canvas, 60, 315, ["Source: Elm Bank"], size=7)
    write(canvas, 60, 345, KEST)


def pull_quote(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 120, ELM[:2])
    write(canvas, 90, 170, ["“It is cheap", "at last”"], size=16, font="Times-Italic")
    write(canvas, 60, 230, ELM[2:])
    write(canvas, RIGHT, 120, KEST)


def indented(canvas: Canvas) -> None:
    headline(canvas)
    for top, lines in ((120, ELM), (157.5, KEST)):
        write(canvas, 72, top, lines[:1])
        write(canvas, 60, top + 12.5, lines[1:])


def large_initial(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 112, ["E"], size=26)
    write(canvas, 77, 120, ["lm" + ELM[0][3:], ELM[1]])
    write(canvas, 60, 145, ELM[2:])
    write(canvas, 60, 195, KEST)


def double_spacing(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 11)
    for number, line in enumerate([HEADLINE, "", *ELM, "", *KEST]):
        canvas.drawString(72, 700 - 26 * number, line)


def watermark(canvas: Canvas) -> None:
    one_column(canvas)
    for angle, size, words in ((45, 60, "CONFIDENTIAL"), (90, 8, "Elm Bank research")):
        canvas.saveState()
        canvas.translate(200 if angle == 45 else 20, 300)
        canvas.rotate(angle)
        canvas.setFont("Helvetica", size)
        canvas.drawString(0, 0, words)
        canvas.restoreState()


def turned(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    canvas.translate(0, WIDTH - HEIGHT)
    headline(canvas)
    write(canvas, 60, 120, ELM)
    write(canvas, RIGHT, 120, KEST)


def footnotes(canvas: Canvas) -> None:
    headline(canvas)
    write(canvas, 60, 120, ELM)
    write(canvas, 60, 170, KEST[:2])
    write(canvas, 60, 195, ["5,100"])
    write(canvas, 60 + stringWidth("5,100", "Times-Roman", 10), 196.5, ["2"], size=6)
    write(canvas, 90, 195, ["points that it had seen in August."])
    write(canvas, 60, HEIGHT - 80, ["2 In points, without dividends, as of the close in London."], size=7)


def ligatures(canvas: Canvas) -> None:
    pdfmetrics.registerFont(ttfonts.TTFont("Vera", "Vera.ttf"))
    headline(canvas)
    write(canvas, 60, 120, ["The ﬂow of money into the Oak 100 is", "at its high\u00adest in ﬁve years."], font="Vera")


@pytest.mark.parametrize(
    ("draw", "blocks"),
    [
        pytest.param(one_column, [ELM_TEXT, KEST_TEXT], id="one column"),
        pytest.param(two_columns_backwards, [ELM_TEXT, KEST_TEXT], id="two columns, the right one first in the file"),
        pytest.param(two_columns_aslant, [ELM_TEXT, KEST_TEXT], id="two columns whose lines are not level"),
        pytest.param(word_by_word, [ELM_TEXT, KEST_TEXT], id="each word by itself, scaled"),
        pytest.param(lambda canvas: word_by_word(canvas, letters=True), [ELM_TEXT, KEST_TEXT], id="each letter"),
        pytest.param(narrow_gutter, [" ".join([ELM_TEXT] * 3), " ".join([KEST_TEXT] * 3)], id="narrow gutter"),
        pytest.param(
            bar_at_the_right,
            [ELM_TEXT, KEST_TEXT, "Target | 5,000", "Previous | 4,700", "Close | 4,612"],
            id="figures at the right",
        ),
        pytest.param(
            bar_at_the_left,
            ["Key calls", "Oak 100: overweight", "Fir 50: neutral", ELM_TEXT, KEST_TEXT],
            id="calls at the left",
        ),
        pytest.param(
            table_between_columns,
            [
                ELM_TEXT,
                KEST_TEXT,
                "Firm | Analyst | Index | Target | Previous",
                "Elm Bank | Marta Ellery | Oak 100 | 5,000 | 4,700",
                "Oakline Securities | Ada Quist | Fir 50 | 1,230 | –",
                "Below it, " + ELM_TEXT,
                "Below it, " + KEST_TEXT,
            ],
            id="a table over both columns",
        ),
        pytest.param(
            wrapped_cells,
            [
                ELM_TEXT,
                "Firm | Target 2025 | Target 2026 | View",
                "Elm Bank | 5,000 | 5,400 | Overweight",
                "Kest Bank of the Northern Isles | 4,800 | 5,100 | Neutral",
                "Oakline | 4,700 | 4,650 | Underweight",
            ],
            id="cells and heads of two lines",
        ),
        pytest.param(
            table_in_a_column,
            [
                ELM_TEXT,
                "Firm | Index | Target",
                "Elm Bank | Oak 100 | 5,000",
                "Oakline | Fir 50 | 1,230",
                " ".join([*KEST[:2], *KEST[1:2], *KEST[1:2], *KEST[1:]]),
            ],
            id="a table beside a column of text",
        ),
        pytest.param(figure, [ELM_TEXT, "Figure 1: The Oak 100 since 2020", KEST_TEXT], id="a chart with its labels"),
        pytest.param(pull_quote, [ELM_TEXT, "“It is cheap at last”", KEST_TEXT], id="a quotation in a paragraph"),
        pytest.param(indented, [ELM_TEXT, KEST_TEXT], id="first lines are indented"),
        pytest.param(large_initial, [ELM_TEXT, KEST_TEXT], id="a large initial"),
        pytest.param(double_spacing, [ELM_TEXT, KEST_TEXT], id="double spacing"),
        pytest.param(watermark, [ELM_TEXT, KEST_TEXT], id="words across the page"),
        pytest.param(turned, [ELM_TEXT, KEST_TEXT], id="a page that is turned"),
        pytest.param(footnotes, [ELM_TEXT, KEST_TEXT], id="a footnote and its mark"),
        pytest.param(
            ligatures, ["The flow of money into the Oak 100 is at its highest in five years."], id="ligatures"
        ),
    ],
)
def test_reading_order(draw: Draw, blocks: list[str]) -> None:
    draft = read_pdf(drawn_pdf(draw))
    found = [draft.text[block.start : block.end] for block in draft.blocks if block.kind is not BlockKind.TITLE]
    assert found == blocks
    assert draft.title == ("" if draw is narrow_gutter else HEADLINE)


def test_cells_are_their_text() -> None:
    draft = read_pdf(drawn_pdf(table_between_columns))
    rows = [block for block in draft.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.is_header for row in rows] == [True, False, False]
    assert {row.table for row in rows} == {0}
    for row in rows:
        cells = [draft.text[start:end] for start, end in row.cells]
        assert " | ".join(cells) == draft.text[row.start : row.end]
        assert len(cells) == 5

"""A PDF as an article: headline, date, by-lines of analysts, pages, boilerplate, the address of a printed page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.draft import NO_DATE, Draft
from pipeline.read.pdf import page_number, read_pdf
from pipeline.types import BlockKind

from .pdf_pages import (
    HEIGHT,
    NEW_PAGE,
    Part,
    Piece,
    Rows,
    bullet,
    drawn_pdf,
    heading,
    note_pdf,
    para,
    small,
    title,
    write,
)

HEADLINE = "Too much good news in the price"


def hyphenated(text: str) -> Piece:
    """A paragraph that may be cut where there are tildes."""
    return para(text.replace("~", "\u00ad"))


FIRST = hyphenated(
    "We lower our year-end target for the Oak 100 to 6,900 from 7,200. The in~dex closed at 6,610 on Wednes~day, "
    "and ex~pec~ta~tions of a growth of 14% leave lit~tle room for dis~ap~point~ment."
)
SECOND = hyphenated(
    "Our base case as~sumes two rate cuts by the mid~dle of the year. In the bull case the in~vest~ment of the large "
    "com~pa~nies pays off ear~li~er and the in~dex reaches 7,600 by the end of it."
)
HEAD = [small("ELM BANK RESEARCH"), title(HEADLINE), small("26 November 2025")]
SIDE = [
    Piece("Marta Ellery, CFA", heading("").style),
    small("Chief Equity Strategist"),
    small("+44 20 7946 0011"),
    small("marta.ellery@elmbank.example"),
]
DISCLOSURES = [
    NEW_PAGE,
    heading("Important disclosures"),
    small(
        "Analyst certification: I, Marta Ellery, hereby certify that the views expressed in this report accurately "
        "reflect my personal views about the subject securities or issuers."
    ),
    small("Past performance is no guarantee of future results. The Oak 100 may fall below 5,000 points."),
    Rows([["Rating", "Coverage", "Clients"], ["Overweight", "52%", "31%"], ["Neutral", "38%", "22%"]], size=7),
]


def plain(part: Piece) -> str:
    return part.text.replace("\u00ad", "")


def body(draft: Draft) -> list[str]:
    """The blocks of a draft below its title."""
    return [draft.text[b.start : b.end] for b in draft.blocks if b.kind is not BlockKind.TITLE]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_research_note(columns: int) -> None:
    parts: list[Part] = [
        FIRST,
        heading("What could go wrong"),
        SECOND,
        bullet("Flows: they have turned in November and in December."),
        *DISCLOSURES,
    ]
    draft = read_pdf(
        note_pdf(
            parts,
            columns=columns,
            head=HEAD,
            side=SIDE,
            running="Elm Bank | Equity Strategy",
            footer="Page {page} of 2. For important disclosure information please see the last page.",
        )
    )
    assert draft.title == HEADLINE
    assert draft.published_date == date(2025, 11, 26)
    assert draft.publisher == "Elm Bank"
    assert body(draft) == [
        "By Marta Ellery, Chief Equity Strategist at Elm Bank",
        "ELM BANK RESEARCH",
        plain(FIRST),
        "What could go wrong",
        plain(SECOND),
        "Flows: they have turned in November and in December.",
    ]
    kinds = [block.kind for block in draft.blocks]
    assert kinds[4:] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]
    assert draft.byline == draft.notes == ()


@pytest.mark.parametrize("columns", [1, 2])
def test_a_paragraph_goes_on_over_the_page(columns: int) -> None:
    banks = ["Ash", "Beech", "Cedar", "Elm", "Fir", "Kest", "Larch", "Maple", "Oak", "Pine", "Rowan", "Yew"]
    parts = [
        hyphenated(
            f"{one} Bank re~peats what {two} Bank has said: ex~pec~ta~tions for the in~dex are too low at {two} Bank. "
            f"They will rise in the com~ing months, and the {two} in~dex with them, as {one} Bank ex~pects of it."
        )
        for one in banks
        for two in banks[:4]
    ]
    text = read_pdf(note_pdf(parts, columns=columns, head=HEAD, running="Elm Bank", footer="Page {page}")).text
    assert [block for block in text.replace("\f", "").split("\n") if block][3:] == [
        plain(part).strip() for part in parts
    ]
    assert text.count("\f") == (2 if columns == 1 else 1)
    before, _, after = text.partition("\f")
    assert before.endswith("expects of it.\n")
    assert " Bank repeats " in after[:20]


def test_the_page_of_a_character() -> None:
    text = read_pdf(note_pdf([FIRST, NEW_PAGE, SECOND, NEW_PAGE, NEW_PAGE, FIRST], head=HEAD)).text
    places = [text.index("We lower"), text.index("Our base"), text.rindex("We lower")]
    assert [page_number(text, place) for place in places] == [1, 2, 4]
    assert page_number(text, 0) == 1


@pytest.mark.parametrize(
    ("stated", "head", "expected"),
    [
        pytest.param("", HEAD, HEADLINE, id="largest type"),
        pytest.param("Microsoft Word - note.docx", HEAD, HEADLINE, id="the name of a file"),
        pytest.param("untitled", HEAD, HEADLINE, id="untitled"),
        pytest.param("Something else entirely", HEAD, HEADLINE, id="a title that is not printed"),
        pytest.param(
            "The outlook for the Oak 100",
            [title("ELM WEEKLY LETTER TO INVESTORS"), heading("The outlook for the Oak 100")],
            "The outlook for the Oak 100",
            id="a printed title in smaller type",
        ),
        pytest.param(
            "Oak wakes up at last - The Daily",
            [title("THE DAILY"), heading("Oak wakes up at last")],
            "Oak wakes up at last",
            id="with the name of the site",
        ),
        pytest.param(
            "", [title("Kest Bank"), heading("Oak wakes up at last")], "Oak wakes up at last", id="a masthead"
        ),
        pytest.param("", [small("26 November 2025"), para("Oak wakes up at last")], "Oak wakes up at last", id="plain"),
    ],
)
def test_titles(stated: str, head: Sequence[Part], expected: str) -> None:
    assert read_pdf(note_pdf([FIRST, SECOND], head=head, info={"title": stated})).title == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("26 November 2025", date(2025, 11, 26), id="day first"),
        pytest.param("Wednesday, November 26, 2025", date(2025, 11, 26), id="month first"),
        pytest.param("Published on 26/11/2025", date(2025, 11, 26), id="numbers"),
        pytest.param("03/04/2025", date(2025, 4, 3), id="day first on European paper"),
        pytest.param("Elm Research | 26 Nov 2025 | Strategy", date(2025, 11, 26), id="between bars"),
        pytest.param("Closing prices as of 25 November 2025", None, id="the date of the prices"),
        pytest.param("Strategy", None, id="none"),
    ],
)
def test_published_dates(line: str, expected: date | None) -> None:
    draft = read_pdf(note_pdf([FIRST, SECOND], head=[title(HEADLINE), small(line)]))
    assert draft.published_date == expected
    assert draft.notes == (() if expected else (NO_DATE,))


def test_a_date_in_the_running_head() -> None:
    draft = read_pdf(note_pdf([FIRST, NEW_PAGE, SECOND], head=HEAD[:2], running="Elm Bank | 26 November 2025"))
    assert draft.published_date == date(2025, 11, 26)
    assert "26 November" not in draft.text


def printed_page(canvas: Canvas) -> None:
    """A news page as a browser prints it."""
    number = canvas.getPageNumber()
    for left, top, words in (
        (20, 6, "11/28/25, 9:14 AM"),
        (250, 6, "Oak wakes up at last - The Daily"),
        (20, HEIGHT - 22, "https://thedaily.example/markets/oak-wakes-up?id=5"),
        (560, HEIGHT - 22, f"{number}/1"),
    ):
        write(canvas, left, top, [words], size=8, font="Helvetica")
    if number > 1:
        write(canvas, 60, 60, ["Kest Bank said that the rally would go on to 5,200", "points before the year is over."])
        return
    top = write(canvas, 60, 60, ["Oak wakes up at last"], size=22, font="Helvetica-Bold")
    top = write(canvas, 60, top, ["By Jane Doe | 26 November 2025 | 3 min read"], size=9)
    top = write(
        canvas, 60, top + 10, ["The Oak 100 rose by 2% to 4,900 points on Tuesday, and", "nobody knew why it did."]
    )
    write(canvas, 60, top + 10, ["Share on Facebook"])


@pytest.mark.parametrize("pages", [1, 2])
def test_a_page_printed_from_a_browser(pages: int) -> None:
    draft = read_pdf(drawn_pdf(*[printed_page] * pages))
    assert draft.url == "https://thedaily.example/markets/oak-wakes-up?id=5"
    assert draft.publisher == "thedaily.example"
    assert draft.published_date == date(2025, 11, 26)
    assert draft.byline == ("Jane Doe",)
    assert draft.title == "Oak wakes up at last"
    assert body(draft)[0] == "The Oak 100 rose by 2% to 4,900 points on Tuesday, and nobody knew why it did."
    assert not any(word in draft.text for word in ("9:14", "1/1", "https"))


@pytest.mark.parametrize(
    ("side", "bylines"),
    [
        pytest.param(SIDE, ["By Marta Ellery, Chief Equity Strategist at ELM BANK"], id="a name above a role"),
        pytest.param(
            [small("Marta Ellery | Head of Strategy | +44 20 7946 0011"), small("Jonas Reed, CFA, Equity Strategist")],
            ["By Marta Ellery, Head of Strategy", "By Jonas Reed, Equity Strategist"],
            id="in a line",
        ),
        pytest.param([para("By Marta Ellery, Head of Strategy")], ["By Marta Ellery, Head of Strategy"], id="printed"),
        pytest.param([small("Jane Doe"), small("Senior Editor")], [], id="an editor"),
        pytest.param([small("Marta Ellery"), small("+44 20 7946 0011")], [], id="no role"),
    ],
)
def test_analysts_beside_the_text(side: Sequence[Part], bylines: list[str]) -> None:
    draft = read_pdf(note_pdf([FIRST, SECOND], head=HEAD, side=side))
    assert [line for line in body(draft) if line.startswith("By ")] == bylines
    assert all(
        block.kind is BlockKind.HEADING
        for block in draft.blocks
        if draft.text[block.start : block.end].startswith("By ")
    )
    assert not {"Marta Ellery", "Jonas Reed"} & set(draft.byline)


def test_an_analyst_in_the_text_is_no_byline() -> None:
    text = "Marta Ellery, chief strategist at Elm Bank, still expects the Oak 100 to end the year at 5,000 points."
    assert body(read_pdf(note_pdf([para(text), SECOND], columns=2, head=HEAD)))[1:] == [text, plain(SECOND)]

"""Plain texts: title, date, kinds of blocks, wrapped lines, notes, and what holds for the blocks of any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.draft import NO_DATE, Draft
from pipeline.read.text import read_text
from pipeline.types import BlockKind

FIRST = "Elm Bank expects the Oak 100 to climb to 5,000 points by December, its strategists wrote in a note on Monday."
SECOND = "The bank had been at 4,600 since the spring; it now cites better earnings and lower rates as its reasons."


def shown(draft: Draft) -> list[tuple[str, str]]:
    """(kind, text) of each block."""
    return [(block.kind.value, draft.text[block.start : block.end]) for block in draft.blocks]


def test_title_date_empty_line_text() -> None:
    draft = read_text(f"Elm Bank lifts its Oak target\n2025-10-16\n\n{FIRST}\n{SECOND}\n")
    assert draft.title == "Elm Bank lifts its Oak target"
    assert draft.published_date == date(2025, 10, 16)
    assert shown(draft) == [("title", "Elm Bank lifts its Oak target"), ("paragraph", FIRST), ("paragraph", SECOND)]
    assert draft.notes == ()


def test_the_empty_line_is_not_needed() -> None:
    assert shown(read_text(f"Elm lifts Oak to 5,000\n2025-10-16\n{FIRST}"))[0] == ("title", "Elm lifts Oak to 5,000")


def test_a_menu_above_the_title() -> None:
    draft = read_text(
        f"Home| About|\nMarkets\n\nWhy the Oak index wakes up again\n\nOctober 16, 2025\nminute read\n\n{FIRST}"
    )
    assert draft.title == "Why the Oak index wakes up again"
    assert draft.published_date == date(2025, 10, 16)
    assert [kind for kind, _ in shown(draft)] == ["title", "paragraph"]


def test_kinds_of_lines() -> None:
    draft = read_text(
        f"A look at the Oak index\n2025-10-16\n\n{FIRST}\n\nWhat the charts say\n• Support at 3,915\n1. Elm: 5,000\n"
        f"**Birken: 7,500 by June**\n### Outlook\nFirm | Target\nElm | 5,000\n{SECOND}"
    )
    assert shown(draft)[2:] == [
        ("heading", "What the charts say"),
        ("list_item", "Support at 3,915"),
        ("list_item", "Elm: 5,000"),
        ("heading", "Birken: 7,500 by June"),
        ("heading", "Outlook"),
        ("table_row", "Firm | Target"),
        ("table_row", "Elm | 5,000"),
        ("paragraph", SECOND),
    ]
    header, row = (block for block in draft.blocks if block.kind is BlockKind.TABLE_ROW)
    assert header.is_header and not row.is_header and header.table == row.table
    assert [draft.text[a:b] for a, b in row.cells] == ["Elm", "5,000"]


def test_a_table_that_was_flattened_to_lines_is_kept() -> None:
    lines = ["HOUSE", "OAK 100 GOAL FOR 2023", "Elm Bank", "4,400", "Birken", "4,700-4,950"]
    draft = read_text("\n".join(["Factbox: What they expect", "2022-01-05", FIRST, *lines, SECOND]))
    assert [text for _, text in shown(draft)][2:-1] == lines


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = [
        "Elm Bank expects the Oak 100 to climb",
        "to 5,000 points by December, and its",
        "strategists said it",
        "would.",
    ]
    wrapped = "\n".join(lines)
    draft = read_text(f"A look at the Oak index\n2025-10-16\n\n{wrapped}\n\n{SECOND}")
    assert shown(draft)[1:] == [("paragraph", wrapped), ("paragraph", SECOND)]


def test_a_glued_credit_ends_the_block_and_names_go_to_the_byline() -> None:
    draft = read_text(f"Oak index falls\n2025-10-16\n\n{FIRST} (Reporting by Jane Doe; Editing by  John Roe )")
    assert shown(draft)[-1] == ("paragraph", FIRST)
    assert draft.byline == ("Jane Doe", "John Roe")


def test_an_author_block_at_the_end() -> None:
    tail = "Tags:\nAuthor\nJane Doe\nManaging Editor\nAl Poe\nContributor\nSubscribe to our newsletter!\nRelated posts"
    draft = read_text(f"Oak index rises again\n2025-10-16\n\n{FIRST}\n\n{SECOND}\n\n{tail}")
    assert [kind for kind, _ in shown(draft)] == ["title", "paragraph", "paragraph"]
    assert draft.byline == ("Jane Doe", "Al Poe")


def test_a_researcher_as_author_stays_a_holder() -> None:
    draft = read_text(f"Oak index breaks out\n2025-10-16\n\nBy Mark Roe, CMT, Head of Technical Strategy\n{FIRST}")
    assert shown(draft)[1] == ("heading", "By Mark Roe, CMT, Head of Technical Strategy")
    assert draft.byline == ()


def test_the_repeated_title_is_dropped() -> None:
    draft = read_text(
        f"Elm Bank pegs Oak at 9,120\n2025-10-16\nReading: Elm Bank pegs Oak\n{FIRST}\nElm Bank pegs Oak at 9,120\n"
    )
    assert [kind for kind, _ in shown(draft)] == ["title", "paragraph"]


@pytest.mark.parametrize(
    ("head", "notes"),
    [
        pytest.param("A look at the Oak index\n", (NO_DATE,), id="no date"),
        pytest.param(
            "A look at the Oak index\nOctember 16, 2025\n",
            ("the date line 'Octember 16, 2025' could not be parsed", NO_DATE),
            id="broken date",
        ),
    ],
)
def test_notes_on_a_missing_date(head: str, notes: tuple[str, ...]) -> None:
    draft = read_text(f"{head}\n{FIRST}")
    assert draft.published_date is None
    assert draft.notes == notes


def test_a_date_in_prose_is_not_the_published_date() -> None:
    assert read_text(f"A look at the Oak index\n\n{FIRST} The deal closes on December 31, 2026.").published_date is None


def test_prose_in_the_first_line_is_no_title() -> None:
    assert read_text(f"{FIRST}\n\n{SECOND}").title == ""


def test_a_paywall_marks_the_article_as_truncated() -> None:
    assert read_text(f"Oak index rises again\n2025-10-16\n\n{FIRST}\n\nSubscribe to continue reading").truncated
    assert not read_text(f"Oak index rises again\n2025-10-16\n\n{FIRST}").truncated


def test_the_address_of_the_source() -> None:
    draft = read_text(f"Oak index rises again\n2025-10-16\nSource: https://example.com/oak\n\n{FIRST}")
    assert draft.url == "https://example.com/oak"
    assert len(draft.blocks) == 2


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=60),
        st.sampled_from(
            [
                FIRST,
                SECOND,
                "Elm | 5,000",
                "| a | b |",
                "• 5,000",
                "Author",
                "By Jane Doe",
                "2025-10-16",
                "\t",
                "(Editing by Jane Doe)",
            ]
        ),
    ),
    max_size=25,
)


@given(LINES)
def test_blocks_are_ordered_disjoint_and_stripped(lines: list[str]) -> None:
    text = "\n".join(lines)
    draft = read_text(text)
    assert draft.text == text
    end = 0
    for block in draft.blocks:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert all(block.start <= left <= right <= block.end for left, right in block.cells)
        end = block.end

"""Markdown: front matter, headings, lists, tables, and that marks go while words stay."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.read.draft import Draft
from pipeline.read.markdown import read_markdown

TITLE = "Elm Bank lifts its Oak target"
FIRST = "Elm Bank expects the Oak 100 to climb to 5,000 points by December, its strategists wrote in a note on Monday."


def shown(draft: Draft) -> list[tuple[str, str]]:
    """(kind, text) of each block."""
    return [(block.kind.value, draft.text[block.start : block.end]) for block in draft.blocks]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        pytest.param(f"# {TITLE}\n\n{FIRST}", [("paragraph", FIRST)], id="title and paragraph"),
        pytest.param(f"{TITLE}\n=====\n\n{FIRST}", [("paragraph", FIRST)], id="underlined title"),
        pytest.param(
            f"# {TITLE}\n\n## Outlook for the year\n\n{FIRST}",
            [("heading", "Outlook for the year"), ("paragraph", FIRST)],
            id="heading",
        ),
        pytest.param(
            f"# {TITLE}\n\nThe **bank** [raised](https://oak.example/1) its `Oak` *target* to\n5,000. ![a](b.png)",
            [("paragraph", "The bank raised its Oak target to 5,000.")],
            id="marks, a link, a wrapped line, a picture",
        ),
        pytest.param(
            f"# {TITLE}\n\n- Elm Bank: 5,000 points\n- Ash Street: 4,800 points\n  - and 4,500 if it gets worse",
            [
                ("list_item", "Elm Bank: 5,000 points"),
                ("list_item", "Ash Street: 4,800 points"),
                ("list_item", "and 4,500 if it gets worse"),
            ],
            id="lists",
        ),
        pytest.param(
            f"# {TITLE}\n\n| Firm | Target |\n|---|---|\n| Elm Bank | 5,000 |\n| Ash Street | 4,800 |",
            [
                ("table_row", "Firm | Target"),
                ("table_row", "Elm Bank | 5,000"),
                ("table_row", "Ash Street | 4,800"),
            ],
            id="table",
        ),
    ],
)
def test_blocks(markdown: str, expected: list[tuple[str, str]]) -> None:
    assert shown(read_markdown(markdown)) == [("title", TITLE), *expected]


def test_cells_and_header_of_a_table() -> None:
    draft = read_markdown(f"# {TITLE}\n\n| Firm | Target |\n|---|---|\n| Elm Bank | 5,000 |")
    rows = [block for block in draft.blocks if block.cells]
    assert [row.is_header for row in rows] == [True, False]
    assert [draft.text[slice(*cell)] for cell in rows[1].cells] == ["Elm Bank", "5,000"]


def test_front_matter_states_what_the_text_does_not() -> None:
    front = f'---\ntitle: "{TITLE}"\ndate: 2025-10-16\nauthor: Jane Doe\nurl: https://oak.example/1\n'
    front += "publisher: The Daily Oak\n---\n"
    draft = read_markdown(front + f"\n{FIRST}\n")
    assert shown(draft) == [("title", TITLE), ("paragraph", FIRST)]
    assert (draft.published_date, draft.publisher, draft.url) == (
        date(2025, 10, 16),
        "The Daily Oak",
        "https://oak.example/1",
    )
    assert draft.byline == ("Jane Doe",)


def test_a_date_line_below_the_title_is_the_date() -> None:
    draft = read_markdown(f"# {TITLE}\n\n*16 October 2025*\n\n{FIRST}")
    assert draft.published_date == date(2025, 10, 16)
    assert shown(draft) == [("title", TITLE), ("paragraph", FIRST)]

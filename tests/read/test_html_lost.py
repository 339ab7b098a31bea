"""Paragraphs that an extraction cut off are put back where they stood; what lies beside the article is not."""

from __future__ import annotations

import pytest

from pipeline.read.html_items import Item, keys_of
from pipeline.read.html_lost import with_lost
from pipeline.read.html_tree import page_of, root_of
from pipeline.types import BlockKind

TEXTS = [
    f"The Oak {number} closed higher on Monday, and nobody in the hall knew why." for number in range(100, 500, 100)
]
LOST = "Elm Bank had said so all along, as its chief strategist was quick to point out."
FOUND = "".join(f"<p>{text}</p>" for text in TEXTS)
CHUNKS = "".join(f'<div class="chunk"><p>{text}</p></div>' for text in TEXTS)


def texts_of(body: str, extracted: list[str]) -> list[str]:
    """The texts after what was lost is put back."""
    root = root_of(f"<html><body>{body}</body></html>")
    assert root is not None
    page = page_of(root)
    items = [Item(BlockKind.PARAGRAPH, text) for text in extracted]
    return [item.text for item in with_lost(items, keys_of(page), page)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"<div>{FOUND}<p>{LOST}</p></div>", [*TEXTS, LOST], id="a sibling"),
        pytest.param(f"<div>{FOUND}<hr><p>{LOST}</p></div>", [*TEXTS, LOST], id="behind a rule"),
        pytest.param(
            f'<div>{CHUNKS}<div class="chunk"><p>{LOST}</p></div></div>', [*TEXTS, LOST], id="a box like theirs"
        ),
        pytest.param(f'<div>{CHUNKS}<div class="note"><p>{LOST}</p></div></div>', TEXTS, id="a box unlike theirs"),
        pytest.param(f"<div>{FOUND}</div><div><p>{LOST}</p></div>", TEXTS, id="a box without a class"),
        pytest.param(f"<div><p>{LOST}</p>{FOUND}</div>", TEXTS, id="before the article"),
        pytest.param(f"<div>{FOUND}<p>{LOST}</p><p>{LOST}</p></div>", [*TEXTS, LOST], id="twice"),
        pytest.param(f"<div>{FOUND}<p>Photo by Al Poe</p></div>", TEXTS, id="no sentence"),
        pytest.param(f"<div>{FOUND}<p><a href='/x'>{LOST}</a></p></div>", TEXTS, id="a link"),
        pytest.param(f"<div>{FOUND}<p class='promo'>{LOST}</p></div>", TEXTS, id="a teaser by its class"),
        pytest.param(f"<div>{FOUND}<p>{TEXTS[0]} <b>Updated.</b></p></div>", TEXTS, id="found in part"),
        pytest.param("<div></div>", TEXTS, id="nothing of it is on the page"),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert texts_of(body, TEXTS) == expected


def test_a_lost_paragraph_stands_where_it_stood() -> None:
    body = f"<div>{FOUND.replace('</p><p>', f'</p><p>{LOST}</p><p>', 1)}</div>"
    assert texts_of(body, TEXTS) == [TEXTS[0], LOST, *TEXTS[1:]]


@pytest.mark.parametrize(
    ("heading", "is_back"),
    [
        pytest.param("<h2>Outlook</h2>", True, id="a heading above a paragraph"),
        pytest.param("<h2>Outlook</h2><ul><li><a href='/x'>Ferries</a></li></ul>", False, id="a heading of links"),
        pytest.param("<h2 class='related'>Outlook</h2>", False, id="a heading by its class no part of it"),
    ],
)
def test_headings(heading: str, is_back: bool) -> None:
    body = f"<div>{FOUND.replace('</p><p>', f'</p>{heading}<p>', 1)}</div>"
    assert ("Outlook" in texts_of(body, TEXTS)) is is_back


def test_nothing_was_found() -> None:
    assert texts_of(f"<div>{FOUND}</div>", []) == []

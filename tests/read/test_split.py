"""Documents that glue several articles together, and those that only look like it."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from pipeline.read.html_split import trees_of
from pipeline.read.html_tree import root_of
from pipeline.read.split import parts_of
from pipeline.read.text import read_text

ELM = (
    "Elm Bank expects the Oak 100 to climb to 5,000 points by December, its strategists wrote in a note on Monday. "
    "The bank had been at 4,600 since the spring; it now cites better earnings and lower rates as its reasons. "
) * 2
ASH = (
    "Ash Street sees the Pine 50 fall to 2,100 points, since its exporters earn less with every cent that is lost. "
    "Nobody in the room asked how long that may last, and the chart on the wall had no answer to it either way. "
) * 2
PAGE_DATE = "2025-11-26"


def glued(*parts: str) -> list[tuple[str, date | None, str]]:
    """Title, date and the first words of what each article of the text says."""
    found = parts_of(read_text("\n\n".join(parts)))
    return [(part.title, part.published_date, _first(part.text, part.blocks)) for part in found]


def _first(text: str, blocks: object) -> str:
    block = next(block for block in blocks if block.kind.value == "paragraph")  # type: ignore[attr-defined]
    return " ".join(text[block.start : block.end].split()[:2])


ELM_HEAD, ASH_HEAD = "Elm Bank lifts its Oak target", "Pine shares seen lower, says Ash Street"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            [f"{ELM_HEAD}\n2025-11-25", ELM, f"{ASH_HEAD}\n2025-11-26", ASH],
            [(ELM_HEAD, date(2025, 11, 25), "Elm Bank"), (ASH_HEAD, date(2025, 11, 26), "Ash Street")],
            id="headlines with date lines",
        ),
        pytest.param(
            [ELM_HEAD, "By Jane Doe", "Nov. 25, 2025", ELM, ASH_HEAD, "By John Roe", "Nov. 26, 2025", ASH],
            [(ELM_HEAD, date(2025, 11, 25), "Elm Bank"), (ASH_HEAD, date(2025, 11, 26), "Ash Street")],
            id="with by-lines between",
        ),
        pytest.param(
            [
                f"The markets today\n{PAGE_DATE}",
                ELM_HEAD,
                f"NEW YORK, Nov 25 (Pressline) - {ELM}",
                ASH_HEAD,
                f"LONDON, Dec 30 (Pressline) - {ASH}",
            ],
            [(ELM_HEAD, date(2025, 11, 25), "NEW YORK,"), (ASH_HEAD, date(2025, 12, 30), "LONDON, Dec")],
            id="datelines, the year from the page",
        ),
        pytest.param(
            [
                f"Morning digest of the desk\n{PAGE_DATE}",
                "-----",
                f"{ELM_HEAD} to five thousand",
                ELM,
                "-----",
                ASH_HEAD,
                ASH,
            ],
            [
                (f"{ELM_HEAD} to five thousand", date(2025, 11, 26), "Elm Bank"),
                (ASH_HEAD, date(2025, 11, 26), "Ash Street"),
            ],
            id="headlines below ruled lines",
        ),
        pytest.param(
            [f"{ELM_HEAD}\n{PAGE_DATE}", ELM, "What may come next", ASH],
            [(ELM_HEAD, date(2025, 11, 26), "Elm Bank")],
            id="a heading within an article",
        ),
        pytest.param(
            [f"{ELM_HEAD}\n{PAGE_DATE}", ELM, "* * *", ASH, "* * *", ELM],
            [(ELM_HEAD, date(2025, 11, 26), "Elm Bank")],
            id="stars between the parts of an article",
        ),
        pytest.param(
            [f"{ELM_HEAD}\n{PAGE_DATE}", ELM, ASH_HEAD, "Nov. 25, 2025", "Ferries sail late again", "Nov. 24, 2025"],
            [(ELM_HEAD, date(2025, 11, 26), "Elm Bank")],
            id="teasers with dates at the end",
        ),
        pytest.param(
            [f"{ELM_HEAD}\n{PAGE_DATE}", f"NEW YORK, Nov 25 (Pressline) - {ELM}", ASH],
            [(ELM_HEAD, date(2025, 11, 26), "NEW YORK,")],
            id="one article with date line and dateline",
        ),
    ],
)
def test_articles_of_a_text(parts: list[str], expected: list[tuple[str, date | None, str]]) -> None:
    assert glued(*parts) == expected


def test_parts_cover_the_text_and_their_blocks_are_of_it() -> None:
    draft = read_text(f"The markets today\n\n{ELM_HEAD}\n2025-11-25\n\n{ELM}\n\n{ASH_HEAD}\n2025-11-26\n\n{ASH}\n")
    parts = parts_of(draft)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(draft.text.split())
    for part in parts:
        texts = [part.text[block.start : block.end] for block in part.blocks]
        assert texts[0] == part.title
        assert all(text.strip() == text and text for text in texts)


def article(title: str, text: str, *, level: str = "h2", link: str = "") -> str:
    heading = f'<a href="{link}">{title}</a>' if link else title
    return f"<article><{level}>{heading}</{level}><p>{text * 3}</p></article>"


def page(*articles: str, title: str) -> str:
    site = '<meta property="og:site_name" content="The Daily Oak">'
    return f"<html><head><title>{title}</title>{site}</head><body>{''.join(articles)}</body></html>"


def pages_of(whole: str) -> list[str]:
    """The markup of the tree of each article."""
    return [html.tostring(tree, encoding="unicode") for tree in trees_of(root_of(whole))]


def test_a_blog_with_whole_posts_is_cut() -> None:
    link = "https://oak.example/2"
    pages = pages_of(page(article(ELM_HEAD, ELM), article(ASH_HEAD, ASH, link=link), title="The Oak blog"))
    assert [ELM_HEAD in one for one in pages] == [True, False]
    assert [ASH_HEAD in one for one in pages] == [False, True]
    assert [link in one for one in pages] == [False, True]
    assert all("The Daily Oak" in one for one in pages)
    assert "The Oak blog" not in pages[0]


def test_an_endless_page_stays_that_of_its_first_article() -> None:
    pages = pages_of(
        page(article(ELM_HEAD, ELM, level="h1"), article(ASH_HEAD, ASH), title=f"{ELM_HEAD} | The Daily Oak")
    )
    assert len(pages) == 2
    assert "<title>" in pages[0]
    assert ASH_HEAD not in pages[0]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param("<article><h3>Ferries sail late again</h3><p>Short.</p></article>" * 9, id="teasers"),
        pytest.param(f"<article><p>{ASH * 3}</p></article>" * 3, id="comments without heading"),
        pytest.param(f"<article><h3>Read this next, too</h3><p><a href='/x'>{ASH * 3}</a></p></article>", id="links"),
    ],
)
def test_other_articles_of_a_page_do_not_cut_it(others: str) -> None:
    whole = page(article(ELM_HEAD, ELM, level="h1"), others, title=ELM_HEAD)
    root = root_of(whole)
    assert trees_of(root) == [root]

"""Saved pages: metadata, structure, tables and lists, boilerplate, pages without an article."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.draft import Draft
from pipeline.read.files import ReadError
from pipeline.read.html import READ_WHOLE, read_html
from pipeline.types import BlockKind

FIRST = "Elm Bank expects the Oak 100 to climb to 5,000 points by December, its strategists wrote in a note on Monday."
SECOND = "The bank had been at 4,600 since the spring; it now cites better earnings and lower rates as its reasons."
JSON_LD = """<script type="application/ld+json">{"@graph": [
  {"@type": "WebSite", "name": "The Daily Oak"}, {"@type": "Person", "@id": "#jd", "name": "Jane Doe"},
  {"@type": ["NewsArticle"], "headline": "Elm Bank lifts its Oak target", "datePublished": "2025-10-16T21:00:00-04:00",
   "dateModified": "2025-10-20", "author": {"@id": "#jd"}, "publisher": {"name": "Oak &amp; Sons"}}]}</script>"""


def page(body: str, head: str = "", *, lang: str = "en") -> str:
    """A page with a menu, an article and a footer around the body."""
    return f"""<!doctype html><html lang="{lang}"><head>{head}</head><body>
      <nav><ul><li><a href="/">Home</a></li><li><a href="/m">Markets</a></li></ul></nav>
      <article><h1>Elm Bank lifts its Oak target</h1>{body}</article>
      <div class="related"><h3>Related posts</h3><ul><li><a href="/x">Ferries sail late again</a></li></ul></div>
      <footer><p>Copyright 2025 The Daily Oak. All rights reserved.</p></footer></body></html>"""


def shown(draft: Draft) -> list[tuple[str, str]]:
    """(kind, text) of each block."""
    return [(block.kind.value, draft.text[block.start : block.end]) for block in draft.blocks]


def test_json_ld_gives_the_metadata() -> None:
    draft = read_html(
        page(f"<p>{FIRST}</p><p>{SECOND}</p>", JSON_LD + '<link rel="canonical" href="https://oak.example/1">')
    )
    assert draft.title == "Elm Bank lifts its Oak target"
    assert draft.published_date == date(2025, 10, 16)
    assert draft.publisher == "Oak & Sons"
    assert draft.url == "https://oak.example/1"
    assert draft.byline == ("Jane Doe",)
    assert draft.notes == ()


def test_text_is_the_title_and_the_blocks() -> None:
    draft = read_html(
        page(f"<p>{FIRST}</p><h2>Outlook</h2><p>Up&nbsp;5% &amp; more, he said.<br>Then down again.</p><p>{SECOND}</p>")
    )
    assert shown(draft) == [
        ("title", "Elm Bank lifts its Oak target"),
        ("paragraph", FIRST),
        ("heading", "Outlook"),
        ("paragraph", "Up 5% & more, he said."),
        ("paragraph", "Then down again."),
        ("paragraph", SECOND),
    ]
    assert draft.text == "\n\n".join(text for _, text in shown(draft))


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            '<meta property="article:published_time" content="2025-10-16T08:00Z">', "", date(2025, 10, 16), id="meta"
        ),
        pytest.param('<meta itemprop="datePublished" content="2025-10-16">', "", date(2025, 10, 16), id="itemprop"),
        pytest.param("", '<time datetime="2025-10-16">yesterday</time>', date(2025, 10, 16), id="time"),
        pytest.param("", '<time class="updated" datetime="2025-10-20">x</time>', None, id="a change is no publication"),
        pytest.param("", '<span class="post-date">16 October 2025</span>', date(2025, 10, 16), id="class"),
        pytest.param("", "<p>Published: October 16, 2025 at 4:07PM EST</p>", date(2025, 10, 16), id="line"),
        pytest.param(
            '<link rel="canonical" href="https://oak.example/2025/10/16/elm">', "", date(2025, 10, 16), id="address"
        ),
        pytest.param('<meta property="article:modified_time" content="2025-10-20">', "", None, id="modified only"),
        pytest.param('<script type="application/ld+json">{broken</script>', "", None, id="broken json"),
    ],
)
def test_published_date(head: str, body: str, expected: date | None) -> None:
    draft = read_html(page(f"{body}<p>{FIRST}</p><p>{SECOND}</p>", head))
    assert draft.published_date == expected
    assert bool(draft.notes) is (expected is None)


def test_the_language_of_the_page_decides_ambiguous_dates() -> None:
    body = f'<span class="post-date">03/04/2025</span><p>{FIRST}</p><p>{SECOND}</p>'
    assert read_html(page(body, lang="en-GB")).published_date == date(2025, 4, 3)
    assert read_html(page(body, lang="en-US")).published_date == date(2025, 3, 4)


def test_tables_keep_rows_cells_and_spans() -> None:
    table = """<table><caption>Targets</caption><tr><th>Firm</th><th>Index</th><th>2026 close</th></tr>
      <tr><td rowspan=2>Elm Bank</td><td>Oak 100</td><td>5,000</td></tr><tr><td>Fir 50</td><td>900</td></tr></table>"""
    draft = read_html(page(f"<p>{FIRST}</p>{table}<p>{SECOND}</p>"))
    rows = [block for block in draft.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [[draft.text[a:b] for a, b in row.cells] for row in rows] == [
        ["Firm", "Index", "2026 close"],
        ["Elm Bank", "Oak 100", "5,000"],
        ["Elm Bank", "Fir 50", "900"],
    ]
    assert [row.is_header for row in rows] == [True, False, False]
    assert len({row.table for row in rows}) == 1
    assert "Firm | Index | 2026 close\nElm Bank | Oak 100 | 5,000\n" in draft.text
    assert ("heading", "Targets") in shown(draft)


def test_an_empty_corner_cell_keeps_the_columns() -> None:
    table = "<table><tr><td></td><td>Base</td><td>Bull</td></tr><tr><td>Elm</td><td>5,000</td><td></td></tr></table>"
    draft = read_html(page(f"<p>{FIRST}</p>{table}<p>{SECOND}</p>"))
    rows = [block for block in draft.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [[draft.text[a:b] for a, b in row.cells] for row in rows] == [["", "Base", "Bull"], ["Elm", "5,000", ""]]


def test_lists_are_items_on_lines_of_their_own() -> None:
    draft = read_html(
        page(f"<p>{FIRST}</p><ul><li>Elm Bank: 5,000</li><li>Birken: <b>6,000</b></li></ul><p>{SECOND}</p>")
    )
    assert shown(draft)[2:4] == [("list_item", "Elm Bank: 5,000"), ("list_item", "Birken: 6,000")]
    assert "Elm Bank: 5,000\nBirken: 6,000" in draft.text


def test_menus_author_boxes_and_footers_are_no_content() -> None:
    box = '<div class="author-box"><p>Author</p><p>Jane Doe</p><p>Managing Editor</p></div><p>Share on Facebook</p>'
    draft = read_html(page(f"<p>By Al Poe</p><p>{FIRST}</p><p>{SECOND} (Editing by John Roe)</p>{box}"))
    assert [text for _, text in shown(draft)] == ["Elm Bank lifts its Oak target", FIRST, SECOND]
    assert {"Al Poe", "John Roe"} <= set(draft.byline)


def test_a_researcher_as_author_stays_content() -> None:
    byline = '<div class="byline">By <a rel="author" href="#">Mark Roe</a>, CMT, Head of Technical Strategy</div>'
    draft = read_html(page(f"{byline}<p>{FIRST}</p><p>{SECOND}</p>"))
    assert shown(draft)[1] == ("heading", "By Mark Roe, CMT, Head of Technical Strategy")
    assert draft.byline == ()


def test_a_stub_behind_a_paywall_is_truncated() -> None:
    node = '{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": false}'
    head = f'<script type="application/ld+json">{node}</script>'
    assert read_html(page(f"<p>{FIRST}</p>", head)).truncated
    assert read_html(page(f"<p>{FIRST}</p><p>This article is for subscribers</p>")).truncated
    assert not read_html(page(f"<p>{FIRST}</p>")).truncated


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<",
        "<html></html>",
        "<nav><a href=/>Home</a></nav>",
        "<html><body><h1>Nothing but a title</h1></body></html>",
        "<table>" * 400,
    ],
)
def test_pages_without_an_article_have_no_blocks(markup: str) -> None:
    assert read_html(markup).blocks == ()


TAGS = [
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul>",
    "<li>",
    "<div class=byline>",
    "<h1>",
    "<br>",
    "</div>",
    "<td rowspan=3>",
]
TEXTS = [
    FIRST,
    SECOND,
    "By Jane Doe",
    "5,000",
    "Elm Bank",
    "&nbsp;",
    "<script type='application/ld+json'>[1,{}]</script>",
]


@given(st.lists(st.sampled_from(TAGS + TEXTS), max_size=30))
def test_malformed_pages_are_read(parts: list[str]) -> None:
    draft = read_html("".join(parts))
    end = 0
    for block in draft.blocks:
        assert end <= block.start < block.end <= len(draft.text)
        assert draft.text[block.start : block.end] == draft.text[block.start : block.end].strip()
        assert all(block.start <= left <= right <= block.end for left, right in block.cells)
        end = block.end


def test_what_lies_too_deep_for_the_parser_is_told() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        read_html(page(f"<p>{FIRST}</p>" + "<div>" * 2_100 + f"<p>{FIRST}</p>" + "</div>" * 2_100))


@pytest.mark.parametrize(
    ("markup", "expected", "told"),
    [
        pytest.param(page("<p>Oak fell, and fell again.</p>" * 21_000), 21_000, True, id="very many paragraphs"),
        pytest.param(page("<ul>" + "<li>Oak: 5,000</li>" * 21_000 + "</ul>"), 21_000, True, id="a very long list"),
        pytest.param(page("<div>" * 2_000 + f"<p>{FIRST}</p>" + "</div>" * 2_000), 1, False, id="very deep"),
        pytest.param(page("<div><p>Oak fell.</p>" * 1_900 + "</div>" * 1_900), 1_900, False, id="deep and long"),
        pytest.param(page("<ul><li>" * 900 + f"<p>{FIRST}</p>" + "</li></ul>" * 900), 1, True, id="too deep to search"),
    ],
)
def test_large_and_deep_pages_are_read_whole(markup: str, expected: int, told: bool) -> None:
    started = time.process_time()
    draft = read_html(markup)
    assert sum(block.kind is not BlockKind.TITLE for block in draft.blocks) >= expected
    assert (READ_WHOLE in draft.notes) is told
    assert time.process_time() - started < 10

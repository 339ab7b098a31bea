"""Live blogs, galleries and pages of links are no articles; articles that look like them a little stay articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import lxml.html
import pytest

from pipeline.read.page_kind import no_article

ROOT = Path(__file__).resolve().parents[2]
BENCHMARK = ROOT.parent / "shared" / "datasets" / "article-extraction-benchmark" / "html"
SITE = "https://oak.example"
SUBJECTS = (
    "Elm Bank",
    "Ash Partners",
    "Birch & Co",
    "Cedar Point",
    "Dunmore Trust",
    "Fir Street",
    "Gorse Hill",
    "Hazel",
)
WORDS = "and it said that earnings should grow a little faster than the market expects while rates come down again"
TITLE = "Elm Bank lifts its target for the Oak 100"
HEAD = f"<h1>{TITLE}</h1>"


def kind(page: str) -> str:
    """What a page is told to be, read as a browser would."""
    return no_article(lxml.html.document_fromstring(page))


def page(body: str, *, title: str = TITLE, head: str = "", attributes: str = "") -> str:
    """A page with a title."""
    return f"<html><head><title>{title} | The Oak</title>{head}</head><body {attributes}>{body}</body></html>"


def stated(**node: object) -> str:
    """A script of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **node})}</script>'


def meta(name: str, content: str) -> str:
    """A meta tag."""
    return f'<meta property="{name}" content="{content}">'


def headline(number: int) -> str:
    """A headline of at least five words, different for each number."""
    return f"{SUBJECTS[number % len(SUBJECTS)]} sees the index higher in week {number}"


def paragraphs(count: int, *, tag: str = "p") -> str:
    """Paragraphs of some 30 words."""
    lines = (
        f"{SUBJECTS[i % len(SUBJECTS)]} expects the Oak 100 to reach {5000 + i} points, {WORDS}." for i in range(count)
    )
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def links(count: int, *, wrapped: str = "h3", teaser: str = "") -> str:
    """Links to stories, each with its teaser."""
    stories = (f'<a href="/story/{number}">{headline(number)}</a>' for number in range(count))
    return "".join(f"<div><{wrapped}>{story}</{wrapped}>{teaser}</div>" for story in stories)


TEASER = f"<p>The bank has been more careful than others since the spring, {WORDS}.</p>"


def posts(count: int, *, stamp: str = '<time datetime="2025-10-16T{0:02}:30">{0}:30</time>') -> str:
    """Posts of a live blog with the hour that each was written."""
    text = f"<p>Shares in the city moved up again, {WORDS}.</p>"
    return "".join(f"<div>{stamp.format(7 + number)}{text}{text}</div>" for number in range(count))


def pictures(count: int, *, caption: str = "The trading floor of the Oak exchange on Monday") -> str:
    """Pictures with a caption."""
    image = '<img src="/{}.jpg">'
    return "".join(f"<figure>{image.format(i)}<figcaption>{caption}</figcaption></figure>" for i in range(count))


LIVE = "Oak 100 slides after the rate decision"
ARTICLE = stated(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": "2025-10-16"})
WEB_SITE = stated(**{"@type": "WebSite", "name": "The Oak", "url": SITE})
HOME = f'<link rel="canonical" href="{SITE}/">'
LONG_CAPTION = f"Elm Bank: 5,200 points. The bank was at 4,800 before, {WORDS}, {WORDS}"


NO_ARTICLES = [
    pytest.param(
        page(HEAD + posts(2), head=stated(**{"@type": "LiveBlogPosting", "headline": TITLE})),
        "a live blog",
        id="declared a live blog",
    ),
    pytest.param(
        page(
            HEAD + posts(4),
            head=stated(**{"@graph": [{"@type": ["NewsArticle", "LiveBlogPosting"], "headline": TITLE}]}),
        ),
        "a live blog",
        id="declared a live blog and an article at once, in a graph",
    ),
    pytest.param(
        page(HEAD + posts(4), head=ARTICLE + stated(**{"@type": "LiveBlogPosting", "headline": TITLE})),
        "a live blog",
        id="declared a live blog and an article of the same headline",
    ),
    pytest.param(
        page(f"<h1>{LIVE} – business live</h1>" + posts(5), head=ARTICLE),
        "a live blog",
        id="live in the title, with posts",
    ),
    pytest.param(
        page(f"<h1>{LIVE} - as it happened</h1>" + posts(3, stamp="<b>{0}.30am GMT</b>")),
        "a live blog",
        id="as it happened, with hours as text",
    ),
    pytest.param(
        page(posts(6, stamp='<a href="#p{0}"><time>{0}:05</time></a>'), head=meta("og:title", f"Live updates: {LIVE}")),
        "a live blog",
        id="live updates in the og:title, hours as links",
    ),
    pytest.param(
        page("<h1>A day on the floor</h1>" + pictures(12), head=stated(**{"@type": "ImageGallery"})),
        "a picture gallery",
        id="declared a gallery",
    ),
    pytest.param(
        page("<h1>The week in pictures</h1><p>What we saw.</p>" + pictures(9), head=meta("og:type", "article")),
        "a picture gallery",
        id="in pictures in the title",
    ),
    pytest.param(
        page("<h1>The new trading floor</h1>" + paragraphs(2) + pictures(15), attributes='class="page-gallery wide"'),
        "a picture gallery",
        id="class gallery, with an introduction",
    ),
    pytest.param(
        page(links(40), title="The Oak", head=WEB_SITE + meta("og:type", "website") + HOME),
        "a page of links to 40 stories",
        id="home page",
    ),
    pytest.param(
        page("<h1>Markets</h1>" + links(25, teaser=TEASER), title="Markets"),
        "a page of links to 25 stories",
        id="section front with teasers, nothing declared",
    ),
    pytest.param(
        page(
            "".join(f'<a href="/{n}"><h3>{headline(n)}</h3>{TEASER}</a>' for n in range(20))
            + "<footer>"
            + paragraphs(6),
            title="Markets",
        ),
        "a page of links to 20 stories",
        id="section front with teasers inside the links, and a long footer",
    ),
    pytest.param(
        page(links(20, wrapped="li"), title="Markets", head=meta("og:type", "website")),
        "a page of links to 20 stories",
        id="section front of a plain list",
    ),
    pytest.param(
        page(
            "<h1>Everything that we wrote about the Oak 100</h1>" + paragraphs(2) + links(12, teaser=TEASER),
            head=stated(**{"@graph": [{"@type": "CollectionPage", "name": "Oak 100"}]}) + meta("og:type", "article"),
        ),
        "a page of links to 12 stories",
        id="tag page with an introduction, og:type article",
    ),
    pytest.param(
        page(
            links(10, teaser=TEASER),
            title="Oak 100",
            head=stated(**{"@type": "WebPage", "mainEntity": {"@type": "ItemList", "itemListElement": []}}),
        ),
        "a page of links to 10 stories",
        id="a list as main entity",
    ),
    pytest.param(
        page("<h1>Search results for: what strategists expect</h1>" + links(9, teaser=TEASER), title="Search results"),
        "a page of links to 9 stories",
        id="search results",
    ),
    pytest.param(
        page(links(10), title="Strategists", head=f'<link rel="canonical" href="{SITE}/tag/strategists/">'),
        "a page of links to 10 stories",
        id="tag page by its address",
    ),
    pytest.param(
        page(
            links(20),
            title="Markets",
            head="".join(stated(**{"@type": "NewsArticle", "headline": headline(number)}) for number in range(20)),
        ),
        "a page of links to 20 stories",
        id="section front that declares each story as an article",
    ),
]

ARTICLES = [
    pytest.param(page(HEAD + paragraphs(8), head=ARTICLE), id="plain article"),
    pytest.param(page(HEAD + "".join(f"<h2>{s} waits</h2>{TEASER}" for s in SUBJECTS * 2)), id="many headings"),
    pytest.param(
        page(
            "<h1>Where the markets stand tonight</h1>" + links(16, wrapped="h2", teaser=TEASER),
            title="Where the markets stand tonight",
        ),
        id="wrap whose headings are links, each with a short text",
    ),
    pytest.param(
        page(paragraphs(1) + links(50), title="Elm", head=meta("article:published_time", "2025-10-16")),
        id="stub with a date and no heading",
    ),
    pytest.param(
        page(HEAD + paragraphs(3) + pictures(12), head=ARTICLE + stated(**{"@type": "ImageGallery"})),
        id="short article with a declared gallery",
    ),
    pytest.param(
        page(HEAD + paragraphs(1) + pictures(9), head=ARTICLE, attributes='class="has-gallery"'),
        id="stub among pictures, class gallery",
    ),
    pytest.param(
        page(HEAD + paragraphs(4) + pictures(6), attributes='class="gallery"'),
        id="more text than pictures, class gallery",
    ),
    pytest.param(
        page(
            "".join(
                f'<p>In its note <a href="/{n}">{headline(n)}</a>, wrote the bank on Monday.</p>' for n in range(20)
            ),
            title="Elm",
        ),
        id="short paragraphs with a link in each",
    ),
    pytest.param(
        page(
            f"<h1>{LIVE} – live</h1>" + "".join(f"<p><b>{h}:30</b> {h * 100} points</p>" for h in range(9, 16)) + TEASER
        ),
        id="live in the title, a table of the day by hours",
    ),
    pytest.param(page(HEAD + paragraphs(6) + links(60)), id="many related links at the end"),
    pytest.param(page(HEAD + paragraphs(4) + links(40, teaser=TEASER)), id="many related teasers at the end"),
    pytest.param(page(links(30, teaser=TEASER) + paragraphs(6), title="Elm"), id="teasers in front, no date"),
    pytest.param(page(HEAD + paragraphs(1) + links(50), head=ARTICLE), id="stub of an article among links"),
    pytest.param(
        page(HEAD + paragraphs(1) + links(50), head=meta("article:published_time", "2025-10-16")), id="stub with a date"
    ),
    pytest.param(
        page("<h1>20 strategists' targets for the year</h1>" + links(20, teaser=TEASER), title="20 strategists"),
        id="list of targets, each a link",
    ),
    pytest.param(
        page(
            "<h1>20 strategists' targets in pictures</h1>" + pictures(20, caption=LONG_CAPTION),
            title="20 strategists' targets in pictures",
        ),
        id="list of targets as pictures with long captions",
    ),
    pytest.param(
        page("<h2>Elm Bank lifts its target for the Oak 100</h2>" + TEASER + links(40)), id="title as second heading"
    ),
    pytest.param(page(HEAD + paragraphs(5, tag="div") + links(40), title="Elm"), id="paragraphs as divs"),
    pytest.param(page("<form>" + paragraphs(5) + links(40) + "</form>", title="Elm"), id="page inside a form"),
    pytest.param(
        page(HEAD + paragraphs(5) + f'<div class="comments-area">{posts(30)}</div>'), id="comments with their times"
    ),
    pytest.param(
        page(f"<h1>Live updates: {LIVE}</h1>" + paragraphs(6) + f'<div class="comment-list">{posts(30)}</div>'),
        id="live updates in the title, times only in comments",
    ),
    pytest.param(
        page(f"<h1>{LIVE} – business live</h1><time>9:30</time>" + paragraphs(8)), id="live in the title, one time"
    ),
    pytest.param(
        page(f"<h1>{LIVE} – live</h1><time>9:30</time>" + paragraphs(8) + links(9, teaser="<time>7:15</time>")),
        id="live in the title, links with times",
    ),
    pytest.param(page("<h1>How the traders live with a slow Oak 100</h1>" + posts(4)), id="live as a word, with times"),
    pytest.param(
        page(HEAD + paragraphs(6), head=ARTICLE + stated(**{"@type": "LiveBlogPosting", "headline": LIVE})),
        id="box of a live blog on an article",
    ),
    pytest.param(
        page(
            HEAD + paragraphs(6),
            head=stated(**{"@type": "NewsArticle", "headline": TITLE, "isPartOf": {"@type": "LiveBlogPosting"}}),
        ),
        id="article that belongs to a live blog",
    ),
    pytest.param(
        page(HEAD + paragraphs(12) + pictures(12), head=ARTICLE + stated(**{"@type": "ImageGallery"})),
        id="article with a gallery in it, declared",
    ),
    pytest.param(
        page(HEAD + paragraphs(12) + pictures(12), attributes='class="has-gallery gallery"'), id="class gallery"
    ),
    pytest.param(
        page(f"<h1>The year in pictures: charts that we like</h1>{paragraphs(9)}{pictures(6)}"), id="charts in pictures"
    ),
    pytest.param(
        page(HEAD + paragraphs(9) + links(10), head=stated(**{"@type": "CollectionPage"})), id="wrongly declared a list"
    ),
    pytest.param(page(HEAD + paragraphs(9) + links(30), head=HOME), id="address of the home page by mistake"),
    pytest.param(
        page(HEAD + paragraphs(1) + links(30), head=ARTICLE + stated(**{"@type": "ItemList", "itemListElement": []})),
        id="stub with a list of related stories, declared",
    ),
    pytest.param(
        page(
            "<h2>Contents</h2>" + "".join(f'<li><a href="#{n}">{headline(n)}</a></li>' for n in range(40)), title="Elm"
        ),
        id="table of contents",
    ),
    pytest.param(
        page(links(60), head='<script type="application/ld+json">{"@type": </script>' + ARTICLE), id="broken JSON-LD"
    ),
    pytest.param(
        page(
            "<h1>Home sales in the city lift the Oak 100</h1>" + paragraphs(3) + links(20),
            title="Home sales lift the Oak",
        ),
        id="home as the first word of a title",
    ),
    pytest.param(page('<h3><a href="http://[oak">A link that leads to no place at all</a></h3>'), id="broken address"),
    pytest.param(page("<p>Elm Bank is at 5,000.</p>", title=""), id="one line"),
]


@pytest.mark.parametrize(("source", "reason"), NO_ARTICLES)
def test_what_is_no_article_is_told_with_its_reason(source: str, reason: str) -> None:
    assert kind(source) == reason


@pytest.mark.parametrize("source", ARTICLES)
def test_an_article_stays_one(source: str) -> None:
    assert kind(source) == ""


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "samples").glob("*.html")), ids=lambda path: path.stem)
def test_the_samples_are_articles(path: Path) -> None:
    assert kind(path.read_text(encoding="utf-8")) == ""


def test_saved_articles_of_many_sites_are_articles() -> None:
    paths = sorted(BENCHMARK.glob("*.html.gz"))
    if not paths:
        pytest.skip("the saved pages of ../shared are not there")
    parser = lxml.html.HTMLParser(encoding="utf-8")
    found = {
        path.name: no_article(lxml.html.document_fromstring(gzip.decompress(path.read_bytes()), parser))
        for path in paths
    }
    assert {name: reason for name, reason in found.items() if reason} == {}

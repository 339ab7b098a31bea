"""Cuts a page with several whole articles into pages: an endless page, or a blog that shows its posts in full.

Each is an <article> with a heading and text of its own; teasers and comments are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import html
from lxml.html import HtmlElement

from pipeline.read.html_tree import joined_text, root_of

HEADINGS = ("h1", "h2", "h3")
LEAST_WORDS = 150
LEAST_TITLE = 3


def trees_of(root: HtmlElement) -> list[HtmlElement]:
    """The tree of each article of a page, in their order; the page's own where it holds one.

    The first keeps what the page states of itself, if that is about it: an endless page is that of its first article.
    """
    articles = [article for article in root.iter("article") if _is_whole(article)]
    if len(articles) < 2:
        return [root]
    is_about = _is_about(root, articles[0])
    trees = [_tree(article, root) for article in articles]
    return [_without(root, articles[1:]), *trees[1:]] if is_about else trees


def _is_whole(article: HtmlElement) -> bool:
    """Whether an <article> has a heading, and text outside of links, and lies in no other one."""
    if next(article.iterancestors("article"), None) is not None or not _title(article):
        return False
    words = sum(len(joined_text(paragraph).split()) for paragraph in article.iter("p", "li", "td"))
    linked = sum(len(joined_text(link).split()) for link in article.iter("a"))
    return words - linked >= LEAST_WORDS


def _title(article: HtmlElement) -> str:
    """The first heading of some words."""
    headings = (" ".join(joined_text(heading).split()) for heading in article.iter(*HEADINGS))
    return next((heading for heading in headings if len(heading.split()) >= LEAST_TITLE), "")


def _is_about(root: HtmlElement, article: HtmlElement) -> bool:
    """Whether the page's own title is that of the article."""
    title = set(_title(article).casefold().split())
    return any(2 * len(title & set(stated.casefold().split())) >= len(title) for stated in _stated_titles(root))


def _stated_titles(root: HtmlElement) -> Iterator[str]:
    """What the page calls itself."""
    yield from (joined_text(title) for title in root.iter("title"))
    yield from (str(meta.get("content") or "") for meta in root.iter("meta") if meta.get("property") == "og:title")


def _tree(article: HtmlElement, root: HtmlElement) -> HtmlElement:
    """A page of one article, with its own address, where its heading is a link, and the name of the site."""
    links = (link.get("href") or "" for heading in article.iter(*HEADINGS) for link in heading.iter("a"))
    url = next((link for link in links if link.startswith(("http://", "https://"))), "")
    sites = (meta.get("content") or "" for meta in root.iter("meta") if meta.get("property") == "og:site_name")
    head = f'<link rel="canonical" href="{escape(url)}">' if url else ""
    head += "".join(f'<meta property="og:site_name" content="{escape(site)}">' for site in sites)
    body = html.tostring(article, encoding="unicode", with_tail=False)
    return root_of(f'<html lang="{escape(root.get("lang") or "en")}"><head>{head}</head><body>{body}</body></html>')


def _without(root: HtmlElement, others: list[HtmlElement]) -> HtmlElement:
    """The page without some of its articles."""
    for other in others:
        other.drop_tree()
    return root

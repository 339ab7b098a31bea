"""Reads what a page says about itself in JSON-LD, meta tags, <time> and by-lines: "datePublished": "2025-10-16".

The published date is what the publisher states, never the day of the download; a modification date is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from pipeline.read.bylines import Byline, is_name, parse_byline
from pipeline.read.dates import parse_date, published_in_line
from pipeline.read.html_tree import Page, class_and_id, has_rel, spaced_text
from pipeline.read.json_ld import Node, article_node, text_of, values_of

DATE_KEYS = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date", "published-date", "pubdate",
    "originalpublicationdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date",
    "citation_publication_date", "cxenseparse:recs:publishtime", "article.published", "date",
)  # fmt: skip
AUTHOR_KEYS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "twitter:creator")
TITLE_KEYS = ("og:title", "twitter:title", "parsely-title", "dc.title")

RE_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|writer)(?:$|[\s_-]?(?:name|s|info|line|link)?(?:$|[\s_-]))", re.IGNORECASE
)
RE_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:publish\w*|pub-?date|posted|date|dateline|timestamp)(?:$|[\s_-])", re.IGNORECASE
)
RE_UPDATED = re.compile(r"updat|modif", re.IGNORECASE)
RE_BY = re.compile(r"^(?:by|written by)\s", re.IGNORECASE)
RE_LOOSE_MARK = re.compile(r"\s+([,.;])")
RE_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
RE_TITLE_BREAK = re.compile(r"\s+[|–—·:-]\s+(?=[^|–—·]+$)")

BY_ROLE = etree.XPath("//*[@itemprop='author']")
LONGEST_BYLINE_TEXT = 120
LEAST_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states: title, date, publisher, canonical url, writers' names, by-lines of experts, free or not."""

    title: str
    published_date: date | None
    publisher: str
    url: str
    writers: tuple[str, ...]
    expert_bylines: tuple[str, ...]
    is_free: bool
    day_first: bool


def read_metadata(page: Page) -> Metadata:
    """All that the page says about the article in it; empty strings and None where it says nothing."""
    node = article_node(page.json_ld)
    metas = _metas(page.root)
    url = _url(page.root, node, metas)
    publisher = text_of(node.get("publisher")) or metas.get("og:site_name", "") or metas.get("application-name", "")
    day_first = _is_day_first(page.root)
    bylines = list(_bylines(page, node, metas))
    experts = tuple(dict.fromkeys(line for line, byline in bylines if byline.is_expert))
    expert_names = {name for _, byline in bylines if byline.is_expert for name in byline.names}
    writers = (name for _, byline in bylines for name in byline.names if name not in expert_names)
    return Metadata(
        title=_title(page, node, metas, publisher),
        published_date=_published(page, node, metas, day_first) or _url_date(url),
        publisher=publisher or _domain(url),
        url=url,
        writers=tuple(dict.fromkeys(writers)),
        expert_bylines=experts,
        is_free=str(node.get("isAccessibleForFree", "true")).strip().lower() not in ("false", "no", "0"),
        day_first=day_first,
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    """The first content of each meta tag by its lower-case property, name or itemprop."""
    metas: dict[str, str] = {}
    for tag in root.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = _clean(str(tag.get("content") or ""))
        if key and content:
            metas.setdefault(str(key).strip().lower(), content)
    return metas


def _clean(text: str) -> str:
    """The text with entities resolved (they may be escaped twice) and single spaces."""
    return " ".join(unescape(text).split())


def _url(root: HtmlElement, node: Node, metas: dict[str, str]) -> str:
    """The canonical address, if it is a full one."""
    link = next((tag.get("href") for tag in root.iter("link") if has_rel(tag, "canonical")), None)
    stated = (link or "", metas.get("og:url", ""), text_of(node.get("url"), key="@id"))
    return next((url.strip() for url in stated if url.strip().startswith(("http://", "https://"))), "")


def _domain(url: str) -> str:
    """ "example.com" for "https://www.example.com/markets/1"."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _title(page: Page, node: Node, metas: dict[str, str], publisher: str) -> str:
    """The headline: the visible one where it agrees with what the page states, else the stated one."""
    stated = [_clean(text_of(node.get("headline"))), *(metas.get(key, "") for key in TITLE_KEYS)]
    head = next(page.root.iter("title"), None)
    stated.append(_clean(spaced_text(head)) if head is not None else "")
    titles = [_without_site(title, publisher) for title in stated if title]
    words = {word for title in titles for word in title.casefold().split()}
    visible = [_clean(spaced_text(tag)) for tag in page.root.iter("h1") if not page.is_beside(tag)]
    for headline in visible:
        own = headline.casefold().split()
        if len(own) >= LEAST_TITLE_WORDS and (not words or 2 * sum(word in words for word in own) >= len(own)):
            return headline
    return next(iter(titles), "") or next(iter(visible), "")


def _without_site(title: str, publisher: str) -> str:
    """The title without the name of the site at its end: "Small caps wake up | The Daily"."""
    cut = RE_TITLE_BREAK.search(title)
    if cut is None or len(title[: cut.start()].split()) < LEAST_TITLE_WORDS:
        return title
    tail = title[cut.end() :].casefold()
    same = bool(publisher) and (tail in publisher.casefold() or publisher.casefold() in tail)
    return title[: cut.start()] if same or "|" in cut[0] else title


def _published(page: Page, node: Node, metas: dict[str, str], day_first: bool) -> date | None:
    """The published date by JSON-LD, meta tags, <time> elements and elements with a date's class, in this order."""
    stated = [text_of(node.get("datePublished")), *(metas.get(key, "") for key in DATE_KEYS)]
    for text in filter(None, stated):
        if found := parse_date(text, day_first=day_first):
            return found
    return next(_visible_dates(page, day_first), None)


def _visible_dates(page: Page, day_first: bool) -> Iterator[date]:
    """Dates of <time> elements, those marked as published first, then of elements with a class such as "post-date"."""
    times = [tag for tag in page.root.iter("time") if not _is_of_update(tag) and not page.is_beside(tag)]
    times.sort(key=lambda tag: not ("pubdate" in tag.attrib or tag.get("itemprop") == "datePublished"))
    for tag in times:
        if found := parse_date(str(tag.get("datetime") or tag.get("content") or ""), day_first=day_first):
            yield found
        if found := published_in_line(_clean(spaced_text(tag)), day_first=day_first):
            yield found
    for tag in page.with_class(RE_DATE_CLASS):
        text = "" if _is_of_update(tag) or page.is_beside(tag) else _clean(spaced_text(tag))
        if found := published_in_line(text, day_first=day_first):
            yield found


def _is_of_update(tag: HtmlElement) -> bool:
    """Whether an element is marked as the day of a change: <time class="updated">."""
    return bool(RE_UPDATED.search(f"{class_and_id(tag)} {tag.get('itemprop') or ''}"))


def _url_date(url: str) -> date | None:
    """The date in an address: 2025-10-16 in ".../2025/10/16/small-caps"."""
    match = RE_URL_DATE.search(urlsplit(url).path)
    return parse_date("-".join(match.groups())) if match else None


def _is_day_first(root: HtmlElement) -> bool:
    """Whether "03/04/2025" is the third of April: the page's language is not American English."""
    language = (root.get("lang") or "").lower().replace("_", "-")
    return language not in ("", "en", "en-us", "en-ph")


def _bylines(page: Page, node: Node, metas: dict[str, str]) -> Iterator[tuple[str, Byline]]:
    """By-lines as lines and parsed: of JSON-LD authors with their job, of meta tags, of elements that are by-lines."""
    stated = (part for key in AUTHOR_KEYS for part in metas.get(key, "").split(";"))
    lines = map(_clean, (*_stated_authors(node), *stated, *_printed_authors(page)))
    for line in dict.fromkeys(filter(None, lines)):
        full = line if RE_BY.match(line) else f"By {line}"
        first = line.split(",")[0].split(" and ")[0]
        byline = parse_byline(full) if full == line or is_name(first) else None
        if byline:
            yield full, byline


def _stated_authors(node: Node) -> Iterator[str]:
    """The persons in JSON-LD: "Jane Doe, Chief Strategist" for one with a job title."""
    for author in values_of(node.get("author")):
        if not isinstance(author, dict):
            yield text_of(author)
        elif "Organization" not in text_of(author.get("@type"), key="@type"):
            yield ", ".join(filter(None, (text_of(author), text_of(author.get("jobTitle")))))


def _printed_authors(page: Page) -> Iterator[str]:
    """The short texts of elements that are marked as by-lines, outside of boxes of other stories."""
    by_link = (tag for tag in page.root.iter("a", "link", "area") if has_rel(tag, "author"))
    by_role = BY_ROLE(page.root)
    for tag in (*by_link, *by_role, *page.with_class(RE_BYLINE_CLASS)):
        text = RE_LOOSE_MARK.sub(r"\1", _clean(spaced_text(tag)))
        if len(text) <= LONGEST_BYLINE_TEXT and not page.in_box(tag):
            yield text

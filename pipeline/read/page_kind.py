"""Tells saved pages that are no article: live blogs, picture galleries, pages of links (home pages, search results).

Precision comes first, since the views of an article that is wrongly called none are lost. What a page declares in its
JSON-LD and meta tags needs some support by what it shows, and what it shows must be clear where nothing is declared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from pipeline.read.json_ld import RE_COMMENT, RE_TYPE, Json, Node, text_of, values_of
from pipeline.read.metadata import DATE_KEYS

LIVE = "LiveBlogPosting"
COLLECTIONS = {"CollectionPage", "SearchResultsPage", "ItemList"}
GALLERIES = {"ImageGallery", "MediaGallery"}
RE_ADDRESS_OF_LINKS = re.compile(r"^/*(?:index\.\w+)?$|^/(?:tags?|topics?|category|categories|search|archives?)(?:/|$)")
RE_TITLE_OF_LINKS = re.compile(
    r"^(?:home|(?:front|home) ?page|tag|topic|category|archives?)\s*(?:$|[:|])|^(?:search results?|you searched) for\b"
    r"|\b(?:archives?|search results?)$",
    re.IGNORECASE,
)
RE_LIVE = re.compile(
    r"\blive[ -]?(?:updates?|blog|coverage|ticker)\b|\bas it happened\b"
    r"|\blive\s*[:|]|^live\s*[–—-]|\s[:|–—-]\s*(?:\w+ )?live$",
    re.IGNORECASE,
)
RE_GALLERY = re.compile(
    r"\bin (?:pictures|photos|images)\b|\b(?:photo|picture|image) gallery\b|\bslideshow\b"
    r"|^(?:photos|pictures|gallery):",
    re.IGNORECASE,
)
RE_GALLERY_CLASS = re.compile(r"(?:^|[\s_-])(?:gallery|slideshow|photo-?essay)(?:$|[\s_-])", re.IGNORECASE)
RE_BESIDE_CLASS = re.compile(
    r"comment(?!ary)|disqus|(?:^|[\s_-])(?:replies|related|teasers?|sidebar|promo)(?:$|[\s_-])", re.IGNORECASE
)
RE_CLOCK = re.compile(
    r"^\s*(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?|\d+\s?(?:m|min|minutes?|h|hours?) ago)\s*$",
    re.IGNORECASE,
)

LEAST_LINKS = 15
LEAST_DECLARED_LINKS = 8
MOST_WORDS = 80
MOST_DECLARED_WORDS = 200
WORDS_A_LINK = 6
HEADLINE_WORDS = 5
TITLE_WORDS = 4
TEASER_CHARACTERS = 300
LONG_TEXT = 100
LETTERS_A_WORD = 6
IN_A_SENTENCE = 20
LEAST_PICTURES = 6
MOST_CAPTION_WORDS = 30
WORDS_A_PICTURE = 15
LEAST_POSTS = 3
POST_WORDS = 15


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says of itself: JSON-LD nodes, meta tags, address, titles, the classes of its main part."""

    nodes: tuple[Node, ...]
    metas: dict[str, str]
    path: str | None
    titles: tuple[str, ...]
    main_class: str

    def has(self, types: set[str]) -> bool:
        """Whether the page declares one of these types of JSON-LD for itself."""
        return any(kind in types for node in self.nodes for kind in _types(node))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: links to stories, words of text without teasers, pictures and the words of captions."""

    links: int
    words: int
    pictures: int
    caption_words: int
    has_headline: bool


def no_article(root: HtmlElement) -> str:
    """Why a page is no article: "a live blog", "a picture gallery", "a page of links to 40 stories"; "" for an article.

    `root` is the page as lxml.html reads it. Any page of which this is not clear is taken for an article.
    """
    stated = _stated(root)
    if _is_live_blog(root, stated):
        return "a live blog"
    is_gallery = _is_called_gallery(stated)
    if not is_gallery and _is_dated_article(stated):
        return ""  # what most pages are: their links and texts need not be counted
    shown = _shown(root, stated.titles)
    if is_gallery and _is_all_pictures(shown):
        return "a picture gallery"
    if _is_list_of_links(stated, shown):
        return f"a page of links to {shown.links} stories"
    return ""


def _is_live_blog(root: HtmlElement, stated: Stated) -> bool:
    """Whether the page itself, not a box on it, is declared a live blog, or is called one and has posts with a time."""
    blogs = [node for node in stated.nodes if LIVE in _types(node)]
    headlines = {_key(text_of(node, key="headline")) for node in blogs}
    others = [node for node in _articles(stated.nodes) if _key(text_of(node, key="headline")) not in headlines]
    if blogs and not others:
        return True
    return any(RE_LIVE.search(title) for title in stated.titles[:2]) and _posts(root) >= LEAST_POSTS


def _is_called_gallery(stated: Stated) -> bool:
    """Whether JSON-LD, a title ("The week in pictures") or the class of the main part speak of a gallery."""
    is_declared = stated.has(GALLERIES) and not _articles(stated.nodes)
    is_titled = any(RE_GALLERY.search(title) for title in stated.titles)
    return is_declared or is_titled or bool(RE_GALLERY_CLASS.search(stated.main_class))


def _is_all_pictures(shown: Shown) -> bool:
    """Whether pictures with short captions are all that a page has."""
    if shown.pictures < LEAST_PICTURES or shown.caption_words > MOST_CAPTION_WORDS * shown.pictures:
        return False
    return shown.words < min(WORDS_A_PICTURE * shown.pictures, MOST_DECLARED_WORDS)


def _is_list_of_links(stated: Stated, shown: Shown) -> bool:
    """Whether many links to stories and hardly a running text are on a page that nothing says to be an article."""
    if _is_dated_article(stated):
        return False
    if _is_declared_list(stated):
        most = min(2 * WORDS_A_LINK * shown.links, MOST_DECLARED_WORDS)
        return shown.links >= LEAST_DECLARED_LINKS and shown.words < most
    if shown.has_headline or stated.metas.get("og:type", "").lower() == "article":
        return False
    return shown.links >= LEAST_LINKS and shown.words < min(WORDS_A_LINK * shown.links, MOST_WORDS)


def _is_declared_list(stated: Stated) -> bool:
    """Whether JSON-LD, the address ("/tag/stocks") or the title ("Search results for ...") speak of a page of links."""
    if stated.has(COLLECTIONS) or any(RE_TITLE_OF_LINKS.search(title) for title in stated.titles):
        return True
    return stated.path is not None and bool(RE_ADDRESS_OF_LINKS.search(stated.path.lower()))


def _is_dated_article(stated: Stated) -> bool:
    """Whether the page states a published date, or has one article in its JSON-LD or the one that its title names."""
    if any(stated.metas.get(key) for key in DATE_KEYS):
        return True
    headlines = {_key(text_of(node, key="headline")) for node in _articles(stated.nodes)}
    titles = [_key(title) for title in stated.titles]
    return len(headlines) == 1 or any(line and line in title for line in headlines for title in titles)


def _stated(root: HtmlElement) -> Stated:
    """What the page says of itself, read in one pass over the few elements that can say it."""
    metas: dict[str, str] = {}
    nodes: list[Node] = []
    address, title, heading = "", "", ""
    classes: list[str] = []
    for tag in root.iter("meta", "link", "title", "script", "body", "main", "article", "h1"):
        if tag.tag == "meta":
            key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
            metas.setdefault(key, (tag.get("content") or "").strip())
        elif tag.tag == "script" and "ld+json" in (tag.get("type") or "").lower():
            nodes.extend(_nodes_of_script(tag.text or ""))
        elif tag.tag == "link" and (tag.get("rel") or "").lower() == "canonical":
            address = tag.get("href") or ""
        elif tag.tag == "title":
            title = title or _text(tag)
        elif tag.tag == "h1":
            heading = heading or _text(tag)
        elif tag.tag in ("body", "main", "article") and len(classes) < 3:
            classes.append(tag.get("class") or "")
    address = address or metas.get("og:url", "")
    # The title of the head comes last: it alone may name the site.
    titles = tuple(filter(None, (metas.get("og:title", ""), heading, title)))
    return Stated(tuple(nodes), metas, _path(address), titles, " ".join(classes))


def _nodes_of_script(source: str) -> Iterator[Node]:
    """The nodes that a script of JSON-LD states for the page itself; none for what is no JSON."""
    try:
        data: Json = json.loads(RE_COMMENT.sub("", source).strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    for node in values_of(data):
        for part in (node, *_parts(node)):
            if isinstance(part, dict):
                yield part


def _parts(node: Json) -> Iterator[Json]:
    """The nodes of a graph and their main entities."""
    if not isinstance(node, dict):
        return
    for part in (*values_of(node.get("@graph")), *values_of(node.get("mainEntity"))):
        yield part
        if isinstance(part, dict):
            yield from values_of(part.get("mainEntity"))


def _articles(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of articles with a headline that are no live blogs."""
    articles = (node for node in nodes if any(RE_TYPE.search(kind) and kind != LIVE for kind in _types(node)))
    return [node for node in articles if text_of(node, key="headline")]


def _types(node: Node) -> list[str]:
    """The node's types as plain names, "https://schema.org/ItemList" as "ItemList"."""
    return [kind.rsplit("/", 1)[-1] for kind in values_of(node.get("@type")) if isinstance(kind, str)]


@cache
def _walk() -> etree.XPath:
    """Finds headings, links, pictures and long texts in their order; a text in a link, a menu or a picture is none."""
    beside = ("a", "script", "style", "noscript", "template", "footer", "nav", "figure", "button", "textarea")
    outside = " or ".join(f"ancestor::{name}" for name in beside)
    texts = f"//body//text()[string-length() >= {LONG_TEXT}][not({outside})]"
    return etree.XPath(f"//body//*[self::a or self::h1 or self::h2 or self::figure] | {texts}")


def _shown(root: HtmlElement, titles: Sequence[str]) -> Shown:
    """What the page shows, counted; a short text right after a link to a story is its teaser."""
    keys = [_key(title) for title in titles]
    addresses: set[str] = set()
    characters = pictures = caption_words = 0
    has_headline = after_link = False
    for found in _walk()(root):
        if isinstance(found, str):
            text = " ".join(found.split())
            is_teaser = after_link and len(text) <= TEASER_CHARACTERS
            characters += 0 if is_teaser or len(text) < LONG_TEXT else len(text)
            after_link = False
        elif found.tag == "a":
            if _is_headline_link(found):
                addresses.add(found.get("href").partition("#")[0].strip())
                after_link = True
        elif found.tag == "figure":
            pictures += 1
            caption_words += len(_text(found).split())
        elif not has_headline:
            has_headline = _is_headline(found, keys)
    return Shown(len(addresses), characters // LETTERS_A_WORD, pictures, caption_words, has_headline)


def _is_headline_link(link: HtmlElement) -> bool:
    """Whether a link is the headline of a story: some words on their own, not in a sentence, not to a place here."""
    href = (link.get("href") or "").strip()
    parent = link.getparent()
    if not href or href.startswith(("#", "mailto:", "javascript:", "tel:")):
        return False
    if len((link.tail or "").strip()) > IN_A_SENTENCE or len((parent.text or "").strip()) > IN_A_SENTENCE:
        return False
    return len(_text(link).split()) >= HEADLINE_WORDS


def _is_headline(heading: HtmlElement, titles: Sequence[str]) -> bool:
    """Whether a heading is the title of the page, as long as a headline and no link."""
    text = _text(heading)
    if len(text.split()) < TITLE_WORDS or heading.find(".//a") is not None or heading.getparent().tag == "a":
        return False
    return heading.tag == "h1" or any(_key(text) in title for title in titles)


def _posts(root: HtmlElement) -> int:
    """How many different times of the day, or <time> elements, are followed by a text before the next one."""
    stamps: set[str] = set()
    stamp, words = "", 0
    texts = "//body//text()[not(ancestor::a or ancestor::script or ancestor::style)]"
    for found in root.xpath(f"//body//time | {texts}"):
        is_text = isinstance(found, str)
        if not is_text or RE_CLOCK.search(found):
            if not _is_beside(found.getparent()):
                stamp, words = (str(found).strip() if is_text else found.get("datetime") or _text(found)), 0
        elif stamp and not _is_beside(found.getparent()):
            words += len(found.split())
            if words >= POST_WORDS:
                stamps.add(stamp)
    return len(stamps)


def _is_beside(tag: HtmlElement) -> bool:
    """Whether an element lies in comments, a menu, or a box of links."""
    around = (tag, *tag.iterancestors())
    names = (f"{part.get('class') or ''} {part.get('id') or ''}" for part in around if part.tag not in ("body", "html"))
    return any(part.tag in ("aside", "nav", "footer") for part in around) or any(map(RE_BESIDE_CLASS.search, names))


def _path(address: str) -> str | None:
    """The path of a full address; None where there is none or it is broken."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.path if parts.netloc and not parts.query else None


def _text(tag: HtmlElement) -> str:
    """The text of an element with single spaces."""
    return (
        " ".join(" ".join(tag.itertext(tag=etree.Element)).split()) if len(tag) else " ".join((tag.text or "").split())
    )


def _key(text: str) -> str:
    """Letters and digits of a text alone, to compare titles with."""
    return "".join(filter(str.isalnum, text.casefold()))

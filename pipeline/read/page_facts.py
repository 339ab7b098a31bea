"""Reads off a saved page what tells an article from a page of links: what it states of itself, and what it shows.

`stated_by` takes JSON-LD, meta tags and titles; `shown_by` counts links to stories, words of running text and pictures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from pipeline.read.json_ld import RE_COMMENT, RE_TYPE, Json, Node, text_of, values_of

HEADLINE_WORDS = 5
TITLE_WORDS = 4
TEASER_CHARACTERS = 300
LONG_TEXT = 100
LETTERS_A_WORD = 6
IN_A_SENTENCE = 20


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
        return any(kind in types for node in self.nodes for kind in types_of(node))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: links to stories, words of text without teasers, pictures and the words of captions."""

    links: int
    words: int
    pictures: int
    caption_words: int
    has_headline: bool


def articles_of(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of articles that have a headline."""
    articles = (node for node in nodes if any(RE_TYPE.search(kind) for kind in types_of(node)))
    return [node for node in articles if text_of(node, key="headline")]


def types_of(node: Node) -> list[str]:
    """The node's types as plain names, "https://schema.org/ItemList" as "ItemList"."""
    return [kind.rsplit("/", 1)[-1] for kind in values_of(node.get("@type")) if isinstance(kind, str)]


def stated_by(root: HtmlElement) -> Stated:
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
            title = title or shown_text(tag)
        elif tag.tag == "h1":
            heading = heading or shown_text(tag)
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


@cache
def _walk() -> etree.XPath:
    """Finds headings, links, pictures and long texts in their order; a text in a link, a menu or a picture is none."""
    beside = ("a", "script", "style", "noscript", "template", "footer", "nav", "figure", "button", "textarea")
    outside = " or ".join(f"ancestor::{name}" for name in beside)
    texts = f"//body//text()[string-length() >= {LONG_TEXT}][not({outside})]"
    return etree.XPath(f"//body//*[self::a or self::h1 or self::h2 or self::figure] | {texts}")


def shown_by(root: HtmlElement, titles: Sequence[str]) -> Shown:
    """What the page shows, counted; a short text right after a link to a story is its teaser."""
    keys = [key_of(title) for title in titles]
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
            caption_words += len(shown_text(found).split())
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
    return len(shown_text(link).split()) >= HEADLINE_WORDS


def _is_headline(heading: HtmlElement, titles: Sequence[str]) -> bool:
    """Whether a heading is the title of the page, as long as a headline and no link."""
    text = shown_text(heading)
    if len(text.split()) < TITLE_WORDS or heading.find(".//a") is not None or heading.getparent().tag == "a":
        return False
    return heading.tag == "h1" or any(key_of(text) in title for title in titles)


def _path(address: str) -> str | None:
    """The path of a full address; None where there is none or it is broken."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.path if parts.netloc and not parts.query else None


def shown_text(tag: HtmlElement) -> str:
    """The text of an element with single spaces."""
    return (
        " ".join(" ".join(tag.itertext(tag=etree.Element)).split()) if len(tag) else " ".join((tag.text or "").split())
    )


def key_of(text: str) -> str:
    """Letters and digits of a text alone, to compare titles with."""
    return "".join(filter(str.isalnum, text.casefold()))

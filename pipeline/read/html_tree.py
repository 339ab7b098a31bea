"""Parses a saved page once, for all that reads it: `page_of(root)` has the tree, and what lies beside the story.

Scripts and styles are taken out of the tree, so that the text of an element is what its readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

RE_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|sidebar|promo\w*|teaser\w*|comments?|footer|nav\w*|menu|popular|trending|newsletter|read-?more"
    r"|share|sharing|social|cookies?|tags?|breadcrumbs?|widget|advert\w*|ads?|subscribe|signup)(?:$|[\s_-])",
    re.IGNORECASE,
)
BESIDE = ("nav", "footer", "aside", "form", "button", "select")
UNSEEN = ("script", "style", "template")
HOLDS_STORY = ("h1", "article", "main")
NO_BOX = ("body", "html", "article", "main")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its tree without scripts, its scripts of JSON-LD, the elements that are boxes beside the story, and all
    elements beside it: those boxes, menus and forms, with what they hold."""

    root: HtmlElement
    json_ld: tuple[str, ...]
    boxes: frozenset[HtmlElement]
    beside: frozenset[HtmlElement]

    def in_box(self, element: HtmlElement) -> bool:
        """Whether an element lies in a box beside the story."""
        return any(parent in self.boxes for parent in element.iterancestors())


def root_of(page: str) -> HtmlElement | None:
    """The tree of a page as it was saved, without comments; None where there is nothing to read."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def page_of(root: HtmlElement) -> Page:
    """What the readers of a page need of its tree, from which scripts are taken."""
    scripts = tuple(tag.text or "" for tag in root.iter("script") if "ld+json" in (tag.get("type") or "").lower())
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    boxes, beside = set(), set()
    for element in root.iter(etree.Element):
        parent = element.getparent()
        is_box = _is_box(element)
        if is_box:
            boxes.add(element)
        if is_box or element.tag in BESIDE or (parent is not None and parent in beside):
            beside.add(element)
    return Page(root, scripts, frozenset(boxes), frozenset(beside))


def _is_box(element: HtmlElement) -> bool:
    """Whether a class or id calls an element a box beside the story; one that holds the headline is none."""
    if element.tag in NO_BOX or not RE_ASIDE.search(class_and_id(element)):
        return False
    return next(element.iterdescendants(*HOLDS_STORY), None) is None


def class_and_id(element: HtmlElement) -> str:
    """The class names and the id of an element in one string."""
    return " ".join(f"{element.get('class') or ''} {element.get('id') or ''}".split())


def spaced_text(element: HtmlElement) -> str:
    """The text of an element with single spaces, one also where an element ends."""
    return " ".join(" ".join(element.itertext()).split())


def joined_text(element: HtmlElement) -> str:
    """The text of an element as it stands."""
    return "".join(element.itertext())


def has_rel(element: HtmlElement, name: str) -> bool:
    """Whether a link has this relation: <a rel="nofollow author"> has "author"."""
    return name in (element.get("rel") or "").split()


def with_class(root: HtmlElement, pattern: re.Pattern[str]) -> Iterator[HtmlElement]:
    """The elements whose classes match, in reading order."""
    return (element for element in root.iter(etree.Element) if pattern.search(element.get("class") or ""))

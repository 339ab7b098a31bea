"""Parses a saved page once, for all that reads it: `page_of(root)` has the tree, and tells what lies beside the story.

Scripts and styles are taken out of the tree, so that the text of an element is what its readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.read.files import ReadError

RE_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|sidebar|promo\w*|teaser\w*|comments?|footer|nav\w*|menu|popular|trending|newsletter|read-?more"
    r"|share|sharing|social|cookies?|tags?|breadcrumbs?|widget|advert\w*|ads?|subscribe|signup)(?:$|[\s_-])",
    re.IGNORECASE,
)
BESIDE = ("nav", "footer", "aside", "form", "button", "select")
UNSEEN = ("script", "style", "template")
HOLDS_STORY = ("h1", "article", "main")
NO_BOX = ("body", "html", "article", "main")
COUNT = etree.XPath("count(//*)")
CLASSED = etree.XPath("//*[@class]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its tree without scripts, its scripts of JSON-LD, its elements with their places by their classes."""

    root: HtmlElement
    json_ld: tuple[str, ...]
    classed: dict[str, list[tuple[int, HtmlElement]]]
    known: dict[HtmlElement, bool] = field(default_factory=dict, repr=False)

    def is_beside(self, element: HtmlElement) -> bool:
        """Whether an element is or lies in a box beside the story, a menu or a form: <div class="related"><p>."""
        path, found = [], False
        for part in chain((element,), element.iterancestors()):
            if part in self.known:
                found = self.known[part]
                break
            path.append(part)
            if part.tag in BESIDE or _is_box(part):
                found = True
                break
        self.known.update(dict.fromkeys(path, found))
        return found

    def in_box(self, element: HtmlElement) -> bool:
        """Whether an element lies in a box beside the story."""
        return any(map(_is_box, element.iterancestors()))

    def with_class(self, pattern: re.Pattern[str]) -> Iterator[HtmlElement]:
        """The elements whose classes match, in reading order."""
        found = chain.from_iterable(some for names, some in self.classed.items() if _matches(pattern, names))
        return (element for _, element in sorted(found, key=itemgetter(0)))


def root_of(page: str) -> HtmlElement | None:
    """The tree of a page as it was saved, without comments; None where there is nothing to read.

    Raises ReadError where elements lie so deep in others that the parser leaves them out.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError("the page is nested too deeply", "save the article as text")
    return root


def page_of(root: HtmlElement) -> Page:
    """What the readers of a page need of its tree, from which scripts are taken."""
    scripts = tuple(tag.text or "" for tag in root.iter("script") if "ld+json" in (tag.get("type") or "").lower())
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    classed: dict[str, list[tuple[int, HtmlElement]]] = {}
    for number, element in enumerate(CLASSED(root)):
        classed.setdefault(element.get("class"), []).append((number, element))
    return Page(root, scripts, classed)


def _is_box(element: HtmlElement) -> bool:
    """Whether a class or id calls an element a box beside the story; one that holds the headline is none."""
    if element.tag in NO_BOX or not _matches(RE_ASIDE, class_and_id(element)):
        return False
    return next(element.iterdescendants(*HOLDS_STORY), None) is None


@lru_cache(maxsize=20_000)
def _matches(pattern: re.Pattern[str], names: str) -> bool:
    """Whether class names match; pages of a site have the same ones again and again."""
    return bool(pattern.search(names))


def size_of(root: HtmlElement) -> int:
    """How many elements a tree has."""
    return int(COUNT(root))


def class_and_id(element: HtmlElement) -> str:
    """The class names and the id of an element in one string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def spaced_text(element: HtmlElement) -> str:
    """The text of an element with single spaces, one also where an element ends."""
    return " ".join(" ".join(element.itertext()).split())


def joined_text(element: HtmlElement) -> str:
    """The text of an element as it stands."""
    return "".join(element.itertext())


def has_rel(element: HtmlElement, name: str) -> bool:
    """Whether a link has this relation: <a rel="nofollow author"> has "author"."""
    return name in (element.get("rel") or "").split()

"""Puts paragraphs back that an extraction cut off: what stands behind an advertisement or an inset box in an article.

A lost paragraph is known by its place: it is a sibling of paragraphs that were found, or lies in a box of the same
classes beside theirs, as <div class="chunk"><p>...</p></div> after <div class="chunk"><p>...</p></div>.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pipeline.read.html_items import HEADINGS, LEAVES, Item, key_of
from pipeline.read.html_tree import Page, joined_text, spaced_text
from pipeline.types import BlockKind

RE_SENTENCE = re.compile(r"[.!?…:][”\"’'»)\]*]*$")
PARAGRAPHS = ("p", "blockquote", "pre")
LEAST_WORDS = 8
LEAST_FOUND = 3
MOST_LINKED = 0.5
LEVELS = 3
PROBE = 30

Place = tuple[HtmlElement | str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the number of each item by its key, all keys in one, and how many paragraphs a place has."""

    numbers: dict[str, int]
    whole: str
    places: Mapping[Place, int]

    def has(self, key: str) -> bool:
        """Whether a text was found as a whole, in lines, or in part."""
        return key[:PROBE] in self.whole or key[-PROBE:] in self.whole

    def is_beside(self, tag: HtmlElement) -> bool:
        """Whether some paragraphs that were found are in the same place."""
        return any(self.places.get(place, 0) >= LEAST_FOUND for place in _places(tag))


def with_lost(items: Sequence[Item], keys: Mapping[HtmlElement, str], page: Page) -> list[Item]:
    """The items with the paragraphs and headings of the same article that are not among them, in their places.

    `keys` has the text without white space of each element that may be a paragraph, in reading order.
    """
    numbers: dict[str, int] = {}
    for number, item in enumerate(items):
        numbers.setdefault(item.key, number)
    places = Counter(place for tag, key in keys.items() if key in numbers for place in _places(tag))
    found = Found(numbers, "".join(item.key for item in items), places)
    lost: dict[int, list[Item]] = {}
    last = -1
    for tag, key in keys.items():
        if key in numbers:
            last = max(last, numbers[key])
        elif last >= 0 and (one := _lost(tag, key, found, page)):
            lost.setdefault(last, []).append(one)
            numbers[key] = last
    return [part for number, item in enumerate(items) for part in (item, *lost.get(number, ()))]


def _places(tag: HtmlElement) -> Iterator[Place]:
    """Where a paragraph is: in this very box, and in boxes of these classes some levels below another one."""
    if tag.tag not in PARAGRAPHS:
        return
    around = list(islice(tag.iterancestors(), LEVELS if tag.getparent().get("class") else 1))
    for level, box in enumerate(around):
        yield (box, *(f"{inner.tag} {inner.get('class') or ''}" for inner in around[:level]))


def _lost(tag: HtmlElement, key: str, found: Found, page: Page) -> Item | None:
    """The paragraph or heading that an element is, if it belongs to the article and was not found."""
    if tag.tag in HEADINGS:
        is_lost = key not in found.whole and _heads(tag, found)
        return Item(BlockKind.HEADING, spaced_text(tag)) if is_lost and not page.is_beside(tag) else None
    if not found.is_beside(tag) or not _is_prose(tag, key) or found.has(key) or page.is_beside(tag):
        return None
    return Item(BlockKind.PARAGRAPH, spaced_text(tag))


def _heads(heading: HtmlElement, found: Found) -> bool:
    """Whether a heading stands right above a paragraph that was found, among others."""
    following = heading.getnext()
    if following is None or found.places.get((heading.getparent(),), 0) < LEAST_FOUND:
        return False
    return key_of(joined_text(following)) in found.numbers


def _is_prose(tag: HtmlElement, key: str) -> bool:
    """Whether an element is a sentence of some words, mostly no links, without paragraphs in it."""
    text = joined_text(tag).strip()
    if len(text.split()) < LEAST_WORDS or not RE_SENTENCE.search(text):
        return False
    if next(tag.iterdescendants(*LEAVES), None) is not None:
        return False
    return sum(len(key_of(joined_text(link))) for link in tag.iterdescendants("a")) <= MOST_LINKED * len(key)

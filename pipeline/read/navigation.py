"""Recognises navigation by its form: "Start| Charts| About|", "MENU  Stocks  Funds", "Share   Save   Print".

Pure line rules: a line is navigation when it is made of short labels and the labels are words of menus and buttons.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.read.word_lists import BUTTONS, SECTIONS

RE_SEPARATOR = re.compile(r"\s*[|│»›•·→☰☷≡]+\s*|\s+/\s+|\t+|\s{2,}|\s+>\s+")
RE_SEPARATES = re.compile(r"[|│»›•·→☰☷≡\t]|\s[/>\s]")
RE_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
RE_COUNTER = re.compile(r"\s*\(?\b\d{1,3}\)?$")
RE_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*(?:\s|$)")
RE_INDEX_NUMBER = re.compile(r"(?<![\d.])(?:\d{1,3}(?:[,.' ]\d{3})+|\d{3,})(?:\.\d+)?(?![\d:])|\d\s?%|[$€£¥₹]\s?\d")
RE_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d[EFef]?(?![\d,]|\.\d)")

KNOWN = BUTTONS | SECTIONS
LONGEST_KNOWN = 2 * max(map(len, KNOWN))  # with marks and counters around it
LONGEST_LABEL = 5
LEAST_WORDS = 3


def is_navigation(line: str, *, top: bool) -> bool:
    """Whether a line is a menu, a row of buttons or a breadcrumb, e.g. "Skip to content | Stocks |".

    `top` says that no prose came yet: there any row of short labels is a menu, and so is the name of a section.
    """
    if has_index_number(line):
        return False
    labels = labels_of(line)
    if len(labels) < 2:
        return _is_one_of(line, BUTTONS) or (top and _is_one_of(line, SECTIONS)) or _is_run_of_words(line)
    if any(len(label.split()) > LONGEST_LABEL or RE_SENTENCE_END.search(label) for label in labels):
        return False
    known = sum(_key(label) in KNOWN for label in labels)
    return top or 2 * known >= len(labels)


def labels_of(line: str) -> list[str]:
    """The labels of a menu: "Home » News » Markets" has three; a line of prose has one."""
    line = line.strip()
    labels = RE_SEPARATOR.split(line) if RE_SEPARATES.search(line) else [line]
    return [label for label in labels if any(map(str.isalpha, label)) or _key(label)]


@lru_cache(maxsize=1024)
def has_index_number(line: str) -> bool:
    """Whether a line may hold an index value, a price or a percentage: "4,400", "7%", but not "2025" or "3 min"."""
    return bool(RE_INDEX_NUMBER.search(RE_YEAR.sub(" ", line)))


def _key(label: str) -> str:
    """A label as the word lists have it: "Comments (12)" is "comments"."""
    label = RE_COUNTER.sub("", RE_EDGE.sub("", label.strip()) or label.strip())
    return " ".join(RE_EDGE.sub("", label).lower().replace("’", "'").split())


def _is_one_of(line: str, words: frozenset[str]) -> bool:
    """Whether the line is one button or section: "Sign In", "Advertisement 2", "(Link copied)"."""
    return len(line) <= LONGEST_KNOWN and _key(line) in words


def _is_run_of_words(line: str) -> bool:
    """Whether a line without separators is a menu: "Home News Markets Podcasts About Sign in"."""
    words = line.split()
    if len(words) < LEAST_WORDS or RE_SENTENCE_END.search(line) or words[0][0].islower():
        return False
    unknown = 0
    position = 0
    while position < len(words) and 5 * unknown <= len(words):
        size = next((n for n in (3, 2, 1) if _is_known(words[position : position + n], n)), 0)
        unknown += not size
        position += size or 1
    return 5 * unknown <= len(words)


def _is_known(words: list[str], size: int) -> bool:
    """Whether `size` words together are a button or a section."""
    return len(words) == size and _key(" ".join(words)) in KNOWN

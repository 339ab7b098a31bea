"""Capitals that name nobody: "Retailers" that opens a sentence, "We’ve", "Q4", the letters of "(KEST.N)".

Where all capitals of a sentence are such, no recogniser need read it.
"""

from __future__ import annotations

import re

from pipeline.name_tables import load_opening_words

RE_PART_OF_NAME = re.compile(r"\s(?:of|for)\s(?:the\s)?[A-ZÀ-Þ]|[’']s?\s[A-ZÀ-Þ]")  # "Union of Kest Investors"
RE_CONTRACTION = re.compile(r"[A-Z]\w*[’'](?:ve|re|ll|m|t|d)")
RE_LETTER = re.compile(r"[A-Z]\.?|[QH][1-4]|G\d{1,2}")
RE_MONTH = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|early|late|mid|last|next|this)[ -]$")  # before "May"
RE_CODE = re.compile(r"<[^<>\s]{1,14}>|[(\[]\.?[A-Z0-9]{1,8}[.=/][A-Za-z0-9.=/]{1,8}[)\]]")  # of a data vendor


def is_nameless(text: str, start: int, end: int) -> bool:
    """Whether the run of capitals text[start:end] is no name, whatever a recogniser says: "Oil" in "Oil fell"."""
    run = text[start:end]
    if " " in run:
        return False
    return bool(
        RE_LETTER.fullmatch(run) or RE_CONTRACTION.fullmatch(run) or _opens(text, start, end) or _in_code(text, start)
    )


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a word opens the sentence and is an ordinary one that belongs to no longer name."""
    is_first = not any(map(str.isalnum, text[:start])) or text[start - 1] in '“‘"'
    return is_first and text[start:end].lower() in load_opening_words() and not RE_PART_OF_NAME.match(text, end)


def _in_code(text: str, place: int) -> bool:
    """Whether a place lies in the code of a stock or an index: "<.SPX>", "(KEST.N)"."""
    before = max(text.rfind(bracket, max(0, place - 12), place) for bracket in "<([")
    code = RE_CODE.match(text, before) if before >= 0 else None
    return code is not None and place < code.end()


def is_month(text: str, start: int, end: int) -> bool:
    """Whether "March" or "May" at text[start:end] is the month, by what stands around it: "in May", "March 5"."""
    if text[start:end] not in ("March", "May"):
        return False
    return text[end : end + 2].strip().isdigit() or RE_MONTH.search(text, max(0, start - 7), start) is not None

"""Finds the analysts of a research note beside its text: "Marta Ellery" above "Chief Strategist" and a phone number.

They hold the views of the note, so they are kept as a by-line: "By Marta Ellery, Chief Strategist".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.read.bylines import RE_PRESS, RE_ROLE, is_name
from pipeline.read.pdf_layout import Region

RE_CONTACT = re.compile(
    r"[,;|•·]?\s*(?:\(?(?:tel|phone|fax|direct|t|e-?mail)\b\.?\)?\s?:?\s*)?"
    r"(?:[\w.+-]+@[\w-]+(?:\.\w+)+|\(?\+\s?\d[\d\s()./-]{5,}\d|\(\d{3}\)\s?\d{3}[\s-]\d{4}).*$",
    re.IGNORECASE,
)
RE_LETTERS = re.compile(r",?\s+(?:CFA|CMT|CAIA|Ph\.?D\.?|MBA|FRM)\b\.?", re.IGNORECASE)
RE_AND_NAME = re.compile(r"\s*[,|–—·•]\s*|\s+-\s+")
LONGEST_ROLE = 9


def expert_bylines(regions: Sequence[Region]) -> tuple[list[str], set[int]]:
    """The by-lines of the analysts named in the regions of a first page, and the ids of the lines they stand in."""
    found: list[str] = []
    used: set[int] = set()
    for region in regions:
        lines = [RE_CONTACT.sub("", line.text).strip(" ,|") for line in region.lines]
        experts = [] if _is_running_text(lines) else list(_experts(lines))
        found += [byline for _, byline in experts]
        used.update(id(region.lines[number]) for numbers, _ in experts for number in numbers)
        if experts:
            used.update(id(line) for line, text in zip(region.lines, lines, strict=True) if not text)
    return list(dict.fromkeys(found)), used


def _is_running_text(lines: Sequence[str]) -> bool:
    """Whether lines go on from one to the next: "Marta Ellery, strategist at Elm Bank," above "still expects"."""
    return any(line[:1].islower() for line in lines[1:]) or any(line.endswith((".", "-")) for line in lines)


def _experts(lines: Sequence[str]) -> Iterator[tuple[tuple[int, ...], str]]:
    """The numbers of the lines and the by-line of each analyst: in one line, or a name above a role."""
    for number, line in enumerate(lines):
        name, _, rest = _name_and_rest(line)
        if not name:
            continue
        if rest:
            if _is_role(rest):
                yield (number,), f"By {name}, {rest}"
        elif number + 1 < len(lines) and _is_role(lines[number + 1]):
            yield (number, number + 1), f"By {name}, {lines[number + 1]}"


def _name_and_rest(line: str) -> tuple[str, str, str]:
    """A line as a name, what parts it, and what follows: "Marta Ellery, CFA | Chief Strategist"; no name in others."""
    line = RE_LETTERS.sub("", line)
    parted = RE_AND_NAME.search(line)
    name = line[: parted.start()] if parted else line
    if not is_name(name) or RE_ROLE.search(name) or name.lower().startswith("by "):
        return "", "", ""
    return (name, parted[0], line[parted.end() :]) if parted else (name, "", "")


def _is_role(text: str) -> bool:
    """Whether a text is the role of an analyst and nothing else: "Head of Equity Strategy"."""
    return (
        len(text.split()) <= LONGEST_ROLE
        and bool(RE_ROLE.search(text))
        and not RE_PRESS.search(text)
        and not text.rstrip().endswith((".", ":", "!", "?"))
        and text[:1].isalpha()
    )

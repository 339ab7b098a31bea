"""Finds the analysts of a research note beside its text: "Marta Ellery" above "Chief Strategist" and a phone number.

They hold the views of the note, so they are kept as a by-line: "By Marta Ellery, Chief Strategist at Elm Bank".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.read.bylines import RE_PRESS, RE_ROLE, is_name
from pipeline.read.pdf_layout import Region
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_title import is_masthead

RE_CONTACT = re.compile(
    r"[,;|•·]?\s*(?:\(?(?:tel|phone|fax|direct|t|e-?mail)\b\.?\)?\s?:?\s*)?"
    r"(?:[\w.+-]+@[\w-]+(?:\.\w+)+|\(?\+\s?\d[\d\s()./-]*$|\(?\+\s?\d[\d\s()./-]{5,}\d|\(?\d{2,4}\)?[\s-]\d{3,4}[\s-]\d{4}).*$",
    re.IGNORECASE,
)
RE_EMAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+)[a-z]{2,}\b", re.IGNORECASE)
RE_LETTERS = re.compile(r",?\s+(?:CFA|CMT|CAIA|Ph\.?D\.?|MBA|FRM)\b\.?", re.IGNORECASE)
RE_AND_NAME = re.compile(r"\s*[,|–—·•]\s*|\s+-\s+")
RE_OTHER = re.compile(r"[\W_]+")
LONGEST_ROLE = 9
LONGEST_FIRM = 5
LEAST_FIRM = 4
NEAR = 2.0


def house_of(lines: Sequence[str]) -> str:
    """The firm whose name some line prints and an e-mail address spells: "Elm Bank" for "jane.doe@elmbank.example"."""
    labels = {label for line in lines for found in RE_EMAIL.findall(line) for label in found.lower().split(".")}
    names = [name for line in lines if "@" not in line for name in _capitalised(line) if _key(name) in labels]
    return min(names, key=lambda name: (name.isupper(), names.index(name)), default="")


def _capitalised(line: str) -> Iterator[str]:
    """The runs of words in a line that begin with a capital and are long enough for a firm's name."""
    words = line.split()
    for start, word in enumerate(words):
        if word[0].isupper():
            for end in range(start + 1, min(len(words), start + LONGEST_FIRM) + 1):
                name = " ".join(words[start:end]).strip(" ,.:;|()")
                if len(_key(name)) >= LEAST_FIRM:
                    yield name


def _key(text: str) -> str:
    """The letters and digits of a text in lower case."""
    return RE_OTHER.sub("", text.lower())


def expert_bylines(regions: Sequence[Region], house: str) -> tuple[list[str], set[int]]:
    """The by-lines of the analysts named in the regions of a first page, and the ids of the lines they stand in.

    `house` is the firm of the note, or empty: it is added to a by-line that names none.
    """
    found: list[str] = []
    used: set[int] = set()
    for lines in _contact_blocks(regions):
        texts = [RE_CONTACT.sub("", line.text).strip(" ,|") for line in lines]
        experts = [] if _is_running_text(texts) else list(_experts(texts))
        found += [f"{byline} at {house}" if house and " at " not in byline else byline for _, byline in experts]
        used.update(id(lines[number]) for numbers, _ in experts for number in numbers)
        if experts:
            used.update(id(line) for line, text in zip(lines, texts, strict=True) if not text)
    return list(dict.fromkeys(found)), used


def _contact_blocks(regions: Sequence[Region]) -> list[list[Line]]:
    """The lines of each region, with a name in other type right above them."""
    blocks: list[list[Line]] = []
    for region in regions:
        above = blocks[-1][0] if blocks and len(blocks[-1]) == 1 else None
        first = region.lines[0]
        is_near = above is not None and 0 < first.y - above.y <= NEAR * above.size
        if above and is_near and abs(above.left - first.left) < above.size and _name_and_rest(above.text)[0]:
            blocks[-1] += region.lines
        else:
            blocks.append(list(region.lines))
    return blocks


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
    if not is_name(name) or is_masthead(name) or RE_ROLE.search(name) or name.lower().startswith("by "):
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

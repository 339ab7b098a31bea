"""Finds the headline of a PDF: the title that it states, where page one prints it, else the largest type of page one.

"Microsoft Word - note.docx" is no title, and neither is the firm's name above the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.read.dates import published_in_line
from pipeline.read.pdf_layout import Region
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_paragraphs import LARGE, Style
from pipeline.read.pdf_text import joined
from pipeline.read.text import is_heading

RE_NO_TITLE = re.compile(r"^(?:microsoft|untitled|document\d*|about:blank)\b|\.\w{2,4}$", re.IGNORECASE)
RE_MASTHEAD = re.compile(
    r"\b(?:bank|securities|research|capital|partners|group|management|markets|advis[eo]rs|strategy|economics|"
    r"daily|weekly|monthly|quarterly|news|times|post|journal|report|note|letter|insights?|views?)$",
    re.IGNORECASE,
)
RE_OTHER = re.compile(r"[\W_]+")
TITLE_WORDS = (4, 35)
LEAST_WORDS = 2
LEAST_KEY = 12
LOWEST = 0.6
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Title:
    """The headline, and the ids of the lines that it was printed in."""

    text: str = ""
    lines: frozenset[int] = frozenset()


def find_title(stated: str, regions: Sequence[Region], style: Style, words: frozenset[str]) -> Title:
    """The headline among the regions of page one; an empty one where nothing stands out."""
    regions = [run for region in regions for run in _runs(region)]
    titles = [
        Title(joined([line.text for line in region.lines], words), frozenset(map(id, region.lines)))
        for region in regions
        if len(region.lines) <= MOST_LINES
    ]
    if not RE_NO_TITLE.search(stated) and (printed := next(_printed(stated, titles), None)):
        return printed
    by_lines = {title.lines: title for title in titles}
    return next(
        (
            title
            for region in _prominent(regions, style)
            if (title := by_lines.get(frozenset(map(id, region.lines)))) and _can_be_title(title.text, region, style)
        ),
        Title(),
    )


def _runs(region: Region) -> Iterator[Region]:
    """The parts of a region that are set in the same type: a headline above its paragraph."""
    lines: list[Line] = []
    for line in region.lines:
        if lines and (line.is_bold != lines[-1].is_bold or abs(line.size - lines[-1].size) > 0.5):
            yield Region(lines)
            lines = []
        lines.append(line)
    yield Region(lines)


def is_masthead(text: str) -> bool:
    """Whether a few words are the name of a house or of a series: "Elm Securities", "Market Weekly"."""
    return bool(RE_MASTHEAD.search(text)) or any(
        end - start >= len(text) - 2 for start, end, _ in gazetteer.find_firms(text)
    )


def _printed(stated: str, titles: Sequence[Title]) -> Iterator[Title]:
    """The printed title that is the stated one, or its beginning: "Oak wakes up" of "Oak wakes up | Elm Daily"."""
    key = _key(stated)
    for title in titles:
        own = _key(title.text)
        if own and (own == key or (len(own) >= LEAST_KEY and (key.startswith(own) or own.startswith(key) and key))):
            yield title


def _prominent(regions: Sequence[Region], style: Style) -> list[Region]:
    """The regions in the upper part of the page that stand out: by large type first, by bold type, by themselves."""
    upper = [region for region in regions if region.top < LOWEST * style.height]
    large = [region for region in upper if region.size >= LARGE * style.size]
    rest = [region for region in upper[:MOST_LINES] if region not in large]
    bold = [region for region in rest if region.lines[0].is_bold]
    plain = [
        region for region in rest if region not in bold and is_heading(" ".join(line.text for line in region.lines))
    ]
    return sorted(large, key=lambda region: (-round(region.size), region.top)) + bold + plain


def _can_be_title(text: str, region: Region, style: Style) -> bool:
    """Whether large or bold words can be a headline: four and more, or two that are no firm's name and no date."""
    count = len(text.split())
    if not LEAST_WORDS <= count <= TITLE_WORDS[1] or published_in_line(text):
        return False
    if count >= TITLE_WORDS[0]:
        return True
    return region.size >= LARGE * style.size and not is_masthead(text)


def _key(text: str) -> str:
    """The letters and digits of a text."""
    return RE_OTHER.sub("", text.casefold())

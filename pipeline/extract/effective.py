"""Finds since when a view holds, where the text says so: "Elm Bank: 7,100, $310 (as of Nov. 26)" is of November 26.

A list of targets is older than the article that prints it; of two views of a firm the newer one counts.
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.extract.horizon_stems import MONTHS
from pipeline.types import Article, Block

_NAME = "|".join(sorted(MONTHS, key=lambda name: -len(name)))
_DAY = rf"""(?:
      (?P<us_month>{_NAME})\.?\s(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<us_year>20\d\d))?
    | (?P<eu_day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<eu_month>{_NAME})\.?(?:,?\s(?P<eu_year>20\d\d))?
    | (?P<iso_year>20\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)
    )(?![\w/])"""
RE_AS_OF = re.compile(
    rf"[(\[](?:as\sof|dated|set\son|since|updated|published|issued)\s(?:on\s)?{_DAY}\s?[)\]]", re.I | re.X
)
RE_DAY = re.compile(rf"\W*{_DAY}\W*", re.I | re.X)
RE_DAY_COLUMN = re.compile(r"\b(?:date|dated|as of|updated|set on|issued|published|since)\b", re.IGNORECASE)
OLDEST = 400  # days: a note that is older than that is no view of today


def effective_date(article: Article, start: int, end: int) -> date | None:
    """The day stated for a view in the stretch [start, end) of the text, or in its row of a table; None without one.

    "(as of Nov. 26)" in an article of 2025-12-03 is 2025-11-26. A day after the article, or more than a year before
    it, is none; without a published date there is no year.
    """
    if article.published_date is None:
        return None
    text = article.text
    block = next((block for block in article.blocks if block.start <= start < block.end), None)
    if block is not None and block.cells:
        return _of_row(article, block, article.published_date)
    match = RE_AS_OF.search(text, start, min(len(text), block.end if block else end))
    return _day(match, article.published_date) if match and match.start() <= end else None


def _of_row(article: Article, row: Block, published: date) -> date | None:
    """The day in a table row: in parentheses, or in a column that is one of days by its head."""
    text = article.text
    if match := RE_AS_OF.search(text, row.start, row.end):
        return _day(match, published)
    head = next((block for block in article.blocks if block.table == row.table and block.is_header), None)
    for above, cell in zip(head.cells if head else (), row.cells, strict=False):
        match = RE_DAY.fullmatch(text, *cell)
        if match and RE_DAY_COLUMN.search(text, *above):
            return _day(match, published)
    return None


def _day(match: re.Match[str], published: date) -> date | None:
    """The day that was printed; without a year the last such day before the article."""
    part = match.groupdict()
    style = next(style for style in ("us", "eu", "iso") if part[f"{style}_day"])
    year, month, day = (part[f"{style}_{unit}"] for unit in ("year", "month", "day"))
    number = int(month) if month.isdecimal() else MONTHS[month.lower()]
    years = (int(year),) if year else (published.year, published.year - 1)
    for one in years:
        try:
            found = date(one, number, int(day))
        except ValueError:
            continue
        if 0 <= (published - found).days <= OLDEST:
            return found
    return None

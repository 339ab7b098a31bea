"""Finds published dates in lines and metadata strings: "Updated on: 07 May 2024, 8:05 pm" is 2024-05-07.

A date inside prose ("the target for December 31, 2026") is no published date: a line must hold a date and little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero gennaio gen janeiro",
            "february feb februar février févr febrero febbraio fevereiro",
            "march mar märz mrz mars marzo março",
            "april apr avril avr abril aprile",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet juil julio luglio julho",
            "august aug août agosto",
            "september sept sep septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
RE_DATE = re.compile(
    rf"""(?<![\w.,/-])(?:
      (?P<iso_y>\d{{4}})\s?[-/.]\s?(?P<iso_m>\d{{1,2}})\s?[-/.]\s?(?P<iso_d>\d{{1,2}})(?:(?=T\d)|(?![\d/-]))\.?
    | (?P<cjk_y>\d{{4}})\s*[年년]\s*(?P<cjk_m>\d{{1,2}})\s*[月월]\s*(?P<cjk_d>\d{{1,2}})\s*[日일]
    | (?P<us_m>{MONTH})\.?\s+(?P<us_d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_y>\d{{4}})(?!\d)
    | (?P<eu_d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s-]+(?:of\s+|de\s+)?
      (?P<eu_m>{MONTH})\.?,?[\s-]+(?:de\s+)?(?P<eu_y>\d{{4}})(?!\d)
    | (?P<num_a>\d{{1,2}})(?P<num_sep>[/.-])(?P<num_b>\d{{1,2}})(?P=num_sep)(?P<num_y>\d{{4}})(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
RE_COMPACT = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})(?:T|\s|$)")

RE_SEPARATOR = re.compile(r"\s*[|•·●│‖]\s*|\s{2,}|\t|\s+[-–—/]+\s+")
RE_TIME = re.compile(
    r"""\bT?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\b\.?|Z\b|Uhr\b)?
      | \b\d{1,2}\s*[ap]\.?m\b\.?
      | [+-]\d{2}:?\d{2}\b""",
    re.IGNORECASE | re.VERBOSE,
)
RE_ZONE = re.compile(
    r"\b(?:GMT|UTC|BST|IST|KST|JST|HKT|SGT|AEDT|AEST|CES?T|E[SD]?T|C[SD]T|M[SD]T|P[SD]T|PT|Eastern|Time)\b"
)
RE_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\b\.?", re.IGNORECASE)
RE_LABEL = re.compile(
    r"""\b(?:first|originally|last|article|story|news|release)?\s*
        (?:published|publication|posted|updated|modified|released|created|issued|approved|input|online|dated?|written)
        (?:\s+(?:on|at|date|online))*\b | \b(?:on|at|le|am|vom)\b""",
    re.IGNORECASE | re.VERBOSE,
)
RE_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
RE_BY = re.compile(r"^\s*(?:by|written by|von|par|reporter)\s+[^\d|.!?]{3,60}$", re.IGNORECASE)
RE_ATTEMPT = re.compile(
    r"""^(?: (?:first\s+)?(?:published|posted|updated|date)(?:\s+on)?\s*:\s*\S.{2,50}
      | \D{0,12}\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\D{0,12}
      | [^\W\d]{3,}\.?\s\d{1,2},?\s\d{4} | \d{1,2}\.?\s[^\W\d]{3,}\.?,?\s\d{4} )$""",
    re.IGNORECASE | re.VERBOSE,
)

FIRST_YEAR = 1980
LAST_YEAR = 2100
LONGEST_DATE_LINE = 140


def parse_date(text: str, *, day_first: bool = False) -> date | None:
    """The first date printed in `text`, e.g. 2023-07-28 in "7/28/2023 6:31:05 AM GMT"; None where there is none.

    `day_first` decides "03/04/2025"; where only one reading is a date ("30/06/2024") it is taken. Time zones
    are not converted: the date is the one that the publisher printed.
    """
    compact = RE_COMPACT.match(text)
    if compact and (found := _valid(*compact.groups())):
        return found
    return next((found for _, _, found in _dates(text, day_first=day_first)), None)


def published_in_line(line: str, *, day_first: bool = False) -> date | None:
    """The date of a line that is a date line: "Express Desk | Updated on: 07 May 2024, 8:05 pm | 3 min read".

    None for prose and for headlines with a date in them. A line with two dates gives the one not called updated.
    """
    if len(line) > LONGEST_DATE_LINE:
        return None
    updated: date | None = None
    for segment in RE_SEPARATOR.split(line.strip()):
        found = _segment_date(segment, day_first=day_first)
        if found and not RE_UPDATED.search(segment):
            return found
        updated = updated or found
    return updated


def is_date_attempt(line: str) -> bool:
    """Whether the line means to be a date but cannot be read as one, e.g. "Published: last Tuesday", "2025-13-45"."""
    return bool(RE_ATTEMPT.match(line.strip())) and published_in_line(line) is None


def _segment_date(segment: str, *, day_first: bool) -> date | None:
    """The date of "By Jane Doe, October 16, 2025", None where more than labels and times stands around it."""
    for start, end, found in _dates(segment, day_first=day_first):
        before, after = _without_labels(segment[:start]), _without_labels(segment[end:])
        if not any(char.isalnum() for char in RE_BY.sub("", before) + after):
            return found
    return None


def _without_labels(text: str) -> str:
    """What is left of " at 4:07PM EST" or "Published on Wednesday, " without times, zones, days and labels."""
    for pattern in (RE_DATE, RE_TIME, RE_ZONE, RE_WEEKDAY, RE_LABEL):
        text = pattern.sub(" ", text)
    return text


def _dates(text: str, *, day_first: bool) -> Iterator[tuple[int, int, date]]:
    """Start, end and value of each date in `text`, left to right; impossible ones ("2025-13-45") are passed over."""
    for match in RE_DATE.finditer(text):
        part = match.groupdict()
        if part["num_y"]:
            found = _numeric(part["num_a"], part["num_b"], part["num_y"], day_first or part["num_sep"] == ".")
        else:
            name = next(name for name in ("iso", "cjk", "us", "eu") if part[f"{name}_y"])
            month = part[f"{name}_m"]
            found = _valid(part[f"{name}_y"], MONTHS.get(month.lower(), month), part[f"{name}_d"])
        if found:
            yield match.start(), match.end(), found


def _numeric(first: str, second: str, year: str, day_first: bool) -> date | None:
    """The date of "30/06/2024" or "7/28/2023": the usual order first, the other one where that is no date."""
    day, month = (first, second) if day_first else (second, first)
    return _valid(year, month, day) or _valid(year, day, month)


def _valid(year: str | int, month: str | int, day: str | int) -> date | None:
    """The date, or None where there is no such day or the year is no year of an article."""
    if not FIRST_YEAR <= int(year) < LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

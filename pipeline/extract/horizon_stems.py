"""What a sentence must hold for a rule of horizons to be worth a try: of "by year-end" that is "year".

Every match of a rule holds one of the stems that the rule spells out; one with a month needs that, with a year behind
it where the rule ends in one.
"""

from __future__ import annotations

import calendar
import re

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
YEAR = r"(?P<year>(?:20|19)\d\d)(?!\d|,\d|\.\d)"  # as rules spell it
STEMS = (
    *("christmas", "corner", "day", "decade", "future", "half", "haul", "immediate", "month", "notice", "quarter"),
    *("run", "secular", "session", "summer", "term", "time", "tomorrow", "week", "while", "year", "12m"),
)
A_MONTH = "(?P<month>"
OF_A_YEAR = "a month of a year"
_A_MONTH = rf"(?:{'|'.join(MONTHS)})"
NUMBERED = {  # the same for numbers: what stands in a rule, and what in a text
    r"(?:20|19)\d\d": re.compile(r"(?:20|19)\d\d"),
    "[hH](?P<half>[12])": re.compile(r"\bh[12]"),
    "Q(?P<quarter>[1-4])": re.compile(r"\bq[1-4]"),
    A_MONTH: re.compile(rf"{_A_MONTH}(?![a-z])"),
    OF_A_YEAR: re.compile(rf"{_A_MONTH}\.?,? (?:of )?(?:20|19)\d\d"),
}


def stems_of_rule(pattern: str) -> frozenset[str]:
    """The stems that a rule spells out."""
    if A_MONTH in pattern:
        return frozenset({OF_A_YEAR if pattern.endswith(YEAR) else A_MONTH})
    return frozenset((*(s for s in STEMS if s in pattern.lower()), *(n for n in NUMBERED if n in pattern)))


def stems_of_text(text: str) -> frozenset[str]:
    """The stems that a sentence has: "by mid-May" has "may"."""
    lowered = text.lower()
    numbered = (name for name, pattern in NUMBERED.items() if pattern.search(lowered))
    return frozenset((*(s for s in STEMS if s in lowered), *numbered))

"""How a page writes numbers, days and periods: 7500.0 is "7,500", -0.06 "−6.0%", "2026-12-31" "31 Dec 2026"."""

from __future__ import annotations

import calendar
from datetime import date

MINUS = "\N{MINUS SIGN}"


def points(value: float | None) -> str:
    """A level as people write it: 7500.0 -> "7,500", 4549.78 -> "4,549.78", None -> ""."""
    return "" if value is None else f"{value:,.2f}".removesuffix(".00").replace("-", MINUS)


def percent(share: float | None) -> str:
    """A change in per cent with its sign: 0.119 -> "+11.9%", -0.06 -> "−6.0%", 0.0 -> "0.0%", None -> ""."""
    if share is None:
        return ""
    rounded = round(share * 100, 1)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):,.1f}%"


def day(when: date | None) -> str:
    """A day: "26 May 2026"; "" where there is none."""
    return f"{when.day} {calendar.month_abbr[when.month]} {when.year}" if when else ""


def period(horizon: str) -> str:
    """The period of a consensus row, or a view's horizon, in words: "12m" -> "12 months", "" -> "not said"."""
    if horizon.endswith("m") and horizon[:-1].isdecimal():
        months = int(horizon[:-1])
        return f"{months} month{'s' if months != 1 else ''}"
    try:
        return day(date.fromisoformat(horizon))
    except ValueError:
        return horizon or "not said"


def count(number: int, thing: str, several: str = "") -> str:
    """A number of things: (1, "view") -> "1 view", (2000, "view") -> "2,000 views"; `several` where it is no s."""
    return f"{number:,} " + (thing if number == 1 else several or f"{thing}s")

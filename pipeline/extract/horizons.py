"""Finds by when a view holds: "through year-end" in October 2025 is 2025-12-31, "in the weeks ahead" short-term.

A small grammar of its own, since date parsers know none of "year-end", "mid-2026" or "the next 12 months".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.extract.horizon_stems import MONTHS, YEAR, stems_of_rule, stems_of_text
from pipeline.types import Horizon

QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1": 1, "2": 2, "3": 3, "4": 4}
COUNTS = {"one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18, "four": 4, "five": 5}
SOON = 2
COUNTS |= {"eight": 8, "ten": 10, "couple": 2, "few": 3}

_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
_END = r"(?:(?:the )?(?:end|close|finish)[- ](?:of )?(?:the )?(?:calendar )?)"
_EARNINGS = r"(?:earnings|profits?|sales|revenues?|EPS|GDP)"
_COUNT = r"(?P<count>\d{1,2}|one|two|three|four|five|six|eight|nine|ten|twelve|eighteen)"


@dataclass(frozen=True, slots=True)
class HorizonSpan:
    """A horizon as the text words it, [start, end) in the text."""

    start: int
    end: int
    horizon: Horizon


def _on(day: date) -> Horizon:
    return Horizon(day.isoformat(), day)


def _month_end(year: int, month: int) -> Horizon:
    return _on(date(year, month, calendar.monthrange(year, month)[1]))


def _year_end(match: re.Match[str], published: date) -> Horizon:
    return _month_end(_year_of(match, published), 12)


def _year_of(match: re.Match[str], published: date) -> int:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return published.year + (1 if groups.get("next") else 0)


def _period_end(month: int) -> Callable[[re.Match[str], date], Horizon | None]:
    """The end of a period that ends with `month`: of the year named, else of the next such month to come."""

    def build(match: re.Match[str], published: date) -> Horizon | None:
        year = _year_of(match, published)
        if not match.groupdict().get("year") and (year, month) < (published.year, published.month):
            year += 1
        return _month_end(year, month)

    return build


def _named_month(match: re.Match[str], published: date) -> Horizon | None:
    """ "by next June" in May is the June of the year after: this one would be plain "June"."""
    month = MONTHS[match["month"].lower().rstrip(".")]
    if match.groupdict().get("coming") and 0 <= month - published.month <= SOON:
        return _month_end(published.year + 1, month)
    return _period_end(month)(match, published)


def _quarter(match: re.Match[str], published: date) -> Horizon | None:
    return _period_end(3 * QUARTERS[match["quarter"].lower()])(match, published)


def _half(match: re.Match[str], published: date) -> Horizon | None:
    return _period_end(6 if match["half"].lower() in {"first", "1"} else 12)(match, published)


def _months(match: re.Match[str], published: date) -> Horizon | None:
    text = match["count"].lower()
    count = COUNTS.get(text) or int(text)
    return Horizon(f"{count}m") if 1 <= count <= 36 else None


def _twelve(match: re.Match[str], published: date) -> Horizon | None:
    return Horizon("12m")


def _words(words: str) -> Callable[[re.Match[str], date], Horizon | None]:
    def build(match: re.Match[str], published: date) -> Horizon | None:
        return Horizon(words)

    return build


Builder = Callable[[re.Match[str], date], Horizon | None]
_RULES: tuple[tuple[str, Builder], ...] = (
    # dates and months
    (rf"(?:by|until|till|through|to|in|at|for)? ?(?:{_END}|end-|late |mid-)?{_MONTH},? (?:of )?{YEAR}", _named_month),
    (rf"{_END}{_MONTH}(?: of)? (?P<next>next year)", _named_month),
    (rf"(?:by |until |till )?(?P<coming>next) {_MONTH}\b", _named_month),
    (rf"{_END}{_MONTH}\b", _named_month),
    (rf"(?:by|until|till|before|through) (?:the )?(?:end of |end-|mid-|late |early )?{_MONTH}\b", _named_month),
    (rf"\b(?:end|end-){_MONTH}\b", _named_month),
    (r"\bfor (?P<month>june|december|march|september)\b", _named_month),
    # quarters and halves
    (
        rf"\b(?P<quarter>first|second|third|fourth|final)[- ]quarters?"
        rf"(?: of)?(?: {YEAR}| (?P<next>next year)| this year)?",
        _quarter,
    ),
    (rf"\bQ(?P<quarter>[1-4])(?: (?:of )?{YEAR})?", _quarter),
    (rf"\b(?P<half>first|second)[- ]half(?: of)?(?: {YEAR}| (?P<next>next year)| (?:the|this) year)?", _half),
    (rf"\b[hH](?P<half>[12])(?: (?:of )?{YEAR})?\b", _half),
    (rf"\bmid-? ?{YEAR}", _period_end(6)),
    (rf"\b(?:the )?middle of (?:{YEAR}|(?P<next>next year)|this year|the year)", _period_end(6)),
    (r"\bmid-?year\b|\bmidyear\b", _period_end(6)),
    (rf"\bearly (?:in )?(?:{YEAR}|(?P<next>next year))", _period_end(3)),
    # year-ends
    (rf"\b{YEAR}(?:[’']s)? (?:year[- ]?end|end)\b", _year_end),
    (rf"\b(?:year|calendar)[- ]?end\b(?: of| for)?(?: {YEAR})?", _year_end),
    (
        rf"\b(?:{_END}|end-? ?|late |finish(?:es|ing)? |clos(?:es?|ing) |end(?:s|ing)? |sign off )"
        rf"(?:{YEAR}|(?P<next>next year)|this year|the year)",
        _year_end,
    ),
    (
        r"\b(?:by|until|before|at|to) (?:the )?(?P<next>next )?year[’']?s?[- ](?:end|close)\b"
        r"|\byear[’']s end\b",
        _year_end,
    ),
    (r"\bbefore (?:the year (?:is out|ends)|new year(?:[’']s)?(?: eve)?|christmas)\b", _year_end),
    (r"\b(?:the )?(?:rest|remainder|balance) of (?:the|this) year\b|\blater this year\b", _year_end),
    # months ahead
    (rf"\b{_COUNT}[- ]months?\b", _months),
    (rf"\b(?:\w+|\d+)[- ](?:to|or)[- ]{_COUNT}[- ]months?\b", _months),
    (r"\ba year[’']s time\b|\b(?:a|one) year from now\b|\bin (?:a|one) year\b|\bthe (?:next|coming) year\b", _twelve),
    (r"\b(?:within|over) (?:the next |a |one )year\b|\b12m\b|\bnext twelve months\b", _twelve),
    # plain years
    (rf"\b(?:in|for|during|through|throughout|of|over|end|into) {YEAR}", _year_end),
    (
        rf"\b{YEAR} (?:(?!{_EARNINGS}\b)\w+ ){{0,2}}"
        r"(?:target|forecast|outlook|objective|projection|estimate|view|call)s?\b",
        _year_end,
    ),
    (r"\b(?P<next>next) year(?:[’']s)?\b", _year_end),
    (r"\bthis year\b(?![’']s (?:high|low|gain|rally|fall|peak|losses|advance|decline))|\bfor the year\b", _year_end),
    (r"\bby (?:the )?summer\b", _period_end(6)),
    # words
    (
        r"\b(?:in|over|into|this|through) (?:the )?summer\b|\b(?:just )?around the corner\b"
        r"|\bfor (?:a|a little|some) while\b",
        _words("short-term"),
    ),
    (
        r"\b(?:near|short|shorter)(?:-?[- ]or[- ](?:medium|intermediate))?[- ](?:term|run)\b|\bnear future\b"
        r"|\buntil further notice\b"
        r"|\bimmediate(?:ly)?[- ](?:term|future)?\b",
        _words("short-term"),
    ),
    (
        r"\b(?:next|coming|following|upcoming|this|few|couple of) "
        r"(?:several |few |couple of |two |three )?(?:days?|weeks?|sessions?)\b",
        _words("short-term"),
    ),
    (
        r"\b(?:days|weeks|sessions) (?:ahead|to come)\b|\btomorrow\b"
        r"|\bnext couple (?:of )?(?:weeks|months)\b",
        _words("short-term"),
    ),
    (
        r"\bnext month\b|\bnext (?:mon|tues|wednes|thurs|fri)day\b"
        r"|\b(?:mon|tues|wednes|thurs|fri)day could\b",
        _words("short-term"),
    ),
    (r"\b(?:medium|intermediate|mid)[- ](?:term|run)\b", _words("medium-term")),
    (r"\b(?:coming|next few|next several|upcoming|next) months\b|\bmonths (?:ahead|to come)\b", _words("medium-term")),
    (r"\b(?:coming|next few) quarters\b", _words("medium-term")),
    (
        r"\blong(?:er)?[- ](?:term|run|haul)\b"
        r"|\b(?:coming|next) (?:few |five |ten |10 |several )?(?:years|decade)\b",
        _words("long-term"),
    ),
    (
        r"\btakes? (?:at least |more than |over |about |another )*"
        r"(?:two|three|four|five|ten|several|many|a few|\d+) years\b"
        r"|\bfor a long time\b",
        _words("long-term"),
    ),
    (r"\bwithin (?:\w+ )?years\b|\bfor years\b|\byears to come\b|\bsecular\b", _words("long-term")),
)
RULES: tuple[tuple[re.Pattern[str], Builder, frozenset[str]], ...] = tuple(
    (re.compile(p, re.IGNORECASE), b, stems_of_rule(p)) for p, b in _RULES
)
STEMS_KEPT = 1 << 12  # sets of stems whose rules are remembered: most sentences have few, and the same


@lru_cache(maxsize=STEMS_KEPT)
def _possible(stems: frozenset[str]) -> tuple[tuple[re.Pattern[str], Builder], ...]:
    """The rules of which a text with these stems may have a match, in their order."""
    return tuple((pattern, build) for pattern, build, needed in RULES if not needed.isdisjoint(stems))


# Periods of something else: "first-quarter earnings", "the year ending March 2009", "is up 30 percent this year".
RE_NOT_BEFORE = re.compile(
    r"(?:\b(?:year|quarter|months) (?:ending|ended)(?: in)?|\bfiscal|\bFY"
    rf"|\b(?:{_EARNINGS}|(?:earnings|profit|sales|growth) estimates)(?: estimates?| growth)?"
    r"(?: (?:for|in|from|of|over))?(?: the)?)\s?$",
    re.IGNORECASE,
)
# What was gained in a period that is not over: "has risen 30 percent this year"; "will have risen" is a forecast.
RE_GAINED = re.compile(
    r"(?P<future>\b(?:will|would|should|could|might|may) have )?"
    r"\b(?:(?:is|are|was|were|already|'s|’s) (?:up|down)|gained|lost|risen|fallen|rose|fell|rallied|jumped|climbed"
    r"|added(?= (?:about |nearly |almost |another )?\d)|shed|soared|surged|advanced|dropped)\b"
    r"(?P<behind>[^.;,]{0,40})$",
    re.IGNORECASE,
)
RE_EXPECTED = re.compile(
    r"\b(?:will|would|should|could|may|might|can|must|expect\w*|sees?|seen|forecast\w*|predict\w*|target\w*|likely"
    r"|poised|set to|to (?:end|close|finish|reach))\b|[’'](?:ll|d)\b",
    re.IGNORECASE,
)
RE_NOT_AFTER = re.compile(
    r"(?:[’']s)? (?:corporate |company )?(?:earnings|results|profits?|reports?|reporting|GDP|sales|revenues?|guidance"
    r"|season|of last year|last year|so far)\b|,? so far\b(?! the\b)",
    re.IGNORECASE,
)


def find_horizons(text: str, published: date | None) -> list[HorizonSpan]:
    """The horizons of a sentence in text order: "to 9,800 by mid-2026 and 10,000 by year-end" has two.

    Without `published`, only horizons that name their year or are words are found; a period that ended before
    the article was published is none ("in 2013" in an article of 2015).
    """
    stems = stems_of_text(text)
    day = published or date(1900, 1, 1)
    found: list[HorizonSpan] = []
    over: list[tuple[int, int]] = []  # so that "of 2025" is not read alone in "the second quarter of 2025"
    for pattern, build in _possible(stems):
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in [*over, *((s.start, s.end) for s in found)]):
                continue
            horizon = build(match, day)
            if horizon and horizon.until and (_of_else(text, match) or not _ahead(horizon.until, published)):
                over.append(match.span())
            elif horizon:
                found.append(HorizonSpan(match.start(), match.end(), horizon))
    return sorted(found, key=lambda s: s.start)


def _of_else(text: str, match: re.Match[str]) -> bool:
    """Whether a period is that of earnings or of a gain already made: "profits in 2026", "is up 7% this year"."""
    before = text[: match.start()]
    if RE_NOT_AFTER.match(text, match.end()) or RE_NOT_BEFORE.search(before):
        return True
    gained = RE_GAINED.search(before)
    return gained is not None and not gained["future"] and not RE_EXPECTED.search(gained["behind"])


def _ahead(until: date, published: date | None) -> bool:
    if published is None:
        return until.year >= 1990
    return until >= published and until.year <= published.year + 12

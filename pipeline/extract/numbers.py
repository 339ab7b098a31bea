"""Finds the numbers of a text and types each before anything is linked: "200-day" is a length, "7%" a percentage.

Only a `VALUE` can be a level: "up 150 points, or 1.3%, to 6,600" has one, 6,600.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum


class NumberKind(StrEnum):
    """What a number can be."""

    VALUE = "value"
    PERCENT = "percent"
    MONEY = "money"
    MULTIPLE = "multiple"
    LENGTH = "length"
    MOVE = "move"
    YEAR = "year"
    COUNT = "count"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at [start, end); a range ("6,500-6,800") is two numbers that share `range_id` in order."""

    start: int
    end: int
    value: float
    kind: NumberKind
    range_id: int | None = None


_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
RE_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<sign>[$€£¥₹]|US\$|Rs\.? ?|HK\$)?\s?\**(?P<digits>{_DIGITS})"
    rf"(?P<unit>[kK](?!\w)| lakh\b)?(?P<plural>s\b)?"
)
RE_SKIP_BEFORE = re.compile(r"(?:\bNo\. ?|#|\bpage |\bchapter |\bsection |\bversion |\bfiscal |\bFY ?)$", re.IGNORECASE)
NAMED = frozenset({30, 40, 50, 100, 150, 200, 225, 250, 300, 350, 400, 500, 600, 1000, 2000, 3000, 5000})
RE_NAME_BEFORE = re.compile(
    r"(?:S ?& ?P|Poor[’']s|Nasdaq|NASDAQ|Russell|Nikkei|FTSE|S[Tt][Oo][Xx]+|ASX|Dow|CAC|CSI|Fortune|IBEX|SmallCap"
    r"|MidCap|small-cap|mid-cap|Stoxx Europe|Wilshire)[ -]?$"
)
RE_TICKER = re.compile(r"\.[A-Z]{1,2}\b")
RE_PERCENT = re.compile(
    r"\s?(?:%|percent\b|per cent\b|pct\b|percentage\b|basis\b|bps?\b|bp\b|-?point-? ?basis)", re.IGNORECASE
)
RE_MULTIPLE = re.compile(r"\s?(?:x\b|times\b|-?fold\b)")
RE_LENGTH = re.compile(
    r"[- ]?(?:day|week|month|year|hour|minute|session|quarter|yr|DMA|EMA|SMA|MA|period|DEMA|WMA)s?\b",
    re.IGNORECASE,
)
RE_COUNTED = re.compile(
    r"\s(?:of\s(?:the\s)?\d|stocks\b|shares\b|companies\b|members\b|people\b|jobs\b|strategists\b|analysts\b"
    r"|economists\b|respondents\b|investors\b|firms\b|banks\b|brokerages\b|funds\b|contracts\b|years\b|straight\b"
    r"|consecutive\b|cents?\b|tons\b|tonnes\b|barrels\b|ounces\b|units\b|employees\b|workers\b|countries\b|clients\b"
    r"|percent\b|deaths\b|cases\b|names\b|participants\b|managers\b|crore\b|million\b|billion\b|trillion\b|mln\b|bln\b"
    r"|trln\b|a\.m\.|p\.m\.|am\b|pm\b|GMT\b|EDT\b|EST\b|ET\b)",
    re.IGNORECASE,
)
RE_SCALED = re.compile(r"\s?-?(?:million|billion|trillion|crore|mln|bln|trn|bn|tn|mn|m\b|b\b|B\b|M\b|T\b)")
RE_MOVED = re.compile(
    r"\b(?:up|down|rose|fell|gained|lost|added|shed|dropped|climbed|slipped|jumped|tumbled|sank|surged|advanced|declined"
    r"|by|rallied|plunged|ended|dipped|eased|edged up|edged down"
    r"|rise|fall|gain|lose|add|drop|climb|slip|jump|tumble|sink|surge|advance|decline|rally|plunge)"
    r"\s(?:(?:about|nearly|almost|around|some|more than|another|over|roughly)\s)?$",
    re.IGNORECASE,
)
RE_POINTS = re.compile(r"[- ]?(?:index )?(?:points?|pts?)\b", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
RE_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s$", re.IGNORECASE)
RE_MONTH_AFTER = re.compile(rf"\s{_MONTH}\b", re.IGNORECASE)
HUNDRED = 100  # a larger number before "or 7 percent" is none itself
RE_CURRENCY_AFTER = re.compile(
    r"\s(?:yen|won(?! (?:him|her|it|them|the|a|an)\b)|yuan|rupees?|dollars?|euros?|pounds|pence|francs?|pesos?|reais)\b"
)
RE_EPS_AFTER = re.compile(r"\s?(?:a share\b|per share\b|EPS\b|earnings\b|in earnings\b|of earnings\b)")
RE_YEAR_OF_EPS = re.compile(r"(?:19|20)\d\d$")  # "2026 EPS"
_AMOUNT = r"(?:\$\s?)?\d[\d,.]*"
RE_EPS_BEFORE = re.compile(  # "EPS estimate of ", "earnings per share rising to 310 from ", "EPS: "
    rf"""\b(?:EPS|(?:earnings|profits?)\sper\sshare|per[- ]share\s(?:earnings|profits?)
            |(?:earnings|profits?)(?=\s(?:of|at)\s))
        (?: \s(?:estimates?|forecasts?|targets?|projections?|views?|numbers?|figures?|calls?|expectations?)
          | \s(?:is|are|was|were|be|will|would|should|could|may|rise|rising|reach|reaching|grow|growing|fall|falling)
          | \s(?:of|at|to|from|for|in|about|around|roughly|some|nearly|next|this|the|year|20\d\dE?)
          | \s{_AMOUNT},?\s(?:from|versus|vs\.?|against) | \s{_AMOUNT}\s(?:for|in)\s20\d\d,?\sand | \s?[:=(] )*
        \s?$""",
    re.IGNORECASE | re.VERBOSE,
)
MOST_EARNINGS = 10_000  # a share, of any index in any currency
RE_RANGE = re.compile(r"^\**\s?(?:-|–|—|~|to|and|till|or)\s?\**$")
RE_LEVEL_BEFORE = re.compile(r"(?:\bat|above|below|near|around|target of|support at|resistance at|level of)\s$")
RE_EXTREME_AFTER = re.compile(r"\s(?:levels|highs|lows|peak)")
RE_CLOCK_AFTER = re.compile(r":\d\d")
RE_SLASH_TAIL = re.compile(r"/(\d{2,3})(?![\d%])")


def find_numbers(text: str, start: int, end: int, *, taken: list[tuple[int, int]] | None = None) -> list[Number]:
    """The numbers of `text[start:end]`, typed, in order; `taken` spans ("Russell 2000") hold none.

    "support at 24,000-24,200" gives two values in one range; "4327/70" gives 4327 and 4370.
    """
    numbers: list[Number] = []
    for match in RE_NUMBER.finditer(text, start, end):
        a, b = match.start("digits"), match.end()
        if any(s < b and a < e for s, e in taken or ()) or (numbers and a < numbers[-1].end):
            continue  # the tail of "4327/70" was read already
        value = _value(match)
        kind = _kind(text, match, value, start, end)
        numbers.append(Number(a, b, value, kind))
        tail = RE_SLASH_TAIL.match(text, b)
        if kind is NumberKind.VALUE and tail and value >= 1000 and tail.end() <= end:
            numbers.append(Number(tail.start(1), tail.end(1), _expand(value, tail.group(1)), NumberKind.VALUE))
    return _pair_ranges(text, _percent_ranges(text, numbers))


def _percent_ranges(text: str, numbers: list[Number]) -> list[Number]:
    """In "a correction of 5 to 7 percent" both numbers are percentages."""
    result = list(numbers)
    for i in range(len(numbers) - 1):
        a, b = numbers[i], numbers[i + 1]
        small = a.kind is NumberKind.VALUE and a.value < HUNDRED
        if small and b.kind is NumberKind.PERCENT and RE_RANGE.match(text[a.end : b.start]):
            result[i] = replace(a, kind=NumberKind.PERCENT)
    return result


def _value(match: re.Match[str]) -> float:
    value: float = float(match["digits"].replace(",", ""))
    if match["unit"]:
        value *= 100_000 if "lakh" in match["unit"] else 1000
    return value


def _expand(value: float, tail: str) -> float:
    """4327 with the tail "70" is 4370: the tail replaces the last digits."""
    scale = 10 ** len(tail)
    return float(value // scale * scale + int(tail))


def _kind(text: str, match: re.Match[str], value: float, start: int, end: int) -> NumberKind:
    before, after = text[max(start, match.start() - 60) : match.start()], text[match.end() : min(end, match.end() + 30)]
    sign = (match["sign"] or "").strip()
    digits = match["digits"]
    if RE_TICKER.match(after) or (value in NAMED and RE_NAME_BEFORE.search(before)):
        return NumberKind.OTHER
    if RE_PERCENT.match(after):
        return NumberKind.PERCENT
    if sign or any(unit.match(after) for unit in (RE_SCALED, RE_CURRENCY_AFTER)):
        return NumberKind.MONEY
    if RE_EPS_AFTER.match(after) and not RE_YEAR_OF_EPS.match(digits):
        return NumberKind.MONEY
    if value < MOST_EARNINGS and RE_EPS_BEFORE.search(before):
        return NumberKind.MONEY
    if RE_MULTIPLE.match(after):
        return NumberKind.MULTIPLE
    if RE_LENGTH.match(after) and value < 1000 and "," not in digits:
        return NumberKind.LENGTH
    if RE_COUNTED.match(after) or RE_SKIP_BEFORE.search(before):
        return NumberKind.COUNT
    if _is_date_part(digits, value, before, after):
        return NumberKind.YEAR
    if RE_POINTS.match(after) and RE_MOVED.search(before + " " if before[-1:] != " " else before) and value < 2500:
        return NumberKind.MOVE
    if match["plural"] and not (value >= 1000 and "," in digits or value % 100 == 0 and value > 2100):
        return NumberKind.YEAR
    if RE_CLOCK_AFTER.match(after) or before.endswith(":") and value < 60 and len(digits) == 2:
        return NumberKind.OTHER
    return NumberKind.VALUE


def _is_date_part(digits: str, value: float, before: str, after: str) -> bool:
    """A year ("in 2026", "2025's") or a day of a month ("Nov. 26", "14 August")."""
    if "," in digits or "." in digits:
        return False
    if value <= 31 and (RE_MONTH_BEFORE.search(before) or RE_MONTH_AFTER.match(after)):
        return True
    if not (len(digits) == 4 and 1900 <= value <= 2060):
        return False
    return not RE_LEVEL_BEFORE.search(before) or bool(RE_EXTREME_AFTER.match(after))


def _pair_ranges(text: str, numbers: list[Number]) -> list[Number]:
    """Marks two values with only "-", "to" or "and" between them, the second larger, as one range."""
    result, i, group = [], 0, 0
    while i < len(numbers):
        a = numbers[i]
        b = numbers[i + 1] if i + 1 < len(numbers) else None
        between = text[a.end : b.start] if b else ""
        if b and _is_range(between, a, b):
            result += [_ranged(a, group), _ranged(b, group)]
            group, i = group + 1, i + 2
        else:
            result.append(a)
            i += 1
    return result


def _is_range(between: str, a: Number, b: Number) -> bool:
    if a.kind is not NumberKind.VALUE or b.kind is not NumberKind.VALUE:
        return False
    close = 0.5 < (a.value / b.value if b.value else 0) < 2
    return close and (bool(RE_RANGE.match(between)) or between == "/")


def _ranged(number: Number, group: int) -> Number:
    return Number(number.start, number.end, number.value, number.kind, group)

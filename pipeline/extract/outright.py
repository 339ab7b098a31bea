"""Finds a stance that is said outright of a market: "bearish on the S&P 500", "calls small caps “a trap”".

A negated or past one ("no longer bearish", "had been bullish") is none.
"""

from __future__ import annotations

import re

from pipeline.types import Stance

_BULL = r"(?:bullish|overweight|over-weight|positive|upbeat|optimistic|constructive|sanguine|long)"
_BEAR = (
    r"(?:bearish|underweight|under-weight|negative|pessimistic|cautious|wary|skeptical|"
    r"sceptical|downbeat|gloomy|short)"
)
_FLAT = r"(?:neutral|equal-weight|equalweight|equal weight|market-weight|market weight|agnostic|on the fence)"
_SIDES = ((Stance.BULLISH, _BULL), (Stance.BEARISH, _BEAR), (Stance.NEUTRAL, _FLAT))
_BETWEEN = (
    r"(?:\s(?:stance|view|outlook|position|call|rating|bias))?\s(?:on|about|toward|"
    r"towards|for|in|of)?\s?(?:the |U\.S\. |US |its |broad )*$"
)
RE_BEFORE = tuple((stance, re.compile(rf"\b{words}{_BETWEEN}", re.IGNORECASE)) for stance, words in _SIDES)
_LOOK = (
    r"(?:\s(?:stocks|shares|equities|index|market|markets|as a group))?\s(?:is|are|look|"
    r"looks|remain|remains|seem|seems|appear|appears|as|to|getting|become|became)"
    r"\s(?:an? |the |now |still |very |too |quite |a bit |somewhat |extremely |"
    r"increasingly |more |most |relatively |fairly |just )*[“\"‘']?(?:an? )?"
)
_GOOD = (
    r"(?:cheap|undervalued|inexpensive|attractive|oversold|compelling|bargain|buy|"
    r"superior|(?:the )?(?:best|better) (?:place|bet|value)|in a bull market|in an "
    r"uptrend|outperform|gift|well supported|well positioned|poised to|set to (?:rise|"
    r"rally|gain|outperform|climb))"
)
_POOR = (
    r"(?:expensive|overvalued|overbought|stretched|pricey|rich|frothy|vulnerable|"
    r"(?:\w+ly )?inferior|unattractive|overextended|due for|overdue|ripe for|"
    r"uninvestable|(?:value )?trap|sell|in a bear market|in a downtrend|underperform|"
    r"priced for perfection|a bubble|dangerous|exposed|set to (?:fall|drop|decline|"
    r"underperform|slide)|too (?:high|far|expensive|risky))"
)
_EVEN = r"(?:fairly valued|fully valued|range[- ]?bound|neutral|fair value|stuck|in a (?:trading )?range|flat)"
RE_AFTER = tuple(
    (stance, re.compile(_LOOK + words + r"\b", re.IGNORECASE))
    for stance, words in (
        (Stance.BULLISH, rf"(?:{_GOOD}|{_BULL})"),
        (Stance.BEARISH, rf"(?:{_POOR}|{_BEAR})"),
        (Stance.NEUTRAL, rf"(?:{_EVEN}|{_FLAT})"),
    )
)
RE_UNSAID = re.compile(
    (
        r"\b(?:not|no longer|never|isn['’]t|aren['’]t|wasn['’]t|was|were|had been|been|used "
        r"to be|turned from|less|neither|nor|if|from|former|without|stopped being|investors|"
        r"traders|many|some|others|everyone|sentiment)\b[^.;,]{0,25}$"
    ),
    re.IGNORECASE,
)
RE_NOT = re.compile(r"\b(?:not|no|hardly|less|if|whether)\b|n['’]t\b")


def outright_stance(text: str, start: int, end: int, spans: tuple[tuple[int, int], ...]) -> Stance | None:
    """The stance said outright of a market named at `spans` within the stretch [start, end) of `text`, if any.

    "stays bearish on the S&P 500" is bearish; "described small caps as a “value trap”
    asset class" too; "was bearish on stocks" and "not cheap" are none.
    """
    for a, b in spans:
        before, after = text[max(start, a - 60) : a], text[b : min(end, b + 70)]
        for stance, pattern in RE_BEFORE:
            match = pattern.search(before)
            if match and not RE_UNSAID.search(before[: match.start()]):
                return stance
        for stance, pattern in RE_AFTER:
            match = pattern.match(after)
            if match and not RE_NOT.search(match.group()) and not RE_NOT.search(before):
                return stance
    return None

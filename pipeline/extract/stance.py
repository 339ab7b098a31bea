"""The stance of a view: by arithmetic where its target meets a known level of the index, else by its words.

A target of 6,000 is bearish where the index closed at 6,500, whatever the tone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.article import Reading
from pipeline.extract.cues import RE_NEGATION
from pipeline.extract.pieces import Piece
from pipeline.types import Horizon, Level, LevelKind, Stance

SCORE = {Stance.BULLISH: 1.0, Stance.NEUTRAL: 0.0, Stance.BEARISH: -1.0}
CLEARLY = 0.01
FAR = 0.7
TARGET_PRIOR = 3.0
_PRESENT = (
    r"(?:the )?(?:current(?:ly)?|present|today|now|market|where|its? (?:current|present|"
    r"last|latest)|(?:\w+day)?[’']s? ?(?:close|level)|last close|spot|index itself)"
)
RE_AGAINST_MARKET = (
    (
        Stance.NEUTRAL,
        re.compile(
            (
                rf"\b(?:in line with|level with|on top of|little changed from|close to|near|roughly "
                rf"at|unchanged from) {_PRESENT}"
            ),
            re.IGNORECASE,
        ),
    ),
    (Stance.BEARISH, re.compile(rf"\b(?:below|under|beneath|short of|lower than) {_PRESENT}", re.IGNORECASE)),
    (Stance.BULLISH, re.compile(rf"\b(?:above|over|higher than|beyond|from) {_PRESENT}", re.IGNORECASE)),
)
REACH = 60
_WAY = (
    r"(?: (?:back|further|all|the|way|as|low|far|high|up|down|by|\d+%|percent|per cent|gradually|sharply|again)){0,4}"
)
_TO = r"(?: to| toward| towards| below| above)(?: about| around| just| roughly| as \w+ as| the)? ?$"
RE_MOVING_TO = (
    (
        Stance.BEARISH,
        re.compile(
            rf"\b(?:fall|drop|declin|slid|sink|slip|tumbl|retreat|plung|pull back|drag\w* it)\w*{_WAY}{_TO}"
            rf"|\bdown{_TO}",
            re.IGNORECASE,
        ),
    ),
    (
        Stance.BULLISH,
        re.compile(
            rf"\b(?:ris(?:e[ns]?|ing)|(?:climb|rall(?:y|ie)|advanc|gain|surg|jump|push|soar)\w*){_WAY}{_TO}",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with what was decided of it: how likely a view, and how likely each stance."""

    piece: Piece
    probability: float
    stance: Stance
    stances: Mapping[Stance, float]
    horizon: Horizon


def view_stance(
    reading: Reading, part: Sequence[Judged], best: Judged, levels: Sequence[Level], upside: float | None
) -> tuple[Stance, Mapping[Stance, float] | None]:
    """By arithmetic where a target meets a known level of the index or a stated upside, else by the words.

    A target of which nothing more is known is above the market: of all published targets nine in ten are.
    Where words decided, how likely each stance is stands beside it.
    """
    goal = _goal(levels)
    present = present_level(reading, best.piece.symbol)
    change = goal / present - 1 if goal and present else upside if goal else None
    if change is not None and abs(change) < FAR:
        stance = Stance.BULLISH if change > CLEARLY else Stance.BEARISH if change < -CLEARLY else Stance.NEUTRAL
        return stance, None
    said = (_moving_to(reading, part) or _against_market(reading, part)) if goal else None
    if said is not None:
        return said, None
    totals = {stance: sum(j.stances[stance] * j.probability for j in part) for stance in Stance}
    if goal:
        totals[Stance.BULLISH] *= TARGET_PRIOR
        if best.piece.link == "row":
            return Stance.BULLISH, None
    stance = max(totals, key=lambda s: (totals[s], s))
    whole = sum(totals.values()) or 1.0
    return stance, {s: total / whole for s, total in totals.items()}


def _moving_to(reading: Reading, part: Sequence[Judged]) -> Stance | None:
    """Which way the words take the index to the target: "expects it to fall to 6,100" is bearish."""
    for t in (t for j in part for t in j.piece.levels if t.kind is LevelKind.TARGET):
        sentence = reading.parsed[t.sentence]
        text, start = reading.article.text, max(sentence.start, t.number.start - REACH)
        before = text[start : t.number.start]
        for stance, pattern in RE_MOVING_TO:
            moving = pattern.search(before)
            if moving and not RE_NEGATION.search(text, sentence.start, start + moving.start()):
                return stance
    return None


def _against_market(reading: Reading, part: Sequence[Judged]) -> Stance | None:
    """What the text says of a target and the market: "below where it trades now", "in line with the market"."""
    for j in part:
        sentence = reading.parsed[j.piece.sentence]
        text = reading.article.text[sentence.start : sentence.end]
        for stance, pattern in RE_AGAINST_MARKET:
            if pattern.search(text):
                return stance
    return None


def _goal(levels: Sequence[Level]) -> float | None:
    """The target that a stance is judged by: the first one, else the middle of the range."""
    goals = [level.value for level in levels if level.kind is LevelKind.TARGET]
    spread = [level.value for level in levels if level.kind in (LevelKind.RANGE_LOW, LevelKind.RANGE_HIGH)]
    return goals[0] if goals else sum(spread) / len(spread) if spread else None


def present_level(reading: Reading, symbol: str) -> float | None:
    """Where the index stands by the article: the first level it closed or stood at, in the narrator's words first."""
    spoken = {p.sentence for p in reading.pieces if not p.actor.barred and p.form not in ("after", "carried")}
    stood = [
        t for typed in reading.levels for t in typed if t.symbol == symbol and t.kind is LevelKind.OBSERVED and t.sure
    ]
    stood.sort(key=lambda t: (t.sentence in spoken, t.number.start))
    return stood[0].value if stood else None

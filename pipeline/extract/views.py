"""Makes views of the candidates that count: one per holder, index and horizon, with levels and the best sentence.

A stretch without a horizon of its own joins the holder's view of that index whose stance agrees, else the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.article import Reading
from pipeline.extract.confidence import Facts, confidence_of, view_facts
from pipeline.extract.effective import effective_date
from pipeline.extract.evidence import clip, contradicted, evidence_of, has_goal
from pipeline.extract.levels import Typed
from pipeline.extract.numbers import NumberKind
from pipeline.extract.pieces import Piece
from pipeline.extract.stance import SCORE, Judged, view_stance
from pipeline.types import Holder, Horizon, Level, LevelKind, Stance, View

MONTH = 31
RE_MONTHS = re.compile(r"\d+m")
TECHNICAL = 3
DATED = frozenset({LevelKind.TARGET, LevelKind.PRIOR_TARGET, LevelKind.RANGE_LOW})
CHART = frozenset({LevelKind.SUPPORT, LevelKind.RESISTANCE, LevelKind.TRIGGER})
RE_RAISED = re.compile(
    (r"\b(?:rais|lift|hik|boost|increas|bump|nudg\w* up|upgrad|marked up|up from|mark\w* " r"up)\w*"), re.IGNORECASE
)
RE_CUT = re.compile(r"\b(?:cut|lower|reduc|trim|slash|downgrad|chop|marked down|down from)\w*", re.IGNORECASE)
RE_KEPT = re.compile(
    (r"\b(?:kept|keeps|maintain\w*|reiterat\w*|stuck with|sticks with|left|unchanged|" r"stand\w* by)\b"), re.IGNORECASE
)
RE_TARGET_NOUN = re.compile(
    r"\b(?:targets?|forecasts?|objectives?|projections?|outlook|calls?|estimates?|expects?|sees)\b", re.IGNORECASE
)
RE_CHARTIST = re.compile(r"\btechnic|\bchart", re.IGNORECASE)
RE_TACTICAL = re.compile(
    (
        r"\b(?:pull ?back|pullbacks|correction|overbought|oversold|breather|pause|retest|"
        r"consolidat\w+|bounce|profit[- ]taking|softness|for now|at the moment)\b"
    ),
    re.IGNORECASE,
)
RE_OTHER_CUT = re.compile(
    r"\b(?:rate|tax|job|cost|dividend)s? cuts?\b|\bcut\w* (?:\w+ ){0,2}?(?:rates?|tax\w*|jobs|costs)\b"
)
RE_CONDITION = re.compile(
    r"\b(?:if|unless|provided|as long as|so long as|once"
    r"|should(?= (?:the|an?|its?|they|we|this|that|these|those|there|his|her|(?-i:[A-Z][\w&]*))\b))\b[^.;”\"]{8,120}",
    re.IGNORECASE,
)
# What may stand between a target and its horizon behind it: "7,600| by the end of |2026".
RE_BY_THEN = re.compile(r"(?: points)?,?(?: (?:by|in|for|at|within|over|on|through))?(?: the)? ?")
RE_UPSIDE = re.compile(r"\b(?:upside|gain|rise|increase|above|return|up|climb|advance|rally)\b", re.IGNORECASE)
RE_DOWNSIDE = re.compile(r"\b(?:downside|fall|decline|drop|below|loss|down|lose|slide|correction)\b", re.IGNORECASE)


def horizon_of(reading: Reading, piece: Piece, typed: Typed | None = None) -> Horizon:
    """The horizon of a candidate: the one in its stretch nearest to its level, else to its market, else none."""
    if piece.horizon is not None:
        return piece.horizon
    spans = [h for h in reading.parsed[piece.sentence].horizons if piece.start <= h.start < piece.end]
    if not spans:
        return Horizon()
    anchor = typed.number.start if typed else piece.start
    after = [h for h in spans if h.start >= anchor]
    if typed and after and RE_BY_THEN.fullmatch(reading.article.text, typed.number.end, after[0].start):
        return after[0].horizon
    nearest = min(spans, key=lambda h: (min(abs(h.start - anchor), abs(h.end - anchor)), h.start))
    return (nearest if typed or not after else after[0] if piece.levels else nearest).horizon


def by_level_horizon(reading: Reading, piece: Piece) -> list[Piece]:
    """Splits a candidate whose targets have horizons of their own: "9,800 for June and 10,000 for December" is two."""
    targets = [t for t in piece.levels if t.kind is LevelKind.TARGET]
    spans = [h for h in reading.parsed[piece.sentence].horizons if piece.start <= h.start < piece.end]
    if piece.horizon is not None or len(targets) < 2 or len({h.horizon.words for h in spans}) < 2:
        return [piece]
    parts: dict[str, list[Typed]] = {}
    for t in piece.levels:
        parts.setdefault(horizon_of(reading, piece, t).words, []).append(t)
    return [replace(piece, levels=tuple(levels)) for levels in parts.values()]


def assemble(reading: Reading, judged: Sequence[Judged], confidence: Mapping[str, float] | None = None) -> list[View]:
    """The views of an article, in text order of their evidence; with weights of `confidence` they have one."""
    found = views_with_facts(reading, judged)
    if confidence is None:
        return [replace(view, stance_score=SCORE[view.stance]) for view, _ in found]
    return [replace(view, confidence=confidence_of(facts, confidence)) for view, facts in found]


def views_with_facts(reading: Reading, judged: Sequence[Judged]) -> list[tuple[View, Facts]]:
    """The views of an article, each with what its confidence is weighed by."""
    groups: dict[tuple[str, str], list[Judged]] = {}
    for j in judged:
        groups.setdefault((j.piece.actor.key, j.piece.symbol), []).append(j)
    parts = (part for members in groups.values() for part in _by_horizon(reading, members))
    views = _distinct(_view(reading, part, judged) for part in parts)
    return sorted(views, key=lambda v: (v[0].evidence.start, v[0].symbol, v[0].holder.analyst, v[0].holder.firm))


def _by_horizon(reading: Reading, members: Sequence[Judged]) -> list[list[Judged]]:
    """Splits a holder's candidates for one index by horizon; those without join as the guide says.

    In December "the next twelve months" and the end of next year are one horizon.
    """
    parts: dict[str, list[Judged]] = {}
    for j in members:
        if j.horizon.words:
            same = (words for words, p in parts.items() if _same_end(reading, p[0].horizon, j.horizon))
            parts.setdefault(next(same, j.horizon.words), []).append(j)
    loose = [j for j in members if not j.horizon.words]
    if not parts:
        return [loose]
    for j in loose:
        agreeing = [p for p in parts.values() if p[0].stance == j.stance]
        nearest = min(
            agreeing or list(parts.values()), key=lambda p: min(abs(j.piece.start - o.piece.start) for o in p)
        )
        nearest.append(j)
    return [sorted(p, key=lambda j: j.piece.start) for p in parts.values()]


def _same_end(reading: Reading, one: Horizon, other: Horizon) -> bool:
    """Whether a date and a number of months from the article's date are at most a month apart."""
    day = reading.article.published_date
    months = next((h for h in (one, other) if RE_MONTHS.fullmatch(h.words)), None)
    until = one.until or other.until
    if day is None or months is None or until is None:
        return one.words == other.words
    return abs((until - day).days - 30.4 * int(months.words[:-1])) <= MONTH


def _distinct(views: Iterable[tuple[View, Facts]]) -> list[tuple[View, Facts]]:
    """One view per printed holder, index and horizon, the first with levels first: the store's key must be unique."""
    kept: dict[tuple[str, str, str, str], tuple[View, Facts]] = {}
    for view, facts in views:
        key = (view.holder.analyst.casefold(), view.holder.firm.casefold(), view.symbol, view.horizon.words)
        if key not in kept or len(view.levels) > len(kept[key][0].levels):
            kept[key] = view, facts
    return list(kept.values())


def _view(reading: Reading, part: Sequence[Judged], judged: Sequence[Judged]) -> tuple[View, Facts]:
    best = max(part, key=_worth)
    text = reading.article.text
    levels = _levels(reading, part)
    piece = best.piece
    upside = _upside(reading, piece)
    stance, likely = view_stance(reading, part, best, levels, upside)
    sentence = text[reading.parsed[piece.sentence].start : reading.parsed[piece.sentence].end]
    condition = RE_CONDITION.search(text, piece.start, piece.end)
    view = View(
        symbol=piece.symbol,
        holder=_holder(part),
        stance=stance,
        stance_score=likely[Stance.BULLISH] - likely[Stance.BEARISH] if likely else SCORE[stance],
        horizon=next((j.horizon for j in part if j.horizon.words), _default_horizon(reading, part, levels)),
        proxy=all(j.piece.proxy for j in part),
        evidence=evidence_of(reading, part, contradicted(piece, stance, judged)),
        levels=levels,
        upside_stated=upside,
        action_change=_action(sentence, levels),
        condition=condition.group().strip() if condition else "",
        effective_date=effective_date(reading.article, piece.start, max(piece.end, reading.parsed[piece.sentence].end)),
    )
    return view, view_facts(part, stance, by_words=likely is not None)


def _holder(part: Sequence[Judged]) -> Holder:
    actor, others = part[0].piece.actor, part[0].piece.co_actors
    return replace(actor.holder, co_analysts=tuple(o.holder.analyst for o in others if o.holder.analyst))


def _default_horizon(reading: Reading, part: Sequence[Judged], levels: Sequence[Level]) -> Horizon:
    """The horizon of a view that names none: pullbacks and a chart reader's levels are short-term, a target's is that
    of the target named before it in the text."""
    tactical = any(RE_TACTICAL.search(reading.article.text, j.piece.start, j.piece.end) for j in part)
    if tactical or (any(level.kind in CHART for level in levels) and _is_technical(reading, part)):
        return Horizon("short-term")
    dated = _dated_before(reading, part[0].piece.sentence) if any(level.kind in DATED for level in levels) else None
    return dated or Horizon()


def _is_technical(reading: Reading, part: Sequence[Judged]) -> bool:
    """Whether levels are a chart reader's, which hold for days: by the role, or since the article has many."""
    many = sum(t.kind in CHART for typed in reading.levels for t in typed) >= TECHNICAL
    return many or any(RE_CHARTIST.search(j.piece.actor.holder.role) for j in part)


def _dated_before(reading: Reading, sentence: int) -> Horizon | None:
    """The last date horizon of a target named at or before a sentence, else the first one after it."""
    dated = [
        (n, h.horizon)
        for n, p in enumerate(reading.parsed)
        for h in p.horizons
        if h.horizon.until and RE_TARGET_NOUN.search(p.text)
    ]
    before = [h for n, h in dated if n <= sentence]
    return before[-1] if before else dated[0][1] if dated else None


def _levels(reading: Reading, part: Sequence[Judged]) -> tuple[Level, ...]:
    found: dict[tuple[LevelKind, float], Level] = {}
    for j in part:
        sentence = reading.parsed[j.piece.sentence]
        for t in j.piece.levels:
            if t.kind is LevelKind.OBSERVED:
                continue
            evidence = clip(reading.article.text, sentence.start, max(sentence.end, j.piece.end), t.number.start)
            found.setdefault(
                (t.kind, t.value), Level(t.symbol, t.kind, t.value, t.number.start, t.number.end, evidence)
            )
    return tuple(sorted(found.values(), key=lambda level: (level.start, level.kind)))


def _worth(judged: Judged) -> tuple[bool, float, int]:
    return has_goal(judged), judged.probability + 0.1 * bool(judged.piece.levels), -judged.piece.start


def _upside(reading: Reading, piece: Piece) -> float | None:
    """The percentage the sentence itself states for the view: "roughly 7% upside" is 0.07."""
    sentence = reading.parsed[piece.sentence]
    for number in sentence.numbers:
        if number.kind is not NumberKind.PERCENT or not piece.start <= number.start < piece.end:
            continue
        around = reading.article.text[max(piece.start, number.start - 40) : min(piece.end, number.end + 25)]
        if RE_DOWNSIDE.search(around):
            return -round(number.value / 100, 6)
        if RE_UPSIDE.search(around):
            return round(number.value / 100, 6)
    return None


def _action(sentence: str, levels: Sequence[Level]) -> str:
    kinds = {level.kind for level in levels}
    if LevelKind.TARGET not in kinds:
        return ""
    if RE_RAISED.search(sentence):
        return "Raises"
    if RE_CUT.search(RE_OTHER_CUT.sub("", sentence)):
        return "Lowers"
    if RE_KEPT.search(sentence):
        return "Maintains"
    return "Announces"

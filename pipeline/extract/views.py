"""Makes views of the candidates that count: one per holder, index and horizon, with levels and the best sentence.

A stretch without a horizon of its own joins the holder's view of that index whose stance agrees, else the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.article import Reading
from pipeline.extract.levels import Typed
from pipeline.extract.numbers import NumberKind
from pipeline.extract.pieces import Piece
from pipeline.extract.stance import Judged, view_stance
from pipeline.types import BlockKind, Excerpt, Holder, Horizon, Level, LevelKind, Stance, View, excerpt_of

EVIDENCE = 400
GAP = 1
SHOWN_AT = 0.3
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


def assemble(reading: Reading, judged: Sequence[Judged]) -> list[View]:
    """The views of an article, in text order of their evidence."""
    groups: dict[tuple[str, str], list[Judged]] = {}
    for j in judged:
        groups.setdefault((j.piece.actor.key, j.piece.symbol), []).append(j)
    views = []
    for members in groups.values():
        for part in _by_horizon(reading, members):
            views.append(_view(reading, part, judged))
    return sorted(_distinct(views), key=lambda v: (v.evidence.start, v.symbol, v.holder.analyst, v.holder.firm))


def _against(piece: Piece, stance: Stance, judged: Sequence[Judged]) -> frozenset[int]:
    """The sentences in which another holder thinks otherwise of the index of a view."""
    others = (j for j in judged if j.piece.symbol == piece.symbol and j.piece.actor.key != piece.actor.key)
    return frozenset(j.piece.sentence for j in others if j.stance != stance)


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


def _distinct(views: Iterable[View]) -> list[View]:
    """One view per printed holder, index and horizon, the first with levels first: the store's key must be unique."""
    kept: dict[tuple[str, str, str, str], View] = {}
    for view in views:
        key = (view.holder.analyst.casefold(), view.holder.firm.casefold(), view.symbol, view.horizon.words)
        if key not in kept or len(view.levels) > len(kept[key].levels):
            kept[key] = view
    return list(kept.values())


def _view(reading: Reading, part: Sequence[Judged], judged: Sequence[Judged]) -> View:
    best = max(part, key=_worth)
    text = reading.article.text
    levels = _levels(reading, part)
    piece = best.piece
    upside = _upside(reading, piece)
    stance, score = view_stance(reading, part, best, levels, upside)
    sentence = text[reading.parsed[piece.sentence].start : reading.parsed[piece.sentence].end]
    condition = RE_CONDITION.search(text, piece.start, piece.end)
    return View(
        symbol=piece.symbol,
        holder=_holder(part),
        stance=stance,
        stance_score=score,
        horizon=next((j.horizon for j in part if j.horizon.words), _default_horizon(reading, part, levels)),
        proxy=all(j.piece.proxy for j in part),
        evidence=_evidence(reading, part, _against(piece, stance, judged)),
        levels=levels,
        upside_stated=upside,
        action_change=_action(sentence, levels),
        condition=condition.group().strip() if condition else "",
    )


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


def _targets(judged: Judged) -> list[Typed]:
    return [t for t in judged.piece.levels if t.kind in (LevelKind.TARGET, LevelKind.RANGE_LOW, LevelKind.RANGE_HIGH)]


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


def _evidence(reading: Reading, part: Sequence[Judged], against: frozenset[int]) -> Excerpt:
    """The sentence that says the view best, prose before headlines and rows, with those around it in which the same
    holder speaks of the same index, as far as they fit in 400 characters.

    No sentence of `against`, in which another holder contradicts, may stand between them.
    """
    shown = max(part, key=lambda j: (_rank(reading, j), _clarity(j)))
    mine = {(j.piece.actor.key, j.piece.symbol) for j in part}
    telling = {j.piece.sentence: j.probability for j in sorted(part, key=_clarity)}
    others = (p for p in reading.pieces if (p.actor.key, p.symbol) in mine)
    telling |= {p.sentence: 0.0 for p in others if p.sentence not in telling}
    first = last = shown.piece.sentence
    while wider := [
        (f, e)
        for f, e in _wider(first, last)
        if {f, e} <= telling.keys() and not against & {*range(f, e)} - telling.keys() and _fits(reading, f, e)
    ]:
        first, last = max(wider, key=lambda span: (telling[span[0] if span[0] < first else span[1]], span))
    if first < last:
        return excerpt_of(reading.article.text, reading.parsed[first].start, reading.parsed[last].end)
    sentence = reading.parsed[first]
    middle = (shown.piece.start + shown.piece.end) // 2
    return clip(reading.article.text, sentence.start, max(sentence.end, shown.piece.end), middle)


def _wider(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of sentences one and two wider: [4, 4] is in [4, 5], [3, 4], [4, 6] and [2, 4]."""
    for step in range(1, GAP + 2):
        yield first, last + step
        yield first - step, last


def _rank(reading: Reading, judged: Judged) -> int:
    """How well a candidate can show its view: 2 for prose that says it, 1 for headlines, 0 for the rest."""
    if judged.piece.link == "row":
        return 0
    said = judged.probability >= SHOWN_AT or bool(_targets(judged))
    prose = reading.parsed[judged.piece.sentence].kind is BlockKind.PARAGRAPH
    return 2 if said and prose else 1 if said else 0


def _worth(judged: Judged) -> tuple[bool, float, int]:
    return bool(_targets(judged)), judged.probability + 0.1 * bool(judged.piece.levels), -judged.piece.start


def _clarity(judged: Judged) -> tuple[float, int]:
    """How well a sentence shows its view: how likely it is one, of two alike the first."""
    return judged.probability, -judged.piece.start


def _fits(reading: Reading, first: int, last: int) -> bool:
    """Whether sentences of one block, or of paragraphs that follow each other, fit in one excerpt."""
    if first < 0 or last >= len(reading.parsed):
        return False
    between = reading.parsed[first : last + 1]
    prose = all(s.kind is BlockKind.PARAGRAPH for s in between) or between[0].block == between[-1].block
    return prose and between[-1].end - between[0].start <= EVIDENCE


def clip(text: str, start: int, end: int, centre: int) -> Excerpt:
    """The excerpt, cut to 400 characters around `centre` at blanks where the sentence is longer."""
    if end - start <= EVIDENCE:
        return excerpt_of(text, start, end)
    first = max(start, min(centre - EVIDENCE // 2, end - EVIDENCE))
    last = min(end, first + EVIDENCE)
    blank = text.find(" ", first, centre)
    first = blank + 1 if first > start and blank >= 0 else first
    blank = text.rfind(" ", centre, last)
    last = blank if last < end and blank > centre else last
    return excerpt_of(text, first, last)


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

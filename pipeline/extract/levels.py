"""Says what each number of a sentence is to an index: "resistance near 2,500" is a resistance.

The kind comes from the words around the number, the index from the nearest one that the number is plausible for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from pipeline import gazetteer
from pipeline.extract.level_patterns import (
    RE_ALSO,
    RE_ARROW,
    RE_BEFORE,
    RE_CHART_RIGHT,
    RE_CLAUSE,
    RE_CLOSE_OF,
    RE_CLOSED_AT,
    RE_CLOSING_BEHIND,
    RE_COMPARED,
    RE_CONNECTOR,
    RE_DAY,
    RE_FORWARD,
    RE_FROM,
    RE_FROM_NUMBER,
    RE_FROM_TO,
    RE_GOAL,
    RE_GOAL_FOR,
    RE_INDEX_AT,
    RE_KINDS_LEFT,
    RE_KINDS_REVISED,
    RE_KINDS_RIGHT,
    RE_LOOSE,
    RE_NOW,
    RE_NOW_AT,
    RE_OF_INDEX,
    RE_PAST,
    RE_RANGED,
    RE_RANGING_FROM,
    RE_REVISING,
    RE_REVISION,
    RE_ROSE_TO,
    RE_SET_LEFT,
    RE_SET_RIGHT,
    RE_SOME_CLOSE_OF,
    RE_STOOD,
    RE_TARGET_LEFT,
    RE_TO,
)
from pipeline.extract.numbers import Number, NumberKind
from pipeline.extract.parse import Parsed
from pipeline.extract.units import INDEX
from pipeline.types import LevelKind

LEFT, RIGHT = 120, 60
FAR = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """A number with its index and kind; `sentence` is the number of its sentence."""

    number: Number
    symbol: str
    kind: LevelKind
    value: float
    sentence: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """A number and what stands around it: `whole` before it, `left` up to the number before, `bare` that without the
    names of indices; `right` after it, `behind` after the index it is for ("7,000 for the S&P 500").
    """

    number: Number
    whole: str
    left: str
    bare: str
    right: str
    behind: str


def type_levels(
    text: str,
    sentence: Parsed,
    number_of: int,
    context: Callable[[Number], tuple[Sequence[str], Sequence[str]]],
    anchors: Mapping[str, Sequence[float]],
) -> list[Typed]:
    """The levels of a sentence. `context` gives the indices that the sentence names and all that a number may belong
    to, the likeliest first; `anchors` are values that the article prints right beside an index.

    "Over 6,900 the way is free to 7,200" has a trigger and a target.
    """
    typed: list[Typed] = []
    values = [n for n in sentence.numbers if n.kind is NumberKind.VALUE]
    for i, number in enumerate(values):
        named, symbols = context(number)
        near = [s for s in named if _distance(number.value, s, anchors) < FAR]
        found = plausible_symbol(number.value, near, anchors) or plausible_symbol(number.value, symbols, anchors)
        if found is None:
            continue
        symbol, value = found
        previous = typed[-1] if typed and i and typed[-1].number is values[i - 1] else None
        kind, sure = _kind(text, sentence, _words(text, sentence, number, previous), previous)
        if kind is not None:
            typed.append(Typed(number, symbol, kind, value, number_of, sure))
    return _ranges(text, sentence, _shared(text, typed))


def plausible_symbol(
    value: float, symbols: Sequence[str], anchors: Mapping[str, Sequence[float]] = MappingProxyType({})
) -> tuple[str, float] | None:
    """The first index the value is plausible for, with the value in points: 7.007 for the S&P 500 is 7007.

    An index with an anchor near the value comes first, one whose anchors are all far from it last.
    """
    for symbol in sorted(symbols, key=lambda s: _distance(value, s, anchors)):
        index = gazetteer.index_by_symbol().get(symbol)
        if index is None:
            continue
        if index.floor <= value <= index.ceiling:
            return symbol, value
        if _decimal_comma(value) and 100 < index.floor <= value * 1000 <= index.ceiling:
            return symbol, value * 1000
    return None


def _distance(value: float, symbol: str, anchors: Mapping[str, Sequence[float]]) -> int:
    """0 for a value near one that the article prints beside the index, FAR from all of them, 1 where it prints none."""
    known = anchors.get(symbol, ())
    return 1 if not known else 0 if any(0.62 < value / a < 1.6 for a in known) else FAR


def _decimal_comma(value: float) -> bool:
    """Whether a value may be thousands with the point of another country: 7.007 has three decimals."""
    return value < 100 and len(f"{value:.10g}".partition(".")[2]) == 3


def _words(text: str, sentence: Parsed, number: Number, previous: Typed | None) -> Words:
    """The words around a number, those of "7,000 on the S&P 500 is likely" with and without the index."""
    start = max(sentence.start, number.start - LEFT)
    left = max(start, previous.number.end) if previous else start
    behind = number.end
    for unit in sentence.of_kind(INDEX):
        if RE_OF_INDEX.fullmatch(text[number.end : max(number.end, unit.start)]):
            behind = unit.end
    return Words(
        number,
        text[start : number.start].rstrip("*"),
        text[left : number.start].rstrip("*"),
        _bare(text, sentence, left, number.start).rstrip("*"),
        text[number.end : min(sentence.end, number.end + RIGHT)],
        text[behind : min(sentence.end, behind + RIGHT)],
    )


def _bare(text: str, sentence: Parsed, start: int, end: int) -> str:
    """The text with "it" for the names of indices: "a floor for the S&P 500 at" becomes "a floor for the it at"."""
    parts, at = [], start
    for unit in sentence.of_kind(INDEX):
        if at <= unit.start and unit.end <= end:
            parts += [text[at : unit.start], "it"]
            at = unit.end
    return re.sub(r"\s+", " ", "".join([*parts, text[at:end]]))


def _kind(text: str, sentence: Parsed, words: Words, previous: Typed | None) -> tuple[LevelKind | None, bool]:
    """The kind by the words before and after, whether that is sure; None for a number that is no level."""
    inherited = _of_previous(words, previous) if previous else None
    if inherited:
        return inherited
    if RE_ARROW.match(words.right):
        return LevelKind.PRIOR_TARGET, True
    kind = _stood(text, sentence, words) or _revised(words, previous) or _worded(words)
    return (kind, True) if kind else _open_kind(text, sentence, words)


def _of_previous(words: Words, previous: Typed) -> tuple[LevelKind, bool] | None:
    """The kind that the number before gives: "6,400 and 6,500", "6,600 → 7,000", "7,000, up from 6,600"."""
    between = words.left
    inherits = previous.kind is not LevelKind.OBSERVED or previous.sure
    if previous.kind is LevelKind.PRIOR_TARGET and RE_TO.fullmatch(between) and RE_REVISION.search(words.whole):
        return LevelKind.TARGET, True
    joined = words.number.range_id is not None or not RE_FROM_TO.search(between)
    if inherits and joined and RE_CONNECTOR.match(between) and not RE_BEFORE.match(words.behind):
        return previous.kind, previous.sure
    if RE_ARROW.match(between) and between.strip("→->–=➔ ") == "":
        return LevelKind.TARGET, True
    if previous.kind is LevelKind.OBSERVED and previous.sure and RE_FROM.fullmatch(between):
        return LevelKind.OBSERVED, True
    if previous.kind is not LevelKind.TARGET:
        return None
    if (RE_FROM.fullmatch(between) or RE_COMPARED.fullmatch(between)) and _dated(words, previous):
        return LevelKind.OBSERVED, True
    return (LevelKind.PRIOR_TARGET, True) if RE_FROM.fullmatch(between) else None


def _dated(words: Words, previous: Typed | None) -> bool:
    """Whether a number is of a day on which the index stood there: "from 6,600 now", "up from 6,600 on Monday".

    In "raised to 7,000 from 6,600 on Monday" the day is that of the revision.
    """
    if RE_NOW.match(words.right):
        return True
    joined = previous is None or RE_FROM.fullmatch(words.left)
    return bool(RE_DAY.match(words.right)) and not (joined and RE_REVISING.search(words.whole))


def _stood(text: str, sentence: Parsed, words: Words) -> LevelKind | None:
    """Observed, where a verb or noun right before the number says so: "closed at 6,664", "Monday's close of 6,664"."""
    if RE_CLOSE_OF.search(words.left) or RE_CLOSING_BEHIND.match(words.right):
        return LevelKind.OBSERVED
    if RE_SOME_CLOSE_OF.search(words.left) and RE_DAY.match(words.right):
        return LevelKind.OBSERVED
    clause = RE_CLAUSE.split(words.left)[-1]
    moved = RE_CLOSED_AT.search(clause) or (RE_ROSE_TO.search(clause) and RE_FROM_NUMBER.match(words.right))
    if moved and not RE_GOAL.search(clause):
        return LevelKind.OBSERVED
    for unit in sentence.of_kind(INDEX):
        named = RE_NOW_AT.fullmatch(text[min(unit.end, words.number.start) : words.number.start])
        if named and not RE_GOAL_FOR.search(text[sentence.start : unit.start]):
            return LevelKind.OBSERVED
    return None


def _revised(words: Words, previous: Typed | None) -> LevelKind | None:
    """Target or prior target, where the words before the number tell of a revision: "raised to", "cut from"."""
    if RE_RANGING_FROM.search(words.whole) and not RE_REVISING.search(words.whole):
        return None
    for kind, pattern in RE_KINDS_REVISED:
        if pattern.search(words.whole):
            return LevelKind.OBSERVED if kind is LevelKind.PRIOR_TARGET and _dated(words, previous) else kind
    return None


def _worded(words: Words) -> LevelKind | None:
    """The kind that the nearest words say: "support at", "above", "as the bull case", "is within reach"."""
    for patterns, near in (
        (RE_KINDS_RIGHT, words.behind),
        (RE_KINDS_LEFT, words.bare),
        (RE_CHART_RIGHT, words.right),
    ):
        for kind, pattern in patterns:
            if pattern.search(near):
                return kind
    return None


def _open_kind(text: str, sentence: Parsed, words: Words) -> tuple[LevelKind | None, bool]:
    """Target or observed, where no nearer word decides."""
    number, left = words.number, words.left
    for kind, pattern in RE_LOOSE:
        if pattern.search(left) and not re.search(r"\btarget|\bclosed\b|\bended\b", left, re.IGNORECASE):
            return kind, True
    forward = bool(RE_FORWARD.search(text[sentence.start : number.start]))
    past, target = RE_PAST.search(left), RE_TARGET_LEFT.search(left)
    stood = bool(RE_STOOD.search(left) or RE_INDEX_AT.search(words.bare))
    cents = number.value % 1 != 0 and not _decimal_comma(number.value)
    if cents and not re.search(r"\b(?:target|objective|forecast)", left, re.IGNORECASE):
        return LevelKind.OBSERVED, stood
    if not cents and (RE_SET_RIGHT.match(text[number.end : sentence.end]) or (RE_SET_LEFT.search(left) and not stood)):
        return LevelKind.TARGET, True
    if forward and target and not (past and past.start() > target.start()):
        return LevelKind.TARGET, True
    if past or stood or not forward:
        return LevelKind.OBSERVED, stood
    return LevelKind.TARGET, False


def _shared(text: str, typed: list[Typed]) -> list[Typed]:
    """Gives "the line at 700 and the gap at 720 are resistance" one kind for both numbers."""
    result = list(typed)
    for i in range(len(result) - 2, -1, -1):
        a, b = result[i], result[i + 1]
        chart = b.kind in (LevelKind.SUPPORT, LevelKind.RESISTANCE) and b.sure
        if chart and a.kind is LevelKind.OBSERVED and RE_ALSO.match(text[a.number.end : b.number.start]):
            result[i] = replace(a, kind=b.kind, sure=True)
    return result


def _ranges(text: str, sentence: Parsed, typed: list[Typed]) -> list[Typed]:
    """Two targets that are a range become its low and high: "between 14,500 and 15,000", "4,000-4,200"."""
    result = list(typed)
    for i in range(len(typed) - 1):
        a, b = typed[i], typed[i + 1]
        together = a.number.range_id is not None and a.number.range_id == b.number.range_id
        ranged = bool(RE_RANGED.search(text[sentence.start : a.number.start]))
        if not re.search(
            r"\b(?:between|range|from)\b[^.;]{0,40}$", text[sentence.start : a.number.start], re.IGNORECASE
        ):
            continue
        if not together or not (
            a.kind is b.kind is LevelKind.TARGET or (ranged and a.kind is b.kind is LevelKind.OBSERVED)
        ):
            continue
        low, high = sorted((a, b), key=lambda t: t.value)
        for t in (a, b):
            kind = LevelKind.RANGE_LOW if t is low else LevelKind.RANGE_HIGH
            result[typed.index(t)] = Typed(t.number, t.symbol, kind, t.value, t.sentence, t.sure)
    return result

"""Changes a stored view as somebody corrected it: `amend(view, levels, corrections, text)`.

Rows are those of the tables `view` and `level`; what is changed are copies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.store.corrections import LEVEL_FIELDS, Correction
from pipeline.types import Horizon, LevelKind

Row = Mapping[str, Any]
Bounds = tuple[int, int]

SCORES = {"bullish": 1.0, "neutral": 0.0, "bearish": -1.0}
DECIDED = {"symbol", "analyst_name", "analyst_firm", "stance"}  # that these are right is what `confidence` says
THOUSAND = 1000

RE_NUMBER = re.compile(r"(?<![\d.,])(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<k>[kK]\b)?")


@dataclass(frozen=True, slots=True)
class Amended:
    """A view as it is now, its levels, and what each changed field was: ("stance was bullish",)."""

    view: Row
    levels: tuple[Row, ...]
    changes: tuple[str, ...]


def amend(view: Row, levels: Sequence[Row], corrections: Sequence[Correction], text: str) -> Amended:
    """The view with its corrections; `text` is that of its article, in which new numbers are looked up.

    Corrections that are of no field (reject, add) change nothing, nor does a value that the view already has. A stance
    brings its score; where somebody says who holds which view, the extractor's confidence is none any more.
    """
    new, numbers = dict(view), list(levels)
    changes = []
    for one in corrections:
        if one.field in LEVEL_FIELDS:
            before = _values(numbers, LEVEL_FIELDS[one.field])
            assert isinstance(one.value, tuple)
            numbers = _with_numbers(new, numbers, LEVEL_FIELDS[one.field], one.value, _sentences(new, one, text))
            if _values(numbers, LEVEL_FIELDS[one.field]) != before:
                changes.append(f"{one.field} was {_told(before)}")
        elif one.field in view:
            values = _columns(one)
            if any(new[column] != value for column, value in values.items()):
                changes.append(f"{one.field} was {_told(new[one.field])}")
                new |= values | ({"confidence": None} if one.field in DECIDED else {})
    return Amended(new, tuple({**level, "symbol": new["symbol"]} for level in numbers), tuple(changes))


def _columns(one: Correction) -> dict[str, Any]:
    """The columns that a correction sets."""
    if isinstance(one.value, Horizon):
        return {"horizon": one.value.words, "horizon_date": one.value.until}
    if one.field == "stance":
        return {"stance": one.value, "stance_score": SCORES[str(one.value)]}
    return {one.field: one.value}


def _values(levels: Sequence[Row], kind: LevelKind) -> list[float]:
    return sorted({level["value"] for level in levels if level["kind"] == kind})


def _told(value: object) -> str:
    """A former value in words: [4549.78, 6500.0] -> "4549.78;6500", "" -> "empty"."""
    if isinstance(value, list):
        return ";".join(f"{number:.10g}" for number in value) or "empty"
    return str(value).lower() if isinstance(value, bool) else str(value) or "empty"


def _with_numbers(
    view: Row, levels: Sequence[Row], kind: LevelKind, values: Sequence[float], sentences: Sequence[tuple[int, str]]
) -> list[Row]:
    """The levels with these numbers as all of their kind; those that the view had already keep their place."""
    kept = [level for level in levels if level["kind"] != kind or level["value"] in values]
    had = _values(kept, kind)
    return kept + [_level(view, kind, value, sentences) for value in dict.fromkeys(values) if value not in had]


def _sentences(view: Row, one: Correction, text: str) -> list[tuple[int, str]]:
    """Where a new number may stand, with the offset: the view's evidence, then the sentence that the line gives."""
    given = text.find(one.evidence) if one.evidence else -1
    return [(view["evidence_start"], view["evidence"]), *([(given, one.evidence)] if given >= 0 else [])]


def _level(view: Row, kind: LevelKind, value: float, sentences: Sequence[tuple[int, str]]) -> Row:
    """A number that somebody gave, at its place in the first sentence that has it, else anywhere in the evidence."""
    found = [(start, sentence, place) for start, sentence in sentences if (place := find_number(sentence, value))]
    start, sentence, (first, last) = found[0] if found else (*sentences[0], (0, len(sentences[0][1])))
    return {
        "article_id": view["article_id"],
        "view_id": view["view_id"],
        "symbol": view["symbol"],
        "kind": str(kind),
        "value": value,
        "value_start": start + first,
        "value_end": start + last,
        "evidence": sentence,
        "evidence_start": start,
        "evidence_end": start + len(sentence),
    }


def find_number(sentence: str, value: float) -> Bounds | None:
    """Where a number stands literally: 7500 in "sees the index at 7,500." -> (18, 23); None where it does not."""
    for match in RE_NUMBER.finditer(sentence):
        number = float(match["digits"].replace(",", "") + (match["rest"] or ""))
        if number * (THOUSAND if match["k"] else 1) == value:
            return match.span()
    return None

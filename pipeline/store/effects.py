"""What the lines about one view come to: rows that stand in for the stored ones, and the lines that do not fit.

`effect_of(placed, levels, lines, is_new=False)` changes nothing; `corrected` puts the rows into temporary tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.store.added import check_complete
from pipeline.store.amending import Amended, amend
from pipeline.store.corrections import REJECT, Correction, Problem
from pipeline.store.meaning import Placed

Row = Mapping[str, Any]

NAMES = ("analyst_name", "analyst_firm")
BY_HAND = "added by hand"
REJECTED = "rejected by hand"  # where the line gives no reason


@dataclass(frozen=True, slots=True)
class Effect:
    """How many lines are applied, the rows that they give each temporary table, and what is wrong with the others."""

    applied: int = 0
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def effect_of(placed: Placed, levels: Sequence[Row], lines: Sequence[Correction], *, is_new: bool) -> Effect:
    """What the lines of one view come to; `is_new` where they add it and the store has it not."""
    if not lines:
        return Effect()
    rejecting = [one for one in lines if one.field == REJECT]
    if rejecting:
        others = [one for one in lines if one.field != REJECT]
        return _contested(lines) if is_new else _rejection(placed, rejecting, others)
    amended = amend(placed.view, levels, lines, placed.text)
    try:
        check_complete(amended.view)
    except ValueError as error:
        return _incomplete(placed, levels, lines, str(error), is_new=is_new)
    return _amendment(amended, len(lines), is_new=is_new)


def _amendment(amended: Amended, lines: int, *, is_new: bool) -> Effect:
    """A view that is changed or added; where it was as the lines say already, the store's own rows stay."""
    view = amended.view
    changes = (BY_HAND,) if is_new else amended.changes
    row = {"view_id": view["view_id"], "article_id": view["article_id"], "changes": "; ".join(changes)}
    corrected = {"corrected_view": (view,), "corrected_level": amended.levels} if changes else {}
    return Effect(lines, {"amended_view": (row,), **corrected})


def _incomplete(
    placed: Placed, levels: Sequence[Row], lines: Sequence[Correction], why: str, *, is_new: bool
) -> Effect:
    """A view that lacks something: a new one is not added, another keeps its holder."""
    if is_new:
        return Effect(problems=(Problem(lines[0].line, f"the view is not added: {why}"),))
    rest = effect_of(placed, levels, [one for one in lines if one.field not in NAMES], is_new=False)
    problems = tuple(Problem(one.line, f"then {why}") for one in lines if one.field in NAMES)
    return Effect(rest.applied, rest.rows, problems)


def _rejection(placed: Placed, rejecting: Sequence[Correction], others: Sequence[Correction]) -> Effect:
    """A view that is rejected; what is said of it besides is told."""
    view = placed.view
    reason = str(rejecting[0].value) or REJECTED
    row = {"view_id": view["view_id"], "article_id": view["article_id"], "reason": reason}
    why = f"line {rejecting[0].line} rejects the view; remove one of the two lines"
    return Effect(len(rejecting), {"rejected_view": (row,)}, tuple(Problem(one.line, why) for one in others))


def _contested(lines: Sequence[Correction]) -> Effect:
    """A view that some lines add and another rejects: it is not added."""
    why = "the view is added here and rejected in another line; remove its lines"
    return Effect(problems=(Problem(lines[0].line, why),))

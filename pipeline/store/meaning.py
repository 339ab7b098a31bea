"""Finds the view that a line of corrections means: by its id, or after a re-run by its sentence.

An id that is gone says little: it is a hash. But a view of the same article, index and holder whose horizon was worded
otherwise would have had just that id, and only such a view takes the place of the one that is gone.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from pipeline.store.corrections import LONGEST, REJECT, TERMS, Correction, Problem
from pipeline.store.identity import view_id_of

YEARS_AHEAD = 10  # how far the horizon of a view that is gone may have been

Meant = tuple[str, Correction]  # a line and the id of the view that it means


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the table `view` with what its article says of it."""

    view: Mapping[str, Any]
    source_file: str
    published_date: date | None
    text: str


def meant_views(
    corrections: Sequence[Correction], known: Mapping[str, Placed], by_sentence: Mapping[str, Sequence[Placed]]
) -> tuple[list[Meant], list[Problem]]:
    """The lines with the ids of the views they mean now, and those whose view is not there any more.

    `known` has views by id, `by_sentence` those whose evidence is a sentence of the file. A line without a sentence
    has that of another line of its view.
    """
    sentences = {one.key: one.evidence for one in reversed(corrections) if one.evidence}
    meant: list[Meant] = []
    problems = []
    for one in corrections:
        try:
            sentence = one.evidence or sentences.get(one.key, "")
            meant.append((_meant(one.key, sentence, known, by_sentence.get(sentence, ())), one))
        except ValueError as error:
            problems.append(Problem(one.line, str(error)))
    return meant, problems


def _meant(key: str, sentence: str, known: Mapping[str, Placed], with_sentence: Sequence[Placed]) -> str:
    """The id of the view that a line means today; ValueError says why there is none, and what to do."""
    placed = known.get(key)
    if placed:
        if sentence not in placed.text:
            file = placed.source_file
            raise ValueError(f"its sentence stands no longer in {file}; read that again, correct or remove the line")
        return key
    if not sentence:
        raise ValueError(f"there is no view '{key}'; take its view_id from views.csv, or remove the line")
    heirs = [str(one.view["view_id"]) for one in with_sentence if key in former_ids(one)]
    if len(heirs) == 1:
        return heirs[0]
    others = ", ".join(heirs or [str(one.view["view_id"]) for one in with_sentence])
    advice = f"write {others} if that is meant, or remove the line" if others else "correct or remove the line"
    which = "several views may be it" if heirs else "no view of its index and holder has its sentence"
    raise ValueError(f"there is no view '{key}' any more and {which}; {advice}")


def former_ids(placed: Placed) -> frozenset[str]:
    """The ids that a view would have with another horizon, or with its analyst by surname or its holder in half."""
    view = placed.view
    analyst, firm = view["analyst_name"], view["analyst_firm"]
    holders = product({analyst, analyst.rpartition(" ")[2], ""}, {firm, ""})
    return frozenset(
        view_id_of(view["article_id"], name, house, view["symbol"], horizon)
        for (name, house), horizon in product(holders, _horizons(placed.published_date))
    )


def _horizons(published: date | None) -> list[str]:
    """What the horizon of a view of that day may be worded as: a month's end, 12m, short-term ..."""
    rolling = ["", *TERMS, *(f"{months}m" for months in range(1, LONGEST + 1))]
    years = range(published.year, published.year + YEARS_AHEAD + 1) if published else ()
    return rolling + [date(y, m, monthrange(y, m)[1]).isoformat() for y in years for m in range(1, 13)]


def without_contradictions(lines: Iterable[Meant]) -> tuple[list[Meant], list[Problem]]:
    """The lines that no other contradicts; of two that set one field of a view to different values, neither counts.

    Nobody can tell which is meant. Two reasons for a rejection contradict each other in nothing.
    """
    said: dict[tuple[str, str], list[Meant]] = defaultdict(list)
    for view_id, one in lines:
        said[view_id, one.field].append((view_id, one))
    kept: list[Meant] = []
    problems = []
    for (_, field), same in said.items():
        if field == REJECT or len({one.value for _, one in same}) == 1:
            kept += same
            continue
        for _, one in same:
            others = ", ".join(str(other.line) for _, other in same if other.value != one.value)
            problems.append(Problem(one.line, f"it contradicts line {others}; keep one of them"))
    return kept, problems

"""Makes views that were missed out of the lines that add them: `new-1,add,a.txt,"Dana Whitlock sees 7,100."`.

Their ids are made as those of all views, so that a view which a later run finds itself is not there twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.store.amending import amend
from pipeline.store.corrections import ADD, REJECT, Correction, Problem
from pipeline.store.identity import analyst_id, firm_id, view_id_of
from pipeline.store.meaning import Placed, without_contradictions
from pipeline.store.write import EVIDENCE_LIMIT

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Added:
    """A view that some lines add, before its other fields are set, and those lines."""

    placed: Placed
    lines: tuple[Correction, ...]


def added_views(
    corrections: Sequence[Correction], articles: Mapping[str, Row]
) -> tuple[dict[str, Added], list[Problem]]:
    """The views that lines add, by the ids they get, and the lines of those that cannot be.

    `corrections` are all lines of the keys that have an "add"; `articles` are rows of the table `article` by
    source_file.
    """
    kept, problems = without_contradictions((one.key, one) for one in corrections)
    groups: dict[str, list[Correction]] = defaultdict(list)
    for key, one in kept:
        groups[key].append(one)
    added: dict[str, Added] = {}
    for lines in groups.values():
        try:
            new = _added(lines, articles)
            first = added.setdefault(str(new.placed.view["view_id"]), new)
            if first is not new:
                raise ValueError(f"it is the view that line {first.lines[0].line} adds; keep one of them")
        except ValueError as error:
            problems.append(Problem(min(one.line for one in lines), f"the view is not added: {error}"))
    return added, problems


def _added(lines: Sequence[Correction], articles: Mapping[str, Row]) -> Added:
    """The view of one key; ValueError says what it lacks."""
    adding = next((one for one in lines if one.field == ADD), None)
    if adding is None:
        raise ValueError("no line says which article it is of; keep one line with add")
    if any(one.field == REJECT for one in lines):
        raise ValueError("it is rejected as well; remove its lines")
    article = articles.get(str(adding.value))
    if article is None:
        raise ValueError(f"there is no article '{adding.value}'; take the source_file from articles.jsonl")
    bare = _bare(article, adding.evidence)
    view = amend(bare, (), lines, article["text"]).view
    check_complete(view)
    name = view_id_of(view["article_id"], view["analyst_name"], view["analyst_firm"], view["symbol"], view["horizon"])
    placed = Placed({**bare, "view_id": name}, article["source_file"], article["published_date"], article["text"])
    return Added(placed, (adding, *(one for one in lines if one.field != ADD)))


def check_complete(view: Row) -> None:
    """Raise ValueError where a view lacks its holder, its index or its stance, with what to give."""
    if not (analyst_id(view["analyst_name"]) or firm_id(view["analyst_firm"])):
        raise ValueError("it has no holder; give an analyst_name or an analyst_firm")
    for field in ("symbol", "stance"):
        if not view[field]:
            raise ValueError(f"it has no {field}; give one")


def _bare(article: Row, sentence: str) -> dict[str, Any]:
    """A view that is nothing yet but a sentence of an article."""
    start = article["text"].find(sentence)
    if not sentence or start < 0:
        raise ValueError(f"its sentence does not stand in {article['source_file']}; copy it from the article's text")
    if len(sentence) > EVIDENCE_LIMIT:
        raise ValueError(f"its sentence has more than {EVIDENCE_LIMIT} characters; give the part that says it")
    texts = ("view_id", "symbol", "analyst_name", "analyst_role", "analyst_firm", "stance", "action_change", "horizon")
    return {
        **dict.fromkeys((*texts, "condition"), ""),
        **dict.fromkeys(("upside_stated", "horizon_date", "confidence", "effective_date")),
        "article_id": article["article_id"],
        "co_analysts": [],
        "stance_score": 0.0,
        "proxy": False,
        "evidence": sentence,
        "evidence_start": start,
        "evidence_end": start + len(sentence),
    }

"""Gives articles with their views as they are to be read, corrections included: `said_articles(con)`.

What people corrected is annotation: from here it goes to gold files, to measure and to learn from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from pipeline.store.corrected import apply_corrections
from pipeline.store.database import Row, dicts_of
from pipeline.types import Excerpt, Holder, Horizon, Level, LevelKind, Stance, View

ARTICLES = """
SELECT article_id, source_file, published_date
FROM article
WHERE $everything OR article_id IN (SELECT article_id FROM amended_view UNION ALL SELECT article_id FROM rejected_view)
ORDER BY source_file
"""
VIEWS = """
SELECT said_view.*, rejected_view.view_id IS NOT NULL AS rejected
FROM said_view
LEFT JOIN rejected_view USING (view_id)
WHERE said_view.article_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY evidence_start, symbol, analyst_name, view_id
"""
LEVELS = """
SELECT * FROM said_level
WHERE view_id IS NOT NULL AND article_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY value_start, kind, value
"""


@dataclass(frozen=True, slots=True)
class SaidArticle:
    """An article with its views in reading order, and the holders of those that somebody rejected."""

    source_file: str
    published_date: date | None
    views: tuple[View, ...]
    rejected: tuple[Holder, ...]


def said_articles(con: duckdb.DuckDBPyConnection, *, everything: bool = False) -> list[SaidArticle]:
    """The articles that have a correction, or with `everything` all there are, by source_file."""
    apply_corrections(con)
    articles = con.execute(ARTICLES, {"everything": everything}).fetchall()
    ids = {"ids": [article_id for article_id, *_ in articles]}
    levels: dict[str, list[Level]] = defaultdict(list)
    for row in dicts_of(con.execute(LEVELS, ids)):
        levels[row["view_id"]].append(_level(row))
    views: dict[str, list[Row]] = defaultdict(list)
    for row in dicts_of(con.execute(VIEWS, ids)):
        views[row["article_id"]].append(row)
    return [
        SaidArticle(
            source_file,
            published,
            tuple(_view(row, levels.get(row["view_id"], ())) for row in views[article_id] if not row["rejected"]),
            tuple(_holder(row) for row in views[article_id] if row["rejected"]),
        )
        for article_id, source_file, published in articles
    ]


def _view(row: Mapping[str, Any], levels: Sequence[Level]) -> View:
    return View(
        symbol=row["symbol"],
        holder=_holder(row),
        stance=Stance(row["stance"]),
        stance_score=row["stance_score"],
        horizon=Horizon(row["horizon"], row["horizon_date"]),
        proxy=row["proxy"],
        evidence=_evidence(row),
        levels=tuple(levels),
        upside_stated=row["upside_stated"],
        action_change=row["action_change"],
        condition=row["condition"],
        confidence=row["confidence"],
        effective_date=row["effective_date"],
    )


def _holder(row: Mapping[str, Any]) -> Holder:
    return Holder(row["analyst_name"], row["analyst_role"], row["analyst_firm"], tuple(row["co_analysts"]))


def _level(row: Mapping[str, Any]) -> Level:
    place = row["value_start"], row["value_end"]
    return Level(row["symbol"], LevelKind(row["kind"]), row["value"], *place, _evidence(row))


def _evidence(row: Mapping[str, Any]) -> Excerpt:
    return Excerpt(row["evidence_start"], row["evidence_end"], row["evidence"])

"""Puts what articles yield into the store, once: `write_extractions(con, [extraction], extractor_version="1")`.

Writing an article again replaces all its rows. Evidence that is not literally in the text is refused.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import duckdb

from pipeline.store.database import Row, StoreError, insert_rows, transaction
from pipeline.store.identity import analyst_id, firm_id, view_id
from pipeline.types import Article, Excerpt, Extraction, Level, LevelKind, Stated, View, excerpt_of

EVIDENCE_LIMIT = 400  # characters of a view's evidence, by contract

TABLES = ("article", "view", "level", "stated", "dropped")


def known_articles(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """What need not be read again: source_file -> (content_hash, extractor_version)."""
    rows = con.execute("SELECT source_file, content_hash, extractor_version FROM article").fetchall()
    return {source_file: (content_hash, version) for source_file, content_hash, version in rows}


def write_extractions(
    con: duckdb.DuckDBPyConnection,
    extractions: Sequence[Extraction],
    *,
    extractor_version: str,
    gone: Sequence[str] = (),
) -> None:
    """Store some articles with their views and levels in one transaction, in place of what was stored of them before.
    The articles of the source files `gone`, which these replace, are forgotten.

    Raises ValueError, and stores nothing, where an excerpt is not the text at its offsets, where two views of one
    article are of one holder, index and horizon, or where a view has no holder: mistakes of the extractor, named with
    the article. Raises StoreError where nothing can be written to the store any more, because its disk is full.
    """
    if not extractions and not gone:
        return
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for extraction in extractions:
        for table, some in rows_of_extraction(extraction, extractor_version).items():
            rows[table] += some
    try:
        with transaction(con):
            _remove(con, [*_ids(con, gone), *(row["article_id"] for row in rows["article"])])
            for table in TABLES:
                insert_rows(con, table, rows[table])
    except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
        reason = str(error).splitlines()[0]
        raise StoreError(f"the store cannot be written ({reason}); make room on its disk, and run again") from error


def rows_of_extraction(extraction: Extraction, extractor_version: str) -> dict[str, list[Row]]:
    """What the tables get of an article, by table; raises ValueError as `write_extractions` does."""
    article = extraction.article
    views = {view_id(article.article_id, view): view for view in extraction.views}
    if len(views) < len(extraction.views):
        raise ValueError(f"{article.source_file}: two views of one holder, index and horizon; merge them")
    return {
        "article": [_article_row(article, extractor_version)],
        "view": [_view_row(article, name, view) for name, view in views.items()],
        "level": _level_rows(article, views, extraction.observed),
        "stated": [_stated_row(article, one) for one in dict.fromkeys(extraction.stated)],
        "dropped": _dropped_rows(extraction),
    }


def dropped_counts(con: duckdb.DuckDBPyConnection, source_files: Collection[str]) -> dict[str, int]:
    """How many candidates of these articles became no view, by reason: {"holder: policy_maker": 2, "view: ...": 31}."""
    rows = con.execute(
        """SELECT step || ': ' || reason AS why, CAST(sum(candidates) AS BIGINT)
        FROM dropped JOIN article USING (article_id) WHERE list_contains(?, source_file) GROUP BY why ORDER BY why""",
        [sorted(source_files)],
    ).fetchall()
    return dict(rows)


def prune(con: duckdb.DuckDBPyConnection, present: Collection[str]) -> int:
    """Forget the articles whose source_file is not in `present`, with their views; returns how many those were."""
    known = con.execute("SELECT source_file, article_id FROM article").fetchall()
    gone = sorted(article_id for source_file, article_id in known if source_file not in set(present))
    with transaction(con):
        _remove(con, gone)
    return len(gone)


def _ids(con: duckdb.DuckDBPyConnection, source_files: Sequence[str]) -> list[str]:
    """The ids of the stored articles of these source files."""
    query = "SELECT article_id FROM article WHERE list_contains($names, source_file)"
    return [name for (name,) in con.execute(query, {"names": source_files}).fetchall()] if source_files else []


def _remove(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> None:
    """Delete all rows of some articles; those that are not there cost nothing."""
    known = con.execute("SELECT article_id FROM article WHERE list_contains($ids, article_id)", {"ids": article_ids})
    ids = [article_id for (article_id,) in known.fetchall()]
    if ids:
        for table in reversed(TABLES):
            con.execute(f"DELETE FROM {table} WHERE list_contains($ids, article_id)", {"ids": ids})


def _article_row(article: Article, extractor_version: str) -> Row:
    return {
        "article_id": article.article_id,
        "source_file": article.source_file,
        "content_hash": article.content_hash,
        "extractor_version": extractor_version,
        "title": article.title,
        "published_date": article.published_date,
        "publisher": article.publisher,
        "url": article.url,
        "text": article.text,
        "blocks": [{"kind": str(block.kind), "start_at": block.start, "end_at": block.end} for block in article.blocks],
        "byline": list(article.byline),
        "truncated": article.truncated,
        "notes": list(article.notes),
    }


def _dropped_rows(extraction: Extraction) -> list[Row]:
    counts = Counter((drop.step, drop.reason) for drop in extraction.dropped)
    return [
        {"article_id": extraction.article.article_id, "step": step, "reason": reason, "candidates": count}
        for (step, reason), count in sorted(counts.items())
    ]


def _view_row(article: Article, name: str, view: View) -> Row:
    holder, evidence = view.holder, _clip(article, _checked(article, view.evidence))
    if not (analyst_id(holder.analyst) or firm_id(holder.firm)):
        raise ValueError(f"{article.source_file}: a view at {evidence.start} has neither an analyst nor a firm")
    return {
        "view_id": name,
        "article_id": article.article_id,
        "symbol": view.symbol,
        "analyst_name": holder.analyst,
        "analyst_role": holder.role,
        "analyst_firm": holder.firm,
        "co_analysts": list(holder.co_analysts),
        "stance": str(view.stance),
        "stance_score": view.stance_score,
        "action_change": view.action_change,
        "upside_stated": view.upside_stated,
        "horizon": view.horizon.words,
        "horizon_date": view.horizon.until,
        "proxy": view.proxy,
        "condition": view.condition,
        "confidence": view.confidence,
        "effective_date": view.effective_date,
        **_bounds(evidence),
    }


def _level_rows(article: Article, views: Mapping[str, View], observed: Sequence[Level]) -> list[Row]:
    """The levels of an article, each once; where the index stood is nobody's, whoever's view brings it."""
    held = [
        (None if level.kind is LevelKind.OBSERVED else name, level)
        for name, view in views.items()
        for level in view.levels
    ]
    return [_level_row(article, name, level) for name, level in dict.fromkeys([*held, *((None, o) for o in observed)])]


def _level_row(article: Article, name: str | None, level: Level) -> Row:
    _check_number(article, level.value, level.start, level.end)
    return {
        "article_id": article.article_id,
        "view_id": name,
        "symbol": level.symbol,
        "kind": str(level.kind),
        "value": level.value,
        "value_start": level.start,
        "value_end": level.end,
        **_bounds(_checked(article, level.evidence)),
    }


def _stated_row(article: Article, stated: Stated) -> Row:
    _check_number(article, stated.value, stated.start, stated.end)
    return {
        "article_id": article.article_id,
        "symbol": stated.symbol,
        "statistic": str(stated.statistic),
        "value": stated.value,
        "value_start": stated.start,
        "value_end": stated.end,
        "horizon": stated.horizon.words,
        "horizon_date": stated.horizon.until,
        **_bounds(_checked(article, stated.evidence)),
    }


def _check_number(article: Article, value: float, start: int, end: int) -> None:
    if not (0 <= start < end <= len(article.text) and math.isfinite(value)):
        raise ValueError(f"{article.source_file}: no number {value} at [{start}, {end})")


def _bounds(evidence: Excerpt) -> Row:
    return {"evidence": evidence.text, "evidence_start": evidence.start, "evidence_end": evidence.end}


def _checked(article: Article, excerpt: Excerpt) -> Excerpt:
    """The excerpt, if it is one; raises ValueError where the text at its offsets is another."""
    start, end = excerpt.start, excerpt.end
    if not 0 <= start < end <= len(article.text) or article.text[start:end] != excerpt.text:
        raise ValueError(f"{article.source_file}: the text at [{start}, {end}) is not {excerpt.text[:60]!r}")
    return excerpt


def _clip(article: Article, excerpt: Excerpt) -> Excerpt:
    """Evidence that is too long, cut after the last word that fits."""
    if excerpt.end - excerpt.start <= EVIDENCE_LIMIT:
        return excerpt
    text = excerpt.text[: EVIDENCE_LIMIT + 1]
    kept = text[: max(text.rfind(" "), text.rfind("\n"))].rstrip() or text[:EVIDENCE_LIMIT]
    return excerpt_of(article.text, excerpt.start, excerpt.start + len(kept))

"""Reads a store as people corrected it: `apply_corrections(con)` applies the `corrections.csv` that lies beside it.

Nothing is written to the store. Temporary tables hold what is changed, and the views `said_view` and `said_level` show
it in the place of what is stored, to everything that asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.store.added import Added, added_views
from pipeline.store.corrections import ADD, FILE_NAME, Correction, Problem, read_corrections
from pipeline.store.database import Row, dicts_of, insert_rows, read_sql
from pipeline.store.effects import Effect, effect_of
from pipeline.store.meaning import Meant, Placed, meant_views, without_contradictions

TABLES = ("amended_view", "rejected_view", "corrected_view", "corrected_level")


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many lines of the file were applied, and what is wrong with the others: "corrections.csv, line 3: ..."."""

    applied: int = 0
    not_applied: tuple[str, ...] = ()


def apply_corrections(con: duckdb.DuckDBPyConnection) -> Corrected:
    """Let a connection read its store as the file beside it corrects it, as that is now; the answer tells the rest.

    A line that cannot be applied is left out and told, with what to do; nothing is raised for it. `judge_views` and
    `names_alike` call this themselves.
    """
    corrections, problems = _read(con)
    for table in TABLES:
        con.execute(f"DELETE FROM {table}")
    effects: list[Effect] = []
    if corrections:
        effects, more = _effects(con, corrections)
        problems += [*more, *(problem for effect in effects for problem in effect.problems)]
        for table in TABLES:
            insert_rows(con, table, [row for effect in effects for row in effect.rows.get(table, ())])
        con.execute(read_sql("corrected.sql"))
    told = sorted(problems, key=lambda problem: problem.line)
    return Corrected(sum(effect.applied for effect in effects), tuple(map(str, told)))


def _read(con: duckdb.DuckDBPyConnection) -> tuple[list[Correction], list[Problem]]:
    """The file beside the store; a database in memory has none."""
    row = con.execute("SELECT getvariable('corrections_folder')").fetchone()
    return read_corrections(Path(row[0]) / FILE_NAME) if row and row[0] else ([], [])


def _effects(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> tuple[list[Effect], list[Problem]]:
    """What the lines come to, view by view, and the lines that are of no view."""
    adding = {one.key for one in corrections if one.field == ADD}
    named, missed = ([one for one in corrections if (one.key in adding) is new] for new in (False, True))
    added, problems = added_views(missed, _articles(con, {str(one.value) for one in missed if one.field == ADD}))
    stored = _stored(con, "view_id", {one.key for one in named} | set(added))
    known = {name: one.placed for name, one in added.items()} | stored
    by_sentence = _heirs(con, named, known)
    meant, gone = meant_views(named, known, by_sentence)
    known |= {one.view["view_id"]: one for same in by_sentence.values() for one in same}
    lines, clashing = without_contradictions([*_lines_of(added), *meant])
    return _view_by_view(con, lines, known, set(added) - set(stored)), [*problems, *gone, *clashing]


def _view_by_view(
    con: duckdb.DuckDBPyConnection, lines: Iterable[Meant], known: Mapping[str, Placed], new: Collection[str]
) -> list[Effect]:
    by_view: dict[str, list[Correction]] = defaultdict(list)
    for name, one in lines:
        by_view[name].append(one)
    levels = _levels(con, set(by_view))
    return [effect_of(known[name], levels.get(name, []), some, is_new=name in new) for name, some in by_view.items()]


def _lines_of(added: Mapping[str, Added]) -> Iterable[Meant]:
    return ((name, one) for name, new in added.items() for one in new.lines)


def _articles(con: duckdb.DuckDBPyConnection, source_files: Collection[str]) -> dict[str, Row]:
    """The articles of some files, by source_file."""
    query = "SELECT article_id, source_file, published_date, text FROM article WHERE list_contains($files, source_file)"
    rows = dicts_of(con.execute(query, {"files": sorted(source_files)}))
    return {row["source_file"]: row for row in rows}


def _stored(con: duckdb.DuckDBPyConnection, column: str, values: Collection[str]) -> dict[str, Placed]:
    """The stored views that have one of some values in a column, by view_id."""
    query = read_sql("meant.sql").format(column=column)
    placed: dict[str, Placed] = {}
    for row in dicts_of(con.execute(query, {"values": sorted(values)})):
        article = [row.pop(name) for name in ("source_file", "published_date", "text")]
        placed[row["view_id"]] = Placed(row, *article)
    return placed


def _heirs(
    con: duckdb.DuckDBPyConnection, named: Iterable[Correction], known: Collection[str]
) -> dict[str, list[Placed]]:
    """The views whose evidence is the sentence of a line whose own view is gone, by sentence."""
    gone = [one for one in named if one.key not in known]
    by_sentence: dict[str, list[Placed]] = defaultdict(list)
    for placed in _stored(con, "evidence", {one.evidence for one in gone} - {""}).values():
        by_sentence[placed.view["evidence"]].append(placed)
    return by_sentence


def _levels(con: duckdb.DuckDBPyConnection, ids: Collection[str]) -> dict[str, list[Row]]:
    """The stored levels of some views, by view_id."""
    query = "SELECT * FROM level WHERE view_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY value_start, value"
    levels: dict[str, list[Row]] = defaultdict(list)
    for row in dicts_of(con.execute(query, {"ids": sorted(ids)})):
        levels[row["view_id"]].append(row)
    return levels

"""Writes the files that users open: views.csv, levels.csv, consensus.csv, articles.jsonl, all of the whole store.

The same store gives the same bytes. Fractions are plain (0.07), numbers too (7500, 4549.78), empty means unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from pipeline.store.columns import ARTICLE_KEYS, LEVEL_COLUMNS, VIEW_COLUMNS
from pipeline.store.consensus import CONSENSUS_COLUMNS, count_votes
from pipeline.store.database import StoreError
from pipeline.store.living import judge_views

RE_QUOTED = re.compile(r'[",\r\n]')
# json leaves these as they are, and some readers end a line there
LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
BATCH = 10_000

# The confidence is text of two digits, also where the second is 0: 0.90.
VIEWS = f"""
SELECT {", ".join(VIEW_COLUMNS)}
FROM (
    SELECT * REPLACE (
        round(stance_score, 4) AS stance_score,
        round(upside_stated, 6) AS upside_stated,
        format('{{:.2f}}', confidence) AS confidence
    )
    FROM view_row
)
JOIN living USING (view_id)
JOIN reason_row USING (view_id)
LEFT JOIN known_index USING (symbol)
ORDER BY published_date NULLS LAST, source_file, evidence_start, symbol, analyst_name, view_id
"""

LEVELS = """
SELECT level.view_id, level.article_id, source_file, level.symbol, kind, value, published_date,
    level.evidence, level.evidence_start AS start, level.evidence_end AS "end"
FROM said_level AS level
JOIN article USING (article_id)
LEFT JOIN said_view USING (view_id)
ORDER BY published_date NULLS LAST, source_file, level.evidence_start, level.symbol, coalesce(analyst_name, ''),
    coalesce(level.view_id, ''), value_start, kind, value
"""

ARTICLES = f"SELECT {', '.join(ARTICLE_KEYS)} FROM article ORDER BY source_file"

BROKEN_EXCERPTS = """
SELECT source_file, evidence_start, evidence_end
FROM (
    SELECT article_id, evidence, evidence_start, evidence_end FROM said_view
    UNION ALL
    SELECT article_id, evidence, evidence_start, evidence_end FROM said_level
)
JOIN article USING (article_id)
WHERE substring(text, evidence_start + 1, evidence_end - evidence_start) IS DISTINCT FROM evidence
ORDER BY ALL
"""


def export_all(con: duckdb.DuckDBPyConnection, out: Path, *, as_of: date | None, include_proxies: bool = False) -> None:
    """Write the four files to the folder `out`, each whole or not at all; status and consensus are as of `as_of`.

    Raises StoreError, and leaves the old files as they are, where evidence in the store is not the text it points to.
    """
    day = judge_views(con, as_of=as_of, everything=True)
    check_excerpts(con)
    rows = count_votes(con, day=day, explicit=as_of is not None, include_proxies=include_proxies)
    files = {
        "views.csv": csv_lines(VIEW_COLUMNS, _rows(con, VIEWS)),
        "levels.csv": csv_lines(LEVEL_COLUMNS, _rows(con, LEVELS)),
        "consensus.csv": csv_lines(CONSENSUS_COLUMNS, map(astuple, rows)),
        "articles.jsonl": (json_line(ARTICLE_KEYS, row) for row in _rows(con, ARTICLES)),
    }
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as leftovers:
        written = {}
        for name, lines in files.items():
            written[name] = out / f".{name}.tmp"
            leftovers.callback(written[name].unlink, missing_ok=True)
            with written[name].open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(lines)
        for name, path in written.items():
            path.replace(out / name)


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows as lines of a CSV file under their header: `["a", None, 7500.0]` -> "a,,7500"."""
    yield ",".join(columns) + "\n"
    for row in rows:
        yield ",".join(_quoted(cell(value)) for value in row) + "\n"


def cell(value: object) -> str:
    """A value as the files print it: 7500.0 -> "7500", 0.07 -> "0.07", True -> "true", [1.0, 2.5] -> "1;2.5"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(Decimal(repr(value + 0.0)).normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(map(cell, value))
    return str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if RE_QUOTED.search(text) else text


def json_line(columns: Sequence[str], row: Sequence[object]) -> str:
    """A row as a line of JSON, dates as ISO text: `["a", None, 7500.0]` -> {"x": "a", "y": null, "z": 7500.0}."""
    values = (value.isoformat() if isinstance(value, date) else value for value in row)
    line = json.dumps(dict(zip(columns, values, strict=True)), ensure_ascii=False)
    return line.translate(LINE_BREAKS) + "\n"


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[Sequence[object]]:
    """The rows of a query, some at a time: the texts of a large store do not fit into memory."""
    result = con.execute(query)
    while rows := result.fetchmany(BATCH):
        yield from rows


def check_excerpts(con: duckdb.DuckDBPyConnection) -> None:
    """Raise StoreError where evidence of a view or level is not `text[start:end]` of its article."""
    broken = con.execute(BROKEN_EXCERPTS).fetchone()
    if broken:
        source_file, start, end = broken
        raise StoreError(
            f"the store's evidence of {source_file} is not the text at [{start}, {end}); nothing was exported; "
            "delete the store and extract again"
        )

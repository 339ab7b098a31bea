"""Views with all that a page shows of them: their votes, their levels in the text, and the text around their evidence.

`shown(con, as_of=None)` judges a store once and answers all that a report asks of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from pipeline.store.changes import ChangeRow, changes
from pipeline.store.consensus import ConsensusRow, count_votes
from pipeline.store.database import Row, dicts_of, read_sql
from pipeline.store.living import judge_views
from pipeline.store.printed import PrintedRow, compare_printed

LEVELS = """
SELECT view_id, kind, value, value_start AS start, value_end AS "end"
FROM said_level
WHERE view_id IS NOT NULL AND kind <> 'observed'
ORDER BY view_id, value_start, kind, value
"""
OBSERVED = """
SELECT symbol, published_date, value
FROM said_level
JOIN article USING (article_id)
ANTI JOIN copied_article USING (article_id)
WHERE kind = 'observed' AND published_date <= CAST($as_of AS DATE)
QUALIFY row_number() OVER (
    PARTITION BY symbol, published_date ORDER BY source_file DESC, value_start, value
) = 1
ORDER BY symbol, published_date
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a store says on a day: views and levels as rows by column name, and the answers to its questions.

    `levels` have the place of the number itself in the article's text; `observed` are where an index stood, one a day
    of an article that is no copy.
    """

    as_of: date | None
    articles: int
    views: list[Row]
    levels: list[Row]
    observed: list[Row]
    consensus: list[ConsensusRow]
    printed: list[PrintedRow]
    changes: list[ChangeRow]


def shown(
    con: duckdb.DuckDBPyConnection,
    *,
    as_of: date | None,
    context: int,
    since_days: int,
    include_proxies: bool = False,
) -> Shown:
    """All that a report shows of a store on the day `as_of`, or on that of the newest article.

    `context` is how many characters of the article come before and after each view's evidence; `since_days` how far
    back changes are told.
    """
    day = judge_views(con, as_of=as_of, everything=True)
    parameters = {"as_of": day, "context": context, "include_proxies": include_proxies}
    views = dicts_of(con.execute(read_sql("shown.sql"), parameters))
    rows = count_votes(con, day=day, explicit=as_of is not None, include_proxies=include_proxies)
    (articles,) = con.execute(
        "SELECT count(*) FROM article WHERE coalesce(published_date <= CAST($as_of AS DATE), TRUE)", {"as_of": day}
    ).fetchone() or (0,)
    return Shown(
        day,
        int(articles),
        views,
        dicts_of(con.execute(LEVELS)),
        dicts_of(con.execute(OBSERVED, {"as_of": day})),
        rows,
        compare_printed(con, rows),
        _changes(con, day, since_days, include_proxies=include_proxies) if day else [],
    )


def _changes(con: duckdb.DuckDBPyConnection, day: date, since_days: int, *, include_proxies: bool) -> list[ChangeRow]:
    """What changed in so many days, as `raised` counts them; this gathers other views, so it is asked last."""
    before = date.fromordinal(max(day.toordinal() - since_days - 1, 1))
    return changes(con, since=before, as_of=day, include_proxies=include_proxies)

"""Who was right: `score(con, as_of=date(2026, 1, 5))` holds views whose time is over against the closes of the index.

Needs closes (`load_closes`). Nobody is ranked on fewer than five views.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

import duckdb
import numpy as np

from pipeline.store.database import read_sql, rows_of
from pipeline.store.living import gather_views

FEWEST = 5  # views, to be ranked
REACH = 7  # days: holidays lie between a day and the last close before it
Z = 1.959964  # two-sided 95 % of the normal distribution
RESAMPLES, SEED = 2_000, 1
DIRECTION = {"bullish": 1, "bearish": -1}


@dataclass(frozen=True, slots=True)
class Judged:
    """A view whose time is over: which way the index went (1, 0, -1), and the target's error as a fraction."""

    analyst_id: str
    analyst_name: str
    voting_firm: str
    voter_name: str
    stance: str
    published_date: date
    direction: float
    error: float | None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How often an analyst or a firm was right, and how far their targets were from what came.

    `hit_rate` is the share of bullish and bearish views after which the index closed higher or lower, with the 95 %
    interval of Wilson (1927, https://doi.org/10.1080/01621459.1927.10502953); neutral views have no direction and are
    only counted. Errors are target / close - 1 on the last day of the period, fractions: the mean with a 95 % bootstrap
    interval, and the mean of their sizes. `rank` goes by `hit_low`; it is None on fewer than five views of a direction.
    """

    by: str
    name: str
    rank: int | None
    views_judged: int
    directions_judged: int
    hits: int
    hit_rate: float | None
    hit_low: float | None
    hit_high: float | None
    neutral: int
    targets_judged: int
    mean_error: float | None
    mean_error_low: float | None
    mean_error_high: float | None
    mean_absolute_error: float | None
    first_date: date
    last_date: date


def score(con: duckdb.DuckDBPyConnection, *, as_of: date | None = None, symbols: Sequence[str] = ()) -> list[ScoreRow]:
    """The scores of all firms, then of all analysts, the ranked ones first, as far as closes allow.

    A view is judged where its period ended by `as_of` (an open one after the days that it lives, then by direction
    only) and closes of both ends are known, at most a week old. Superseded ones are judged too; of a holder, index and
    horizon only the last of a month is. Copies, repeated claims and views on proxies are not.
    """
    day = gather_views(con, as_of=as_of, everything=True)
    if symbols:
        con.execute("DELETE FROM asked WHERE NOT list_contains($symbols, symbol)", {"symbols": list(symbols)})
    judged = rows_of(con.execute(read_sql("score.sql"), {"as_of": day, "reach": REACH}), Judged)
    return [
        *_scores("firm", judged, lambda one: (one.voting_firm, one.voter_name)),
        *_scores("analyst", judged, lambda one: (one.analyst_id, one.analyst_name)),
    ]


def _scores(by: str, judged: Sequence[Judged], name_of: Callable[[Judged], tuple[str, str]]) -> list[ScoreRow]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in judged:
        identity, name = name_of(one)
        if identity:
            groups[identity].append(one)
            names[identity] = name  # as it was printed last
    rows = [_row(by, names[identity], some) for identity, some in groups.items()]
    rows.sort(key=lambda row: (row.directions_judged < FEWEST, -(row.hit_low or 0), -row.views_judged, row.name))
    return [replace(row, rank=place if row.directions_judged >= FEWEST else None) for place, row in enumerate(rows, 1)]


def _row(by: str, name: str, judged: Sequence[Judged]) -> ScoreRow:
    directed = [one for one in judged if one.stance in DIRECTION]
    hits = sum(DIRECTION[one.stance] == one.direction for one in directed)
    low, high = wilson(hits, len(directed))
    errors = [one.error for one in judged if one.error is not None]
    mean_low, mean_high = bootstrap(errors)
    return ScoreRow(
        by=by,
        name=name,
        rank=None,
        views_judged=len(judged),
        directions_judged=len(directed),
        hits=hits,
        hit_rate=round(hits / len(directed), 4) if directed else None,
        hit_low=low,
        hit_high=high,
        neutral=len(judged) - len(directed),
        targets_judged=len(errors),
        mean_error=round(sum(errors) / len(errors), 4) if errors else None,
        mean_error_low=mean_low,
        mean_error_high=mean_high,
        mean_absolute_error=round(sum(map(abs, errors)) / len(errors), 4) if errors else None,
        first_date=judged[0].published_date,
        last_date=judged[-1].published_date,
    )


def wilson(hits: int, n: int) -> tuple[float | None, float | None]:
    """The 95 % interval of a share by Wilson's score: 8 of 10 -> (0.4902, 0.9433); None where n is 0."""
    if not n:
        return None, None
    share, square = hits / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return round(middle - half, 4), round(middle + half, 4)


def bootstrap(values: Sequence[float]) -> tuple[float | None, float | None]:
    """The 95 % percentile interval of a mean over 2,000 resamples, always the same; None for fewer than five."""
    if len(values) < FEWEST:
        return None, None
    means = np.random.default_rng(SEED).choice(np.array(values), (RESAMPLES, len(values))).mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return round(float(low), 4), round(float(high), 4)

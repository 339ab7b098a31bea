"""A year of twelve articles, worked out by hand: who counts on five days, and why the others do not.

Kest Bank raises twice, Dana Whitlock leaves Harbour Lane for Cobalt, its wealth manager is a house of its own,
a story is reprinted cut to 60 %, a target is printed again within the week, and an open view goes stale.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline import store
from pipeline.types import LevelKind

from .factories import extraction, said, write

YEAR_END, MID, NEXT = "2025-12-31", "2026-06-30", "2026-12-31"
STORY = " ".join(f"story{number}" for number in range(300))
CUT = " ".join(STORY.split()[:180])
HOUSE, WEALTH = "Harbour Lane", "Harbour Lane Wealth Management"
BEAR = said(
    "Nomi Ward", "Marlow", stance="bearish", target=5500, horizon=YEAR_END, levels=((LevelKind.BULL_CASE, 6200),)
)
SMALL = said("Nomi Ward", "Marlow", symbol="RUT", horizon=YEAR_END, proxy=True)
RANGE = ((LevelKind.RANGE_LOW, 6800), (LevelKind.RANGE_HIGH, 7000))
RAISES = {"action_change": "Raises"}
ARTICLES = (
    extraction(
        "a01.txt",
        "2025-01-10",
        said("", "Kest Bank", target=6500, horizon=YEAR_END),
        said("Dana Whitlock", HOUSE, target=6600, horizon=YEAR_END),
    ),
    extraction(
        "a02.txt",
        "2025-02-03",
        said("", WEALTH, stance="neutral", target=6400, horizon=YEAR_END),
        said("Ida Fenn", "Cobalt", target=6900, horizon="12m"),
    ),
    extraction("a03.txt", "2025-03-05", BEAR, SMALL, body=STORY),
    extraction("a04.txt", "2025-03-06", BEAR, SMALL, body=CUT),
    extraction("a05.txt", "2025-04-15", said("", "Kest Bank", target=6700, horizon=YEAR_END, **RAISES)),
    extraction(
        "a06.txt", "2025-05-20", said("Dana Whitlock", "Cobalt", stance="neutral", target=6300, horizon=YEAR_END)
    ),
    extraction("a07.txt", "2025-06-02", said("", "Quill", stance="bearish", horizon="")),
    extraction("a08.txt", "2025-07-01", said("", "Kest Bank", target=7000, horizon=YEAR_END, **RAISES)),
    extraction("a09.txt", "2025-07-05", said("", "Kest Bank", target=7000, horizon=YEAR_END)),
    extraction(
        "a10.txt",
        "2025-08-11",
        said("", HOUSE, levels=RANGE, horizon=YEAR_END),
        said("", HOUSE, target=7100, horizon=MID),
    ),
    extraction("a11.txt", "2025-09-30", said("Nomi Ward", "Marlow", target=6800, horizon=YEAR_END, **RAISES)),
    extraction("a12.txt", "2025-12-01", said("", "Kest Bank", target=7600, horizon=NEXT), observed=(("SPX", 6800),)),
)


@pytest.fixture(autouse=True)
def year(con: duckdb.DuckDBPyConnection) -> None:
    write(con, *reversed(ARTICLES))


# horizon, views, stances, targets, mean, median, high, low, std, raised, superseded, duplicates
EXPECTED = {
    "2025-02-28": [
        (YEAR_END, 3, "2/1/0", 3, 6500, 6500, (6600, HOUSE), (6400, WEALTH), 100, 0, 0, 0),
        ("12m", 1, "1/0/0", 1, 6900, 6900, (6900, "Cobalt"), (6900, "Cobalt"), None, 0, 0, 0),
    ],
    # 6,700 + 6,600 + 6,400 + 5,500 = 25,200; squares 16 + 9 + 1 + 64 = 90 (x 10,000), root of 300,000 = 547.7226
    "2025-04-30": [
        (YEAR_END, 4, "2/1/1", 4, 6300, 6500, (6700, "Kest Bank"), (5500, "Marlow"), 547.7226, 1, 1, 1),
        ("12m", 1, "1/0/0", 1, 6900, 6900, (6900, "Cobalt"), (6900, "Cobalt"), None, 0, 0, 0),
    ],
    # Whitlock votes for Cobalt now, and Harbour Lane has no vote: 7,000 + 6,300 + 6,400 + 5,500 = 25,200;
    # squares 49 + 0 + 1 + 64 = 114 (x 10,000), root of 380,000 = 616.4414; Fenn did not renew her 12 months
    "2025-07-10": [
        (YEAR_END, 4, "1/2/1", 4, 6300, 6350, (7000, "Kest Bank"), (5500, "Marlow"), 616.4414, 1, 3, 2),
        ("open-ended", 1, "0/0/1", 0, None, None, (None, ""), (None, ""), None, 0, 0, 0),
    ],
    # 7,000 + 6,900 (a range's middle) + 6,300 + 6,400 + 6,800 = 33,400; squares 10.24 + 4.84 + 14.44 + 7.84 + 1.44
    # = 38.8 (x 10,000), root of 97,000 = 311.4482; Quill's open view went stale on 2025-09-10
    "2025-10-15": [
        (YEAR_END, 5, "3/2/0", 5, 6680, 6800, (7000, "Kest Bank"), (6300, "Cobalt"), 311.4482, 1, 4, 2),
        (MID, 1, "1/0/0", 1, 7100, 7100, (7100, HOUSE), (7100, HOUSE), None, 0, 0, 0),
    ],
    "2026-01-05": [
        (MID, 1, "1/0/0", 1, 7100, 7100, (7100, HOUSE), (7100, HOUSE), None, 0, 0, 0),
        (NEXT, 1, "1/0/0", 1, 7600, 7600, (7600, "Kest Bank"), (7600, "Kest Bank"), None, 0, 0, 0),
    ],
}


@pytest.mark.parametrize("day", EXPECTED)
def test_the_consensus_of_a_day(con: duckdb.DuckDBPyConnection, day: str) -> None:
    rows = store.consensus(con, as_of=date.fromisoformat(day))
    assert {row.symbol for row in rows} == {"SPX"}
    found = [
        (
            *(row.horizon, row.number_of_views, f"{row.bullish}/{row.neutral}/{row.bearish}"),
            *(row.number_of_targets, row.target_consensus, row.target_median),
            *((row.target_high, row.high_firm), (row.target_low, row.low_firm)),
            *(row.target_std, row.raised, row.superseded_excluded, row.duplicates_excluded),
        )
        for row in rows
    ]
    assert sorted(found) == sorted(EXPECTED[day])


def test_upsides_are_against_the_last_level_that_an_article_told(con: duckdb.DuckDBPyConnection) -> None:
    rows = store.consensus(con, as_of=date(2026, 1, 5))
    assert [(row.horizon, row.reference_level, row.target_upside) for row in rows] == [
        (MID, 6800, 0.0441),
        (NEXT, 6800, 0.1176),
    ]


def test_proxies_count_only_where_they_are_asked_for(con: duckdb.DuckDBPyConnection) -> None:
    rows = store.consensus(con, as_of=date(2025, 4, 30), include_proxies=True)
    assert [(row.symbol, row.horizon, row.number_of_views) for row in rows if row.symbol == "RUT"] == [
        ("RUT", YEAR_END, 1)
    ]


def test_every_view_that_does_not_count_says_why(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    store.export_all(con, tmp_path, as_of=date(2025, 10, 15))
    with (tmp_path / "views.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["status_reason"] or row["proxy"] == "true"]
    assert [
        (
            row["source_file"],
            row["analyst_name"] or row["analyst_firm"],
            row["symbol"],
            row["status"],
            row["status_reason"],
        )
        for row in rows
    ] == [
        ("a01.txt", "Kest Bank", "SPX", "superseded", "newer view of 2025-04-15 in a05.txt"),
        ("a01.txt", "Dana Whitlock", "SPX", "superseded", "newer view of 2025-05-20 in a06.txt"),
        ("a02.txt", "Ida Fenn", "SPX", "expired", "older than 100 days"),
        ("a03.txt", "Nomi Ward", "SPX", "superseded", "newer view of 2025-09-30 in a11.txt"),
        ("a03.txt", "Nomi Ward", "RUT", "active", ""),
        ("a04.txt", "Nomi Ward", "SPX", "duplicate", "the article copies a03.txt"),
        ("a04.txt", "Nomi Ward", "RUT", "duplicate", "the article copies a03.txt"),
        ("a05.txt", "Kest Bank", "SPX", "superseded", "newer view of 2025-07-01 in a08.txt"),
        ("a07.txt", "Quill", "SPX", "expired", "older than 100 days"),
        ("a09.txt", "Kest Bank", "SPX", "duplicate", "the same target within 7 days of a08.txt"),
        ("a12.txt", "Kest Bank", "SPX", "active", "published after 2025-10-15, not counted"),
    ]


def test_who_changed_his_mind(con: duckdb.DuckDBPyConnection) -> None:
    rows = store.changes(con, since=date(2025, 4, 1), as_of=date(2025, 12, 31))
    assert [(str(row.published_date), row.firm, row.change, row.old_target, row.new_target) for row in rows] == [
        ("2025-09-30", "Marlow", "turned, raised", 5500, 6800),
        ("2025-08-11", HOUSE, "raised", 6600, 6900),
        ("2025-07-01", "Kest Bank", "raised", 6700, 7000),
        ("2025-04-15", "Kest Bank", "raised", 6500, 6700),
    ]


def test_who_moved(con: duckdb.DuckDBPyConnection) -> None:
    houses = store.affiliations(con, "Dana Whitlock")
    assert [(house.firm, str(house.first_date)) for house in houses] == [
        (HOUSE, "2025-01-10"),
        ("Cobalt", "2025-05-20"),
    ]


def test_a_correction_changes_what_counts(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ids = "SELECT view_id FROM view JOIN article USING (article_id) WHERE source_file = ? AND horizon = ?"
    ward, house = (con.execute(ids, [name, YEAR_END]).fetchall()[0][0] for name in ("a11.txt", "a10.txt"))
    lines = ["view_id,field,value", f"{ward},price_target,6900", f"{house},reject,a scenario and no view", ""]
    (tmp_path / "corrections.csv").write_text("\n".join(lines), encoding="utf-8")
    row = next(row for row in store.consensus(con, as_of=date(2025, 10, 15)) if row.horizon == YEAR_END)
    # Harbour Lane has no other view: 7,000 + 6,300 + 6,400 + 6,900 = 26,600
    assert (row.number_of_views, row.target_consensus, row.target_median) == (4, 6650, 6650)
    store.export_all(con, tmp_path, as_of=date(2025, 10, 15))
    with (tmp_path / "views.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["view_id"]: row for row in csv.DictReader(file)}
    assert [(rows[one]["status"], rows[one]["status_reason"]) for one in (ward, house)] == [
        ("corrected", "price_target was 6800"),
        ("rejected", "a scenario and no view"),
    ]

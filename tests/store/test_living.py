from __future__ import annotations

from datetime import date

import duckdb
import pytest

from pipeline.store.living import judge_views
from pipeline.types import Extraction, LevelKind

from .factories import Said, extraction, said, write

LONG = " ".join(f"word{number}" for number in range(100))
Status = tuple[str, str]


def statuses(con: duckdb.DuckDBPyConnection, as_of: str | None) -> dict[str, Status]:
    """The status and its reason by source_file, of stores with one view an article."""
    judge_views(con, as_of=date.fromisoformat(as_of) if as_of else None, everything=True)
    rows = con.execute(
        "SELECT source_file, status, status_reason FROM view_row "
        "JOIN living USING (view_id) JOIN reason_row USING (view_id)"
    ).fetchall()
    return {file: (status, reason) for file, status, reason in rows}


def dana(target: float | None = None, **changes: object) -> Said:
    return said("Dana Whitlock", "Harbour Lane", target=target, **changes)  # type: ignore[arg-type]


def range_of(low: float, high: float) -> tuple[tuple[LevelKind, float], ...]:
    return ((LevelKind.RANGE_LOW, low), (LevelKind.RANGE_HIGH, high))


ACTIVE = ("active", "")


def test_the_day_that_the_text_gives_for_a_view_is_its_day(con: duckdb.DuckDBPyConnection) -> None:
    """A list of December 3rd that still has the target of November 20th does not replace the note of November 26th."""
    write(
        con,
        extraction("1-note.txt", "2025-11-26", dana(7500)),
        extraction("2-list.txt", "2025-12-03", dana(7200, effective_date=date(2025, 11, 10))),
    )
    assert statuses(con, None) == {
        "1-note.txt": ACTIVE,
        "2-list.txt": ("superseded", "newer view of 2025-11-26 in 1-note.txt"),
    }
    days = con.execute("SELECT source_file, published_date FROM view_row ORDER BY source_file").fetchall()
    assert days == [("1-note.txt", date(2025, 11, 26)), ("2-list.txt", date(2025, 11, 10))]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (dana(7000), dana(7500), ("superseded", "newer view of 2025-10-20 in 2.txt")),
        (dana(7000), dana(), ("superseded", "newer view of 2025-10-20 in 2.txt")),
        (dana(7000), said("D. Whitlock", "", target=7500), ("superseded", "newer view of 2025-10-20 in 2.txt")),
        (said("", "HLB"), said("", "Harbour Lane"), ("superseded", "newer view of 2025-10-20 in 2.txt")),
        (dana(7000), said("", "Harbour Lane", target=7500), ACTIVE),
        (dana(7000), said("Ida Fenn", "Harbour Lane", target=7500), ACTIVE),
        (dana(7000), dana(7500, symbol="NDX"), ACTIVE),
        (dana(7000), dana(7500, horizon="2026-12-31"), ACTIVE),
        (dana(horizon="short-term"), dana(horizon="long-term"), ACTIVE),
        (dana(horizon="short-term"), dana(horizon="short-term"), ("superseded", "newer view of 2025-10-20 in 2.txt")),
        (
            dana(horizon="12m"),
            dana(horizon="12m", until="2026-10-20"),
            ("superseded", "newer view of 2025-10-20 in 2.txt"),
        ),
        (dana(7000), dana(proxy=True), ACTIVE),
        (dana(proxy=True), dana(7000), ("superseded", "newer view of 2025-10-20 in 2.txt")),
        (dana(proxy=True), dana(proxy=True), ("superseded", "newer view of 2025-10-20 in 2.txt")),
    ],
    ids=[
        "new target",
        "no target",
        "the analyst elsewhere",
        "the firm in another spelling",
        "the firm is not its analyst",
        "a colleague",
        "another index",
        "another year-end",
        "other words",
        "the same words",
        "rolling months",
        "a proxy does not replace the index",
        "the index replaces a proxy",
        "a proxy replaces a proxy",
    ],
)
def test_a_newer_view_supersedes(con: duckdb.DuckDBPyConnection, first: Said, second: Said, expected: Status) -> None:
    write(con, extraction("1.txt", "2025-10-10", first), extraction("2.txt", "2025-10-20", second))
    assert statuses(con, None) == {"1.txt": expected, "2.txt": ACTIVE}


def test_a_view_points_to_the_one_that_replaced_it(con: duckdb.DuckDBPyConnection) -> None:
    days = {"1.txt": "2025-10-01", "2.txt": "2025-10-11", "3.txt": "2025-10-21"}
    write(con, *(extraction(file, day, dana(7000 + number)) for number, (file, day) in enumerate(days.items())))
    judge_views(con, as_of=None, everything=True)
    rows = con.execute(
        """
        SELECT old.source_file, new.source_file
        FROM view_row AS old JOIN living USING (view_id) LEFT JOIN view_row AS new ON new.view_id = superseded_by
        ORDER BY old.source_file
        """
    ).fetchall()
    assert rows == [("1.txt", "2.txt"), ("2.txt", "3.txt"), ("3.txt", None)]


def test_of_one_day_the_view_with_a_number_is_the_newer_one(con: duckdb.DuckDBPyConnection) -> None:
    write(con, extraction("1.txt", "2025-10-10", dana(7000)), extraction("2.txt", "2025-10-10", dana()))
    assert statuses(con, None) == {"1.txt": ACTIVE, "2.txt": ("superseded", "newer view of 2025-10-10 in 1.txt")}


@pytest.mark.parametrize(
    ("first", "second", "day", "expected"),
    [
        (dana(7500), dana(7500), "2025-10-17", ("duplicate", "the same target within 7 days of 1.txt")),
        (dana(7500), dana(7500), "2025-10-10", ("duplicate", "the same target within 7 days of 1.txt")),
        (
            dana(levels=range_of(7000, 7200)),
            dana(7100),
            "2025-10-17",
            ("duplicate", "the same target within 7 days of 1.txt"),
        ),
        (dana(7500), dana(7500), "2025-10-18", ACTIVE),
        (dana(7500), dana(7501), "2025-10-17", ACTIVE),
        (dana(), dana(), "2025-10-17", ACTIVE),
        (dana(7500), dana(7500, horizon="2026-12-31"), "2025-10-17", ACTIVE),
        (dana(7500), dana(7500, symbol="NDX"), "2025-10-17", ACTIVE),
        (dana(7500), said("Ida Fenn", "Harbour Lane", target=7500), "2025-10-17", ACTIVE),
    ],
    ids=[
        "after 7 days",
        "the same day",
        "a range counts as its middle",
        "after 8 days",
        "another target",
        "no target",
        "another year-end",
        "another index",
        "a colleague",
    ],
)
def test_the_same_claim_within_a_week_is_a_duplicate(
    con: duckdb.DuckDBPyConnection, first: Said, second: Said, day: str, expected: Status
) -> None:
    write(con, extraction("1.txt", "2025-10-10", first), extraction("2.txt", day, second))
    found = statuses(con, None)
    assert found["2.txt"] == expected
    if expected[0] == "duplicate":
        assert found["1.txt"] == ACTIVE
        originals = con.execute("SELECT source_file FROM view_row WHERE view_id IN (SELECT duplicate_of FROM living)")
        assert originals.fetchall() == [("1.txt",)]


def test_an_old_number_printed_again_does_not_bring_it_back(con: duckdb.DuckDBPyConnection) -> None:
    write(
        con,
        extraction("1.txt", "2025-10-10", dana(7500)),
        extraction("2.txt", "2025-10-13", dana(7800)),
        extraction("3.txt", "2025-10-15", dana(7500)),
    )
    found = {file: status for file, (status, _) in statuses(con, None).items()}
    assert found == {"1.txt": "superseded", "2.txt": "active", "3.txt": "duplicate"}


def test_views_of_a_copied_article_are_duplicates(con: duckdb.DuckDBPyConnection) -> None:
    original = extraction("1.txt", "2025-10-10", dana(7500), body=LONG)
    copy = extraction("2.txt", "2025-10-30", dana(7400), said("Ida Fenn"), body=LONG)
    write(con, copy, original)
    judge_views(con, as_of=None, everything=True)
    rows = con.execute(
        """
        SELECT v.source_file, v.analyst_name, status, status_reason, coalesce(twin.source_file, duplicate_of)
        FROM view_row AS v JOIN living USING (view_id) JOIN reason_row USING (view_id)
        LEFT JOIN view_row AS twin ON twin.view_id = duplicate_of
        ORDER BY ALL
        """
    ).fetchall()
    assert rows == [
        ("1.txt", "Dana Whitlock", "active", "", None),
        ("2.txt", "Dana Whitlock", "duplicate", "the article copies 1.txt", "1.txt"),
        ("2.txt", "Ida Fenn", "duplicate", "the article copies 1.txt", original.article.article_id),
    ]


@pytest.mark.parametrize(
    ("view", "last_day", "next_day", "reason"),
    [
        (dana(horizon="2025-12-31"), "2025-12-31", "2026-01-01", "its period ended 2025-12-31"),
        (dana(horizon=""), "2026-01-18", "2026-01-19", "older than 100 days"),
        (dana(horizon="short-term"), "2026-01-18", "2026-01-19", "older than 100 days"),
        (dana(horizon="long-term"), "2026-01-18", "2026-01-19", "older than 100 days"),
        (dana(horizon="12m"), "2026-01-18", "2026-01-19", "older than 100 days"),
        (dana(horizon="12m", until="2026-10-10"), "2026-10-10", "2026-10-11", "its period ended 2026-10-10"),
        (dana(horizon="3m"), "2026-01-10", "2026-01-11", "its period ended 2026-01-10"),
        (dana(horizon="18m"), "2027-04-10", "2027-04-11", "its period ended 2027-04-10"),
    ],
    ids=["date", "open-ended", "short-term", "long-term", "12m", "12m with its end", "3m", "18m"],
)
def test_a_view_lives_until(
    con: duckdb.DuckDBPyConnection, view: Said, last_day: str, next_day: str, reason: str
) -> None:
    """From 2025-10-10, 100 days end on 2026-01-18: 21 in October, 30, 31, and 18 in January."""
    write(con, extraction("1.txt", "2025-10-10", view))
    assert statuses(con, last_day) == {"1.txt": ACTIVE}
    assert statuses(con, next_day) == {"1.txt": ("expired", reason)}
    assert statuses(con, None) == {"1.txt": ACTIVE}


def test_superseded_comes_before_expired(con: duckdb.DuckDBPyConnection) -> None:
    write(con, extraction("1.txt", "2025-10-10", dana(7000)), extraction("2.txt", "2025-10-20", dana(7500)))
    found = {file: status for file, (status, _) in statuses(con, "2026-06-30").items()}
    assert found == {"1.txt": "superseded", "2.txt": "expired"}


UNDATED: list[Extraction] = [
    extraction("1.txt", None, dana(7000)),
    extraction("2.txt", "2025-10-20", dana(7500)),
    extraction("3.txt", None, dana(7100)),
]


def test_undated_views_stay_active_and_supersede_nothing(con: duckdb.DuckDBPyConnection) -> None:
    write(con, *UNDATED)
    assert statuses(con, None) == {"1.txt": ACTIVE, "2.txt": ACTIVE, "3.txt": ACTIVE}


def test_undated_views_do_not_count_on_a_day_somebody_asked_for(con: duckdb.DuckDBPyConnection) -> None:
    write(con, *UNDATED)
    uncounted = ("active", "undated, not counted as of 2025-10-31")
    assert statuses(con, "2025-10-31") == {"1.txt": uncounted, "2.txt": ACTIVE, "3.txt": uncounted}
    known = con.execute(
        "SELECT source_file FROM view_row JOIN living USING (view_id) JOIN reason_row USING (view_id) WHERE known"
    ).fetchall()
    assert known == [("2.txt",)]


def test_only_undated_articles(con: duckdb.DuckDBPyConnection) -> None:
    write(con, UNDATED[0])
    assert judge_views(con, as_of=None, everything=True) is None
    assert statuses(con, None) == {"1.txt": ACTIVE}


def test_what_is_published_later_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    write(
        con,
        extraction("1.txt", "2025-10-10", dana(7000)),
        extraction("2.txt", "2025-10-20", dana(7500)),
        extraction("3.txt", "2025-10-22", dana(7500)),
    )
    uncounted = ("active", "published after 2025-10-19, not counted")
    assert statuses(con, "2025-10-19") == {"1.txt": ACTIVE, "2.txt": uncounted, "3.txt": uncounted}
    assert {file: status for file, (status, _) in statuses(con, "2025-10-22").items()} == {
        "1.txt": "superseded",
        "2.txt": "active",
        "3.txt": "duplicate",
    }

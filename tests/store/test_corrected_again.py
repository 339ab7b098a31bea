"""Corrections after a run with another extractor, and lines that contradict each other: nothing is guessed."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from pipeline import store
from pipeline.types import Extraction, Holder, Horizon

from .correcting import DANA, correct, exported, one_article, rows, view_id
from .factories import extraction, said

# Re-runs


def reworded(horizon: str, **changes: object) -> Extraction:
    """The article of `DANA` as another extractor reads it: in the same text, with another horizon."""
    first = extraction("a.txt", "2025-10-16", DANA)
    (view,) = first.views
    words = Horizon(horizon, date.fromisoformat(horizon) if horizon[:2] == "20" else None)
    values = {"horizon": words} | changes
    new = type(view)(**{name: values.get(name, getattr(view, name)) for name in view.__dataclass_fields__})
    return Extraction(first.article, (new,))


@pytest.mark.parametrize("horizon", ["", "12m", "short-term", "2026-06-30"])
def test_a_view_with_another_horizon_is_still_corrected(con: duckdb.DuckDBPyConnection, horizon: str) -> None:
    name = one_article(con)
    line = f'{name},stance,bearish,"{DANA.sentence()}"'
    assert correct(con, line, f"{name},price_target,7100").applied == 2
    store.write_extractions(con, [reworded(horizon)], extractor_version="test-2")
    assert view_id(con) != name
    assert store.apply_corrections(con) == store.Corrected(2)
    (row,) = rows(con)
    assert (row["stance"], row["price_target"], row["horizon"]) == ("bearish", "7100", horizon)


@pytest.mark.parametrize("holder", [("Whitlock", "Harbour Lane"), ("Dana Whitlock", ""), ("", "Harbour Lane")])
def test_a_view_whose_holder_is_told_in_full_now_is_still_corrected(
    con: duckdb.DuckDBPyConnection, holder: tuple[str, str]
) -> None:
    old = reworded("12m", holder=Holder(holder[0], "", holder[1]))
    store.write_extractions(con, [old], extractor_version="test-1")
    line = f'{view_id(con)},stance,bearish,"{DANA.sentence()}"'
    store.write_extractions(con, [reworded("short-term")], extractor_version="test-2")
    assert correct(con, line) == store.Corrected(1)
    assert rows(con)[0]["stance"] == "bearish"


def test_the_same_view_of_another_version_is_still_corrected(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    correct(con, f"{name},stance,bearish")
    before = exported(con)
    store.write_extractions(con, [extraction("a.txt", "2025-10-16", DANA)], extractor_version="test-2")
    after = exported(con)
    assert after["views.csv"] == before["views.csv"].replace("test-1", "test-2")
    assert after["consensus.csv"] == before["consensus.csv"]


@pytest.mark.parametrize(
    ("line", "again", "reason"),
    [
        pytest.param(
            "stance,bearish",
            reworded("12m"),
            "there is no view '{id}'; take its view_id from views.csv, or remove the line",
            id="no sentence was given",
        ),
        pytest.param(
            'reject,why,"{sentence}"',
            reworded("12m", symbol="RUT"),
            "there is no view '{id}' any more and no view of its index and holder has its sentence; "
            "write {new} if that is meant, or remove the line",
            id="a view of another index",
        ),
        pytest.param(
            'stance,bearish,"{sentence}"',
            Extraction(reworded("").article, ()),
            "there is no view '{id}' any more and no view of its index and holder has its sentence; "
            "correct or remove the line",
            id="no view at all",
        ),
        pytest.param(
            'stance,bearish,"{sentence}"',
            extraction("a.txt", "2025-10-16", said("Dana Whitlock", "Harbour Lane", stance="neutral")),
            "its sentence stands no longer in a.txt; read that again, correct or remove the line",
            id="another text",
        ),
    ],
)
def test_what_is_gone_is_told(con: duckdb.DuckDBPyConnection, line: str, again: Extraction, reason: str) -> None:
    name = one_article(con)
    assert correct(con, f"{name},{line.format(sentence=DANA.sentence())}").applied == 1
    store.write_extractions(con, [again], extractor_version="test-2")
    new = "".join(row["view_id"] for row in rows(con))
    (told,) = store.apply_corrections(con).not_applied
    assert told == f"corrections.csv, line 2: {reason.format(id=name, new=new)}"
    assert [row["status"] for row in rows(con) if row["status"] not in ("active", "expired")] == []


def test_of_two_views_neither_is_guessed(con: duckdb.DuckDBPyConnection) -> None:
    name = one_article(con)
    (short,), (long,) = reworded("short-term").views, reworded("long-term").views
    store.write_extractions(con, [Extraction(reworded("").article, (short, long))], extractor_version="test-2")
    (told,) = correct(con, f'{name},stance,bearish,"{DANA.sentence()}"').not_applied
    assert "any more and several views may be it; write " in told


def test_a_view_of_one_sentence_and_two_indices_is_known_by_its_index(con: duckdb.DuckDBPyConnection) -> None:
    (spx,), (rut,) = reworded("").views, reworded("", symbol="RUT").views
    store.write_extractions(con, [Extraction(reworded("").article, (spx, rut))], extractor_version="test-1")
    old = view_id(con, symbol="RUT")
    (spx,), (rut,) = reworded("12m").views, reworded("12m", symbol="RUT").views
    store.write_extractions(con, [Extraction(reworded("").article, (spx, rut))], extractor_version="test-2")
    assert correct(con, f'{old},stance,bearish,"{DANA.sentence()}"').applied == 1
    assert {row["symbol"]: row["stance"] for row in rows(con)} == {"SPX": "bullish", "RUT": "bearish"}


# Lines that contradict each other


@pytest.mark.parametrize(
    ("lines", "told", "stance"),
    [
        pytest.param(
            ["stance,bearish", "stance,neutral"],
            ["2: it contradicts line 3; keep one of them", "3: it contradicts line 2; keep one of them"],
            "bullish",
            id="two values",
        ),
        pytest.param(["stance,bearish", "stance,bearish"], [], "bearish", id="twice the same"),
        pytest.param(
            ["stance,bearish", "reject,no view"],
            ["2: line 3 rejects the view; remove one of the two lines"],
            "bullish",
            id="rejected and changed",
        ),
        pytest.param(["reject,no view", "reject,no"], [], "bullish", id="two reasons"),
        pytest.param(
            ["analyst_name,", "analyst_firm,", "stance,bearish"],
            [f"{line}: then it has no holder; give an analyst_name or an analyst_firm" for line in (2, 3)],
            "bearish",
            id="nobody is left",
        ),
    ],
)
def test_contradictions_are_told_and_not_guessed(
    con: duckdb.DuckDBPyConnection, lines: list[str], told: list[str], stance: str
) -> None:
    name = one_article(con)
    report = correct(con, *(f"{name},{line}" for line in lines))
    assert list(report.not_applied) == [f"corrections.csv, line {problem}" for problem in told]
    assert report.applied == len(lines) - len(told)
    (row,) = rows(con)
    assert (row["stance"], row["analyst_name"]) == (stance, "Dana Whitlock")

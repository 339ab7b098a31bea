from __future__ import annotations

import csv
import json
import random
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline import store
from pipeline.store.export import cell, csv_lines
from pipeline.types import Extraction, LevelKind

from .factories import extraction, said, write

FILES = ("articles.jsonl", "consensus.csv", "levels.csv", "views.csv")
LONG = " ".join(f"word{number}" for number in range(100))

HEADERS = {
    "views.csv": """
        view_id,symbol,index_name,analyst_name,analyst_role,analyst_firm,co_analysts,analyst_id,firm_id,stance,
        stance_score,price_target,target_low,target_high,bull_case,bear_case,price_target_previous,action_change,
        upside_stated,support,resistance,trigger,horizon,horizon_date,proxy,condition,published_date,confidence,
        status,status_reason,duplicate_of,superseded_by,evidence,evidence_start,evidence_end,title,publisher,url,
        source_file,article_id,truncated,extractor_version
    """,
    "levels.csv": "view_id,article_id,source_file,symbol,kind,value,published_date,evidence,start,end",
    "consensus.csv": """
        as_of,symbol,index_name,horizon,number_of_views,number_of_analysts,number_of_firms,bullish,neutral,bearish,
        net_stance,number_of_targets,target_consensus,target_median,target_high,target_low,target_std,high_firm,
        low_firm,reference_level,reference_date,reference_source,target_upside,raised,lowered,stated_mean,
        stated_median,newest_view,oldest_view,superseded_excluded,duplicates_excluded,proxies_included,few_firms
    """,
}
CONSTANTS = {
    "views.csv": store.VIEW_COLUMNS,
    "levels.csv": store.LEVEL_COLUMNS,
    "consensus.csv": store.CONSENSUS_COLUMNS,
}


def level(kind: LevelKind, *values: float) -> tuple[tuple[LevelKind, float], ...]:
    return tuple((kind, value) for value in values)


FULL = said(
    "Dana Whitlock",
    "Harbour Lane",
    role="chief strategist",
    co_analysts=("Ida Fenn", "Theo Marsh"),
    stance_score=0.83456,
    upside_stated=0.07,
    action_change="Raises",
    condition="if rates, as expected, fall",
    confidence=0.9,
    target=7500.0,
    levels=(
        *level(LevelKind.TARGET, 8000.0),
        *level(LevelKind.RANGE_LOW, 7400.5),
        *level(LevelKind.RANGE_HIGH, 7600.0),
        *level(LevelKind.BULL_CASE, 8100.0),
        *level(LevelKind.BEAR_CASE, 6000.0),
        *level(LevelKind.PRIOR_TARGET, 7000.0),
        *level(LevelKind.SUPPORT, 6500.0, 4549.78),
        *level(LevelKind.RESISTANCE, 6900.0),
        *level(LevelKind.FAIR_VALUE, 7100.0),
    ),
)


def many() -> list[Extraction]:
    """Forty articles of one year with repeated claims, copies, revisions, undated ones, thirds and equal dates."""
    chance = random.Random(3)
    people = [("Dana Whitlock", "HLB"), ("D. Whitlock", ""), ("", "Cobalt"), ("Ida Fenn", "Quay"), ("", "Ostrom")]
    articles = []
    for number in range(40):
        day = f"2025-{chance.randrange(1, 13):02}-0{chance.randrange(1, 4)}" if chance.random() < 0.9 else None
        views = [
            said(*people[place], symbol=symbol, target=chance.choice([None, 7000.1, 21000 / 3]), horizon=horizon)
            for place, symbol, horizon in {
                (chance.randrange(5), chance.choice(["SPX", "RUT"]), chance.choice(["2025-12-31", "12m", ""])): 0
                for _ in range(3)
            }
        ]
        body = LONG if chance.random() < 0.2 else ""
        seen = (("SPX", 6000.0 + number),)
        articles.append(extraction(f"{number:02}.txt", day, *views, observed=seen, body=body))
    return articles


def export(con: duckdb.DuckDBPyConnection, out: Path, as_of: date | None = None) -> dict[str, str]:
    store.export_all(con, out, as_of=as_of)
    assert sorted(path.name for path in out.iterdir()) == list(FILES)
    return {name: (out / name).read_bytes().decode("utf-8") for name in FILES}


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(keepends=True)))


@pytest.mark.parametrize("name", HEADERS)
def test_headers_are_the_contract(con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str) -> None:
    header = "".join(HEADERS[name].split())
    assert export(con, tmp_path / "out")[name] == header + "\n"
    assert ",".join(CONSTANTS[name]) == header


def test_a_full_view(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    one = extraction("a.txt", "2025-10-16", FULL, title='Stocks, "up"', truncated=True)
    write(con, one)
    (row,) = rows_of(export(con, tmp_path / "out")["views.csv"])
    assert len(row.pop("view_id")) == 16
    assert row == {
        "symbol": "SPX",
        "index_name": "S&P 500",
        "analyst_name": "Dana Whitlock",
        "analyst_role": "chief strategist",
        "analyst_firm": "Harbour Lane",
        "co_analysts": "Ida Fenn;Theo Marsh",
        "analyst_id": "dana-whitlock",
        "firm_id": "harbour-lane",
        "stance": "bullish",
        "stance_score": "0.8346",
        "price_target": "7500",
        "target_low": "7400.5",
        "target_high": "7600",
        "bull_case": "8100",
        "bear_case": "6000",
        "price_target_previous": "7000",
        "action_change": "Raises",
        "upside_stated": "0.07",
        "support": "6500;4549.78",
        "resistance": "6900",
        "trigger": "",
        "horizon": "2025-12-31",
        "horizon_date": "2025-12-31",
        "proxy": "false",
        "condition": "if rates, as expected, fall",
        "published_date": "2025-10-16",
        "confidence": "0.90",
        "status": "active",
        "status_reason": "",
        "duplicate_of": "",
        "superseded_by": "",
        "evidence": FULL.sentence(),
        "evidence_start": "0",
        "evidence_end": str(len(FULL.sentence())),
        "title": 'Stocks, "up"',
        "publisher": "The Quiet Ledger",
        "url": "https://ledger.example/a.txt",
        "source_file": "a.txt",
        "article_id": one.article.article_id,
        "truncated": "true",
        "extractor_version": "test-1",
    }


def test_an_empty_cell_is_unknown(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(con, extraction("a.txt", None, said("", "Cobalt", stance="bearish", symbol="XYZ", horizon="")))
    (row,) = rows_of(export(con, tmp_path / "out")["views.csv"])
    assert {name for name, value in row.items() if value} == {
        *("view_id", "symbol", "analyst_firm", "firm_id", "stance", "stance_score", "proxy", "status", "evidence"),
        *("evidence_start", "evidence_end", "title", "publisher", "url", "source_file", "article_id", "truncated"),
        "extractor_version",
    }
    assert (row["stance_score"], row["evidence_start"], row["proxy"]) == ("-1", "0", "false")


def test_levels_of_views_and_of_nobody(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    view = said("Dana Whitlock", target=7500, levels=level(LevelKind.SUPPORT, 6100.5))
    write(con, extraction("a.txt", "2025-10-16", view, observed=(("SPX", 6671.25),)))
    files = export(con, tmp_path / "out")
    (view_row,) = rows_of(files["views.csv"])
    rows = rows_of(files["levels.csv"])
    assert [(row["kind"], row["value"], row["view_id"]) for row in rows] == [
        ("target", "7500", view_row["view_id"]),
        ("support", "6100.5", view_row["view_id"]),
        ("observed", "6671.25", ""),
    ]


def test_every_excerpt_can_be_checked_by_anybody(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(con, *many(), extraction("x.txt", "2025-10-16", FULL, body="“Ça va\u2028😀”\n\n"))
    files = export(con, tmp_path / "out")
    texts = {one["article_id"]: one["text"] for one in map(json.loads, files["articles.jsonl"].splitlines())}
    views, levels = rows_of(files["views.csv"]), rows_of(files["levels.csv"])
    excerpts = [(row["article_id"], row["evidence_start"], row["evidence_end"], row["evidence"]) for row in views]
    excerpts += [(row["article_id"], row["start"], row["end"], row["evidence"]) for row in levels]
    assert len(excerpts) > 150
    assert all(texts[article][int(start) : int(end)] == evidence for article, start, end, evidence in excerpts)


@pytest.mark.parametrize("table", ["view", "level"])
def test_evidence_that_is_not_the_text_is_never_exported(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, table: str
) -> None:
    write(con, extraction("a.txt", "2025-10-16", said("Dana Whitlock", target=7500)))
    before = export(con, tmp_path / "out")
    con.execute(f"UPDATE {table} SET evidence_start = evidence_start + 1")
    con.execute("UPDATE article SET title = 'New'")
    with pytest.raises(store.StoreError, match=r"evidence of a\.txt is not the text at \[1, \d+\); nothing"):
        store.export_all(con, tmp_path / "out", as_of=None)
    assert {name: (tmp_path / "out" / name).read_text("utf-8") for name in FILES} == before


def test_a_failing_export_leaves_the_old_files(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(con, extraction("a.txt", "2025-10-16", said("Dana Whitlock")))
    before = export(con, tmp_path / "out")
    write(con, extraction("b.txt", "2025-10-17", said("Ida Fenn")))
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.export.json_line", lambda columns, row: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.export_all(con, tmp_path / "out", as_of=None)
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("as_of", [None, date(2025, 7, 2)])
def test_the_order_of_writing_changes_no_byte(tmp_path: Path, as_of: date | None) -> None:
    articles = many()
    seen = []
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        con = store.open_store(tmp_path / f"{seed}.duckdb")
        write(con, *articles)
        seen.append(export(con, tmp_path / f"out{seed}", as_of))
        con.close()
    assert seen[0] == seen[1] == seen[2]
    assert {row["status"] for row in rows_of(seen[0]["views.csv"])} == {"active", "superseded", "duplicate", "expired"}


def test_writing_and_exporting_again_changes_no_byte(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(con, *many())
    before = export(con, tmp_path / "out")
    assert export(con, tmp_path / "out") == before
    write(con, *many())
    assert export(con, tmp_path / "out") == before


def test_rows_are_sorted_with_undated_ones_last(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    both = (said("Ida Fenn"), said("Dana Whitlock"))
    write(con, extraction("a.txt", None, *both), extraction("c.txt", "2025-10-16", *both))
    write(con, extraction("b.txt", "2025-10-16", *both), extraction("d.txt", "2025-10-15", *both))
    files = export(con, tmp_path / "out")
    rows = rows_of(files["views.csv"])
    assert [row["source_file"] for row in rows[::2]] == ["d.txt", "b.txt", "c.txt", "a.txt"]
    assert [row["analyst_name"] for row in rows] == ["Ida Fenn", "Dana Whitlock"] * 4
    articles = [json.loads(line) for line in files["articles.jsonl"].splitlines()]
    assert [one["source_file"] for one in articles] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert list(articles[0]) == list(store.ARTICLE_KEYS)
    assert store.ARTICLE_KEYS == ("article_id", "source_file", "title", "published_date", "publisher", "url", "text")
    assert [one["published_date"] for one in articles[:2]] == [None, "2025-10-16"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (7500.0, "7500"),
        (4549.78, "4549.78"),
        (1234567.89, "1234567.89"),
        (20000000.0, "20000000"),
        (0.07, "0.07"),
        (0.00001, "0.00001"),
        (-0.0, "0"),
        (-1.0, "-1"),
        (12, "12"),
        (True, "true"),
        (False, "false"),
        (None, ""),
        (date(2025, 1, 2), "2025-01-02"),
        ([6100.0, 6050.5], "6100;6050.5"),
        ([], ""),
    ],
)
def test_cell(value: object, printed: str) -> None:
    assert cell(value) == printed


def test_csv_lines_are_read_back_as_they_were() -> None:
    row = ["plain", "a, b", 'the "best"', "two\nlines", "carriage\rreturn", " spaced ", "", "naïve;“quoted”"]
    text = "".join(csv_lines([f"c{number}" for number in range(len(row))], [row]))
    assert list(csv.reader(text.splitlines(keepends=True)))[1:] == [row]
    assert text.endswith(",naïve;“quoted”\n")

"""What a report is made of agrees with what the store answers to other questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline import store
from pipeline.inquiry import asked_store
from pipeline.report_data import corrections_of, report_of

from .stores import HOUSES, filled
from .views import SENTENCE, shown

HEAD = "view_id,field,value,evidence,note\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("store"))


@pytest.mark.parametrize("as_of", [None, date(2026, 1, 31), date(2026, 2, 10), date(2027, 6, 30)])
@pytest.mark.parametrize("proxies", [False, True], ids=["without proxies", "with proxies"])
def test_votes_are_those_of_the_consensus(folder: Path, as_of: date | None, proxies: bool) -> None:
    report = report_of(folder, as_of=as_of, include_proxies=proxies)
    with asked_store(folder) as con:
        rows = store.consensus(con, as_of=as_of, include_proxies=proxies)
    assert [(p.symbol, p.horizon, p.number_of_views) for p in report.periods] == [
        (row.symbol, row.horizon, row.number_of_views) for row in rows
    ]
    for row in rows:
        votes = [v for v in report.views if v.votes and (v.symbol, v.period) == (row.symbol, row.horizon)]
        targets = [view.target_point for view in votes if view.target_point is not None]
        assert (len(votes), len(targets)) == (row.number_of_views, row.number_of_targets)
        assert (max(targets, default=None), min(targets, default=None)) == (row.target_high, row.target_low)
    assert all(view.lives for view in report.views if view.votes)


def test_statuses_are_those_of_the_history(folder: Path) -> None:
    report = report_of(folder, as_of=None)
    with asked_store(folder) as con:
        rows = store.history(con)
    assert {view.view_id: (view.status, view.status_reason) for view in report.views} == {
        row.view_id: (row.status, row.status_reason or "") for row in rows
    }


def test_nothing_of_later_days_is_known(folder: Path) -> None:
    report = report_of(folder, as_of=date(2026, 1, 31))
    assert {view.source_file for view in report.views} == {"a.txt", "d.txt"}
    assert {view.source_file: view.lives for view in report.views} == {"a.txt": True, "d.txt": False}
    assert (report.articles, [seen.value for seen in report.seen]) == (2, [6700])


def test_evidence_stands_in_its_context(folder: Path) -> None:
    report = report_of(folder, as_of=None)
    assert len(report.views) == sum(len(one.views) for one in HOUSES)
    for view in report.views:
        start = view.evidence_start - view.context_start
        assert view.holder in view.context[start : start + view.evidence_end - view.evidence_start]
        for level in report.levels.get(view.view_id, ()):
            number = view.context[level.start - view.context_start : level.end - view.context_start]
            assert float(number) == level.value


def test_changes_of_thirty_days(folder: Path) -> None:
    changes = report_of(folder, as_of=date(2026, 2, 4)).changes
    assert [(one.firm, one.change, one.old_target, one.new_target) for one in changes] == [
        ("Cobalt", "raised", 7200, 7400)
    ]


@pytest.mark.parametrize(
    ("text", "rows", "unreadable"),
    [
        pytest.param(None, 0, False, id="no file"),
        pytest.param(HEAD, 0, False, id="a head"),
        pytest.param(HEAD + "\na,stance,bearish\n\nb,reject,,,\n", 2, False, id="short lines and empty ones"),
        pytest.param(HEAD + 'a,stance,bearish,"two\nlines",\n', 1, False, id="a sentence of two lines"),
        pytest.param("view_id,stance\na,b\n", 0, True, id="another head"),
        pytest.param(b"\xff\xfe\x00", 0, True, id="no UTF-8"),
        pytest.param("", 0, False, id="an empty file"),
    ],
)
def test_corrections_are_taken_over(tmp_path: Path, text: str | bytes | None, rows: int, unreadable: bool) -> None:
    if text is not None:
        (tmp_path / "corrections.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    found = corrections_of(tmp_path, [])
    assert (len(found.rows), bool(found.unreadable)) == (rows, unreadable)
    assert list(found.head) == ["view_id", "field", "value", "evidence", "note"]
    assert {len(row) for row in found.rows} <= {5}


def test_columns_of_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text("who,value,field,view_id\nMe,bearish,stance,a\n", encoding="utf-8")
    found = corrections_of(tmp_path, [])
    assert found.head == ["who", "value", "field", "view_id", "evidence", "note"]
    assert found.rows == [["Me", "bearish", "stance", "a", "", ""]]


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        pytest.param(f'old1,stance,bearish,"{SENTENCE}",\n', {"v1": "old1"}, id="an id that is gone"),
        pytest.param(f'v1,stance,bearish,"{SENTENCE}",\n', {}, id="its own id"),
        pytest.param("old1,stance,bearish,Another sentence.,\n", {}, id="another sentence"),
        pytest.param("old1,stance,bearish,,\n", {}, id="no sentence"),
    ],
)
def test_names_of_lines_that_are_no_ids(tmp_path: Path, lines: str, keys: dict[str, str]) -> None:
    (tmp_path / "corrections.csv").write_text(HEAD + lines, encoding="utf-8")
    assert corrections_of(tmp_path, [shown("Una Low", view_id="v1")]).keys == keys
    twins = [shown("Una Low", view_id="v1"), shown("", "Quay", view_id="v2")]
    assert corrections_of(tmp_path, twins).keys == {}

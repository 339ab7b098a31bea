"""`market-views export` from its arguments to the file: formats, filters, and what is said where it cannot be done."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from store.factories import extraction, said, write

from pipeline import cli, store

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def views(tmp_path: Path) -> Path:
    """The folder of a run that found four views, one of them superseded, one undated."""
    folder = tmp_path / "views"
    con = store.open_store(folder / "views.duckdb")
    write(con, extraction("a.txt", "2025-10-01", said("Ida Fenn", "Kest Bank", target=7000), observed=(("SPX", 6700),)))
    write(con, extraction("b.txt", "2025-11-01", said("Ida Fenn", "Kest Bank", target=7200)))
    write(con, extraction("c.txt", "2025-11-02", said("", "Cobalt", symbol="RUT", horizon="12m", target=2600)))
    write(con, extraction("d.txt", None, said("", "Quay", symbol="RUT", stance="bearish", horizon="", proxy=True)))
    con.close()
    return folder


def export(views: Path, out: Path, *options: object) -> int:
    return cli.main(["export", str(views), "--out", str(out), *map(str, options)])


def files_in(path: Path) -> list[str]:
    """The source files of the rows of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["source_file"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("place", ["", "views.duckdb"])
@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx", ".CSV"])
def test_the_suffix_says_the_format(views: Path, tmp_path: Path, capsys: Capture, place: str, suffix: str) -> None:
    out = tmp_path / f"new{suffix}"
    assert export(views / place, out) == 0
    assert capsys.readouterr() == ("", "")
    starts = {".csv": b"view_id,", ".jsonl": b'{"view_id": ', ".parquet": b"PAR1", ".xlsx": b"PK"}
    assert out.read_bytes().startswith(starts[suffix.lower()])
    assert {path.name for path in tmp_path.iterdir()} == {"views", out.name}


@pytest.mark.parametrize(
    ("options", "files"),
    [
        pytest.param([], ["a.txt", "b.txt", "c.txt", "d.txt"], id="all"),
        pytest.param(["--symbol", "russell 2000"], ["c.txt", "d.txt"], id="an index by its name"),
        pytest.param(["--symbol", "SPX", "--symbol", "RUT"], ["a.txt", "b.txt", "c.txt", "d.txt"], id="two indices"),
        pytest.param(["--since", "2025-11-01"], ["b.txt", "c.txt"], id="since a day"),
        pytest.param(["--status", "superseded"], ["a.txt"], id="a status"),
        pytest.param(["--status", "superseded", "--status", "expired"], ["a.txt"], id="two statuses"),
        pytest.param(["--status", "active", "--symbol", "SPX"], ["b.txt"], id="a status and an index"),
        pytest.param(["--status", "superseded", "--as-of", "2025-10-15"], [], id="as of a day"),
        pytest.param(["--status", "expired", "--as-of", "2025-11-20", "--stale-days", 10], ["c.txt"], id="stale days"),
        pytest.param(["--table", "levels", "--status", "active"], ["b.txt", "c.txt"], id="levels of views of a status"),
        pytest.param(["--table", "levels", "--symbol", "SPX"], ["a.txt", "a.txt", "b.txt"], id="levels of an index"),
        pytest.param(["--table", "articles", "--since", "2025-11-02"], ["c.txt"], id="articles since a day"),
        pytest.param(["--bom", "--since", "2025-11-02"], ["c.txt"], id="with a byte order mark"),
    ],
)
def test_options_choose_the_rows(views: Path, tmp_path: Path, options: list[str], files: list[str]) -> None:
    assert export(views, tmp_path / "new.csv", *options) == 0
    assert files_in(tmp_path / "new.csv") == files
    assert (tmp_path / "new.csv").read_bytes().startswith(b"\xef\xbb\xbf") is ("--bom" in options)


def test_the_consensus_with_proxies_and_closes(views: Path, tmp_path: Path) -> None:
    closes = tmp_path / "closes.csv"
    closes.write_text("date,symbol,close\n2025-11-01,SPX,6000\n", encoding="utf-8")
    out = tmp_path / "new.jsonl"
    assert export(views, out, "--table", "consensus", "--include-proxies", "--closes", closes) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["symbol"], row["horizon"], row["target_upside"], row["reference_source"]) for row in rows] == [
        ("RUT", "12m", None, None),
        ("RUT", "open-ended", None, None),
        ("SPX", "2025-12-31", 0.2, "closes.csv"),
    ]


def test_a_workbook_of_what_is_wanted(views: Path, tmp_path: Path) -> None:
    assert export(views, tmp_path / "new.xlsx", "--symbol", "SPX", "--since", "2025-11-01", "--status", "active") == 0
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert [(page.title, page.max_row - 1) for page in book] == [("views", 1), ("levels", 1), ("consensus", 1)]


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        pytest.param(
            "x.xls", [], "has no suffix that says its format; name it .csv, .jsonl, .parquet, .xlsx", id="xls"
        ),
        pytest.param("x", [], "has no suffix that says its format", id="no suffix"),
        pytest.param("x.xlsx", ["--bom"], "--bom is for .csv files only; leave it out", id="a mark elsewhere"),
        pytest.param(
            "x.xlsx", ["--table", "levels"], "holds the views, levels and consensus; leave --table", id="sheet"
        ),
        pytest.param("x.csv", ["--symbol", "NOPE"], "'NOPE' is no index that is known", id="an unknown index"),
        pytest.param(
            "x.csv",
            ["--table", "consensus", "--since", "2025-01-01"],
            "the table consensus cannot be chosen by date",
            id="a consensus since a day",
        ),
        pytest.param(
            "x.csv",
            ["--table", "articles", "--symbol", "SPX"],
            "the table articles cannot be chosen by index",
            id="articles on an index",
        ),
        pytest.param("nowhere/x.csv", [], "cannot be written (No such file or directory); make room", id="no folder"),
        pytest.param("nowhere/x.parquet", [], "cannot be written (No such file or directory)", id="nor for parquet"),
        pytest.param("file/x.xlsx", [], "cannot be written (Not a directory)", id="a file for a folder"),
        pytest.param("folder.csv", [], "cannot be written (Is a directory)", id="a folder for a file"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    views: Path, tmp_path: Path, capsys: Capture, name: str, options: list[str], told: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.csv").mkdir()
    before = sorted(tmp_path.rglob("*"))
    assert export(views, tmp_path / name, *options) == 2
    printed = capsys.readouterr()
    assert (printed.out, len(printed.err.splitlines())) == ("", 1)
    assert printed.err.startswith("market-views: error: ")
    assert told in printed.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_a_folder_that_takes_no_file(
    views: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refused)
    out = tmp_path / f"new{suffix}"
    assert export(views, out) == 2
    assert capsys.readouterr().err == (
        f"market-views: error: '{out}' cannot be written (Permission denied); "
        "make room, change its permissions, or name another file with --out\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["views"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(["--status", "old"], "invalid choice: 'old'", id="an unknown status"),
        pytest.param(["--since", "May"], "'May' is not a date", id="no date"),
        pytest.param(["--table", "firms"], "invalid choice: 'firms'", id="an unknown table"),
    ],
)
def test_wrong_usage(views: Path, tmp_path: Path, capsys: Capture, options: list[str], told: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        export(views, tmp_path / "new.csv", *options)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


def test_no_store(tmp_path: Path, capsys: Capture) -> None:
    assert export(tmp_path, tmp_path / "new.csv") == 2
    assert "there is no store" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []

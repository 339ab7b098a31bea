"""`market-views report` and `explain --html` from their arguments to the file, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SAMPLES
from report.stores import filled

from pipeline import cli
from pipeline.explain_page import explain_page, page_of
from pipeline.extract.article import read_candidates
from pipeline.extract.load import load_nlp
from pipeline.read import read_article
from pipeline.run import SPACY_MODEL

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def views(tmp_path: Path) -> Path:
    return filled(tmp_path / "views")


def report(*arguments: object) -> int:
    return cli.main(["report", *map(str, arguments)])


@pytest.mark.parametrize("place", ["", "views.duckdb"], ids=["a folder", "a store"])
def test_a_page_is_written(views: Path, tmp_path: Path, capsys: Capture, place: str) -> None:
    assert report(views / place, "--out", tmp_path / "r.html") == 0
    assert capsys.readouterr() == ("", "")
    assert "as of 12 Feb 2026" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"views", "r.html"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(["--as-of", "2026-01-31"], "as of 31 Jan 2026", id="a day"),
        pytest.param(["--include-proxies"], 'href="#i-N225"', id="proxies"),
        pytest.param(["--stale-days", "0", "--as-of", "2026-02-20"], "older than 0 days", id="stale days"),
        pytest.param(["--closes", "closes.csv"], "closes.csv", id="closes"),
    ],
)
def test_options_change_the_page(
    views: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("closes.csv").write_text("date,symbol,close\n2026-02-11,SPX,6850\n", encoding="utf-8")
    assert report(views, "--out", "with.html", *options) == 0
    assert report(views, "--out", "without.html") == 0
    assert told in Path("with.html").read_text(encoding="utf-8")
    assert told not in Path("without.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("nowhere/r.html", "cannot be written (No such file or directory)", id="no folder"),
        pytest.param("folder.html", "cannot be written (Is a directory)", id="a folder for a file"),
        pytest.param("file/r.html", "cannot be written (Not a directory)", id="a file for a folder"),
    ],
)
def test_a_page_that_cannot_be_written(views: Path, tmp_path: Path, capsys: Capture, name: str, told: str) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    assert report(views, "--out", tmp_path / name) == 2
    assert told in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_the_old_page_stays_where_the_new_one_fails(
    views: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def full(self: Path, *_: object, **__: object) -> None:
        self.touch()
        raise OSError(28, "No space left on device")

    (tmp_path / "r.html").write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "write_text", full)
    assert report(views, "--out", tmp_path / "r.html") == 2
    assert "No space left on device" in capsys.readouterr().err
    assert (tmp_path / "r.html").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"views", "r.html"}


def test_no_store_and_corrections_that_cannot_be_kept(views: Path, tmp_path: Path, capsys: Capture) -> None:
    assert report(tmp_path, "--out", tmp_path / "r.html") == 2
    assert "there is no store" in capsys.readouterr().err
    (views / "corrections.csv").write_bytes(b"\xff\xfe")
    assert report(views, "--out", tmp_path / "r.html") == 0
    assert "corrections.csv is not taken over into the page" in capsys.readouterr().err


def test_an_article_as_a_page(tmp_path: Path, capsys: Capture) -> None:
    article = SAMPLES / "interview-vickery.html"
    out = tmp_path / "page.html"
    assert cli.main(["explain", str(article), "--model", "rules", "--html", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert cli.main(["explain", str(article), "--model", "rules", "--html"]) == 0
    assert capsys.readouterr().out == page
    assert page == explain_page(article, model="rules")


@pytest.mark.parametrize("name", ["interview-vickery.html", "vix-hedges.txt", "glued-wire.txt"])
def test_the_page_shows_the_whole_text_and_every_fate(name: str) -> None:
    reading = read_candidates(load_nlp(SPACY_MODEL), read_article(SAMPLES, name))
    page = page_of(reading)
    shown = "".join("".join(passage.text.split()) for passage in page.passages)
    assert shown == "".join(reading.article.text.split())
    assert [("".join(text for text, _ in one.pieces())) for one in page.passages] == [one.text for one in page.passages]
    fates = [fate for passage in page.passages for fate in passage.fates]
    assert sum(bool(fate.reason) for fate in fates) == sum(number for _, number in page.dropped)
    assert any(not fate.reason for fate in fates) is bool(page.views)
    assert any(one.is_evidence for one in page.passages) is bool(page.views)
    numbers = {text for one in page.passages for text, what in one.pieces() if what.startswith("target ")}
    assert numbers or not any("target" in word for view in page.views for word in view.levels)

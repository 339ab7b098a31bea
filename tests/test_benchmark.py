"""The parts of scripts/benchmark.py: what it measures on, how it measures, and what it tells of that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from speed.folders import (
    FEWEST_WORDS,
    MOST_WORDS,
    Passage,
    commentary,
    make_archive,
    make_folder,
    news,
    read_passages,
    retold,
)
from speed.measure import OURS, Taken, measure
from speed.plan import BASELINES, Figures
from speed.report import NAMES, YEAR, page, plot, write, year_of

from pipeline import read
from pipeline.extract.gate import names_market

ROOT = Path(__file__).resolve().parent.parent
PASSAGE = Passage(
    "Nomi Ward of Kest Bank sees the index at 7,000. Ward is bullish.", ("Nomi Ward",), ("Kest Bank",), has_views=True
)
TALK = Passage("Stocks rose on Tuesday, led by makers of chips.", (), (), has_views=False)
KINDS = (*OURS, *BASELINES)


def figures() -> Figures:
    """Ours takes 10 ms of a processor for an article, all others 100; the start is a second."""
    start = dict.fromkeys(KINDS, Taken(1, 0.01, 1.0, 1.0, 300.0))
    quick, slow = Taken(100, 1.0, 1.0, 1.0, 400.0), Taken(100, 1.0, 10.0, 10.0, 500.0)
    folders = ("commentary", "dense", "mixed", "news")
    beside = {(name, kind): quick if kind in OURS else slow for name in folders for kind in KINDS}
    measured = (*OURS, "trafilatura")
    workers = {(kind, 1): Taken(1000, 10.0, 20.0, 20.0, 400.0) for kind in measured}
    workers |= {(kind, 2): Taken(1000, 10.0, 10.0, 20.0, 400.0, store_cpu=1.0) for kind in measured}
    growth = dict.fromkeys((1000, 10_000), quick)
    archive = {"mixed": slow, "archive": slow}
    return Figures(start, beside, workers, growth, archive, {1: slow, 2: quick}, 10_000.0, 2500.0)


def test_a_passage_is_retold_with_other_names_and_numbers() -> None:
    told = retold(PASSAGE, Random(3))
    assert not {"Nomi", "Ward", "Kest", "7,000"} & set(told.replace(".", "").split())
    assert told.endswith(" is bullish.") and " sees the index at " in told
    assert retold(PASSAGE, Random(3)) == told != retold(PASSAGE, Random(4))


@pytest.mark.parametrize("make", [news, lambda chance: commentary([PASSAGE, TALK], chance)], ids=["news", "commentary"])
def test_articles_have_real_lengths(make: Callable[[Random], list[str]]) -> None:
    lengths = [sum(len(paragraph.split()) for paragraph in make(Random(seed))) for seed in range(20)]
    assert all(FEWEST_WORDS <= length <= MOST_WORDS + 100 for length in lengths)
    assert len(set(lengths)) > 10


def test_one_page_in_so_many_is_commentary_and_the_others_name_no_market(tmp_path: Path) -> None:
    passages = read_passages(ROOT / "corpus" / "gold")
    make_folder(tmp_path / "pages", 6, every=3, passages=passages)
    articles = [read.read_article(tmp_path / "pages", f"{number:06d}.html") for number in range(6)]
    assert [names_market(article) for article in articles] == [True, False, False, True, False, False]
    assert len({article.text for article in articles}) == 6
    assert all(article.published_date for article in articles)
    assert len(list((tmp_path / "pages-texts").iterdir())) == 6


def test_a_folder_of_news_names_no_market(tmp_path: Path) -> None:
    make_folder(tmp_path / "pages", 2, every=0, passages=[PASSAGE, TALK])
    assert not any(names_market(read.read_article(tmp_path / "pages", f"{n:06d}.html")) for n in range(2))


def test_an_archive_holds_the_pages_as_files_do(tmp_path: Path) -> None:
    make_folder(tmp_path / "pages", 2, every=2, passages=[PASSAGE, TALK])
    make_archive(tmp_path / "pages", tmp_path / "archive")
    found = list(read.records(tmp_path / "archive", "pages.warc.gz"))
    pages = [path.read_bytes() for path in sorted((tmp_path / "pages").iterdir())]
    assert [record.content for record in found if isinstance(record, read.Record)] == pages


def test_work_is_measured_in_processes_of_its_own(tmp_path: Path) -> None:
    make_folder(tmp_path / "pages", 2, every=2, passages=[PASSAGE, TALK])
    taken = measure("trafilatura", tmp_path / "pages", articles=2, workers=2)
    assert taken.articles == 2
    assert taken.cpu > 0 and 10 < taken.peak_mb < 1000
    assert 0.005 < taken.megabytes < 0.1


def test_the_start_is_taken_off() -> None:
    net = Taken(101, 1.01, 11.0, 12.0, 300.0).net(Taken(1, 0.01, 1.0, 2.0, 200.0))
    assert (net.articles, net.articles_a_second, net.cpu_an_article, net.peak_mb) == (100, 10.0, 0.1, 300.0)


def test_a_year_is_computed_from_what_articles_cost() -> None:
    year = year_of(figures(), "rules")
    assert year.core_hours == pytest.approx(YEAR * 0.01 / 3600)
    assert year.terabytes == pytest.approx(1.0)
    assert year.cores_a_store == pytest.approx(10.0)


def test_a_plot_has_a_bar_for_each_value() -> None:
    picture = plot({"ours": 40.0, "theirs": 10.0}, "a second")
    assert picture.count("<rect") == 2
    assert 'width="420.0"' in picture and 'width="105.0"' in picture and "40.0 a second" in picture


def test_the_page_tells_every_kind_and_is_written_with_its_plot(tmp_path: Path) -> None:
    write(figures(), tmp_path / "benchmark.md")
    text = (tmp_path / "benchmark.md").read_text(encoding="utf-8")
    assert text == page(figures(), "benchmark.svg")
    assert all(text.count(f"| {name} |") >= 4 for name in NAMES.values())
    assert "| market-views, rules | 100.0 | 1.00 | 10.0 | 400 | 10.00 |" in text
    assert "1,111" in text and "2.00" in text
    assert "| mixed folder, times straightforward | at least 10 | 10.0 |" in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["benchmark.md", "benchmark.svg"]

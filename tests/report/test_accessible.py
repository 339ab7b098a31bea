"""axe-core finds nothing serious in the pages, in light and dark, wide and narrow, closed and with all open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.report.article import ArticlePage, Fate, FoundView, Passage, article_page
from pipeline.report.context import Span

from .conftest import Open
from .stores import report_file

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing: pip install -e '.[dev]'")


def violations(page: Any) -> list[str]:
    """What axe finds that is serious or critical: the rule, and where."""
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_a_fault_would_be_found(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<title>x</title><button></button><img src='data:,'>", encoding="utf-8")
    found = violations(open_page(tmp_path / "bad.html"))
    assert {one.split(":")[0] for one in found} >= {"button-name", "image-alt", "html-has-lang"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_file(tmp_path_factory.mktemp("report"))


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["wide and light", "narrow and dark"])
def test_the_report(open_page: Open, file: Path, width: int, dark: bool) -> None:
    page = open_page(file, width=width, dark=dark)
    page.evaluate("document.querySelectorAll('details.index').forEach((one) => { one.open = true; })")
    page.wait_for_function("[...document.querySelectorAll('.views')].every((one) => one.querySelector('table'))")
    page.evaluate("document.querySelectorAll('#i-SPX button.open').forEach((one) => one.click())")
    page.locator("#i-SPX .judge").nth(0).get_by_role("button", name="Wrong number").click()
    page.locator("#i-SPX .judge").nth(1).get_by_role("button", name="Not a view").click()
    page.click("#all .which button >> text=Set aside")
    assert violations(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_of_an_article(open_page: Open, tmp_path: Path, dark: bool) -> None:
    sentence = "Ida Fenn of Kest Bank sees the S&P 500 at 7,000 by June."
    spans = [Span(0, 8, "person"), Span(12, 21, "firm"), Span(31, 38, "index SPX"), Span(42, 47, "target 7,000 SPX")]
    fates = [Fate("Ida Fenn on SPX", "", ""), Fate("Kest Bank on SPX", sentence, "says nothing")]
    passages = [
        Passage("left out", "Menu"),
        Passage("paragraph", sentence, spans, ["Ida Fenn"], ["target 7,000"], ["2026-06-30"], fates, True),
    ]
    view = FoundView("Ida Fenn, Kest Bank", "bullish", "SPX", "2026-06-30", ["target 7,000"], ["by proxy"], sentence)
    holders, dropped = [("Ida Fenn", ""), ("A. Chair", "policy maker")], [("says nothing", 1)]
    facts = ("a.txt", "A title", "https://ledger.example/a", "2026-01-05", ["no date"])
    out = tmp_path / "article.html"
    out.write_text(article_page(ArticlePage(*facts, [view], holders, passages, dropped, ["SPX 7,000"], "1")), "utf-8")
    assert violations(open_page(out, dark=dark)) == []

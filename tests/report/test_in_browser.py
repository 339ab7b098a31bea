"""The page of a report as people use it: open, sort, filter, search, read evidence, change colours, print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from store.factories import extraction, said

from .conftest import Open
from .stores import report_file

SPX = "#i-SPX .views"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_file(tmp_path_factory.mktemp("report"))


def holders(page: Any, table: str = SPX) -> list[str]:
    return list(page.locator(f"{table} tr.view button.open").all_inner_texts())


def test_it_opens_with_the_overview_and_the_most_covered_index(open_page: Open, file: Path) -> None:
    page = open_page(file)
    assert page.title() == "Market views as of 12 Feb 2026"
    cells = page.locator(".overview tbody tr").first.locator("th, td").all_inner_texts()
    words = " ".join(" ".join(cells).split())
    for part in ("S&P 500", "by 31 Dec 2026", "7,200", "6,800", "+5.9%", "6,100 Quay", "7,400 Cobalt"):
        assert part in words
    assert page.locator("details.index[open]").count() == 1
    assert holders(page) == ["Ida Fenn", "Una Low", "Cobalt", "Tam Ode"]


@pytest.mark.parametrize(
    ("column", "once", "twice"),
    [
        pytest.param("Day", ["Cobalt", "Ida Fenn", "Una Low"], ["Ida Fenn", "Una Low", "Cobalt"], id="day"),
        pytest.param("Holder", ["Cobalt", "Ida Fenn", "Una Low"], ["Una Low", "Ida Fenn", "Cobalt"], id="holder"),
        pytest.param("Stance", ["Ida Fenn", "Cobalt", "Una Low"], ["Una Low", "Ida Fenn", "Cobalt"], id="stance"),
        pytest.param("Target", ["Cobalt", "Ida Fenn", "Una Low"], ["Una Low", "Ida Fenn", "Cobalt"], id="target"),
    ],
)
def test_a_click_on_a_column_sorts(open_page: Open, file: Path, column: str, once: list[str], twice: list[str]) -> None:
    page = open_page(file)
    button = page.locator(f"{SPX} th button.sort", has_text=column)
    for expected in (once, twice):
        button.click()
        assert [name for name in holders(page) if name != "Tam Ode"] == expected
        assert page.evaluate("document.activeElement.textContent") == column
    sorted_by = page.locator(f"{SPX} th[aria-sort]:not([aria-sort=none])").all_inner_texts()
    assert sorted_by == [column]


@pytest.mark.parametrize(
    ("filter", "value", "expected"),
    [
        pytest.param("firm", "Kest Bank", ["Ida Fenn"], id="firm"),
        pytest.param("analyst", "Una Low", ["Una Low", "Una Low"], id="analyst"),
        pytest.param("index", "Nikkei 225", ["Bo Reed"], id="index"),
        pytest.param("stance", "bearish", ["Una Low"], id="stance"),
        pytest.param("horizon", "12 months", ["Bo Reed"], id="horizon"),
        pytest.param("proxy", "a group of stocks", ["Bo Reed"], id="proxy"),
    ],
)
def test_a_filter_chooses_rows(open_page: Open, file: Path, filter: str, value: str, expected: list[str]) -> None:
    page = open_page(file)
    page.select_option(f"#all select[name={filter}]", value)
    assert holders(page, "#all") == expected
    assert page.locator("#all .status").inner_text() == f"{len(expected)} view{'s' if len(expected) > 1 else ''}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("oxbow", ["Bo Reed"], id="a firm in small letters"),
        pytest.param("LOW rut", ["Una Low"], id="two words"),
        pytest.param("range", [], id="nothing"),
        pytest.param("support 2450", ["Una Low"], id="words of the evidence"),
    ],
)
def test_a_search_chooses_rows(open_page: Open, file: Path, words: str, expected: list[str]) -> None:
    page = open_page(file)
    page.fill("#all input[name=search]", words)
    assert holders(page, "#all") == expected
    assert page.locator("#all tbody").inner_text().startswith("No view fits.") is (not expected)


def test_what_is_set_aside_says_why(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.click("#all .which button >> text=Set aside")
    row = page.locator("#all tr.view").inner_text()
    assert holders(page, "#all") == ["Ida Fenn"]
    assert "Superseded" in row
    assert "newer view of 2026-02-10 in b.txt" in row


def test_a_row_opens_its_evidence_with_marks_and_source(open_page: Open, file: Path) -> None:
    page = open_page(file)
    button = page.locator(f"{SPX} button.open", has_text="Una Low")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator(f"{SPX} button.open[aria-expanded=true]").inner_text() == "Una Low"
    sheet = page.locator(f"{SPX} tr.evidence")
    assert sheet.locator(".sentence").inner_text() == "Una Low of Quay is bearish on SPX 2026-12-31: target 6100."
    marked = [(mark.get_attribute("class"), mark.inner_text()) for mark in sheet.locator(".sentence mark").all()]
    assert marked == [("holder", "Una Low"), ("holder", "Quay"), ("index", "SPX"), ("number", "6100")]
    link = sheet.locator(".source a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (
        "https://ledger.example/b.txt",
        "noopener noreferrer",
    )
    assert "if rates rise" in sheet.inner_text()
    page.keyboard.press("Enter")
    assert page.locator(f"{SPX} tr.evidence").count() == 0


def test_links_of_plots_open_the_view(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.select_option(f"{SPX} select[name=firm]", "Quay")
    page.click(".dots a >> text=Kest Bank")
    assert page.locator(f"{SPX} button.open[aria-expanded=true]").inner_text() == "Ida Fenn"
    assert page.evaluate("document.activeElement.textContent") == "Ida Fenn"


def test_a_link_to_an_index_opens_it(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.click(".overview a >> text=Russell 2000")
    page.locator("#i-RUT[open]").wait_for()  # the browser tells the page of its new address a moment later
    assert holders(page, "#i-RUT .views") == ["Una Low"]
    assert "2,700 Resistance" in " ".join(page.locator("#i-RUT .ladder").inner_text().split())


@pytest.mark.parametrize("hash", ["#", "#%", "#v-nobody", "#i-", "#main", "#<script>"])
def test_addresses_that_lead_nowhere(open_page: Open, file: Path, hash: str) -> None:
    assert open_page(file, hash=hash).locator("details.index[open]").count() == 1


def test_colours_are_chosen_and_remembered(open_page: Open, file: Path) -> None:
    page = open_page(file, dark=True)
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.click("#theme")
    light = page.evaluate(background)
    assert light != dark
    page.reload()
    assert page.evaluate(background) == light
    assert page.locator("#theme").inner_text() == "Dark"


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_scrolls_sideways(open_page: Open, file: Path, width: int) -> None:
    page = open_page(file, width=width)
    for symbol in ("RUT", "N225"):
        page.click(f"#i-{symbol} > summary")
    for table in (SPX, "#all"):
        page.locator(f"{table} button.open").first.click()
    page.locator(f"{SPX} .judge button", has_text="Wrong number").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_paper_everything_is_open_and_no_control_is_there(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.index:not([open])").count() == 0
    assert page.locator("#i-RUT .views .paper").is_visible()
    assert not page.locator(".controls, .bar nav, .tools").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.index[open]").count() == 1


def test_the_keyboard_reaches_the_content_first(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_store_without_views(open_page: Open, tmp_path: Path) -> None:
    page = open_page(report_file(tmp_path, [extraction("a.txt", "2026-01-05", body="Nothing here.")]))
    assert "The store has no views yet." in page.locator("#overview").inner_text()
    assert "No firm raised, cut or turned" in page.locator("#changes").inner_text()


def test_an_index_without_targets_and_one_whose_views_are_all_set_aside(open_page: Open, tmp_path: Path) -> None:
    old = extraction("a.txt", "2025-01-05", said("Ida Fenn", "Kest Bank", symbol="RUT", horizon="2025-03-31"))
    new = extraction("b.txt", "2026-01-05", said("Una Low", "Quay", symbol="SPX", horizon="12m"))
    page = open_page(report_file(tmp_path, [old, new]), hash="#i-RUT")
    assert "No firm names a target" in page.locator("#i-SPX").inner_text()
    assert "No view on this index counts" in page.locator("#i-RUT").inner_text()
    assert page.locator("#i-RUT .which [aria-pressed=true]").inner_text() == "Set aside 1"
    assert "its period ended 2025-03-31" in page.locator("#i-RUT tr.view").inner_text()


def test_undated_views_are_told_as_of_a_day(open_page: Open, file: Path, tmp_path: Path) -> None:
    page = open_page(report_file(tmp_path, as_of=date(2026, 2, 28)))
    page.click("#all .which button >> text=Set aside")
    assert "undated, not counted as of 2026-02-28" in page.locator("#all tbody").inner_text()

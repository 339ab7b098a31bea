"""Review in the page: what is marked becomes a corrections.csv that the store takes, with what was in it before."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli
from pipeline.report_data import report_of

from .conftest import Open
from .stores import report_file

TABLE = "#i-SPX .views"
HEAD = "view_id,field,value,evidence,note\n"


def judge(page: Any, holder: str, *buttons: str, number: tuple[str, str] | None = None) -> None:
    """Open the evidence of a holder, and press what marks his view."""
    page.locator(f"{TABLE} button.open", has_text=holder).click()
    form = page.locator(f"{TABLE} .judge").last if number is None else page.locator(f"{TABLE} .judge")
    for button in buttons:
        form.get_by_role("button", name=button, exact=True).click()
    if number:
        form.locator("select").select_option(number[0])
        form.locator("input").fill(number[1])
        form.get_by_role("button", name="Save").click()
    page.locator(f"{TABLE} button.open", has_text=holder).click()


def downloaded(page: Any) -> str:
    with page.expect_download() as waiting:
        page.click("#download")
    assert waiting.value.suggested_filename == "corrections.csv"
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def lines(text: str) -> list[tuple[str, ...]]:
    """The field, value and note of each line."""
    return [(row["field"], row["value"], row["note"]) for row in csv.DictReader(text.splitlines())]


def statuses(folder: Path) -> dict[str, tuple[str, str, float | None]]:
    """Status, stance and target of the living and rejected views on the S&P 500, by holder."""
    views = [view for view in report_of(folder, as_of=None).views if view.symbol == "SPX"]
    return {view.holder: (view.status, view.stance, view.price_target) for view in views if view.status != "superseded"}


def test_marks_become_corrections_that_the_store_takes(open_page: Open, tmp_path: Path) -> None:
    page = open_page(report_file(tmp_path))
    judge(page, "Ida Fenn", "Wrong stance", "It is bearish")
    judge(page, "Una Low", "Not a view")
    judge(page, "Cobalt", "Wrong number", number=("price_target", "7,450"))
    judge(page, "Tam Ode", "Right")
    assert page.locator("#review p").inner_text().startswith("4 views marked.")
    text = downloaded(page)
    assert sorted(lines(text)) == [
        ("price_target", "7450", ""),
        ("reject", "not a view", ""),
        ("stance", "bearish", ""),
        ("stance", "neutral", "marked right"),
    ]
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8")
    told: list[str] = []
    report_of(tmp_path, as_of=None, complain=told.append)
    assert told == []
    assert statuses(tmp_path) == {
        "Ida Fenn": ("corrected", "bearish", 7200),
        "Una Low": ("rejected", "bearish", 6100),
        "Cobalt": ("corrected", "bullish", 7450),
        "Tam Ode": ("active", "neutral", None),
    }


def test_marks_survive_a_reload_and_can_be_undone(open_page: Open, tmp_path: Path) -> None:
    page = open_page(report_file(tmp_path))
    judge(page, "Una Low", "Not a view")
    judge(page, "Cobalt", "Right")
    page.reload()
    page.locator(f"{TABLE} .marked").first.wait_for()  # the page may not be drawn yet
    assert page.locator(f"{TABLE} .marked").all_inner_texts() == ["Marked: not a view", "Marked: right"]
    judge(page, "Una Low", "Undo")
    page.reload()
    page.locator(f"{TABLE} .marked").first.wait_for()  # the page may not be drawn yet
    assert page.locator(f"{TABLE} .marked").all_inner_texts() == ["Marked: right"]
    page.click("#review >> text=Remove all marks")
    assert not page.locator("#review").is_visible()
    page.reload()
    assert page.locator(".marked").count() == 0


def test_marks_work_where_nothing_can_be_remembered(open_page: Open, tmp_path: Path) -> None:
    file = report_file(tmp_path)
    denied = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }});"
    text = re.sub(r"<meta http-equiv[^>]*>", "", file.read_text(encoding="utf-8"))
    file.write_text(text.replace("<script>", f"<script>{denied}"), encoding="utf-8")
    page = open_page(file)
    judge(page, "Cobalt", "Right")
    page.click("#theme")
    assert page.locator("#review p").inner_text().endswith("This browser forgets them when the page is closed.")
    assert lines(downloaded(page)) == [("stance", "bullish", "marked right")]


def test_what_is_no_level_is_not_taken(open_page: Open, tmp_path: Path) -> None:
    page = open_page(report_file(tmp_path))
    page.locator(f"{TABLE} button.open").first.click()
    page.click(f"{TABLE} .judge >> text=Wrong number")
    for text in ("seven", "-5", "0", "7,000;7,100", "1e4"):
        page.fill(f"{TABLE} .judge input", text)
        page.keyboard.press("Enter")
        assert page.locator(f"{TABLE} .judge .wrong").inner_text() == "Write one number in index points, like 7500"
    assert not page.locator("#review").is_visible()


def view_ids(folder: Path) -> dict[str, str]:
    views = report_of(folder, as_of=None).views
    return {view.holder: view.view_id for view in views if view.symbol == "SPX" and view.status != "superseded"}


def test_corrections_that_are_there_are_kept_or_replaced(open_page: Open, tmp_path: Path) -> None:
    report_file(tmp_path)
    ids = view_ids(tmp_path)
    there = (
        f'{ids["Ida Fenn"]},stance,neutral,"with, a comma",old\n'
        f"{ids['Una Low']},reject,chat,,\n"
        f"{ids['Cobalt']},price_target,7410,,kept\n"
        "0000000000000000,stance,sideways,,wrong already\n"
    )
    (tmp_path / "corrections.csv").write_text(HEAD + there, encoding="utf-8")
    (tmp_path / "report.html").unlink()
    assert cli.main(["report", str(tmp_path), "--out", str(tmp_path / "report.html")]) == 0
    page = open_page(tmp_path / "report.html")
    judge(page, "Ida Fenn", "Wrong stance", "It is bearish")
    judge(page, "Cobalt", "Wrong stance", "It is neutral")
    page.click(f"{TABLE} .which button >> text=Set aside")
    judge(page, "Una Low", "Wrong stance", "It is bullish")
    assert "with the 4 lines that the store has" in page.locator("#review p").inner_text()
    assert sorted(lines(downloaded(page))) == [
        ("price_target", "7410", "kept"),
        ("stance", "bearish", ""),
        ("stance", "bullish", ""),
        ("stance", "neutral", ""),
        ("stance", "sideways", "wrong already"),
    ]


ADDED = (
    'new-1,add,b.txt,"SPX closed at 6800.",\n'
    "new-1,symbol,SPX,,\nnew-1,stance,bullish,,\nnew-1,analyst_name,Zoe Hay,,\nnew-1,analyst_firm,Hay & Co,,\n"
)


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        pytest.param(("Not a view",), [], id="a rejected one is gone"),
        pytest.param(
            ("Wrong stance", "It is bearish"),
            ["add", "analyst_firm", "analyst_name", "stance", "symbol"],
            id="a changed one keeps its lines",
        ),
    ],
)
def test_a_view_added_by_hand_is_corrected_under_its_own_name(
    open_page: Open, tmp_path: Path, buttons: tuple[str, ...], expected: list[str]
) -> None:
    report_file(tmp_path)
    (tmp_path / "corrections.csv").write_text(HEAD + ADDED, encoding="utf-8")
    assert cli.main(["report", str(tmp_path), "--out", str(tmp_path / "report.html")]) == 0
    page = open_page(tmp_path / "report.html")
    judge(page, "Zoe Hay", *buttons)
    text = downloaded(page)
    assert sorted(field for field, *_ in lines(text)) == expected
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8")
    told: list[str] = []
    views = report_of(tmp_path, as_of=None, complain=told.append).views
    assert (told, ["bearish"] if expected else []) == ([], [v.stance for v in views if v.holder == "Zoe Hay"])

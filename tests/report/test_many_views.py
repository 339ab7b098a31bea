"""A report of two thousand views: at most 3 MB, and each thing a reader does shows at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from store.factories import extraction, said

from pipeline.types import Extraction, LevelKind

from .conftest import Open
from .stores import report_file

VIEWS, EACH = 2000, 4
LARGEST = 3_000_000  # bytes
SOON = 0.3  # seconds from a click or key to what it shows
SLACK = 4 if os.cpu_count() == 1 or os.getloadavg()[0] > os.cpu_count() else 2  # a busy machine
SYMBOLS = ("SPX", "NDX", "RUT", "DJI", "SX5E", "DAX", "UKX", "CAC", "N225", "TPX", "HSI", "KOSPI", "NIFTY50", "TSX")


def articles() -> Iterator[Extraction]:
    """Articles as long as real ones, each with some views of different houses on indices that many speak of."""
    chance = Random(7)
    for number in range(VIEWS // EACH):
        day = date(2025, 9, 1) + timedelta(days=number * 200 // (VIEWS // EACH))
        views = [view(chance, house) for house in chance.sample(range(160), EACH)]
        body = " ".join(f"w{chance.randrange(100_000)}" for _ in range(350))
        yield extraction(
            f"wire/{number:04d}.txt", day.isoformat(), *views, body=body, observed=(("SPX", 6500 + number),)
        )


def view(chance: Random, house: int) -> Any:
    levels = ((LevelKind.SUPPORT, 6000 + house), (LevelKind.RESISTANCE, 7000 + house))
    return said(
        f"Ana Lyst{house}",
        f"House {house} Capital",
        role="chief strategist",
        symbol=chance.choice(SYMBOLS),
        stance=chance.choice(("bullish", "neutral", "bearish")),
        horizon=chance.choice(("2026-12-31", "2026-06-30", "12m", "")),
        target=6000 + 10 * chance.randrange(200),
        levels=levels if house % 3 == 0 else (),
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_file(tmp_path_factory.mktemp("many"), articles())


def seconds(page: Any, action: str) -> float:
    """How long an action of the page takes until the frame in which it shows is painted."""
    code = f"""() => new Promise((done) => {{
        const started = performance.now();
        {action};
        requestAnimationFrame(() => setTimeout(() => done((performance.now() - started) / 1000), 0));
    }})"""
    return float(page.evaluate(code))


TYPE = "const i = document.querySelector('#all [name=search]'); i.value = {!r}; i.dispatchEvent(new Event('input'))"
PICK = (
    "const s = document.querySelector('#all [name=firm]'); s.selectedIndex = {}; s.dispatchEvent(new Event('change'))"
)


def test_it_is_small(file: Path) -> None:
    assert file.stat().st_size <= LARGEST


def test_all_is_shown_at_once(open_page: Open, file: Path) -> None:
    page = open_page(file)
    load = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd / 1000")
    assert page.locator("#all .which").inner_text().replace(",", "").split()[-1].isdecimal()
    took = {
        "search": seconds(page, TYPE.format("house 12")),
        "search again": seconds(page, TYPE.format("")),
        "firm": seconds(page, PICK.format(1)),
        "no firm": seconds(page, PICK.format(0)),
        "sort": seconds(page, "document.querySelectorAll('#all button.sort')[1].click()"),
        "open": seconds(page, "document.querySelector('#all button.open').click()"),
        "aside": seconds(page, "document.querySelectorAll('#all .which button')[1].click()"),
        "index": seconds(page, "document.querySelector('details.index:not([open]) > summary').click()"),
    }
    print(f"load {load:.2f} s, {file.stat().st_size:,} bytes", took)
    assert {name: time for name, time in took.items() if time > SOON * SLACK} == {}
    assert load < 1.0 * SLACK

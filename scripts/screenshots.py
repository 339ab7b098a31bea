"""Writes the pictures of the report for the pages: `python scripts/screenshots.py`; it needs chromium and playwright.

They show the report of corpus/samples by rules, wide and narrow, light and dark.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from pipeline import cli

ROOT = Path(__file__).resolve().parent.parent
WIDE, NARROW = (1280, 1000), (390, 844)
VIEW = "#i-SPX tr.view button.open >> text=Rory Castellan"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name in docs/, the window, its colours, the part of the page, and what is pressed before."""

    name: str
    size: tuple[int, int]
    colours: str
    part: str = ""
    pressed: tuple[str, ...] = ()


PICTURES = (
    Picture("report-1280-light.png", WIDE, "light"),
    Picture("report-1280-dark.png", WIDE, "dark", "#i-SPX"),
    Picture("report-evidence.png", WIDE, "light", "#i-SPX .rows", (VIEW, "#i-SPX .judge >> text=Wrong stance")),
    Picture("report-390-light.png", NARROW, "light"),
    Picture("report-390-dark.png", NARROW, "dark", "#i-SPX"),
)


def main() -> int:
    """Extract the samples, write their report, and take the pictures; returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="market-views-") as scratch:
        page = Path(scratch, "report.html")
        cli.main(["extract", str(ROOT / "corpus" / "samples"), "-o", scratch, "--model", "rules", "--quiet"])
        cli.main(["report", scratch, "--out", str(page)])
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for picture in PICTURES:
                take(browser, page, picture)
            browser.close()
    return 0


def take(browser: Any, page: Path, picture: Picture) -> None:
    """Write one picture to docs/."""
    width, height = picture.size
    tab = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=picture.colours, reduced_motion="reduce"
    )
    tab.goto(page.as_uri())
    for selector in picture.pressed:
        tab.click(selector)
    if picture.part:
        tab.evaluate("(part) => document.querySelector(part).scrollIntoView()", picture.part)
    tab.screenshot(path=ROOT / "docs" / picture.name)
    tab.close()


if __name__ == "__main__":
    sys.exit(main())

"""A browser for the pages, headless and offline; tests that need it skip with a word where it is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium as the system has it."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is missing: pip install -e '.[dev]'")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("chromium is missing: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Tab:
    """A page of the browser that all tests of one width and colours share, and what it complained of."""

    page: Any
    shown: Path
    troubles: list[str]


@pytest.fixture(scope="session")
def tabs(browser: Any) -> dict[tuple[int, bool], Tab]:
    """The tabs by width and colours, made when first needed: making one takes as long as a test."""
    return {}


@pytest.fixture
def open_page(browser: Any, tabs: dict[tuple[int, bool], Tab]) -> Iterator[Open]:
    """`open_page(path, width=390, dark=True)` opens a file; whatever it complains of or asks a network for fails."""
    used: list[Tab] = []

    def open_page(path: Path, *, width: int = 1280, dark: bool = False, hash: str = "") -> Any:
        if (width, dark) not in tabs:
            tabs[width, dark] = _new_tab(browser, width, dark=dark)
        tab = tabs[width, dark]
        used.append(tab)
        tab.shown = path
        tab.page.goto(path.as_uri() + hash)
        return tab.page

    yield open_page
    for tab in used:
        tab.page.emulate_media(media="screen")
        tab.page.evaluate("try { localStorage.clear() } catch {}")
        tab.page.goto("about:blank")
    troubles = [trouble for tab in used for trouble in tab.troubles]
    for tab in used:
        tab.troubles.clear()
    assert troubles == []


def _new_tab(browser: Any, width: int, *, dark: bool) -> Tab:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    tab = Tab(page, Path(), [])
    page.set_default_timeout(5000)
    page.on("console", lambda message: tab.troubles.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: tab.troubles.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (tab.troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: _note_request(request.url, tab))
    return tab


def _note_request(url: str, tab: Tab) -> None:
    """A page may load itself, data: and what it made itself."""
    if url.split("#")[0] != tab.shown.as_uri() and not url.startswith(("data:", "blob:", "about:blank")):
        tab.troubles.append(f"request: {url}")

"""A browser for the pages, headless and offline; tests that need it skip with a word where it is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
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


@pytest.fixture(scope="session")
def contexts(browser: Any) -> Iterator[dict[tuple[int, bool], Any]]:
    """The contexts of the browser by width and colours, made when first needed."""
    known: dict[tuple[int, bool], Any] = {}
    yield known
    for context in known.values():
        context.close()


@pytest.fixture
def open_page(browser: Any, contexts: dict[tuple[int, bool], Any]) -> Iterator[Open]:
    """`open_page(path, width=390, dark=True)` opens a file; whatever it complains of or asks a network for fails."""
    pages: list[Any] = []
    troubles: list[str] = []

    def open_page(path: Path, *, width: int = 1280, dark: bool = False, hash: str = "") -> Any:
        if (width, dark) not in contexts:
            contexts[width, dark] = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                accept_downloads=True,
            )
        page = contexts[width, dark].new_page()
        pages.append(page)
        page.set_default_timeout(5000)
        page.on("console", lambda message: troubles.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: _note_request(request.url, path, troubles))
        page.goto(path.as_uri() + hash)
        return page

    yield open_page
    for page in pages:
        page.evaluate("try { localStorage.clear() } catch {}")
        page.close()
    assert troubles == []


def _note_request(url: str, path: Path, troubles: list[str]) -> None:
    """A page may load itself, data: and what it made itself."""
    if url.split("#")[0] != path.as_uri() and not url.startswith(("data:", "blob:")):
        troubles.append(f"request: {url}")

"""Nothing that an article says runs in a page, with and without the page's policy, and all of it is shown literally."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from store.factories import extraction, said

from pipeline import cli
from pipeline.report.article import ArticlePage, Fate, FoundView, Passage, article_page
from pipeline.report.context import Span
from pipeline.report.payload import web_address
from pipeline.types import Extraction

from .conftest import Open
from .hostile import ADDRESSES, RUN, TEXTS
from .stores import filled

RE_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


def hostile_article(number: int, text: str) -> Extraction:
    """An article in which everything that can be is a hostile text."""
    view = said(
        f"{text} {number}",
        f"{text} Bank {number}",
        symbol=f"SPX{text}" if number % 5 == 0 else "SPX",
        role=text,
        co_analysts=(text,),
        target=7000 + number,
        horizon="2026-12-31",
        condition=text,
    )
    return extraction(
        f"{number}{text.replace('/', '_')}.txt",
        "2026-01-05",
        view,
        body=f"Before {text}",
        title=text,
        publisher=text,
        url=ADDRESSES[number % len(ADDRESSES)],
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = filled(
        tmp_path_factory.mktemp("hostile"), [hostile_article(number, text) for number, text in enumerate(TEXTS)]
    )
    quoted = "\n".join(f'0000000000000000,condition,"{text.replace(chr(34), chr(34) * 2)}",,' for text in TEXTS)
    (folder / "corrections.csv").write_text(f"view_id,field,value,evidence,note\n{quoted}\n", encoding="utf-8")
    assert cli.main(["report", str(folder), "--out", str(folder / "report.html")]) == 0
    return folder / "report.html"


def without_policy(file: Path, folder: Path) -> Path:
    """The same page without its policy: then the escaping alone has to hold."""
    page, removed = RE_POLICY.subn("", file.read_text(encoding="utf-8"))
    assert removed == 1
    (folder / "bare.html").write_text(page, encoding="utf-8")
    return folder / "bare.html"


def open_everything(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details.index').forEach((one) => { one.open = true; })")
    page.wait_for_function("[...document.querySelectorAll('.views')].every((one) => one.querySelector('table'))")
    page.evaluate("document.querySelectorAll('#all button.open').forEach((one) => one.click())")


@pytest.mark.parametrize("guarded", [True, False], ids=["with its policy", "by escaping alone"])
def test_nothing_runs_and_all_is_shown_literally(open_page: Open, file: Path, tmp_path: Path, guarded: bool) -> None:
    page = open_page(file if guarded else without_policy(file, tmp_path))
    open_everything(page)
    assert page.locator("#all tr.evidence").count() == len(TEXTS)
    shown = page.evaluate("document.querySelector('#all').textContent")
    overview = page.evaluate("document.querySelector('#overview').textContent")
    assert [text for text in TEXTS if f"Before {text}" not in shown or f"{text} Bank" not in shown] == []
    assert [text for text in TEXTS[::5] if f"SPX{text}" not in overview] == []
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('iframe, base, form, object, embed, img').length") == 0
    assert page.evaluate("document.querySelectorAll('script, style, meta').length") == (9 if guarded else 8)
    hrefs = page.evaluate("[...document.querySelectorAll('[href]')].map((one) => one.getAttribute('href'))")
    assert {href.split(":")[0] for href in hrefs if not href.startswith("#")} == {"data"}
    handlers = "[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())"
    assert [name for name in page.evaluate(handlers) if name == "style" or name.startswith("on")] == []


def test_hostile_texts_go_through_the_corrections_unharmed(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.locator("#all button.open").first.click()
    page.click("#all .judge >> text=Not a view")
    with page.expect_download() as waiting:
        page.click("#download")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith((file.parent / "corrections.csv").read_text(encoding="utf-8").replace("\r", "")[:40])
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("guarded", [True, False], ids=["with its policy", "by escaping alone"])
def test_the_page_of_a_hostile_article(open_page: Open, tmp_path: Path, guarded: bool) -> None:
    everything = " ".join(TEXTS)
    span = Span(0, len(everything), everything)
    several = [everything]
    view = FoundView(everything, "bullish", everything, everything, several, several, everything)
    fate = Fate(everything, everything, everything)
    passages = [
        Passage("paragraph", everything, [span], several, several, several, [fate], True),
        Passage("left out", everything),
    ]
    holders, dropped = [(everything, everything)], [(everything, 1)]
    facts = (everything, everything, ADDRESSES[0], everything, several)
    page_data = ArticlePage(*facts, [view], holders, passages, dropped, several, "1")
    (tmp_path / "article.html").write_text(article_page(page_data), encoding="utf-8")
    page = open_page(tmp_path / "article.html" if guarded else without_policy(tmp_path / "article.html", tmp_path))
    texts = page.locator(".passage .quote, .leftout").evaluate_all("(all) => all.map((one) => one.textContent)")
    assert sum(everything in text for text in texts) == 2
    assert page.evaluate("window.hacked") is None
    assert page.locator("a[href^='javascript']").count() == 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert web_address(address) == ""


@pytest.mark.parametrize(
    "address", ["https://ledger.example/a?b=1&c=2#d", "http://ledger.example", "HTTPS://LEDGER.EXAMPLE/"]
)
def test_addresses_of_the_web_are_kept(address: str) -> None:
    assert web_address(address) == address


def test_the_corpus_is_large_enough() -> None:
    assert len(set(TEXTS)) >= 30
    assert sum(RUN in text for text in TEXTS) >= 25

"""Folders of small invented articles, and an extractor by pattern that needs no model.

"Harbour Lane sees the S&P 500 at 7,200." becomes a bullish view of Harbour Lane with that target.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.types import Article, Excerpt, Extraction, Holder, Horizon, Level, LevelKind, Stance, View, excerpt_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
TABLES = ("views.csv", "levels.csv", "consensus.csv", "articles.jsonl")
RE_CALL = re.compile(r"(?P<firm>[A-Z]\w+ [A-Z]\w+) sees the S&P 500 at (?P<value>[\d,]+)\.")

ARTICLES = {
    "a.txt": "Banks lift targets\n2026-01-05\n\nHarbour Lane sees the S&P 500 at 7,200. Shares rose on the day.\n",
    "b.txt": "A quiet session\n2026-01-06\n\nTraders in the city waited for the numbers of the week to come out.\n",
    "sub/c.txt": "Bears stay away\n2026-01-07\n\nOxbow Partners sees the S&P 500 at 6,900. Bonds hardly moved.\n",
}


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write texts into a folder, which is made; returns the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def tables(out: Path) -> dict[str, bytes]:
    """The bytes of the four tables that a run wrote."""
    return {name: (out / name).read_bytes() for name in TABLES}


def find_calls(article: Article) -> Extraction:
    """The views that the pattern finds in an article, evidence and all."""
    return Extraction(article, tuple(_view(article.text, match) for match in RE_CALL.finditer(article.text)))


def _view(text: str, match: re.Match[str]) -> View:
    evidence: Excerpt = excerpt_of(text, *match.span())
    value = float(match["value"].replace(",", ""))
    level = Level("SPX", LevelKind.TARGET, value, *match.span("value"), evidence)
    holder = Holder(firm=match["firm"])
    return View("SPX", holder, Stance.BULLISH, 1.0, Horizon(), proxy=False, evidence=evidence, levels=(level,))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three articles, two of them with a view."""
    return write_files(tmp_path / "articles", ARTICLES)


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Extraction by pattern in this process; the list names the files that were extracted, in order."""
    names: list[str] = []

    def extract_articles(_extractor: object, articles: Sequence[Article]) -> list[Extraction]:
        assert articles, "nobody asks for nothing"
        names.extend(article.source_file for article in articles)
        return [find_calls(article) for article in articles]

    monkeypatch.setattr(extract, "load", lambda spacy_model, model, *, min_confidence: None)
    monkeypatch.setattr(extract, "extract_articles", extract_articles)
    return names


@pytest.fixture
def failing_on(monkeypatch: pytest.MonkeyPatch, extracted: list[str]) -> Callable[[str, BaseException], None]:
    """`failing_on("b.txt", ValueError("no"))` makes the extraction of that file raise."""

    def install(source_file: str, error: BaseException) -> None:
        def extract_articles(_extractor: object, articles: Sequence[Article]) -> list[Extraction]:
            if any(article.source_file == source_file for article in articles):
                raise error
            return [find_calls(article) for article in articles]

        monkeypatch.setattr(extract, "extract_articles", extract_articles)

    return install

"""The sample articles and their gold lines agree: every name, number and piece of evidence stands in the text.

"Corvane Capital" must be printed in `vix-hedges.txt`, and must not be a house that `pipeline/data/firms.csv` knows.
"""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SAMPLES = CORPUS / "samples"
FIRMS = ROOT / "pipeline" / "data" / "firms.csv"

INDEX_CODES = (
    "SPX NDX IXIC DJI RUT MID SPXEW STOXX600 SX5E FTSE100 FTSE250 DAX CAC40 FTSEMIB IBEX35 SMI N225 TOPIX HSI HSCEI "
    "CSI300 SHCOMP NIFTY50 SENSEX BANKNIFTY KOSPI ASX200 TSX BOVESPA MXEF MXWO MXCN VIX OTHER"
)
STANCES = {"bullish", "neutral", "bearish"}
LEVEL_KINDS = "target prior_target bull_case bear_case range_low range_high support resistance trigger fair_value"
ARTICLE_KEYS = ["id", "published", "views", "distractors"]
VIEW_KEYS = {"analyst", "firm", "role", "index", "proxy", "stance", "horizon", "levels", "evidence"}
VIEW_EXTRAS = {"firm_ok", "co_analysts", "change_pct", "optional"}
RE_HORIZON = re.compile(r"\d{4}-\d\d-\d\d|[1-9]\d?m|(?:short|medium|long)-term")
RE_WORD = re.compile(r"[^\W_]+")
RE_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SUFFIXES = {".txt", ".html", ".htm"}


class Stripper(HTMLParser):
    """Collects what a reader sees of a page, and the published dates that its head states."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")
        self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def visible(path: Path) -> str:
    """The text of a sample as a reader sees it: tags, scripts and styles of a page are gone, white space is single."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".txt":
        stripper = Stripper()
        stripper.feed(text)
        stripper.close()
        text = "".join(stripper.pieces)
    return " ".join(text.split())


def words(text: str) -> str:
    """The words of a text with one space around each, so that `in` finds whole words: "S&P 500" is " S P 500 "."""
    return f" {' '.join(RE_WORD.findall(text))} "


def gold_articles() -> list[dict[str, Any]]:
    lines = (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


GOLD = gold_articles()
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in SUFFIXES)
TEXTS = {path.stem: visible(path) for path in FILES}
VIEWS = [
    pytest.param(article, view, id=f"{article['id']}-{view['analyst'] or view['firm']}-{view['index']}-{number}")
    for article in GOLD
    for number, view in enumerate(article["views"])
]


def test_every_sample_has_gold_and_every_gold_line_a_sample() -> None:
    assert [article["id"] for article in GOLD] == sorted(path.stem for path in FILES)
    assert len({path.stem for path in FILES}) == len(FILES)


def test_there_are_enough_samples_of_both_forms_and_without_a_view() -> None:
    assert len(FILES) >= 12
    assert {".txt", ".html"} <= {path.suffix for path in FILES}
    assert any(not article["views"] for article in GOLD)


def test_the_data_statement_names_every_sample() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FILES if f"`{path.name}`" not in readme] == []


def test_the_data_statement_counts_right() -> None:
    views = [view for article in GOLD for view in article["views"]]
    optional = sum(1 for view in views if view.get("optional"))
    levels = sum(len(view["levels"]) for view in views)
    indices = len({view["index"] for view in views})
    readme = " ".join((CORPUS / "README.md").read_text(encoding="utf-8").split())
    assert f"holds {len(FILES)} articles" in readme
    assert f"{len(views)} views ({optional} of them optional) and {levels} levels on {indices} stock indices" in readme


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sample_is_clean_utf8(path: Path) -> None:
    raw = path.read_bytes()
    raw.decode("utf-8")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article["id"])
def test_article_line_is_valid(article: dict[str, Any]) -> None:
    assert list(article) == ARTICLE_KEYS
    if article["published"] is not None:
        assert date.fromisoformat(article["published"]).year in (2025, 2026)
    holders = {view[key] for view in article["views"] for key in ("analyst", "firm")}
    assert not holders & set(article["distractors"])
    assert [name for name in article["distractors"] if words(name) not in words(TEXTS[article["id"]])] == []


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article["id"])
def test_no_holder_has_two_views_of_one_index_and_horizon(article: dict[str, Any]) -> None:
    keys = [(view["analyst"], view["firm"], view["index"], view["horizon"]) for view in article["views"]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("article", "view"), VIEWS)
def test_view_is_valid(article: dict[str, Any], view: dict[str, Any]) -> None:
    assert set(view) >= VIEW_KEYS
    assert set(view) - VIEW_KEYS <= VIEW_EXTRAS
    assert view["analyst"] or view["firm"]
    assert view["index"] in INDEX_CODES.split()
    assert isinstance(view["proxy"], bool)
    assert view["stance"]
    assert set(view["stance"]) <= STANCES
    assert len(set(view["stance"])) == len(view["stance"])
    assert view["horizon"] is None or RE_HORIZON.fullmatch(view["horizon"])
    if view["horizon"] and view["horizon"].count("-") == 2:
        until = date.fromisoformat(view["horizon"])
        assert article["published"] is None or until >= date.fromisoformat(article["published"])


@pytest.mark.parametrize(("article", "view"), VIEWS)
def test_levels_are_valid_and_printed(article: dict[str, Any], view: dict[str, Any]) -> None:
    printed = {float(number.replace(",", "")) for number in RE_NUMBER.findall(TEXTS[article["id"]])}
    for level in view["levels"]:
        assert {"kind", "value"} <= set(level) <= {"kind", "value", "alt", "optional"}
        assert {level["kind"], *level.get("alt", [])} <= set(LEVEL_KINDS.split())
        assert level["kind"] not in level.get("alt", [])
        assert level["value"] in printed


@pytest.mark.parametrize(("article", "view"), VIEWS)
def test_holder_is_printed(article: dict[str, Any], view: dict[str, Any]) -> None:
    text = TEXTS[article["id"]]
    for name in (view["analyst"], view["firm"], *view.get("co_analysts", [])):
        assert name is None or name in text
    assert view["role"] is None or view["role"].lower() in text.lower()


@pytest.mark.parametrize(("article", "view"), VIEWS)
def test_evidence_is_printed(article: dict[str, Any], view: dict[str, Any]) -> None:
    assert 4 <= len(view["evidence"].split()) <= 12
    assert words(view["evidence"]) in words(TEXTS[article["id"]])


def test_no_invented_firm_is_a_known_house() -> None:
    if not FIRMS.exists():
        pytest.skip("pipeline/data/firms.csv is not there yet")
    with FIRMS.open(encoding="utf-8", newline="") as lines:
        known = {name.strip().casefold() for row in csv.reader(lines) for cell in row for name in cell.split("|")}
    invented = {view["firm"] for article in GOLD for view in article["views"] if view["firm"]}
    assert sorted(firm for firm in invented if firm.casefold() in known) == []

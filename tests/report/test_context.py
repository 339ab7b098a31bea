"""Evidence in its surroundings: which stretches a page keeps, and what is marked in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.context import cropped, in_utf16, spans_of, window_of, windows_of
from pipeline.report.data import ShownLevel

from .views import SENTENCE, TEXT, shown

LEVEL = ShownLevel("target", 6100, TEXT.index("6,100"), TEXT.index("6,100") + 5)


@pytest.mark.parametrize(
    ("analyst", "firm", "expected"),
    [
        pytest.param("Una Low", "Quay", ["Una Low", "Quay", "S&P 500", "6,100"], id="both"),
        pytest.param("Ulla Low", "", ["Low", "S&P 500", "6,100"], id="by surname"),
        pytest.param("", "Qua", ["S&P 500", "6,100"], id="no part of a word"),
        pytest.param("X Y", "(", ["S&P 500", "6,100"], id="no pattern"),
    ],
)
def test_what_is_marked(analyst: str, firm: str, expected: list[str]) -> None:
    view = shown(analyst, firm)
    (window,) = windows_of([view])
    spans = spans_of(view, [LEVEL], window)
    assert [window.text[span.start : span.end] for span in spans] == expected
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))


def test_a_group_of_stocks_is_marked_for_a_proxy() -> None:
    text = "Una Low likes small caps and the Russell 2000."
    view = shown("Una Low", symbol="RUT", proxy=True, context=text, evidence_start=0, evidence_end=len(text))
    spans = spans_of(view, [], windows_of([view])[0])
    assert [text[span.start : span.end] for span in spans] == ["Una Low", "small caps", "Russell 2000"]


def test_stretches_of_one_article_that_meet_are_one() -> None:
    text = "".join(chr(97 + n % 26) for n in range(100))

    def at(start: int, end: int, article: str = "a1") -> object:
        context = {"context_start": max(start - 10, 0), "context": text[max(start - 10, 0) : end + 10]}
        return shown(str(start), article_id=article, evidence_start=start, evidence_end=end, text_length=100, **context)

    views = [at(70, 80), at(5, 20), at(25, 40), at(12, 15), at(5, 20, "b")]
    windows = windows_of(views)  # type: ignore[arg-type]
    assert [(w.article_id, w.start, w.end) for w in windows] == [("a1", 0, 50), ("a1", 60, 90), ("b", 0, 30)]
    assert all(window.text == text[window.start : window.end] for window in windows)
    assert [window_of(view, windows) for view in views] == [1, 0, 0, 0, 2]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reach", "expected"),
    [(280, TEXT), (5, f"ose. {SENTENCE} Bond"), (0, SENTENCE)],
)
def test_cropped(reach: int, expected: str) -> None:
    view = cropped(shown("Una Low"), reach)
    assert view.context == expected
    assert TEXT[view.context_start :].startswith(expected)


def test_numbers_outside_the_stretch_are_not_marked() -> None:
    view = cropped(shown("Una Low"), 0)
    far = replace(LEVEL, start=0, end=6)
    assert "target" not in {span.what for span in spans_of(view, [far], windows_of([view])[0])}


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=5))
def test_offsets_are_those_of_javascript(text: str, offsets: list[int]) -> None:
    offsets = [min(offset, len(text)) for offset in offsets]
    units = text.encode("utf-16-le", "surrogatepass")
    found = in_utf16(text, offsets)
    assert [units[: 2 * one].decode("utf-16-le", "surrogatepass") for one in found] == [text[:n] for n in offsets]

"""Printed names as patterns, and many of them found in one pass: "S & P-500" is "S&P 500"."""

from __future__ import annotations

from functools import partial

import pytest

from pipeline.name_patterns import Names, name_pattern

NAMES = ("Quarry Lane", "Quarry Lane Wealth", "S&P 500", "S&P 500 futures", "small-caps", "J.P. Ashdown", "21Fields")


@pytest.fixture(scope="module")
def names() -> Names:
    return Names((name, partial(name_pattern, name, "any")) for name in NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Quarry Lane Wealth and Quarry Lane", ["Quarry Lane Wealth", "Quarry Lane"], id="longest-wins"),
        pytest.param("the S & P-500 rose", ["S & P-500"], id="flexible-spaces"),
        pytest.param("S and P 500 futures", ["S and P 500 futures"], id="longest-of-one-key"),
        pytest.param("Smallcaps, SMALL CAPS", ["Smallcaps", "SMALL CAPS"], id="hyphen-may-lack-in-any-case"),
        pytest.param("JP Ashdown or J.P. Ashdown", ["JP Ashdown", "J.P. Ashdown"], id="full-stops-may-lack"),
        pytest.param("21Fields says", ["21Fields"], id="begins-with-digits"),
        pytest.param("the S&P 5000, AS&P 500, S&P 500.5", [], id="not-inside-a-longer-word-or-number"),
        pytest.param("Quarry workers of the lane", [], id="only-the-first-word"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_finds_all_names_in_order(names: Names, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in names.spans(text)] == found


def test_a_stretch_of_a_text_keeps_the_offsets_of_the_whole(names: Names) -> None:
    text = "Quarry Lane met Quarry Lane"
    assert names.spans(text, 1) == [(16, 27)]
    assert names.spans(text, 0, 15) == [(0, 11)]


def test_a_pattern_may_begin_with_anything() -> None:
    names = Names([("@ shares", lambda: "[A-Z]{1,5} shares")])
    assert names.spans("sold XYZ shares") == [(5, 15)]


def test_no_names_find_nothing() -> None:
    assert Names([]).spans("Quarry Lane") == []


def test_only_names_that_may_be_there_are_compiled() -> None:
    names = Names([("Quarry", lambda: "Quarry"), ("broken", lambda: "(")])
    assert names.spans("Quarry") == [(0, 6)]

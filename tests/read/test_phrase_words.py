"""Phrases in lines, and the words without which none can be there."""

from __future__ import annotations

import pytest

from pipeline.read.phrase_words import Phrases, needed


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param(r"\bno liability\b", ("no liability",), id="plain text"),
        pytest.param(r"\bnot (?:\w+ ){0,3}(?:an? )?advice\b", ("advice",), id="text behind groups that may lack"),
        pytest.param(r"\bto (?:continue|keep) reading\b", (" reading",), id="the longest text"),
        pytest.param(r"\b(?:oak|elm)s?\b", ("oak", "elm"), id="branches"),
        pytest.param(r"\bthe (?:oaks?|elm tree)\b", ("oak", "elm tree"), id="branches with an optional letter"),
        pytest.param(r"\b(?:oak(?:en)?|elm) ?/ ?\w+", ("oak", "elm"), id="a group in a branch"),
        pytest.param(r"\bcolou?r of oak\b", ("r of oak",), id="an optional letter"),
        pytest.param(r"\b[oe]ak(?! tree)\b", ("ak",), id="sets and what must not follow"),
        pytest.param(r"\d{3}\W+\w*", ("",), id="no text at all"),
    ],
)
def test_needed(pattern: str, expected: tuple[str, ...]) -> None:
    assert needed(pattern) == expected


PHRASES = Phrases.of(r"""
    ^share on\b
    \ball rights reserved\b
    \bopinions .{0,20}\b(?:their own|are those of)\b
""")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Share on Facebook", True, id="at the beginning"),
        pytest.param("A share on the exchange", False, id="a beginning within the line"),
        pytest.param("2025 Oak. ALL RIGHTS RESERVED.", True, id="within the line, in capitals"),
        pytest.param("Opinions, one hears, are those of the bank", False, id="almost a phrase"),
        pytest.param("The opinions here are those of the writer", True, id="a phrase with a branch"),
        pytest.param("The opinions here are many", False, id="without a word that is needed"),
        pytest.param("", False, id="an empty line"),
    ],
)
def test_phrases_in_lines(line: str, expected: bool) -> None:
    assert PHRASES.are_in(line) is expected

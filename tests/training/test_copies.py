"""Copies are found by the words they share, and no fold learns from one of its articles."""

from __future__ import annotations

import pytest

from pipeline.training.copies import families, folds_of, is_copy, without_copies, word_grams

STORY = "Stocks fell for a third day as traders waited for the numbers of the week and sold what they had bought"
OTHER = "Gold rose because the dollar was weak and buyers in Asia came back to the market after the holidays"


@pytest.mark.parametrize(
    ("text", "of", "copied"),
    [
        pytest.param(STORY, STORY, True, id="itself"),
        pytest.param(STORY.upper() + "!", STORY, True, id="other-case-and-marks"),
        pytest.param(" ".join(STORY.split()[:12]), STORY, True, id="cut-short"),
        pytest.param(STORY, f"{STORY} {OTHER}", True, id="inside-another"),
        pytest.param(OTHER, STORY, False, id="another-story"),
        pytest.param(f"{OTHER} {OTHER} {STORY[:40]}", STORY, False, id="a-phrase-shared"),
        pytest.param("too short", "too short", False, id="fewer-than-five-words"),
    ],
)
def test_is_copy(text: str, of: str, copied: bool) -> None:
    assert is_copy(word_grams(text), word_grams(of)) is copied


def test_families_join_what_a_third_connects() -> None:
    grams = {"a": word_grams(STORY), "b": word_grams(OTHER), "c": word_grams(f"{STORY} {OTHER}")}
    assert families({name: grams[name] for name in "ab"}) == [["a"], ["b"]]
    assert families(grams) == [["a", "b", "c"]]


def test_folds_are_even_and_keep_copies_together() -> None:
    grams = {f"t{n}": word_grams(f"{' '.join(f'word{n}x{i}' for i in range(9))}") for n in range(8)}
    grams |= {"copy": grams["t3"]}
    folds = folds_of(grams, 3)
    assert folds["copy"] == folds["t3"]
    assert sorted(list(folds.values()).count(fold) for fold in range(3)) == [3, 3, 3]
    assert folds_of(dict(reversed(grams.items())), 3) == folds


def test_without_copies() -> None:
    grams = {"a": word_grams(STORY), "b": word_grams(OTHER)}
    assert without_copies(grams, [word_grams(f"As said before: {STORY}")]) == ["b"]
    assert without_copies(grams, []) == ["a", "b"]

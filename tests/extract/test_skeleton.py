"""A skeleton has tokens for units, and every place in it leads back to the article.

"Nomi Ward of Kest Bank" is "<P0> of <F1>".
"""

from __future__ import annotations

import pytest

from extract.handmade import skeleton_by_hand, units_of
from pipeline.extract.skeleton import build_skeleton


@pytest.mark.parametrize(
    ("sentence", "words", "skeleton"),
    [
        pytest.param("It rose.", {}, "It rose.", id="no units"),
        pytest.param(
            "Nomi Ward of Kest Bank agrees.",
            {"P": ["Nomi Ward"], "F": ["Kest Bank"]},
            "<P0> of <F1> agrees.",
            id="person and firm",
        ),
        pytest.param(
            "Kest’s strategist likes the Dow.",
            {"F": ["Kest"], "R": ["strategist"], "I": ["Dow"]},
            "<F0>'s <R1> likes the <I2>.",
            id="apostrophe becomes plain",
        ),
        pytest.param("Nomi Ward", {"P": ["Nomi Ward"]}, "<P0>", id="one unit alone"),
        pytest.param(
            "gains <5% are\nsmall>", {}, "gains ‹5% are small›", id="signs of tokens and newlines are replaced"
        ),
        pytest.param("up 5\xa0percent", {}, "up 5 percent", id="hard blank becomes a blank"),
    ],
)
def test_text(sentence: str, words: dict[str, list[str]], skeleton: str) -> None:
    assert skeleton_by_hand(sentence, **words).text == skeleton


def test_every_place_leads_back_to_the_article() -> None:
    sentence = "At Kest Bank, Nomi Ward waits."
    skeleton = skeleton_by_hand(sentence, P=["Nomi Ward"], F=["Kest Bank"])
    assert skeleton.text == "At <F0>, <P1> waits."
    assert skeleton.to_article(0) == 0
    assert skeleton.to_article(skeleton.text.index("<F0>") + 2) == sentence.index("Kest")
    assert skeleton.to_article(skeleton.text.index("<P1>")) == sentence.index("Nomi")
    assert skeleton.to_article(skeleton.text.index("waits")) == sentence.index("waits")
    assert skeleton.to_article(len(skeleton.text)) == len(sentence)


def test_token_gives_its_unit() -> None:
    skeleton = skeleton_by_hand("At Kest Bank, Nomi Ward waits.", P=["Nomi Ward"], F=["Kest Bank"])
    assert skeleton.unit("<P1>").text == "Nomi Ward"


def test_more_than_ten_units() -> None:
    sentence = " ".join(f"Kest{n}" for n in range(12))
    skeleton = skeleton_by_hand(sentence, F=[f"Kest{n}" for n in range(12)])
    assert skeleton.unit("<F11>").text == "Kest11"


def test_offsets_are_those_of_the_article() -> None:
    text = "Title. Nomi Ward waits. End."
    skeleton = build_skeleton(text, 7, 23, units_of(text, P=["Nomi Ward"]))
    assert skeleton.text == "<P0> waits."
    assert skeleton.to_article(skeleton.text.index("waits")) == text.index("waits")
    assert skeleton.to_article(len(skeleton.text)) == 23

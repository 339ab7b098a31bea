"""Whom "she", "the strategist", "the firm", "its", "they" and a surname mean, and when they mean nobody."""

from __future__ import annotations

import pytest

from .factories import article_of, reading_of

WARD = "Nomi Ward, chief strategist at Kest Bank, likes the S&P 500."
TESHOME = "Ravi Teshome, an analyst at Corvane Capital, likes the Dow."
TEAM = "Ines Okafor and Tomas Brandt, strategists at Kest Bank, like the DAX."


def last_speakers(*paragraphs: str) -> list[str]:
    """Who speaks in the last sentence, by analyst, else by firm."""
    reading = reading_of(article_of(*paragraphs))
    last = len(reading.parsed) - 1
    return [a.holder.analyst or a.holder.firm for s in reading.said if s.sentence == last for a in s.actors]


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        pytest.param([WARD, "Ward expects a rally."], ["Nomi Ward"], id="surname"),
        pytest.param([WARD, "Ms. Ward expects a rally."], ["Nomi Ward"], id="title and surname"),
        pytest.param([WARD, "She expects a rally."], ["Nomi Ward"], id="she"),
        pytest.param([WARD, "“Buy,” she said."], ["Nomi Ward"], id="she, inverted before the verb"),
        pytest.param([WARD, "Her target is 7,000."], ["Nomi Ward"], id="her target"),
        pytest.param([WARD, "The strategist expects a rally."], ["Nomi Ward"], id="the strategist"),
        pytest.param(
            [WARD, "The widely read chief strategist expects a rally."],
            ["Nomi Ward"],
            id="with adjectives",
            marks=pytest.mark.xfail(strict=True, reason="short_mentions: two words at most between “the” and the noun"),
        ),
        pytest.param([WARD, "The chief strategist expects a rally."], ["Nomi Ward"], id="with one adjective"),
        pytest.param(
            [WARD, "The veteran strategist expects a rally."],
            ["Nomi Ward"],
            id="the veteran strategist",
            marks=pytest.mark.xfail(strict=True, reason="short_mentions: “the veteran” is taken for the whole mention"),
        ),
        pytest.param([WARD, "The strategists at Orrinby expect a rally."], ["Orrinby"], id="strategists of others"),
        pytest.param(
            [WARD, TESHOME, "“He and the bank expect a rally,” Ward said."], ["Nomi Ward"], id="none in a quotation"
        ),
        pytest.param([WARD, TESHOME, "He expects a rally."], ["Ravi Teshome"], id="he is the one named last"),
        pytest.param([WARD, TESHOME, "Ward expects a rally."], ["Nomi Ward"], id="surname reaches further back"),
        pytest.param(
            [WARD, TESHOME, "Ward expects a rally.", "She sees 7,000."], ["Nomi Ward"], id="who spoke last is in mind"
        ),
        pytest.param([WARD, "The bank expects a rally."], ["Nomi Ward"], id="the bank is its analyst’s"),
        pytest.param(["Kest Bank likes the S&P 500.", "The bank expects a rally."], ["Kest Bank"], id="the bank"),
        pytest.param(["Kest Bank likes the S&P 500.", "Its target is 7,000."], ["Kest Bank"], id="its target"),
        pytest.param(["Kest Bank likes the S&P 500.", "It raised its target to 7,000."], ["Kest Bank"], id="it raised"),
        pytest.param(
            ["Strategists at Kest Bank like the S&P 500.", "They expect a rally."], ["Kest Bank"], id="they, of a firm"
        ),
        pytest.param([TEAM, "They expect a rally."], ["Ines Okafor", "Tomas Brandt"], id="they, two people"),
        pytest.param([TEAM, "The duo expects a rally."], ["Ines Okafor", "Tomas Brandt"], id="the duo"),
        pytest.param([TEAM, "Brandt expects a rally."], ["Tomas Brandt"], id="one of two"),
    ],
)
def test_second_mentions(paragraphs: list[str], speakers: list[str]) -> None:
    assert last_speakers(*paragraphs) == speakers


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(["She expects a rally."], id="she, nobody named"),
        pytest.param(["The strategist expects a rally."], id="the strategist, nobody named"),
        pytest.param(["The bank expects a rally."], id="the bank, none named"),
        pytest.param(["They expect a rally."], id="they, nobody named"),
        pytest.param([WARD, "It rained in Oslo."], id="it rained"),
        pytest.param([WARD, "Its members rose."], id="its members are the index’s"),
    ],
)
def test_nobody_is_meant(paragraphs: list[str]) -> None:
    assert last_speakers(*paragraphs) == []


def test_an_outsider_is_in_mind_too_and_barred() -> None:
    reading = reading_of(article_of(WARD, "Jerome Powell spoke in Boston.", "He expects stocks to rally."))
    actors = [a for s in reading.said if s.sentence == 2 for a in s.actors]
    assert [bool(a.barred) for a in actors] == [True]

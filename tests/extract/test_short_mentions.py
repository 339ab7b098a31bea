"""Whom "she", "the strategist", "the firm", "its", "they" and a surname mean, and when they mean nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading

from .factories import article_of, reading_of

WARD = "Nomi Ward, chief strategist at Kest Bank, likes the S&P 500."
TESHOME = "Ravi Teshome, an analyst at Corvane Capital, likes the Dow."
LED = "Strategists at Kest Bank led by Nomi Ward like the S&P 500."
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
        ),
        pytest.param([WARD, "The chief strategist expects a rally."], ["Nomi Ward"], id="with one adjective"),
        pytest.param(
            [WARD, "The veteran strategist expects a rally."],
            ["Nomi Ward"],
            id="the veteran strategist",
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
        pytest.param(
            [WARD, "3M said sales rose.", "The bank expects a rally."], ["Nomi Ward"], id="no company is a bank"
        ),
        pytest.param(
            [WARD, "3M said sales rose.", "Jefferies likes the Dow.", "The firm expects a rally."],
            ["Jefferies"],
            id="the firm named behind a company",
        ),
        pytest.param(["Kest Bank likes the S&P 500.", "The bank expects a rally."], ["Kest Bank"], id="the bank"),
        pytest.param(["Kest Bank likes the S&P 500.", "Its target is 7,000."], ["Kest Bank"], id="its target"),
        pytest.param(["Kest Bank likes the S&P 500.", "It raised its target to 7,000."], ["Kest Bank"], id="it raised"),
        pytest.param(
            ["Strategists at Kest Bank like the S&P 500.", "They expect a rally."], ["Kest Bank"], id="they, of a firm"
        ),
        pytest.param([TEAM, "They expect a rally."], ["Ines Okafor", "Tomas Brandt"], id="they, two people"),
        pytest.param([TEAM, "The duo expects a rally."], ["Ines Okafor", "Tomas Brandt"], id="the duo"),
        pytest.param([TEAM, "Brandt expects a rally."], ["Tomas Brandt"], id="one of two"),
        # teams that have a leader
        pytest.param([LED, "They expect a rally."], ["Nomi Ward"], id="they, led by her"),
        pytest.param([LED, "The team expects a rally."], ["Nomi Ward"], id="the team, led by her"),
        pytest.param([LED, "The strategists expect a rally."], ["Nomi Ward"], id="the strategists, led by her"),
        pytest.param([LED, "Their target is 7,000."], ["Nomi Ward"], id="their target, led by her"),
        pytest.param([LED, "The bank expects a rally."], ["Nomi Ward"], id="the bank of a team"),
        pytest.param([LED, TESHOME, "They expect a rally."], ["Nomi Ward"], id="they, though another spoke since"),
        pytest.param(
            [LED, "Jefferies likes the Dow.", "They expect a rally."], ["Jefferies"], id="they, the firm named since"
        ),
        pytest.param(
            ["Strategists at the bank, including Nomi Ward, like the S&P 500.", "They expect a rally."],
            ["Nomi Ward"],
            id="they, at the bank, including her",
        ),
        pytest.param(
            [WARD, TESHOME, "Ward and her colleagues like the DAX.", TESHOME, "They expect a rally."],
            ["Nomi Ward"],
            id="they, she and her colleagues",
        ),
        pytest.param(
            [WARD, TESHOME, "Ward, with her colleagues, likes the DAX.", TESHOME, "They expect a rally."],
            ["Nomi Ward"],
            id="they, she with her colleagues",
        ),
        pytest.param(
            [WARD, TESHOME, "Ward and her team like the DAX.", TESHOME, "They expect a rally."],
            ["Nomi Ward"],
            id="they, she and her team",
        ),
        pytest.param([WARD, "She and her team like the DAX."], ["Nomi Ward"], id="she and her team"),
        pytest.param([WARD, TESHOME, "He and his team expect a rally."], ["Ravi Teshome"], id="he and his team"),
        pytest.param(
            [WARD, TESHOME, "He and his colleagues expect a rally."], ["Ravi Teshome"], id="he and his colleagues"
        ),
        pytest.param(
            ["Nomi Ward and her colleagues at Kest Bank like the S&P 500.", "They expect a rally."],
            ["Nomi Ward"],
            id="they, she and her colleagues at a firm",
        ),
        pytest.param(
            ["Ravi Teshome, an analyst at Corvane Capital, and his team like the S&P 500.", "They expect a rally."],
            ["Ravi Teshome"],
            id="they, he, his role and his team",
        ),
        # outsiders stand between
        pytest.param([WARD, "3M said sales rose.", "She expects a rally."], ["Nomi Ward"], id="a company is no she"),
        pytest.param([WARD, "Bloomberg said so.", "She expects a rally."], ["Nomi Ward"], id="a news agency is no she"),
        pytest.param(
            [WARD, "The Federal Reserve cut rates.", "She expects a rally."], ["Nomi Ward"], id="the Fed is no she"
        ),
        pytest.param(
            ["Kest Bank likes the S&P 500.", "The investment bank expects a rally."], ["Kest Bank"], id="one adjective"
        ),
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
        pytest.param([WARD, "The central bank expects a rally."], id="the central bank, behind a person"),
        pytest.param(
            ["Kest Bank likes the S&P 500.", "The central bank expects a rally."], id="the central bank, behind a firm"
        ),
        pytest.param(
            ["Kest Bank likes the S&P 500.", "The European central bank expects a rally."], id="with an adjective"
        ),
        pytest.param(["3M said sales rose.", "He expects a rally."], id="he, only a company named"),
        pytest.param(["3M said sales rose.", "The firm expects a rally."], id="the firm, a company that is no house"),
        pytest.param(
            ["Kest Bank likes the S&P 500.", "3M said sales rose.", "The firm expects a rally."],
            id="the firm, a company named since",
        ),
        pytest.param(
            ["Kest Bank likes the S&P 500.", "The central bank cut rates.", "It expects a rally."],
            id="it, the central bank",
        ),
        pytest.param(
            [LED, "Stocks fell.", "They have gained 10% since June."],
            id="they, the stocks",
        ),
    ],
)
def test_nobody_is_meant(paragraphs: list[str]) -> None:
    assert last_speakers(*paragraphs) == []


LOW = "Jason Low, a strategist at Kest Bank, likes the S&P 500."


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Mr. Low expects the DAX to rally.", id="with a title"),
        pytest.param("He expects the DAX to rally.", id="he"),
        pytest.param(
            "Low expects the DAX to rally.",
            id="alone, before the verb",
        ),
        pytest.param(
            "The DAX will rally, Low said.",
            id="alone, behind the verb",
        ),
    ],
)
def test_second_mentions_of_a_surname_that_is_a_word(reading: Callable[..., Reading], sentence: str) -> None:
    found = reading([LOW, sentence])
    assert [(s.sentence, [a.holder.analyst for a in s.actors]) for s in found.said] == [
        (0, ["Jason Low"]),
        (1, ["Jason Low"]),
    ]


def test_an_outsider_is_in_mind_too_and_barred() -> None:
    reading = reading_of(article_of(WARD, "Jerome Powell spoke in Boston.", "He expects stocks to rally."))
    actors = [a for s in reading.said if s.sentence == 2 for a in s.actors]
    assert [bool(a.barred) for a in actors] == [True]

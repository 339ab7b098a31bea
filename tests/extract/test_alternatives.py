"""What else an unnamed market may be: the two indices named last and the world, never what the rules chose.

"Stocks" in an article on the S&P 500 and the DAX are either; "European stocks" have no alternative.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading

Read = Callable[..., Reading]
WARD = "Nomi Ward, a strategist at Kest Bank,"
TWO = "The S&P 500 rose. The DAX fell."
FOUR = "The S&P 500 rose. The DAX fell. The FTSE 100 rose. The CAC 40 fell."


def symbols_of(reading: Reading) -> list[str]:
    return [piece.symbol for piece in reading.alternatives]


@pytest.mark.parametrize(
    ("paragraphs", "symbols"),
    [
        pytest.param([TWO, f"{WARD} is bullish on stocks."], ["DAX"], id="the-home-market-is-none"),
        pytest.param([TWO, f"{WARD} is bullish on the market."], ["DAX"], id="the-market"),
        pytest.param([FOUR, f"{WARD} is bullish on equities."], ["CAC40", "FTSE100"], id="the-two-named-last"),
        pytest.param([TWO, f"{WARD} expects a rally."], ["DAX"], id="no-market-in-the-sentence"),
        pytest.param(
            [TWO, f"{WARD} is bullish on the DAX.", "She expects further gains."], ["SPX"], id="carried-from-before"
        ),
        pytest.param(["The DAX fell.", f"{WARD} is bullish on stocks."], [], id="one-market"),
        pytest.param([f"{WARD} is bullish on stocks.", TWO], [], id="named-only-later"),
        pytest.param(["The MSCI World rose. The DAX fell.", f"{WARD} likes equities."], ["MXWO"], id="the-world-index"),
        pytest.param(["Global stocks rose. The DAX fell.", f"{WARD} likes equities."], ["MXWO"], id="the-world-group"),
        pytest.param(
            [TWO, f"{WARD} likes equities.", "Global stocks rose."], ["DAX", "MXWO"], id="the-world-named-later"
        ),
    ],
)
def test_alternatives_of_an_unnamed_market(reading: Read, paragraphs: list[str], symbols: list[str]) -> None:
    assert symbols_of(reading(paragraphs)) == symbols


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("is bullish on the S&P 500.", id="an-index"),
        pytest.param("is bullish on the index.", id="the-index"),
        pytest.param("is bullish on European stocks.", id="a-group"),
        pytest.param("is bullish on Europe.", id="a-country"),
        pytest.param("is bullish on stocks and on the S&P 500.", id="a-home-word-and-its-index"),
        pytest.param(
            "is bullish on stocks in Japan.",
            id="stocks-of-a-country",
        ),
    ],
)
def test_a_market_that_is_named_has_none(reading: Read, sentence: str) -> None:
    found = reading([TWO, f"{WARD} {sentence}"])
    assert [piece.actor.holder.analyst for piece in found.pieces] == ["Nomi Ward"]
    assert symbols_of(found) == []


def test_alternative_is_like_its_candidate_but_for_market_and_levels(reading: Read) -> None:
    found = reading([TWO, f"{WARD} is bullish on the market and sees 7,000."])
    (piece,), (other,) = found.pieces, found.alternatives
    assert [level.value for level in piece.levels] == [7000]
    assert (other.link, other.proxy, other.levels) == ("alternative", True, ())
    assert (other.actor, other.sentence, other.start, other.end) == (
        piece.actor,
        piece.sentence,
        piece.start,
        piece.end,
    )


def test_the_rules_never_choose_an_alternative(reading: Read) -> None:
    found = reading([TWO, f"{WARD} is bullish on stocks."])
    assert [piece.symbol for piece in found.pieces] == ["SPX"]
    assert not set(found.alternatives) & set(found.pieces)

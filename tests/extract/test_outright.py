"""Stances that are said outright of a market, and those that only look so."""

from __future__ import annotations

import pytest

from pipeline.extract.outright import outright_stance
from pipeline.types import Stance

BULLISH, NEUTRAL, BEARISH = Stance.BULLISH, Stance.NEUTRAL, Stance.BEARISH
MARKETS = ("the S&P 500", "The S&P 500", "small caps", "Small caps", "S&P 500")


def said_of(text: str) -> Stance | None:
    """The stance of the first market that a text names."""
    start = min(text.find(name) for name in MARKETS if name in text)
    name = next(name for name in MARKETS if text.startswith(name, start))
    return outright_stance(text, 0, len(text), ((start, start + len(name)),))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("Bennett is bullish on the S&P 500.", BULLISH, id="bullish-on"),
        pytest.param("Bennett remains bearish on the S&P 500.", BEARISH, id="bearish-on"),
        pytest.param("Bennett is neutral on small caps.", NEUTRAL, id="neutral-on"),
        pytest.param("The bank is overweight small caps.", BULLISH, id="overweight"),
        pytest.param("The bank has an underweight stance on small caps.", BEARISH, id="underweight-stance"),
        pytest.param("She keeps a positive outlook for the S&P 500.", BULLISH, id="positive-outlook"),
        pytest.param("He grew cautious about small caps.", BEARISH, id="cautious-about"),
        pytest.param("She described small caps as a “trap” for the unwary.", BEARISH, id="as-a-trap-in-marks"),
        pytest.param("She sees small caps as a value trap.", BEARISH, id="as-a-value-trap"),
        pytest.param("Small caps look cheap.", BULLISH, id="look-cheap"),
        pytest.param("The S&P 500 is overbought.", BEARISH, id="is-overbought"),
        pytest.param("The S&P 500 remains very expensive.", BEARISH, id="remains-very-expensive"),
        pytest.param("Small caps are fairly valued.", NEUTRAL, id="are-fairly-valued"),
        pytest.param("The S&P 500 is poised to gain.", BULLISH, id="poised-to"),
        pytest.param("The S&P 500 is due for a rest.", BEARISH, id="due-for"),
        pytest.param("The S&P 500 is not cheap.", None, id="not-cheap"),
        pytest.param("The S&P 500 isn’t cheap.", None, id="is-not-cheap-short"),
        pytest.param("Bennett was bearish on the S&P 500.", None, id="was-bearish"),
        pytest.param("Bennett had been bullish on the S&P 500.", None, id="had-been-bullish"),
        pytest.param("Bennett is no longer bearish on the S&P 500.", None, id="no-longer"),
        pytest.param("Bennett is not bullish on the S&P 500.", None, id="not-bullish"),
        pytest.param("Investors are bullish on the S&P 500.", None, id="investors"),
        pytest.param("The S&P 500 rose on Monday.", None, id="news"),
    ],
)
def test_stance_said_outright(text: str, stance: Stance | None) -> None:
    assert said_of(text) is stance


def test_words_outside_the_stretch_do_not_count() -> None:
    text = "He is bullish on the S&P 500."
    at = text.index("the S&P")
    assert outright_stance(text, at, len(text), ((at, at + 11),)) is None


def test_first_market_with_a_stance_decides() -> None:
    text = "The S&P 500 rose; small caps look cheap."
    at = text.index("small caps")
    assert outright_stance(text, 0, len(text), ((0, 11), (at, at + 10))) is BULLISH


def test_no_market_no_stance() -> None:
    assert outright_stance("Bennett is bullish.", 0, 19, ()) is None

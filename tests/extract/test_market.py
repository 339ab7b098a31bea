"""What "the market", "the index" and "the rally" mean in an article, and which market it calls home."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading

Read = Callable[..., Reading]


def markets_of(reading: Reading) -> list[tuple[str, str]]:
    return [(reading.article.text[m.start : m.end], m.symbol) for markets in reading.markets for m in markets]


@pytest.mark.parametrize(
    ("paragraphs", "home"),
    [
        pytest.param(["Stocks rose on Monday in quiet trading."], "SPX", id="no-country"),
        pytest.param(["Gold fell."], "SPX", id="no-market"),
        pytest.param(["Toronto stocks rose. The S&P/TSX Composite gained 0.4%."], "TSX", id="toronto"),
        pytest.param(["The DAX rose 1% in Frankfurt. The DAX is up this year."], "DAX", id="frankfurt"),
        pytest.param(["The Nikkei rose in Tokyo. The Nikkei 225 is up."], "N225", id="nikkei"),
        pytest.param(["The Topix rose. The Topix is at a record."], "TOPIX", id="topix"),
        pytest.param(["The FTSE 100 rose 1% while the S&P 500 fell."], "SPX", id="a-draw-is-american"),
        pytest.param(["The FTSE 100 rose.", "The FTSE 100 led.", "The S&P 500 fell."], "FTSE100", id="twice-as-often"),
    ],
)
def test_home_market(reading: Read, paragraphs: list[str], home: str) -> None:
    assert reading(paragraphs).home == home


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["Toronto stocks rose. The S&P/TSX Composite gained 0.4%.", "Many like the market."],
            ("the market", "TSX"),
            id="the-market-in-toronto",
        ),
        pytest.param(["Shares rose on Monday.", "Many like the market."], ("the market", "SPX"), id="the-market-plain"),
        pytest.param(
            ["The Dow rose 1%. The Nasdaq Composite fell 1%.", "The index should rise."],
            ("The index", "IXIC"),
            id="the-index-is-the-last-named",
        ),
        pytest.param(
            ["The Dow rose 1%.", "The Nasdaq Composite will rise, and the index will fall later."],
            ("the index", "IXIC"),
            id="the-index-is-named-before-it-in-the-sentence",
        ),
        pytest.param(
            ["The DAX rose 1%.", "Gold fell.", "The benchmark should rise."], ("The benchmark", "DAX"), id="benchmark"
        ),
        pytest.param(["The benchmark should rise."], ("The benchmark", "SPX"), id="the-index-of-none-is-home"),
        pytest.param(
            ["The DAX rose.", "The 40-share index will climb."], ("The 40-share index", "DAX"), id="share-index"
        ),
        pytest.param(["The Russell 2000 rose 20%.", "The rally will fade."], ("The rally", "RUT"), id="the-rally"),
        pytest.param(
            ["The Russell 2000 rose 20%.", *["Gold was quiet."] * 6, "The rally will fade."],
            ("The rally", "SPX"),
            id="the-rally-far-behind-is-home",
        ),
    ],
)
def test_short_words_for_a_market(reading: Read, paragraphs: list[str], expected: tuple[str, str]) -> None:
    assert markets_of(reading(paragraphs))[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Small caps may beat large caps.", [("RUT", True), ("SPX", True)], id="groups-are-proxies"),
        pytest.param("The S&P 500 led the Dow.", [("SPX", False), ("DJI", False)], id="indices-are-none"),
        pytest.param("The index of an index fund fell.", [], id="index-of-a-fund"),
        pytest.param("The Dow Jones Newswires service said bonds fell.", [], id="decoy"),
    ],
)
def test_markets_of_a_sentence(reading: Read, text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(m.symbol, m.proxy) for m in reading(text).markets[0]] == expected


def test_only_the_index_is_short(reading: Read) -> None:
    found = reading("The DAX rose, and the index may rise again.")
    assert [m.short for m in found.markets[0]] == [False, True]

"""What "the market", "the index" and "the rally" mean in an article, and which market it calls home."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading

Read = Callable[..., Reading]
INDIAN = "The Nifty rose. The Nifty 50 is up. The Nifty 50 led."
BRITISH = "The FTSE 100 rose. The FTSE 100 is up."
GERMAN = "The DAX rose. The DAX is up."
CANADIAN = "The S&P/TSX Composite rose. The S&P/TSX Composite is up."
EUROPEAN = "The STOXX 600 rose. The STOXX 600 is up."
AMERICAN = "The S&P 500 rose. The S&P 500 is up."
FRENCH = "The CAC 40 rose. The CAC 40 is up."


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
        pytest.param(
            ["The FTSE 100 rose.", "Small caps rose. Mid caps fell. Small caps slid. Large caps slipped."],
            "FTSE100",
            id="size-groups-do-not-decide",
        ),
        pytest.param(
            ["The FTSE 100 rose.", "U.S. small caps rose. U.S. stocks fell."], "SPX", id="size-groups-of-a-country-do"
        ),
        pytest.param(["The Nikkei rose.", "The Topix fell. The Topix slid."], "TOPIX", id="topix-more-often"),
        pytest.param(["The Nikkei rose. The Nikkei fell.", "The Topix slid."], "N225", id="nikkei-more-often"),
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
        pytest.param(
            ["The Nasdaq Composite fell.", "Ward thinks the Composite may gain."],
            ("the Composite", "IXIC"),
            id="the-composite",
        ),
        pytest.param([CANADIAN, "The composite should rise."], ("The composite", "TSX"), id="the-composite-in-toronto"),
        pytest.param(
            ["The Nasdaq Composite fell. The Dow rose.", "Ward thinks the Composite may gain."],
            ("the Composite", "IXIC"),
            id="the-composite-behind-another-index",
        ),
        pytest.param(
            [AMERICAN, "The U.S. benchmark index may gain."], ("The U.S. benchmark", "SPX"), id="the-us-benchmark-index"
        ),
        pytest.param(
            [AMERICAN, "The broad U.S. benchmark may gain."],
            ("The broad U.S. benchmark", "SPX"),
            id="the-broad-us-benchmark",
        ),
        pytest.param(
            ["The S&P 500 rose. The DAX fell.", "The U.S. benchmark index may gain."],
            ("The U.S. benchmark", "SPX"),
            id="the-us-benchmark-behind-another-index",
        ),
        pytest.param(
            ["The DAX fell. The S&P 500 rose.", "The Danish benchmark index may gain."],
            ("The Danish benchmark", "OMXC"),
            id="an-adjective-before-the-benchmark",
        ),
    ],
)
def test_short_words_for_a_market(reading: Read, paragraphs: list[str], expected: tuple[str, str]) -> None:
    assert markets_of(reading(paragraphs))[-1] == expected


@pytest.mark.parametrize(
    ("paragraphs", "symbols"),
    [
        pytest.param(
            [INDIAN, "Small caps look dear, midcaps are fair, and large caps are cheap."],
            ["NIFTYSML", "NIFTYMID", "NIFTY50"],
            id="india",
        ),
        pytest.param(
            [BRITISH, "Small caps look dear, mid caps are fair, and large caps are cheap."],
            ["FTSESC", "FTSE250", "FTSE100"],
            id="britain",
        ),
        pytest.param([BRITISH, "Smaller companies may gain."], ["FTSESC"], id="smaller-companies"),
        pytest.param(
            [GERMAN, "Small caps look dear, mid caps are fair, and large caps are cheap."],
            ["SDAX", "MDAX", "DAX"],
            id="germany",
        ),
        pytest.param([CANADIAN, "Small caps look dear, and large caps are cheap."], ["SPTSXSC", "TSX"], id="canada"),
        pytest.param(
            [EUROPEAN, "Small caps look dear, and large caps are cheap."], ["MXEUSC", "STOXX600"], id="europe"
        ),
        pytest.param(
            [AMERICAN, "Small caps look dear, mid caps are fair, and large caps are cheap."],
            ["RUT", "MID", "SPX"],
            id="america",
        ),
        pytest.param([INDIAN, "U.S. small caps may gain."], ["RUT"], id="of-another-country"),
        pytest.param(
            [INDIAN, "Large-cap U.S. equities may gain."],
            ["SPX"],
            id="country-behind-the-size",
        ),
        pytest.param(
            [INDIAN, "Smaller companies in the U.S. may gain."],
            ["RUT"],
            id="country-behind-the-group",
        ),
        pytest.param(
            [FRENCH, "Large caps may gain."],
            ["CAC40"],
            id="large-caps-where-no-sizes-are-known",
        ),
        pytest.param([FRENCH, "Small caps may gain."], [], id="small-caps-where-no-sizes-are-known"),
        pytest.param([AMERICAN, "German small caps may gain."], ["SDAX"], id="country-before-the-group"),
        pytest.param(
            ["Japanese small caps may gain."],
            [],
            id="small-caps-of-a-country-without-a-group",
        ),
    ],
)
def test_size_groups_are_of_the_home_market(reading: Read, paragraphs: list[str], symbols: list[str]) -> None:
    assert [m.symbol for m in reading(paragraphs).markets[-1]] == symbols


@pytest.mark.parametrize(
    ("paragraphs", "symbol"),
    [
        pytest.param(["Japanese stocks rose. The Nikkei rose.", "We prefer Japan."], "N225", id="nikkei-alone"),
        pytest.param(["The Topix rose.", "We prefer Japan."], "TOPIX", id="topix-alone"),
        pytest.param(["The Nikkei rose. The Topix fell.", "We prefer Japan."], "TOPIX", id="both"),
        pytest.param(["We prefer Japan."], "TOPIX", id="neither"),
        pytest.param(["The Nikkei rose.", "Japanese stocks may gain."], "N225", id="nikkei-and-a-group"),
        pytest.param(["Japanese stocks may gain."], "TOPIX", id="neither-and-a-group"),
        pytest.param(["The Nikkei rose.", "Stocks in Japan may gain."], "N225", id="stocks-in-japan"),
    ],
)
def test_nikkei_or_topix(reading: Read, paragraphs: list[str], symbol: str) -> None:
    assert [m.symbol for m in reading(paragraphs).markets[-1]] == [symbol]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param([GERMAN, "Equity markets in the U.S. may gain."], ("Equity markets", "SPX"), id="in-the-us"),
        pytest.param([GERMAN, "Stocks in Britain may gain."], ("Stocks", "FTSE100"), id="stocks-in"),
        pytest.param([AMERICAN, "Stocks across Europe may gain."], ("Stocks", "STOXX600"), id="across"),
        pytest.param([GERMAN, "Stocks in Kest may gain."], ("Stocks", "DAX"), id="no-country"),
        pytest.param([GERMAN, "We prefer Canada."], ("Canada", "TSX"), id="country-alone"),
        pytest.param([GERMAN, "We prefer Britain’s FTSE 100."], ("FTSE 100", "FTSE100"), id="country-and-its-index"),
    ],
)
def test_country_names_the_market(reading: Read, paragraphs: list[str], expected: tuple[str, str]) -> None:
    found = reading(paragraphs)
    assert markets_of(found)[-1] == expected
    assert len(found.markets[-1]) == 1


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

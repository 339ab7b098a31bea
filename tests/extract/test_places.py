"""Countries stand for their stock markets only where the words around them judge a market.

"We prefer Japan" names the TOPIX, "growth in Japan" and "stocks in Japan" name nothing here.
"""

from __future__ import annotations

import pytest

from pipeline.extract.places import find_places, stocks_of
from pipeline.name_tables import load_places

Found = list[tuple[str, str]]


def places_of(text: str) -> Found:
    return [(text[start:end], symbol) for start, end, symbol in find_places(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # judged by the words before
        pytest.param("We prefer Japan.", [("Japan", "TOPIX")], id="prefer"),
        pytest.param("Ward favours Spain.", [("Spain", "IBEX35")], id="favours, British"),
        pytest.param("Ward favors Latin America.", [("Latin America", "MXLA")], id="favors, a region"),
        pytest.param("Ward avoids Russia.", [("Russia", "MOEX")], id="avoids"),
        pytest.param("Ward is bullish on China.", [("China", "MXCN")], id="bullish on"),
        pytest.param("Ward is cautious about the U.K. now.", [("U.K.", "FTSE100")], id="cautious about, full stops"),
        pytest.param(
            "Ward is positive on the euro zone.", [("euro zone", "STOXX600")], id="positive on, small letters"
        ),
        pytest.param("Ward is keen on Vietnam.", [("Vietnam", "VNI")], id="keen on"),
        pytest.param("Kest Bank upgraded Brazil.", [("Brazil", "BOVESPA")], id="upgraded"),
        pytest.param("Kest Bank downgraded India to neutral.", [("India", "NIFTY50")], id="downgraded"),
        pytest.param("Ward is overweight in South Africa.", [("South Africa", "JALSH")], id="overweight in"),
        pytest.param(
            "They are overweight Germany and underweight France.",
            [("Germany", "DAX"), ("France", "CAC40")],
            id="overweight and underweight",
        ),
        pytest.param("Valuations in Italy are low.", [("Italy", "FTSEMIB")], id="valuations in"),
        pytest.param("Ward sees opportunities in South Korea.", [("South Korea", "KOSPI")], id="opportunities in"),
        pytest.param("Kest Bank is investing in Taiwan.", [("Taiwan", "TWSE")], id="investing in"),
        # judged by the words after
        pytest.param("Europe can outperform.", [("Europe", "STOXX600")], id="can outperform"),
        pytest.param("Hong Kong will rally.", [("Hong Kong", "HSI")], id="will rally"),
        pytest.param("Europe is cheap.", [("Europe", "STOXX600")], id="is cheap"),
        pytest.param("Europe looks very expensive.", [("Europe", "STOXX600")], id="looks very expensive"),
        pytest.param("Japan is likely to have a hard time.", [("Japan", "TOPIX")], id="a hard time"),
        pytest.param("Kest Bank raised Japan to overweight.", [("Japan", "TOPIX")], id="raised to overweight"),
        pytest.param("Japan moves to overweight from neutral.", [("Japan", "TOPIX")], id="moves to overweight"),
        pytest.param(
            "Japan, which has lagged for years, may outperform.", [("Japan", "TOPIX")], id="behind a relative clause"
        ),
        pytest.param(
            "India was upgraded to overweight.",
            [("India", "NIFTY50")],
            id="was upgraded",
        ),
    ],
)
def test_a_country_that_is_judged_is_a_market(text: str, expected: Found) -> None:
    assert places_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Growth in Japan is slow.", id="growth in"),
        pytest.param("Factories in China closed.", id="factories in"),
        pytest.param("Ward moved to Canada.", id="moved to"),
        pytest.param("Sales to Germany fell.", id="sales to"),
        pytest.param("The U.S. economy is strong.", id="an economy"),
        pytest.param("Europe is a rich continent.", id="said of the continent"),
        pytest.param("Ward likes Japan’s banks.", id="possessive"),
        pytest.param("Ward likes Japan-focused funds.", id="first part of a word"),
        pytest.param("Ward prefers Japanese stocks.", id="a group of stocks is none"),
        pytest.param("Ward is bullish on stocks in Japan.", id="the stocks before it are judged"),
        pytest.param("Ward likes the equity markets of the U.S.", id="the markets before it are judged"),
        pytest.param("Ward is bearish on the U.S. dollar.", id="a currency"),
        pytest.param("Ward is bullish on U.S. bonds.", id="bonds"),
        pytest.param("India was cheap in those days.", id="a judgement of the past"),
        pytest.param("Ward is optimistic about the U.S. economy.", id="an economy that is judged"),
        pytest.param("Ward is cautious about Japan Motors.", id="a company named after it"),
        pytest.param("", id="no text"),
    ],
)
def test_a_country_that_is_not_judged_is_none(text: str) -> None:
    assert places_of(text) == []


def test_of_two_countries_only_the_judged_one_counts() -> None:
    assert places_of("Ward prefers the U.S. to Europe.") == [("U.S.", "SPX")]


def test_the_longest_name_is_the_country() -> None:
    assert places_of("We prefer South Korea and we like Korea.") == [("South Korea", "KOSPI"), ("Korea", "KOSPI")]


def test_words_before_the_stretch_do_not_judge() -> None:
    text = "We prefer Japan."
    assert list(find_places(text, text.index("Japan"), len(text))) == []


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Oslo. We prefer Japan. We prefer China."
    assert list(find_places(text, 6, 22)) == [(16, 21, "TOPIX")]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        pytest.param("equity markets| in the U.S. rose", "SPX", id="in the"),
        pytest.param("stocks| of Canada", "TSX", id="of"),
        pytest.param("equities| across Asia", "MXAPJ", id="across"),
        pytest.param("stocks| in India and China", "NIFTY50", id="the first of two"),
        pytest.param("stocks| in the first half", None, id="a time"),
        pytest.param("shares| in Kest Bank", None, id="a firm"),
        pytest.param("stocks|, in India", None, id="a comma between"),
        pytest.param("stocks| in Japan-focused funds", None, id="first part of a word"),
        pytest.param("stocks|", None, id="nothing behind"),
        pytest.param("shares| in China Telephone", None, id="a company named after it"),
    ],
)
def test_country_of_a_group_of_stocks(text: str, symbol: str | None) -> None:
    position, text = text.index("|"), text.replace("|", "")
    assert stocks_of(text, position, len(text)) == symbol


def test_country_of_a_group_stands_in_the_same_stretch() -> None:
    text = "stocks in India"
    assert stocks_of(text, 6, 9) is None


def test_every_country_can_be_preferred() -> None:
    for place, symbol in load_places().items():
        assert places_of(f"We prefer {place}.") == [(place, symbol)]

"""A printed consensus: what an average or median of many voices' targets is, and all that only looks like one.

Every row is a sentence of one article of 2025-10-16; figures stand in the order of the text.
"""

from __future__ import annotations

import pytest

from pipeline.extract.stated import find_stated

from .factories import article_of, reading_of

END, NEXT, MID = "2025-12-31", "2026-12-31", "2026-06-30"


def stated(*paragraphs: str) -> list[tuple[str, str, float, str]]:
    found = find_stated(reading_of(article_of(*paragraphs)))
    return [(one.symbol, one.statistic.value, one.value, one.horizon.words) for one in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "The median forecast of 18 strategists for the S&P 500 at year-end is 7,000.",
            [("SPX", "median", 7000, END)],
            id="median forecast is",
        ),
        pytest.param(
            "A survey by Ledgerline found a median target of 7,000 for the S&P 500 by the end of 2026.",
            [("SPX", "median", 7000, NEXT)],
            id="median target of",
        ),
        pytest.param(
            "The analysts' median year-end target for the FTSE 100 came in at 9,400.",
            [("FTSE100", "median", 9400, END)],
            id="came in at",
        ),
        pytest.param(
            "On average, strategists see the S&P 500 at 7,000 by mid-2026.",
            [("SPX", "mean", 7000, MID)],
            id="on average they see",
        ),
        pytest.param(
            "The 14 strategists who answered us expect the STOXX 600 at 575 on average by year-end.",
            [("STOXX600", "mean", 575, END)],
            id="see at, on average",
        ),
        pytest.param(
            "The S&P 500 will end 2026 at 7,400, according to the average of nine estimates from local houses.",
            [("SPX", "mean", 7400, NEXT)],
            id="according to the average of estimates",
        ),
        pytest.param(
            "The Nikkei 225 should climb to 52,000 by year-end, according to the median of 23 strategists' answers.",
            [("N225", "median", 52000, END)],
            id="according to the median of a poll",
        ),
        pytest.param(
            "The S&P 500 is seen ending the year at 6,900, above Tuesday's close of 6,650, according to a median "
            "forecast of 40 analysts.",
            [("SPX", "median", 6900, END)],
            id="the close is not the forecast",
        ),
        pytest.param(
            "The DAX is seen at 25,000 by mid-2026, compared with Friday's closing mark of 24,100, according to the "
            "average of 12 forecasts.",
            [("DAX", "mean", 25000, MID)],
            id="compared with a closing mark",
        ),
        pytest.param(
            "Analysts' consensus year-end target for the S&P 500 is now 6,900.",
            [("SPX", "mean", 6900, END)],
            id="consensus target",
        ),
        pytest.param(
            "Strategists' targets for the S&P 500 at the end of 2026 average 7,250.",
            [("SPX", "mean", 7250, NEXT)],
            id="targets average",
        ),
        pytest.param(
            "The median had the S&P 500 ending 2026 at 7,500, the poll showed.",
            [("SPX", "median", 7500, NEXT)],
            id="the median had",
        ),
        pytest.param(
            "The average of all 20 strategists' targets for the S&P 500 is 7,610 for the end of 2026.",
            [("SPX", "mean", 7610, NEXT)],
            id="the average of all targets",
        ),
        pytest.param(
            "The strategists' median target for the S&P 500 at year-end is 7,000, the highest is 7,500 and the lowest "
            "6,000.",
            [("SPX", "median", 7000, END), ("SPX", "high", 7500, END), ("SPX", "low", 6000, END)],
            id="the highest and the lowest",
        ),
        pytest.param(
            "The average forecast of analysts in the poll is for the S&P 500 to close the year at 6,900.",
            [("SPX", "mean", 6900, END)],
            id="to close the year at",
        ),
        pytest.param(
            "This compares with an average forecast of 2,700 for the Russell 2000 by year-end among the same brokers.",
            [("RUT", "mean", 2700, END)],
            id="of another index",
        ),
    ],
)
def test_finds_a_printed_consensus(sentence: str, expected: list[tuple[str, str, float, str]]) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["The poll asked for the S&P 500 at the end of 2026.", "The median forecast was 7,400."],
            [("SPX", "median", 7400, NEXT)],
            id="index and horizon of the sentence before",
        ),
        pytest.param(
            ["Strategists' S&P 500 targets for the end of 2026", "Kest Bank: 7,800", "Cobalt: 7,400", "Average: 7,600"],
            [("SPX", "mean", 7600, NEXT)],
            id="the last line of a list",
        ),
        pytest.param(
            ["Wall Street's S&P 500 targets for year-end", "Median: 7,000", "High: 7,500", "Low: 6,000"],
            [("SPX", "median", 7000, END), ("SPX", "high", 7500, END), ("SPX", "low", 6000, END)],
            id="high and low beside the median",
        ),
        pytest.param(
            [
                "The median forecast of the strategists for the S&P 500 at year-end is 7,000.",
                "Forecasts ranged from 6,000 to 7,600.",
            ],
            [("SPX", "median", 7000, END), ("SPX", "low", 6000, END), ("SPX", "high", 7600, END)],
            id="the spread of forecasts",
        ),
    ],
)
def test_finds_it_over_sentences(paragraphs: list[str], expected: list[tuple[str, str, float, str]]) -> None:
    assert stated(*paragraphs) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Analysts say the S&P 500 fell below its 200-day moving average of 6,400.", id="moving average"),
        pytest.param("The S&P 500 is above its 50-day average at 6,500, strategists note.", id="a chart's average"),
        pytest.param("Nomi Ward of Kest Bank sees the S&P 500 at 7,000 by year-end.", id="one voice"),
        pytest.param("Kest Bank raised its S&P 500 target to 7,000, strategists at the bank said.", id="one house"),
        pytest.param("Analysts on average expect S&P 500 earnings of 270 a share in 2025.", id="earnings"),
        pytest.param("The average gain of the S&P 500 after such a poll is 12 percent.", id="a gain"),
        pytest.param(
            "The Dow Jones Industrial Average rose to 46,000, and analysts cheered.", id="an index of that name"
        ),
        pytest.param("The S&P 500 trades at 22 times, above its average of 18, strategists say.", id="a multiple"),
        pytest.param("Economists' median forecast for payrolls was 50,000.", id="payrolls"),
        pytest.param("The median member of the S&P 500 is 6,000 points away, analysts joke.", id="a median member"),
        pytest.param("Volume on the S&P 500 averaged 6,800 contracts, analysts said.", id="volume"),
        pytest.param(
            "That is higher than the median target of 6,500 for the S&P 500 in a March poll.",
            id="the last poll's median",
        ),
        pytest.param("The S&P 500 closed at 6,650, and the survey's average reading was 54.", id="a reading"),
        pytest.param(
            "Forecasts for payrolls range from 6,000 to 90,000 in the poll.", id="the spread of something else"
        ),
        pytest.param("Revenue beat the consensus of analysts, and the S&P 500 rose to 6,700.", id="beat the consensus"),
        pytest.param(
            "The average bear market took the S&P 500 to 4,800, strategists found.", id="an average bear market"
        ),
        pytest.param(
            "The average price target is 182 dollars, said analysts of the S&P 500 member.", id="a stock's target"
        ),
        pytest.param("High: 6,700. Low: 6,600. The S&P 500 in a day, by our survey.", id="high and low of a day"),
    ],
)
def test_what_only_looks_like_one_is_none(sentence: str) -> None:
    assert stated(sentence) == []


def test_evidence_and_number_are_their_text() -> None:
    article = article_of("Preface.", "The poll's median forecast for the S&P 500 at year-end is 7.007 points, no less.")
    (one,) = find_stated(reading_of(article))
    assert article.text[one.evidence.start : one.evidence.end] == one.evidence.text
    assert (article.text[one.start : one.end], one.value) == ("7.007", 7007)
    assert one.evidence.start <= one.start < one.end <= one.evidence.end


def test_an_article_without_many_voices_has_none() -> None:
    assert stated("The average target for the S&P 500 is 7,000.") == []

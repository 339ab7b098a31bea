"""What each number of a sentence is to its index: "resistance near 2,466" is a resistance, "from 6,100" a prior target.

Every row is a sentence of one article; kinds and values stand in the order of the text.
"""

from __future__ import annotations

import pytest

from pipeline.extract.levels import plausible_symbol

from .factories import article_of, reading_of


def levels(*paragraphs: str) -> list[tuple[str, float]]:
    reading = reading_of(article_of(*paragraphs))
    return [(t.kind.value, t.value) for typed in reading.levels for t in typed]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # targets
        pytest.param("Kest Bank sees the S&P 500 at 7,000 by year-end.", [("target", 7000)], id="sees at"),
        pytest.param("Her S&P 500 target is 7,000.", [("target", 7000)], id="target is"),
        pytest.param(
            "Our number for the S&P 500 at the end of 2026 remains 7,000.", [("target", 7000)], id="number remains"
        ),
        pytest.param("Kest Bank has a 7,000 year-end target for the S&P 500.", [("target", 7000)], id="number, target"),
        pytest.param("The S&P 500 could climb to 7,000, Ward said.", [("target", 7000)], id="could climb to"),
        pytest.param("Ward expects the S&P 500 to finish December at 7,000.", [("target", 7000)], id="end the year at"),
        pytest.param("Ward sees 7,007 for the S&P 500 by June.", [("target", 7007)], id="for the index behind it"),
        pytest.param(
            "Ward sees the S&P 500 at 7.007 by June.",
            [("target", 7007)],
            id="a point for thousands",
        ),
        pytest.param("Ward sees the S&P 500 at 7k by June.", [("target", 7000)], id="7k"),
        pytest.param(
            "A run at 7,000 on the S&P 500 is likely, she said.",
            [("target", 7000)],
            id="a run at",
        ),
        pytest.param(
            "“7,000 on the S&P 500 is within reach,” she said.",
            [("target", 7000)],
            id="within reach",
        ),
        pytest.param("“I think 7,000 is very feasible for the S&P 500,” she said.", [("target", 7000)], id="feasible"),
        pytest.param(
            "Ward’s bear case for the S&P 500, which has oil at twice the price and factories closed until spring,"
            " is 5,200.",
            [("bear_case", 5200)],
            id="bear case, a long way before",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 7,000 by June and 7,400 by December.",
            [("target", 7000), ("target", 7400)],
            id="two dates",
        ),
        # revisions
        pytest.param(
            "Kest Bank raised its S&P 500 target to 7,000 from 6,600.",
            [("target", 7000), ("prior_target", 6600)],
            id="to ... from",
        ),
        pytest.param(
            "Kest Bank raised its S&P 500 target from 6,600 to 7,000.",
            [("prior_target", 6600), ("target", 7000)],
            id="from ... to",
        ),
        pytest.param(
            "Kest Bank cut its S&P 500 forecast to 6,000 from an earlier 6,600.",
            [("target", 6000), ("prior_target", 6600)],
            id="from an earlier",
        ),
        pytest.param(
            "Its new S&P 500 target is 7,000, up from 6,600.", [("target", 7000), ("prior_target", 6600)], id="up from"
        ),
        pytest.param(
            "Its S&P 500 target is 7,000 (previously 6,600).",
            [("target", 7000), ("prior_target", 6600)],
            id="(previously ...)",
        ),
        pytest.param("Its S&P 500 target: 6,600 → 7,000.", [("prior_target", 6600), ("target", 7000)], id="an arrow"),
        pytest.param(
            "Ward lifted her S&P 500 call to 7,000; her previous target was 6,600.",
            [("target", 7000), ("prior_target", 6600)],
            id="previous target was",
        ),
        # cases
        pytest.param(
            "In a bull case the S&P 500 reaches 7,800, in a bear case 5,200.",
            [("bull_case", 7800), ("bear_case", 5200)],
            id="bull case, bear case",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 7,000, with 7,800 as the bull case.",
            [("target", 7000), ("bull_case", 7800)],
            id="as the bull case",
        ),
        pytest.param("The worst-case scenario for the S&P 500 is 4,800.", [("bear_case", 4800)], id="worst case"),
        pytest.param("She puts fair value for the S&P 500 at 6,300.", [("fair_value", 6300)], id="fair value"),
        # ranges
        pytest.param(
            "Ward expects the S&P 500 to trade between 6,400 and 6,900.",
            [("range_low", 6400), ("range_high", 6900)],
            id="between",
        ),
        pytest.param(
            "Ward expects the S&P 500 to end in a range of 6,400-6,900.",
            [("range_low", 6400), ("range_high", 6900)],
            id="in a range of",
        ),
        pytest.param(
            "Ward sees the S&P 500 in a range from 6,400 to 6,900.",
            [("range_low", 6400), ("range_high", 6900)],
            id="in a range from",
        ),
        # chart levels
        pytest.param("Support for the S&P 500 sits at 6,500, Ward said.", [("support", 6500)], id="support at"),
        pytest.param("6,500 is key support for the S&P 500, she said.", [("support", 6500)], id="is key support"),
        pytest.param("Resistance on the Russell 2000 is near 2,466.", [("resistance", 2466)], id="resistance near"),
        pytest.param(
            "Given possible resistance for the S&P 500 index .SPX near the 6,700 zone, Ward would wait.",
            [("resistance", 6700)],
            id="resistance, two names of the index between",
        ),
        pytest.param("The S&P 500 faces a hurdle at 6,800.", [("resistance", 6800)], id="a hurdle at"),
        pytest.param("The S&P 500 has a floor at 6,200.", [("support", 6200)], id="a floor at"),
        pytest.param(
            "The Nifty has support at 24,500 and 24,200.", [("support", 24500), ("support", 24200)], id="two supports"
        ),
        pytest.param(
            "The Nifty has support at 24,500-24,300 and resistance at 25,200.",
            [("support", 24500), ("support", 24300), ("resistance", 25200)],
            id="a support zone and a resistance",
        ),
        pytest.param(
            "Above 6,800, the S&P 500 could reach 7,000, Ward said.",
            [("trigger", 6800), ("target", 7000)],
            id="above a trigger",
        ),
        pytest.param("A close above 6,800 would lift the S&P 500.", [("trigger", 6800)], id="a close above"),
        pytest.param("A break below 6,500 would hurt the S&P 500.", [("trigger", 6500)], id="a break below"),
        pytest.param("If 6,500 breaks, sell the S&P 500, Ward said.", [("trigger", 6500)], id="if it breaks"),
        pytest.param("Unless the S&P 500 clears 6,800, Ward stays out.", [("trigger", 6800)], id="unless it clears"),
        # observed
        pytest.param("The S&P 500 closed at 6,664.01.", [("observed", 6664.01)], id="closed at"),
        pytest.param("The Dow rose 120 points to 46,190.", [("observed", 46190)], id="rose to"),
        pytest.param("The S&P 500 fell 20.15 points, or 0.3 percent, to 6,644.", [("observed", 6644)], id="fell by to"),
        pytest.param(
            "The S&P 500's 6,500 and 6,400 are key levels that should provide strong support.",
            [("support", 6500), ("support", 6400)],
            id="levels that provide support",
        ),
        pytest.param("The S&P 500 now stands at 6,664.", [("observed", 6664)], id="now stands at"),
        pytest.param("Her target for the Dow stands at 46,190.", [("target", 46190)], id="a target stands at"),
        pytest.param("With the Dow at 46,190, Ward sees it rising.", [("observed", 46190)], id="with the index at"),
        pytest.param("The S&P 500 (6,664) opened flat.", [("observed", 6664)], id="in brackets"),
        # no levels
        pytest.param("The S&P 500 may gain 7% in 2026.", [], id="percentage and year"),
        pytest.param("The S&P 500 is above its 200-day average.", [], id="a length"),
        pytest.param("The S&P 500 trades at 22 times earnings of $280 a share.", [], id="multiple and earnings"),
        pytest.param("All 14 strategists like the S&P 500.", [], id="a count"),
        pytest.param("The Russell 2000 will beat the S&P 500, she said.", [], id="numbers in names"),
    ],
)
def test_kinds(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert levels(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # from a prior target
        pytest.param(
            "Her S&P 500 target is 7,000, from 6,600.", [("target", 7000), ("prior_target", 6600)], id="comma and from"
        ),
        pytest.param(
            "Kest Bank now has a target of 7,000 for the S&P 500, from 6,600.",
            [("target", 7000), ("prior_target", 6600)],
            id="from, behind the index",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 7,000 points, from 6,600 points.",
            [("target", 7000), ("prior_target", 6600)],
            id="points",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 7,000, up from about 6,600.",
            [("target", 7000), ("prior_target", 6600)],
            id="up from about",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 6,000, down from 6,600.",
            [("target", 6000), ("prior_target", 6600)],
            id="down from",
        ),
        # from where the index stood
        pytest.param(
            "Ward sees the S&P 500 at 1,350, up from around 1,218 on Tuesday.",
            [("target", 1350), ("observed", 1218)],
            id="up from around, on a day",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350 by year-end, up from 1,218 last Friday.",
            [("target", 1350), ("observed", 1218)],
            id="up from, last Friday",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350, up from 1,218 now.",
            [("target", 1350), ("observed", 1218)],
            id="up from, now",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350, from 1,218 now.",
            [("target", 1350), ("observed", 1218)],
            id="from, now",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350, from 1,218 on Tuesday.",
            [("target", 1350), ("observed", 1218)],
            id="from, on a day",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350, compared with 1,218 on Tuesday.",
            [("target", 1350), ("observed", 1218)],
            id="compared with, on a day",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350, up from 1,218 at Tuesday’s close.",
            [("target", 1350), ("observed", 1218)],
            id="up from, at a close",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350, up from Tuesday’s close of 1,218.",
            [("target", 1350), ("observed", 1218)],
            id="up from a close",
        ),
        # the day is that of the revision
        pytest.param(
            "Kest Bank raised its S&P 500 target on Monday to 7,000 from 6,600.",
            [("target", 7000), ("prior_target", 6600)],
            id="revised on a day",
        ),
        pytest.param(
            "Kest Bank raised its S&P 500 target to 7,000 from 6,600 on Monday.",
            [("target", 7000), ("prior_target", 6600)],
            id="raised from, on a day",
        ),
        pytest.param(
            "Kest Bank cut its S&P 500 target to 6,000 from 6,600 today.",
            [("target", 6000), ("prior_target", 6600)],
            id="cut from, today",
        ),
        # the index itself rose from
        pytest.param("The S&P 500 rose to 6,600.", [("observed", 6600)], id="rose to"),
        pytest.param(
            "The S&P 500 closed at 6,664, up from 6,600 on Monday.",
            [("observed", 6664), ("observed", 6600)],
            id="closed, up from, on a day",
        ),
        pytest.param(
            "The S&P 500 rose to 6,664 from 6,600.",
            [("observed", 6664), ("observed", 6600)],
            id="rose to ... from",
        ),
        pytest.param(
            "The S&P 500 closed at 6,664, from 6,600 in June.",
            [("observed", 6664), ("observed", 6600)],
            id="closed at ... from",
        ),
        pytest.param(
            "The S&P 500 closed at 6,664, up from 6,600.",
            [("observed", 6664), ("observed", 6600)],
            id="closed at ... up from",
        ),
        # the day of a close, of a revision, of neither
        pytest.param(
            "Ward sees the S&P 500 at 1,350, or 10 percent above Tuesday’s close of 1,218.",
            [("target", 1350), ("observed", 1218)],
            id="percent above a close",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 1,350, compared with a close of 1,218 on Tuesday.",
            [("target", 1350), ("observed", 1218)],
            id="a close, on a day",
        ),
        pytest.param(
            "A close above 1,218 on Tuesday would lift the S&P 500.", [("trigger", 1218)], id="to close above"
        ),
        pytest.param(
            "Kest Bank raised its S&P 500 target to 7,000, up 5 percent from 6,600 on Monday.",
            [("target", 7000), ("observed", 6600)],
            id="raised, percent from, on a day",
        ),
        pytest.param(
            "With rate cuts near, Ward sees the S&P 500 at 1,350, up from 1,218 on Tuesday.",
            [("target", 1350), ("observed", 1218)],
            id="cuts of something else",
        ),
        pytest.param(
            "Kest Bank raised its S&P 500 target to 7,000 by June, from 6,600.",
            [("target", 7000), ("prior_target", 6600)],
            id="a date before from",
        ),
        pytest.param(
            "Kest Bank’s S&P 500 target rose to 7,000 from 6,600.",
            [("target", 7000), ("prior_target", 6600)],
            id="a target rose to ... from",
        ),
        pytest.param(
            "Kest Bank’s S&P 500 target is now at 7,000, Ward said.", [("target", 7000)], id="a target that is now at"
        ),
        pytest.param(
            "Ward sees 6,500 for the S&P 500 and resistance at 6,800.",
            [("target", 6500), ("resistance", 6800)],
            id="no word of the next number, behind the index",
        ),
        pytest.param(
            "Forecasts for the S&P 500 ranged from 6,000 to 7,000.",
            [("range_low", 6000), ("range_high", 7000)],
            id="ranged from",
        ),
        pytest.param(
            "Forecasts for the S&P 500 ranged from a high of 7,400 to a low of 6,000.",
            [("target", 7400), ("target", 6000)],
            id="ranged from a high",
        ),
        pytest.param(
            "Ward expects the S&P 500 to drop 9 percent from its June intraday peak of 6,310.",
            [("observed", 6310)],
            id="from a high",
        ),
        pytest.param(
            "Ward sees the S&P 500 at 7,100, a rise of 6 percent from its 6,698 points closing level last Friday.",
            [("target", 7100), ("observed", 6698)],
            id="closing level behind it",
        ),
        pytest.param(
            "The S&P 500 forecast made in April was 6,600.", [("prior_target", 6600)], id="forecast made in a month"
        ),
        # where the index stands beside a target
        pytest.param(
            "Ward expects more gains for the S&P 500, which closed at 6,664.",
            [("observed", 6664)],
            id="which closed at",
        ),
        pytest.param(
            "Her target for the S&P 500 is 7,000. The index closed at 6,664.",
            [("target", 7000), ("observed", 6664)],
            id="target and close in two sentences",
        ),
        pytest.param(
            "Her target is 7,000 for the S&P 500, which closed at 6,664.",
            [("target", 7000), ("observed", 6664)],
            id="target, which closed at",
        ),
        pytest.param(
            "Her target for the S&P 500 is 7,000; the index closed at 6,664.",
            [("target", 7000), ("observed", 6664)],
            id="target; the index closed at",
        ),
        pytest.param(
            "Ward expects more gains for the S&P 500, which is now at 6,664.",
            [("observed", 6664)],
            id="which is now at",
        ),
        # below that, above that
        pytest.param(
            "The S&P 500 has support at 4,300. Below that, 4,180.",
            [("support", 4300), ("support", 4180)],
            id="below that, a sentence",
        ),
        pytest.param(
            "The S&P 500 has support at 4,300; below that 4,180 comes next.",
            [("support", 4300), ("support", 4180)],
            id="below that, a clause",
        ),
        pytest.param(
            "A fall below 4,300 would hurt the S&P 500. Beneath this level lies 4,180.",
            [("trigger", 4300), ("support", 4180)],
            id="beneath this level",
        ),
        pytest.param(
            "The S&P 500 faces resistance at 4,600. Above that, 4,700.",
            [("resistance", 4600), ("resistance", 4700)],
            id="above that",
        ),
        pytest.param(
            "The S&P 500 faces resistance at 4,600. Beyond that level, 4,700 comes next.",
            [("resistance", 4600), ("resistance", 4700)],
            id="beyond that level",
        ),
        pytest.param(
            "Below that, the S&P 500 could fall to 4,180, Ward said.", [("target", 4180)], id="below that, a target"
        ),
        # before
        pytest.param(
            "The S&P 500 can rise to 4,325 before a small pause, Ward said.", [("target", 4325)], id="before a pause"
        ),
        pytest.param("The S&P 500 can rise to 4,325 before it falls, Ward said.", [("target", 4325)], id="before it"),
        pytest.param("Ward expects the S&P 500 to reach 4,325 before June.", [("target", 4325)], id="before a month"),
        pytest.param(
            "Her S&P 500 target is 4,500 (4,325 before).", [("target", 4500), ("prior_target", 4325)], id="(… before)"
        ),
        pytest.param(
            "Her S&P 500 target of 4,500 was 4,325 before.",
            [("target", 4500), ("prior_target", 4325)],
            id="before, at the end",
        ),
        pytest.param(
            "Her S&P 500 target is 4,500; it was 4,325 earlier.",
            [("target", 4500), ("prior_target", 4325)],
            id="earlier, at the end",
        ),
        pytest.param(
            "The S&P 500 may test 4,325 earlier than most think, Ward said.",
            [("target", 4325)],
            id="earlier than",
        ),
        pytest.param(
            "Her S&P 500 target is 4,500, 4,325 previously.",
            [("target", 4500), ("prior_target", 4325)],
            id="previously, behind a comma",
        ),
    ],
)
def test_kinds_of_two_numbers(sentence: str, expected: list[tuple[str, float]]) -> None:
    """What stands before, behind and between two numbers: "from", "before", "below that", "closed at"."""
    assert levels(sentence) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["Ward sees the S&P 500 at 7,000 and the Dow at 49,000."], [("SPX", 7000), ("DJI", 49000)], id="one each"
        ),
        pytest.param(["Ward sees 49,000 for the Dow by June."], [("DJI", 49000)], id="the index behind"),
        pytest.param(
            ["Ward likes the Russell 2000.", "She sees 2,800 by June."], [("RUT", 2800)], id="named a sentence before"
        ),
        pytest.param(["Ward expects 7,000 by June."], [("SPX", 7000)], id="none named: the home market"),
        pytest.param(
            ["Ward likes the Nikkei 225 but sees 1,900 by June.", "The S&P 500 rose. The S&P 500 fell."],
            [("SPX", 1900)],
            id="implausible for the one named: the home market",
        ),
        pytest.param(
            ["The DAX closed at 24,100. The S&P 500 closed at 6,664.", "Ward sees 25,500 for the DAX by June."],
            [("DAX", 24100), ("SPX", 6664), ("DAX", 25500)],
            id="anchored",
        ),
    ],
)
def test_indices(paragraphs: list[str], expected: list[tuple[str, float]]) -> None:
    reading = reading_of(article_of(*paragraphs))
    assert [(t.symbol, t.value) for typed in reading.levels for t in typed] == expected


@pytest.mark.parametrize(
    ("value", "symbols", "anchors", "expected"),
    [
        pytest.param(7000.0, ["SPX"], {}, ("SPX", 7000.0), id="plausible"),
        pytest.param(7.007, ["SPX"], {}, ("SPX", 7007.0), id="decimal comma of another country"),
        pytest.param(7.07, ["SPX"], {}, None, id="two decimals are none"),
        pytest.param(12.0, ["SPX"], {}, None, id="too small"),
        pytest.param(49000.0, ["SPX", "DJI"], {}, ("DJI", 49000.0), id="the first that fits"),
        pytest.param(5000.0, ["SPX", "CAC40"], {"CAC40": [4900.0]}, ("CAC40", 5000.0), id="the one anchored near it"),
        pytest.param(5000.0, ["SPX", "CAC40"], {"SPX": [1100.0]}, ("CAC40", 5000.0), id="not the one anchored far off"),
        pytest.param(7000.0, ["SPX"], {"SPX": [1100.0]}, ("SPX", 7000.0), id="far off is better than none"),
        pytest.param(7000.0, ["NO_INDEX"], {}, None, id="unknown symbol"),
        pytest.param(7000.0, [], {}, None, id="no symbol"),
    ],
)
def test_plausible_symbol(
    value: float, symbols: list[str], anchors: dict[str, list[float]], expected: tuple[str, float] | None
) -> None:
    assert plausible_symbol(value, symbols, anchors) == expected


def test_offsets_bound_the_number() -> None:
    article = article_of("Nothing.", "Kest Bank raised its S&P 500 target to 7,000 from 6,600.")
    typed = [t for some in reading_of(article).levels for t in some]
    assert [article.text[t.number.start : t.number.end] for t in typed] == ["7,000", "6,600"]
    assert [t.sentence for t in typed] == [1, 1]

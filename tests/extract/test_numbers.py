"""Numbers are typed before anything is linked to them, and ranges are paired.

"up 150 points, or 1.3%, to 6,600" has a move, a percentage and one value.
"""

from __future__ import annotations

import pytest

from pipeline.extract.numbers import NumberKind, find_numbers

VALUE, PERCENT, MONEY, MULTIPLE = NumberKind.VALUE, NumberKind.PERCENT, NumberKind.MONEY, NumberKind.MULTIPLE
LENGTH, MOVE, YEAR, COUNT, OTHER = (
    NumberKind.LENGTH,
    NumberKind.MOVE,
    NumberKind.YEAR,
    NumberKind.COUNT,
    NumberKind.OTHER,
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Kest Bank sees 5,000.", [(5000, VALUE)], id="thousands with a comma"),
        pytest.param("It closed at 5012.35 on Friday.", [(5012.35, VALUE)], id="decimals without a comma"),
        pytest.param("Our call is 6k.", [(6000, VALUE)], id="k for thousands"),
        pytest.param("The base case is **5,000**.", [(5000, VALUE)], id="stars of Markdown"),
        pytest.param("The Sensex may touch 1,00,000.", [(100000, VALUE)], id="Indian commas"),
        pytest.param("The Sensex may touch 1 lakh.", [(100000, VALUE)], id="lakh"),
        pytest.param("Support lies near 2010.", [(2010, VALUE)], id="level that looks like a year"),
        pytest.param("It closed above 1,998 again.", [(1998, VALUE)], id="comma rules a year out"),
        pytest.param("It trades in the low 6,000s.", [(6000, VALUE)], id="plural of a level"),
        pytest.param("It rose 150 points.", [(150, MOVE)], id="points after a verb of moving"),
        pytest.param("It is down about 80 points.", [(80, MOVE)], id="points after down about"),
        pytest.param("It could add another 200 points.", [(200, MOVE)], id="points that may be added"),
        pytest.param("It is 40 points from 5,000.", [(40, VALUE), (5000, VALUE)], id="points without a verb of moving"),
        pytest.param(
            "Up 150 points, or 1.3%, to 6,600.", [(150, MOVE), (1.3, PERCENT), (6600, VALUE)], id="move in two measures"
        ),
        pytest.param("It may gain 7 percent.", [(7, PERCENT)], id="percent in letters"),
        pytest.param("It may fall 5 to 7 percent.", [(5, PERCENT), (7, PERCENT)], id="both ends of a range in percent"),
        pytest.param("Yields rose 25 basis points.", [(25, PERCENT)], id="basis points"),
        pytest.param("Yields rose 25bps.", [(25, PERCENT)], id="basis points as letters"),
        pytest.param("Earnings may reach $250.", [(250, MONEY)], id="dollars"),
        pytest.param("Its EPS estimate of 300 is low.", [(300, MONEY)], id="estimate of EPS"),
        pytest.param("A target of 7,500 on EPS of 309.", [(7500, VALUE), (309, MONEY)], id="target on EPS"),
        pytest.param("EPS: 315, target: 7,500.", [(315, MONEY), (7500, VALUE)], id="EPS in a list"),
        pytest.param("2026 EPS 298 (now 280).", [(2026, YEAR), (298, MONEY), (280, VALUE)], id="EPS without a colon"),
        pytest.param("It cut EPS to 295 from 310.", [(295, MONEY), (310, MONEY)], id="EPS before and after"),
        pytest.param(
            "Earnings per share of 309 for 2026 and 340 for 2027 are seen.",
            [(309, MONEY), (2026, YEAR), (340, MONEY), (2027, YEAR)],
            id="earnings per share of two years",
        ),
        pytest.param("With EPS of $305 and 7,600 at the end.", [(305, MONEY), (7600, VALUE)], id="level after EPS"),
        pytest.param("Better EPS will lift it to 7,600.", [(7600, VALUE)], id="EPS that lifts the level"),
        pytest.param("Profits of 312 next year are likely.", [(312, MONEY)], id="profits"),
        pytest.param("Earnings of 250 a share are likely.", [(250, MONEY)], id="earnings a share"),
        pytest.param("She manages 3.5 billion in funds.", [(3.5, MONEY)], id="billions"),
        pytest.param("The fund paid €40 for it.", [(40, MONEY)], id="euros"),
        pytest.param("Kest shares fell to 3,280 yen.", [(3280, MONEY)], id="currency behind"),
        pytest.param("It trades at 21x earnings.", [(21, MULTIPLE)], id="multiple with x"),
        pytest.param("It trades at 21 times profits.", [(21, MULTIPLE)], id="multiple in letters"),
        pytest.param("The 200-day line is near.", [(200, LENGTH)], id="moving average in days"),
        pytest.param("It broke its 50 DMA.", [(50, LENGTH)], id="moving average in letters"),
        pytest.param("Her 12-month target is 5,000.", [(12, LENGTH), (5000, VALUE)], id="months"),
        pytest.param("In 2026 it may double.", [(2026, YEAR)], id="year"),
        pytest.param("It copies the 1990s.", [(1990, YEAR)], id="decade"),
        pytest.param("It peaked on Nov. 26.", [(26, YEAR)], id="day after its month"),
        pytest.param("It peaked on 14 August.", [(14, YEAR)], id="day before its month"),
        pytest.param("It fell below 2007 highs.", [(2007, YEAR)], id="highs of a year"),
        pytest.param("All 14 strategists agree.", [(14, COUNT)], id="people counted"),
        pytest.param("It rose 9 straight sessions.", [(9, COUNT)], id="straight sessions"),
        pytest.param("Call No. 7 was wrong.", [(7, COUNT)], id="numbered"),
        pytest.param("It opened at 9:30.", [(9, OTHER), (30, OTHER)], id="time of day"),
        pytest.param("It left the S&P 500 behind.", [(500, OTHER)], id="number in a name"),
        pytest.param("He likes the Fortune 500.", [(500, OTHER)], id="number in a list of firms"),
        pytest.param("Shares of 7203.T rose.", [(7203, OTHER)], id="ticker"),
        pytest.param("It has no number.", [], id="no number"),
    ],
)
def test_kind_and_value(sentence: str, expected: list[tuple[float, NumberKind]]) -> None:
    numbers = find_numbers(sentence, 0, len(sentence))
    assert [(n.value, n.kind) for n in numbers] == [(pytest.approx(value), kind) for value, kind in expected]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        pytest.param("Support lies at 24,000-24,200.", 24000, 24200, id="hyphen"),
        pytest.param("It stays within 5,800–6,200.", 5800, 6200, id="dash"),
        pytest.param("It stays at 5,800 to 6,200.", 5800, 6200, id="to"),
        pytest.param("It stays between 5,800 and 6,200.", 5800, 6200, id="and"),
        pytest.param("It stays between **5,800** and **6,200**.", 5800, 6200, id="and between stars of Markdown"),
        pytest.param("It stays at 5,800/5,900.", 5800, 5900, id="slash"),
        pytest.param("Resistance is at 4327/70.", 4327, 4370, id="slash with a tail"),
        pytest.param("It slips from 5,900 to 5,700.", 5900, 5700, id="falling"),
    ],
)
def test_two_values_in_one_range(sentence: str, low: float, high: float) -> None:
    first, second = find_numbers(sentence, 0, len(sentence))
    assert (first.value, second.value) == (low, high)
    assert first.range_id is not None and first.range_id == second.range_id


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("It holds 5,800, then 6,200.", id="comma and word between"),
        pytest.param("It gains 7 to 9 percent.", id="percentages"),
        pytest.param("It goes from 100 to 5,000.", id="too far apart"),
        pytest.param("It sees 5,800 in 2026.", id="value and year"),
    ],
)
def test_no_range(sentence: str) -> None:
    assert all(n.range_id is None for n in find_numbers(sentence, 0, len(sentence)))


def test_two_ranges_have_two_ids() -> None:
    sentence = "Support is 5,800-5,900, resistance 6,200-6,300."
    assert [n.range_id for n in find_numbers(sentence, 0, len(sentence))] == [0, 0, 1, 1]


def test_offsets_bound_the_digits_alone() -> None:
    sentence = "It costs $250, or **6,600**."
    numbers = find_numbers(sentence, 0, len(sentence))
    assert [sentence[n.start : n.end] for n in numbers] == ["250", "6,600"]


def test_only_the_asked_span_is_read() -> None:
    sentence = "First 5,000. Then 6,000. Last 7,000."
    assert [n.value for n in find_numbers(sentence, 13, 24)] == [6000]


def test_taken_spans_hold_no_numbers() -> None:
    sentence = "The Kest 250 may reach 3,000."
    assert [n.value for n in find_numbers(sentence, 0, len(sentence), taken=[(4, 12)])] == [3000]

"""What the gazetteer and the role words know in a sentence: indices, groups of stocks, firms, roles.

Real houses stand here only as names that the gazetteer must find.
"""

from __future__ import annotations

import pytest

from pipeline.extract.mentions import market_units

Found = list[tuple[str, str, str]]


def found(text: str) -> Found:
    """Kind, text and key of each unit."""
    return [(u.kind, u.text, u.key) for u in market_units(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The S&P 500 rose.", [("I", "S&P 500", "SPX")], id="index"),
        pytest.param("The S&P500’s rise", [("I", "S&P500", "SPX")], id="index without blank, possessive"),
        pytest.param("The Dow and the Nasdaq fell.", [("I", "Dow", "DJI"), ("I", "Nasdaq", "IXIC")], id="two indices"),
        pytest.param("The Russell 2000 rose.", [("I", "Russell 2000", "RUT")], id="index with a number"),
        pytest.param("Small caps rose.", [("M", "Small caps", "RUT")], id="group of stocks"),
        pytest.param("European stocks rose.", [("M", "European stocks", "STOXX600")], id="group of a region"),
        pytest.param("She likes the market.", [("M", "the market", "home")], id="home market"),
        pytest.param("Oil and gold fell.", [], id="no market"),
        pytest.param("Bank stocks fell.", [], id="a sector is none"),
        pytest.param("Dow Jones Newswires said so.", [], id="a decoy of an index"),
    ],
)
def test_markets(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Jefferies agrees.", [("F", "Jefferies", "known")], id="known firm"),
        pytest.param("Jefferies’ target", [("F", "Jefferies", "known")], id="possessive of a name in s"),
        pytest.param("Barclays Capital agrees.", [("F", "Barclays Capital", "known")], id="with a firm word"),
        pytest.param(
            "Barclays Capital Inc. agrees.", [("F", "Barclays Capital Inc.", "known")], id="with its legal form"
        ),
        pytest.param("Barclays Capital’s target", [("F", "Barclays Capital", "known")], id="firm word, possessive"),
        pytest.param("Barclays London agrees.", [("F", "Barclays", "known")], id="without a place"),
        pytest.param(
            "Bank of America strategists agree.", [("F", "Bank of America", "known")], id="its “of” is no role's"
        ),
        pytest.param("Quillmere agrees.", [], id="an unknown firm is not found here"),
        pytest.param("Nomi Ward agrees.", [], id="people are not found here"),
    ],
)
def test_firms(text: str, expected: Found) -> None:
    assert [unit for unit in found(text) if unit[0] == "F"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a chief equity strategist", [("R", "chief equity strategist", "holder")], id="one"),
        pytest.param("the analysts agree", [("R", "analysts", "holder+")], id="several"),
        pytest.param("the finance minister", [("R", "minister", "policy")], id="policy maker"),
        pytest.param(
            "an analyst at Jefferies", [("R", "analyst", "holder"), ("F", "Jefferies", "known")], id="role and firm"
        ),
        pytest.param(
            "Bank of America equity strategists",
            [("F", "Bank of America", "known"), ("R", "equity strategists", "holder+")],
            id="firm and role",
        ),
        pytest.param(
            "Jefferies Securities strategist",
            [("F", "Jefferies Securities", "known"), ("R", "strategist", "holder")],
            id="the firm's last word is not the role's",
        ),
    ],
)
def test_roles(text: str, expected: Found) -> None:
    assert [(k, t, key) for k, t, key in found(text) if k in "RF"] == expected


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        pytest.param("Corvane Partners agrees.", [], id="partners of a name"),
        pytest.param("Corvane Wealth Advisors agrees.", [], id="two words of a name"),
        pytest.param("Analysts at Corvane Investors agree.", ["Analysts"], id="investors of a name"),
        pytest.param("Corvane Partners strategist Nomi Ward agrees.", ["strategist"], id="a name and a role"),
        pytest.param("Kest Bank strategists agree.", ["strategists"], id="bank of a name"),
        pytest.param("Kest Bank Strategist Nomi Ward agrees.", ["Strategist"], id="bank of a name, a role in capitals"),
        pytest.param("Corvane Capital Markets analysts agree.", ["analysts"], id="two firm words of a name"),
        pytest.param("Corvane Equity strategists agree.", ["strategists"], id="equity of a name"),
        pytest.param("Nollen Capital Partners agrees.", [], id="capital and partners of a name"),
        pytest.param("Nomi Ward Equity Strategist agrees.", ["Equity Strategist"], id="as often the role’s"),
        pytest.param("The chief Equity Strategist agrees.", ["chief Equity Strategist"], id="small letter before"),
        pytest.param("Global Equity Strategist Nomi Ward agrees.", ["Global Equity Strategist"], id="nothing before"),
        pytest.param("The Partners agree.", ["Partners"], id="no name before"),
        pytest.param("Why Smart Investors Wait", ["Investors"], id="investors in a headline"),
        pytest.param("Global Partners agree.", ["Global Partners"], id="a modifier is no name"),
        pytest.param("Nomi Ward, managing partner, agrees.", ["managing partner"], id="small letters"),
    ],
)
def test_the_end_of_a_name_is_no_role(text: str, roles: list[str]) -> None:
    assert [u.text for u in market_units(text) if u.kind == "R"] == roles


def test_units_stand_in_order_and_do_not_overlap() -> None:
    text = "Jefferies strategists like small caps and the Russell 2000 more than the S&P 500, U.S. stocks and the Dow."
    units = market_units(text)
    assert [u.kind for u in units] == ["F", "R", "M", "I", "I", "M", "I"]
    assert all(a.end <= b.start for a, b in zip(units, units[1:], strict=False))
    assert all(text[u.start : u.end] == u.text for u in units)

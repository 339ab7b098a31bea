"""The gazetteer finds indices, groups of stocks and houses in sentences, and knows whose a printed name is.

"Harbour Lane says the S&P-500 beats small caps" has one index (SPX) and one group (RUT).
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline import gazetteer, name_tables

LONG = (
    "Strategists at Morgan Stanley said on Monday that the S&P 500 could slip to 3,900 by the end of June, whereas "
    "Goldman Sachs, JPMorgan Chase & Co. and Bank of America all expect the Nasdaq Composite and the Russell 2000 "
    "to be higher in a year; their peers at Stifel Nicolaus would rather sit and wait, they wrote."
)


@pytest.fixture
def data_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file `pipeline/data/firms.csv` of this test's own."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(name_tables.resources, "files", lambda package: tmp_path)
    gazetteer.load_firms.cache_clear()
    return tmp_path / "data" / "firms.csv"


@pytest.fixture(autouse=True)
def _fresh_firms():
    yield
    gazetteer.load_firms.cache_clear()


@pytest.mark.parametrize(
    ("sentence", "symbols"),
    [
        ("the Dow and the S&P 500’s rally", ["DJI", "SPX"]),
        ("S & P-500, S&P500, S and P 500 and .SPX", ["SPX", "SPX", "SPX", "SPX"]),
        ("the Standard & Poor’s 500 index and the Standard and Poor's 500", ["SPX", "SPX"]),
        ("Nasdaq 100 or Nasdaq?", ["NDX", "IXIC"]),
        ("the STOXX 600, the Euro STOXX 50 and the FTSE 100", ["STOXX600", "SX5E", "FTSE100"]),
        ("the Nikkei's gains and those of the Topix", ["N225", "TOPIX"]),
        ("Bank Nifty trails the Nifty and the Sensex", ["BANKNIFTY", "NIFTY50", "SENSEX"]),
        ("an equal-weight S&P 500 fund", ["SPXEW"]),
        ("FTSE Russell 2000", ["RUT"]),
        ("the Dow 30 and Dow 30,000", ["DJI", "DJI"]),
        ("S&P Global 1200", ["SPGLOBAL1200"]),
        ("they let the dow of the boat sink", []),
        ("a nifty trick lifted the NIFTY", ["NIFTY50"]),
        ("growth of 4% in May.The S&P 500 (SP500) (NYSEARCA:SPY) rose", ["SPX", "SPX"]),
        ("the Russell 1000® Growth Index and the Russell 2000®", ["RLG", "RUT"]),
        ("MSCI’s broadest index of Asia-Pacific shares outside Japan", ["MXAPJ"]),
        ("the Canadian stock benchmark and China's blue-chip index", ["TSX", "CSI300"]),
        ("the Dow Jones Stoxx 600, once more", ["STOXX600"]),
        ("the Russell, the Russell 1000 and London's FTSE 250", ["RUT", "RUI", "FTSE250"]),
        ("India VIX is not the VIX", ["INDIAVIX", "VIX"]),
        ("the VIX traded as high as 31", ["VIX"]),
        ("the S&P 500’s tech sector lags the S&P 500", ["SPX"]),
    ],
)
def test_finds_indices(sentence: str, symbols: list[str]) -> None:
    assert [symbol for _, _, symbol in gazetteer.find_indices(sentence)] == symbols


@pytest.mark.parametrize(
    "sentence",
    [
        "a report by Dow Jones Newswires",
        "Dow Chemical and Dow Corning",
        "the Nasdaq-listed maker of pumps",
        "a Nasdaq-traded fund",
        "pumps are listed on the Nasdaq",
        "Acme (Nasdaq:ACME) makes pumps",
        "Nasdaq OMX and Nasdaq Inc",
        "S&P Global and S&P Capital IQ",
        "the S&P/Case-Shiller house prices",
        "S&P GSCI",
        "ratings agency S&P",
        "the Nikkei newspaper and the Nikkei business daily",
        "MSCI Inc, FTSE Group and Russell Investments",
        "the Dow Jones-UBS Commodity index",
        "TSX Venture",
    ],
)
def test_decoys_are_no_indices(sentence: str) -> None:
    assert gazetteer.find_indices(sentence) == []


def test_a_decoy_hides_only_itself() -> None:
    sentence = "Dow Chemical drags the Dow"
    assert gazetteer.find_indices(sentence) == [(23, 26, "DJI")]


def test_spans_are_those_of_the_text() -> None:
    assert gazetteer.find_indices("Nasdaq 100") == [(0, 10, "NDX")]


@pytest.mark.parametrize(
    ("sentence", "symbols"),
    [
        ("small caps beat large caps", ["RUT", "SPX"]),
        ("Small-cap stocks", ["RUT"]),
        ("U.S. equities and US stocks", ["SPX", "SPX"]),
        ("European stocks and emerging markets", ["STOXX600", "MXEF"]),
        ("bank stocks, energy shares and utility stocks", []),
        ("its shares and the company's shares", []),
        ("the bond market, the housing market and the labor market", []),
        ("the oil market, a black market and the futures market", []),
        ("market share, market value, a market maker and a stock option", []),
        ("emerging-market debt", []),
        ("let us stocks", ["SPX"]),
        ("smallcaps, small caps and Small-Caps", ["RUT", "RUT", "RUT"]),
        ("European bank stocks, Chinese tech shares", ["SX7P", "HSTECH"]),
        ("a stock market strategist on Wall Street", []),
        ("Oxbow runs an emerging markets fund", []),
        ("RBC Capital Markets", []),
    ],
)
def test_finds_groups_of_stocks(sentence: str, symbols: list[str]) -> None:
    assert [proxy.symbol for _, _, proxy in gazetteer.find_proxies(sentence)] == symbols


def test_a_group_inside_an_index_name_is_not_found() -> None:
    assert gazetteer.find_proxies("the MSCI Emerging Markets index") == []


@pytest.mark.parametrize(
    ("sentence", "firm_ids"),
    [
        ("Jefferies’ target", ["jefferies"]),
        ("J.P. Morgan’s view, and JPMorgan Chase & Co's", ["jpmorgan", "jpmorgan"]),
        ("UBS Global Wealth Management and UBS", ["ubs-global-wealth-management", "ubs"]),
        ("RBC Wealth Management, not RBC Capital Markets", ["rbc-wealth-management", "rbc-capital-markets"]),
        ("Société Générale, or SocGen", ["societe-generale", "societe-generale"]),
        ("D.A. Davidson & Co", ["da-davidson"]),
        ("Ann Davidson and Tom Harris", []),
        ("the Standard & Poor's 500 fell, wrote a strategist at Standard & Poor's", ["standard-and-poors"]),
        ("the Dow Jones-UBS Commodity index", []),
        ("IG credit", []),
        ("the citi of London", []),
        ("the Federal Reserve Bank of New York and the Bank of New York", ["bank-of-new-york-mellon"]),
        ("Merrill sees no rerun of the Lehman collapse", ["bank-of-america"]),
    ],
)
def test_finds_firms(sentence: str, firm_ids: list[str]) -> None:
    assert [firm.firm_id for _, _, firm in gazetteer.find_firms(sentence)] == firm_ids


def test_accents_do_not_move_spans() -> None:
    sentence = "Müller of Société Générale"
    (start, end, _) = gazetteer.find_firms(sentence)[0]
    assert sentence[start:end] == "Société Générale"


@pytest.mark.parametrize(
    ("name", "firm_id"),
    [
        ("Goldman Sachs Group Inc.’s", "goldman-sachs"),
        ("Bank of America Merrill Lynch", "bank-of-america"),
        ("the Citigroup Inc", "citigroup"),
        ("UBS (UBSG.S)", "ubs"),
        ("UBS (UBSG.S)’s", "ubs"),
        ("Standard & Poor’s", "standard-and-poors"),
        ("Schaeffer's", "schaeffers-investment-research"),
        ("Davidson", "da-davidson"),
        ("Harris", "harris-private-bank"),
        ("Oxbow Partners", None),
        ("Wilson's", None),
        ("", None),
    ],
)
def test_knows_whose_a_firm_name_is(name: str, firm_id: str | None) -> None:
    firm = gazetteer.firm_of(name)
    assert (firm and firm.firm_id) == firm_id


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Jerome Powell’s", "policy_maker"),
        ("Powell's", "policy_maker"),
        ("Bernanke", "policy_maker"),
        ("the Fed", "central_bank"),
        ("Moody’s", "rater"),
        ("Nvidia", "company"),
        ("Trade Alert", "data_provider"),
        ("IHS Markit", "data_provider"),
        ("Standard & Poor's", None),
        ("Ida Larkin", None),
    ],
)
def test_knows_outsiders(name: str, kind: str | None) -> None:
    outsider = gazetteer.outsider_of(name)
    assert (outsider and outsider.kind) == kind


def test_knows_analysts_by_other_spellings() -> None:
    assert gazetteer.analyst_of("Mike Wilson’s") == gazetteer.analyst_of("Michael Wilson") is not None
    assert gazetteer.analyst_of("Ida Larkin") is None


def test_index_name() -> None:
    assert gazetteer.index_name("RUT") == "Russell 2000"
    with pytest.raises(KeyError):
        gazetteer.index_name("NONE")


def test_unknown_columns_raise(data_file: Path) -> None:
    data_file.write_text("firm_id,name,colour\noxbow,Oxbow,red\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"firms\.csv: columns .*colour.*make them"):
        gazetteer.load_firms()


@pytest.mark.parametrize("line", ["oxbow,Oxbow,Ox,bank", "oxbow,Oxbow,Ox,bank,,more"])
def test_a_line_of_another_length_raises(data_file: Path, line: str) -> None:
    data_file.write_text(f"firm_id,name,aliases,kind,shy\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"firms\.csv: line 2 has not 5 fields"):
        gazetteer.load_firms()


@pytest.mark.timed
def test_a_sentence_takes_less_than_a_millisecond() -> None:
    gazetteer.find_firms(LONG)
    gazetteer.find_indices(LONG)
    times = []
    for number in range(50):  # a text of its own each time: results are cached
        sentence = f"{number} {LONG}"[:300]
        start = time.perf_counter()
        gazetteer.find_firms(sentence)
        gazetteer.find_indices(sentence)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.001

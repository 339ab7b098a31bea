"""The tables in pipeline/data are sorted, without double names, and agree with each other.

A firm's alias that another firm or an outsider has, too, or a symbol that no index has, fails here.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pipeline import gazetteer
from pipeline.gazetteer import fold

DATA = Path(gazetteer.__file__).parent / "data"
FIRM_KINDS = {"bank", "broker", "manager", "research", "other"}
DECOY_KINDS = {"index", "proxy", "firm"}
WORD_KINDS = {"common", "ending", "firm", "house", "surname"}
GUIDE_CODES = [  # fmt: skip
    "SPX",
    "NDX",
    "IXIC",
    "DJI",
    "RUT",
    "MID",
    "SPXEW",
    "STOXX600",
    "SX5E",
    "FTSE100",
    "FTSE250",
    "DAX",
    "CAC40",
    "FTSEMIB",
    "IBEX35",
    "SMI",
    "N225",
    "TOPIX",
    "HSI",
    "HSCEI",
    "CSI300",
    "SHCOMP",
    "NIFTY50",
    "SENSEX",
    "BANKNIFTY",
    "KOSPI",
    "ASX200",
    "TSX",
    "BOVESPA",
    "MXEF",
    "MXWO",
    "MXCN",
    "VIX",
]
COUNTS = {
    "indices.csv": 150,
    "firms.csv": 1500,
    "outsiders.csv": 1000,
    "analysts.csv": 100,
    "decoys.csv": 1000,
    "proxies.csv": 1000,
    "places.csv": 40,
    "name_words.csv": 250,
    "opening_words.csv": 2000,
    "geography.csv": 300,
}


def rows_of(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def firm_names() -> list[str]:
    return [fold(name) for firm in gazetteer.load_firms() for name in (firm.name, *firm.aliases, *firm.shy)]


def outsider_names() -> list[str]:
    return [fold(name) for outsider in gazetteer.load_outsiders() for name in (outsider.name, *outsider.aliases)]


def words_of_kind(kind: str) -> list[str]:
    return [row["word"] for row in rows_of("name_words.csv") if row["kind"] == kind]


def analyst_names() -> list[str]:
    return [fold(name) for analyst in gazetteer.load_analysts() for name in (analyst.name, *analyst.aliases)]


def doubles(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


@pytest.mark.parametrize(("file", "least"), COUNTS.items())
def test_counts(file: str, least: int) -> None:
    assert len(rows_of(file)) >= least


@pytest.mark.parametrize("file", sorted(COUNTS))
def test_cells_are_trimmed_and_not_blank_inside(file: str) -> None:
    for row in rows_of(file):
        for cell in row.values():
            assert cell == "" or all(part and part == part.strip() for part in cell.split("|")), row


@pytest.mark.parametrize("names", [firm_names, outsider_names, analyst_names])
def test_names_are_unique_in_a_file(names: Callable[[], list[str]]) -> None:
    assert doubles(names()) == []


def test_no_name_is_of_two_indices() -> None:
    owner: dict[str, str] = {}
    for index in gazetteer.load_indices():
        for name in (index.name, *index.aliases, *index.nicknames):
            assert owner.setdefault(gazetteer._key(name), index.symbol) == index.symbol, name


def test_no_name_is_of_a_firm_and_an_outsider_or_analyst() -> None:
    assert set(firm_names()) & set(outsider_names()) == set()
    assert set(analyst_names()) & set(outsider_names()) == set()
    searched = {fold(name) for firm in gazetteer.load_firms() for name in (firm.name, *firm.aliases)}
    assert set(analyst_names()) & searched == set()


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("indices.csv", "symbol"),
        ("firms.csv", "firm_id"),
        ("analysts.csv", "analyst_id"),
        ("places.csv", "place"),
        ("geography.csv", "place"),
        ("opening_words.csv", "word"),
    ],
)
def test_ids_are_sorted_and_unique(file: str, column: str) -> None:
    ids = [row[column] for row in rows_of(file)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("file", "columns"),
    [("outsiders.csv", ["name"]), ("decoys.csv", ["kind", "phrase"]), ("proxies.csv", ["phrase"])],
)
def test_names_are_sorted(file: str, columns: list[str]) -> None:
    keys = [[row[column].lower() for column in columns] for row in rows_of(file)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("file", sorted(COUNTS))
def test_apostrophes_are_straight(file: str) -> None:
    assert "’" not in (DATA / file).read_text(encoding="utf-8")


def test_kinds() -> None:
    assert {row["kind"] for row in rows_of("name_words.csv")} == WORD_KINDS
    assert {firm.kind for firm in gazetteer.load_firms()} <= FIRM_KINDS
    assert {decoy.kind for decoy in gazetteer.load_decoys()} == DECOY_KINDS
    assert all(outsider.kind for outsider in gazetteer.load_outsiders())


def test_every_code_of_the_guide_is_an_index() -> None:
    assert set(GUIDE_CODES) <= set(gazetteer.index_by_symbol())


def test_floors_are_below_ceilings() -> None:
    assert [index.symbol for index in gazetteer.load_indices() if not 0 < index.floor < index.ceiling] == []


def test_groups_stand_for_known_indices() -> None:
    assert {proxy.symbol for proxy in gazetteer.load_proxies()} <= set(gazetteer.index_by_symbol())
    assert doubles(gazetteer._key(proxy.phrase) for proxy in gazetteer.load_proxies()) == []


def test_places_stand_for_known_indices() -> None:
    assert {row["symbol"] for row in rows_of("places.csv")} <= set(gazetteer.index_by_symbol())


def test_no_place_is_itself_an_index_or_a_group() -> None:
    found = [row["place"] for row in rows_of("places.csv") if gazetteer.find_indices(row["place"])]
    assert found == []
    assert [row["place"] for row in rows_of("places.csv") if gazetteer.find_proxies(row["place"])] == []


def test_words_of_names_are_sorted_and_unique() -> None:
    pairs = [(row["word"], row["kind"]) for row in rows_of("name_words.csv")]
    assert doubles(f"{word} {kind}" for word, kind in pairs) == []
    assert pairs == sorted(pairs)


def test_words_of_names_are_single_words_in_small_letters() -> None:
    words = [row["word"] for row in rows_of("name_words.csv")]
    assert [word for word in words if word != word.lower() or len(word.split()) != 1] == []


def test_a_surname_is_a_word_that_names_would_lose() -> None:
    assert words_of_kind("surname")
    assert set(words_of_kind("surname")) <= set(words_of_kind("common"))


def test_a_surname_is_no_word_of_firms() -> None:
    firms = {*words_of_kind("firm"), *words_of_kind("house")}
    assert sorted(set(words_of_kind("surname")) & firms) == []


def test_analysts_work_at_known_firms() -> None:
    firm_ids = {firm.firm_id for firm in gazetteer.load_firms()}
    for analyst in gazetteer.load_analysts():
        assert analyst.firms and set(analyst.firms) <= firm_ids, analyst.name


def test_no_decoy_is_itself_a_name() -> None:
    names = {
        "index": {gazetteer._key(a) for i in gazetteer.load_indices() for a in (i.name, *i.aliases, *i.nicknames)},
        "proxy": {gazetteer._key(proxy.phrase) for proxy in gazetteer.load_proxies()},
        "firm": {gazetteer._key(a) for firm in gazetteer.load_firms() for a in (firm.name, *firm.aliases)},
    }
    decoys = [d for d in gazetteer.load_decoys() if "*" not in d.phrase and "@" not in d.phrase]
    assert [d.phrase for d in decoys if gazetteer._key(d.phrase) in names[d.kind]] == []


def test_each_name_is_found() -> None:
    for index in gazetteer.load_indices():
        for name in (index.name, *index.aliases, *index.nicknames):
            assert [symbol for _, _, symbol in gazetteer.find_indices(name)] == [index.symbol], name
    for firm in gazetteer.load_firms():
        for name in (firm.name, *firm.aliases):
            assert [found.firm_id for _, _, found in gazetteer.find_firms(name)] == [firm.firm_id], name


def test_opening_words_are_no_names() -> None:
    words = {row["word"] for row in rows_of("opening_words.csv")}
    names = {*firm_names(), *outsider_names(), *(word for name in analyst_names() for word in name.split())}
    assert words & names == set()
    assert words & {row["word"] for row in rows_of("name_words.csv") if row["kind"] in ("common", "surname")} == set()
    assert [word for word in words if not word.isalpha() or word != word.lower()] == []


def test_places_are_no_other_names() -> None:
    places = {fold(row["place"]) for row in rows_of("geography.csv")}
    assert places & {*firm_names(), *outsider_names(), *analyst_names(), *words_of_kind("surname")} == set()

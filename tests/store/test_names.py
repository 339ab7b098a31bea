"""Spellings of one name: aliases first, misspellings only through the firm, likeness only as a proposal."""

from __future__ import annotations

import duckdb
import pytest

from pipeline import gazetteer, store
from pipeline.store import names
from pipeline.store.names import Printed, is_spelling, refresh_names, resolve

from .factories import extraction, said, write


@pytest.fixture(autouse=True)
def known_analyst(monkeypatch: pytest.MonkeyPatch, invented_names: None) -> None:
    known = gazetteer.Analyst("orla-vantongeren", "Orla Vantongeren", (), ("harbour-lane",))
    monkeypatch.setattr(names, "load_analysts", lambda: (known,))
    monkeypatch.setattr(names, "analyst_of", lambda name: known if name == known.name else None)


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        pytest.param("Orla Vantongern", "Orla Vantongeren", True, id="a letter lacks"),
        pytest.param("Orla Vantnogeren", "Orla Vantongeren", True, id="two letters changed places"),
        pytest.param("O. Vantongeren", "Orla Vantongeren", True, id="an initial"),
        pytest.param("Vantongeren", "Orla Vantongeren", True, id="the surname alone"),
        pytest.param("Vantongern", "Orla Vantongeren", False, id="the surname alone and misspelt"),
        pytest.param("Orly Vantongeren", "Orla Vantongeren", False, id="another first name"),
        pytest.param("Ida Penn", "Ida Fenn", False, id="a short surname"),
        pytest.param("Orla Vamtolberen", "Orla Vantongeren", False, id="three letters"),
        pytest.param("Orla Vantongeren", "Vantongeren", False, id="the other is the shorter one"),
        pytest.param("Ida Wallis", "Ida Walker", False, id="two of six letters"),
        pytest.param("", "Orla Vantongeren", False, id="nobody"),
    ],
)
def test_is_spelling(name: str, other: str, expected: bool) -> None:
    assert is_spelling(name, other) is expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param([("Orla Vantongern", "HLB", 9)], ["orla-vantongeren"], id="the known name wins over views"),
        pytest.param([("Orla Vantongern", "Cobalt", 9)], ["orla-vantongern"], id="not of another firm"),
        pytest.param([("Orla Vantongern", "", 9)], ["orla-vantongern"], id="not without a firm"),
        pytest.param(
            [("Nomi Wardell", "Cobalt", 3), ("Nomi Wardel", "Cobalt", 1)],
            ["nomi-wardell", "nomi-wardell"],
            id="the rarer spelling of an unknown colleague",
        ),
        pytest.param(
            [("Nomi Wardell", "Cobalt", 3), ("Wardell", "Cobalt", 8)],
            ["nomi-wardell", "nomi-wardell"],
            id="a surname is the full name, however frequent",
        ),
        pytest.param(
            [("Nomi Wardell", "Cobalt", 3), ("Nora Wardell", "Cobalt", 3), ("Wardell", "Cobalt", 1)],
            ["nomi-wardell", "nora-wardell", "wardell"],
            id="two colleagues fit",
        ),
        pytest.param([("", "Cobalt", 3), ("", "HLB", 3)], ["", ""], id="houses have no analyst"),
    ],
)
def test_resolve(printed: list[tuple[str, str, int]], expected: list[str]) -> None:
    some = [Printed(*one) for one in printed]
    ids = resolve(some)
    assert [ids[one.analyst, one.firm][0] for one in some] == expected
    assert resolve(some[::-1]) == ids


def test_a_misspelt_name_votes_and_is_replaced_as_the_person(con: duckdb.DuckDBPyConnection) -> None:
    old, new = said("Orla Vantongern", "HLB", target=7000), said("Orla Vantongeren", "Harbor Lane", target=7400)
    write(con, extraction("a.txt", "2025-03-01", old), extraction("b.txt", "2025-06-01", new))
    (row,) = store.consensus(con, as_of=None)
    assert (row.number_of_views, row.number_of_analysts, row.target_consensus, row.superseded_excluded) == (
        1,
        1,
        7400,
        1,
    )


def test_names_that_look_alike_are_proposed_and_kept_apart(con: duckdb.DuckDBPyConnection) -> None:
    some = (said("Nomi Wardell", "Kest Bank"), said("Nomi Wardell", "Kest Banc"), said("Naomi Wardell", "Cobalt"))
    write(con, *(extraction(f"{n}.txt", "2025-03-01", one) for n, one in enumerate(some)))
    rows = [(row.kind, row.name, row.views, row.other_name, row.other_views) for row in store.names_alike(con)]
    assert rows == [
        ("analyst", "Naomi Wardell", 1, "Nomi Wardell", 2),
        ("firm", "Kest Banc", 1, "Kest Bank", 1),
    ]
    refresh_names(con)
    assert con.execute("SELECT count(DISTINCT firm_id) FROM named").fetchone() == (3,)


def test_two_houses_of_a_bank_are_no_proposal_and_vote_apart(con: duckdb.DuckDBPyConnection) -> None:
    write(con, extraction("a.txt", "2025-03-01", said("", "Harbour Lane"), said("", "Harbour Lane Wealth Management")))
    (row,) = store.consensus(con, as_of=None)
    assert row.number_of_firms == 2
    assert store.names_alike(con) == []


@pytest.mark.parametrize(
    ("published", "votes", "firms"),
    [
        pytest.param(["2025-01-10", "2025-02-10"], 1, 1, id="printed with his firm before"),
        pytest.param(["2025-02-10", "2025-01-10"], 2, 1, id="only printed with it later"),
    ],
)
def test_an_analyst_without_a_firm_votes_for_his_last_one(
    con: duckdb.DuckDBPyConnection, published: list[str], votes: int, firms: int
) -> None:
    of_firm, alone = published
    colleague = said("Ida Fenn", "Cobalt", target=6900)
    write(con, extraction("a.txt", of_firm, said("Nomi Wardell", "Cobalt", symbol="RUT"), colleague))
    write(con, extraction("b.txt", alone, said("Nomi Wardell", target=7000)))
    rows = {row.symbol: row for row in store.consensus(con, as_of=None)}
    assert (rows["SPX"].number_of_views, rows["SPX"].number_of_firms) == (votes, firms)

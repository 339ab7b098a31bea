"""Whose view is whose: "N. Ward" is "Nomi Ward", "Kest" is "Kest Bank plc", and each view of gold is found once."""

from __future__ import annotations

import pytest
from gold_factories import held, spoken

from pipeline.gold import FoundLevel, FoundView, GoldLevel, GoldView
from pipeline.matching import firm_key, fold, holder_key, pair_views, same_firm, same_holder, surname

# Names


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë O’Hara-Lund’s", "zoe ohara lund"),
        ("Łukasz Møller", "lukasz moller"),
        ("  S&P 500 ", "s p 500"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Kest Bank plc", "Kest Bank", True, id="legal form"),
        pytest.param("Kest", "Kest Bank", True, id="short form"),
        pytest.param("Bank", "Kest Bank", False, id="generic word alone"),
        pytest.param("Kest Bank", "Teller Bank", False, id="two banks"),
        pytest.param("The Kest Group", "Kest & Co", True, id="noise words"),
        pytest.param("Citi", "Citigroup Inc.", True, id="usual short form"),
        pytest.param("BofA", "Bank of America", True, id="usual abbreviation"),
        pytest.param("", "", False, id="two unknown firms"),
        pytest.param("Asset Management", "Asset Management", True, id="the same words, generic or not"),
    ],
)
def test_same_firm(one: str, other: str, same: bool) -> None:
    assert same_firm(one, other) is same
    assert same_firm(other, one) is same


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Nomi Ward", "ward"),
        ("Dr. Nomi Ward, CFA", "ward"),
        ("Nomi Ward Jr.", "ward"),
        ("Ana Lakos-Bujas", "bujas"),
        ("", ""),
    ],
)
def test_surname(name: str, last: str) -> None:
    assert surname(name) == last


def test_holder_key_is_the_surname_or_the_firm() -> None:
    assert holder_key(spoken("Nomi Ward", "Kest Bank")) == "ward"
    assert holder_key(spoken("", "The Kest Bank")) == "@kest bank" == f"@{firm_key('Kest Bank plc')}"


@pytest.mark.parametrize(
    ("found", "gold", "same"),
    [
        pytest.param(spoken("N. Ward"), held("Nomi Ward"), True, id="surname"),
        pytest.param(spoken("Ravi Low"), held("Nomi Ward"), False, id="another person"),
        pytest.param(
            spoken("Nomi Ward", "Other House"), held("Nomi Ward", "Kest Bank"), True, id="firm does not matter"
        ),
        pytest.param(spoken("", "Kest Bank"), held("Nomi Ward", "Kest Bank"), False, id="firm is not enough"),
        pytest.param(spoken("", "Kest"), held("Nomi Ward", "Kest Bank", firm_ok=True), True, id="firm_ok"),
        pytest.param(
            spoken("Ravi Low", "Kest"), held("Nomi Ward", "Kest Bank", firm_ok=True), False, id="wrong colleague"
        ),
        pytest.param(spoken("Ravi Low"), held("Nomi Ward", co_analysts=("Ravi Low",)), True, id="co-analyst"),
        pytest.param(spoken("", "Kest Bank"), held("", "Kest"), True, id="firm alone"),
        pytest.param(spoken("Nomi Ward", "Kest"), held("", "Kest"), False, id="an analyst where gold has a firm"),
        pytest.param(spoken("", "Teller & Co"), held("", "Kest"), False, id="another firm"),
    ],
)
def test_same_holder(found: FoundView, gold: GoldView, same: bool) -> None:
    assert same_holder(found, gold) is same


# Pairs


@pytest.mark.parametrize(
    ("found", "gold", "pairs"),
    [
        pytest.param([spoken("A Low")], [held("B Low")], [(0, 0)], id="one and one"),
        pytest.param([spoken("A Low", index="DAX")], [held("A Low")], [], id="another index"),
        pytest.param([spoken("A Low"), spoken("A Low")], [held("A Low")], [(0, 0)], id="one gold view is found once"),
        pytest.param(
            [spoken("A Low", stance="bearish"), spoken("A Low")],
            [held("A Low")],
            [(1, 0)],
            id="the one with the right stance",
        ),
        pytest.param(
            [spoken("A Low"), spoken("A Low", levels=(FoundLevel("target", 7000.0),))],
            [held("A Low", levels=(GoldLevel(("support",), 7000.0),))],
            [(1, 0)],
            id="the one with the level, whatever its kind",
        ),
        pytest.param(
            [spoken("A Low", stance="neutral"), spoken("A Low", levels=(FoundLevel("target", 7000.0),))],
            [held("A Low", stances=("bearish", "neutral"), levels=(GoldLevel(("target",), 7000.0),)), held("A Low")],
            [(0, 0), (1, 1)],
            id="two right stances before a level",
        ),
        pytest.param(
            [spoken("B Ward"), spoken("A Low")],
            [held("A Low", co_analysts=("B Ward",)), held("B Ward")],
            [(0, 1), (1, 0)],
            id="as many pairs as can be",
        ),
        pytest.param(
            [spoken("A Low", stance=stance) for stance in ["bearish"] * 6 + ["bullish"]],
            [held("A Low")],
            [(6, 0)],
            id="many",
        ),
    ],
)
def test_pair_views(found: list[FoundView], gold: list[GoldView], pairs: list[tuple[int, int]]) -> None:
    assert sorted(pair_views(found, gold)) == pairs

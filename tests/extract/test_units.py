"""Runs of capitalised words become names, firms are read to their last word, overlaps go.

"at Lowe & Sons Inc. in Boston" has the firm "Lowe & Sons Inc".
"""

from __future__ import annotations

import pytest

from pipeline.extract.roles import Role
from pipeline.extract.units import (
    FIRM,
    INDEX,
    NAME,
    PERSON,
    Unit,
    firm_at,
    joined_spans,
    looks_like_firm,
    name_spans,
    role_units,
    short_form,
    sounds_like_house,
    without_overlaps,
)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        pytest.param("Nomi Ward of Florham Park agrees.", ["Nomi Ward", "Florham Park"], id="two names"),
        pytest.param("However, Jonas Huld-Meyer left.", ["Jonas Huld-Meyer"], id="double name"),
        pytest.param("Petra van der Aalst left.", ["Petra van der Aalst"], id="particles"),
        pytest.param("O’Hara met McHuld.", ["O’Hara", "McHuld"], id="apostrophe and Mc"),
        pytest.param("J.P. Teller met A. B. Ward.", ["J.P. Teller", "A. B. Ward"], id="initials"),
        pytest.param("Ward, Okafor & Brandt left.", ["Ward", "Okafor", "Brandt"], id="list of names"),
        pytest.param("It was Ward’s call.", ["Ward"], id="possessive"),
        pytest.param("But Ward left.", ["Ward"], id="common word before"),
        pytest.param("Nomi Ward Monday left.", ["Nomi Ward"], id="day after"),
        pytest.param("But Mr. Low left.", ["Low"], id="surname that is a word, after a title"),
        pytest.param("The Market fell on Monday.", [], id="common words alone"),
        pytest.param("So am I. The index fell.", [], id="I at an end is no initial"),
        pytest.param("nothing here is a name", [], id="no capitals"),
        pytest.param(
            "Ravi Low left.",
            ["Ravi Low"],
            id="surname that is a word",
            marks=pytest.mark.xfail(strict=True, reason="'low' is a common word, cut from the end of a run"),
        ),
    ],
)
def test_name_spans(sentence: str, names: list[str]) -> None:
    assert [sentence[a:b] for a, b in name_spans(sentence, 0, len(sentence), [])] == names


@pytest.mark.parametrize(
    ("sentence", "people", "names"),
    [
        pytest.param("Ravi Low left.", ["Ravi Low"], ["Ravi Low"], id="surname that is a word"),
        pytest.param("Ravi May met Nomi Day.", ["Ravi May", "Nomi Day"], ["Ravi May", "Nomi Day"], id="two of them"),
        pytest.param("Nomi Ward Monday left.", ["Nomi Ward Monday"], ["Nomi Ward"], id="a day is no surname"),
        pytest.param("Low left.", ["Low"], [], id="one word is not enough"),
        pytest.param("Ravi Low left.", ["Ravi"], ["Ravi"], id="the person ends before it"),
        pytest.param("But Ravi Low left.", ["Ravi Low"], ["Ravi Low"], id="common word before"),
        pytest.param("Nomi Ward CFA left.", ["Nomi Ward CFA"], ["Nomi Ward"], id="degree behind"),
        pytest.param("Nomi Ward, CFA, CMT, left.", ["Nomi Ward"], ["Nomi Ward"], id="degrees behind commas"),
    ],
)
def test_name_spans_end_where_a_person_ends(sentence: str, people: list[str], names: list[str]) -> None:
    bounds = [(sentence.index(name), sentence.index(name) + len(name)) for name in people]
    assert [sentence[a:b] for a, b in name_spans(sentence, 0, len(sentence), [], bounds)] == names


def test_name_spans_go_round_what_is_taken() -> None:
    sentence = "Nomi Ward Kest Bank Ines Okafor"
    assert [sentence[a:b] for a, b in name_spans(sentence, 0, len(sentence), [(10, 19)])] == [
        "Nomi Ward",
        "Ines Okafor",
    ]


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        pytest.param("Kest, which", "Kest", id="one word"),
        pytest.param("Northgate Vale in London", "Northgate Vale", id="two words"),
        pytest.param("Lowe & Sons Inc. in Boston", "Lowe & Sons Inc", id="sons and legal form"),
        pytest.param("Kest Wealth Management LLC, which", "Kest Wealth Management LLC", id="legal form"),
        pytest.param("Kest Bank, Inc. said", "Kest Bank, Inc.", id="legal form after a comma"),
        pytest.param("the Kest Bank’s desk", "Kest Bank", id="article and possessive"),
        pytest.param("Huld & Co.’s call", "Huld & Co", id="Co with stop and possessive"),
        pytest.param("Bank of the Coast said", "Bank of the Coast", id="of the"),
        pytest.param("Huld + Partners said", "Huld + Partners", id="plus"),
        pytest.param("1832 Capital, which", "1832 Capital", id="number first"),
        pytest.param("eKest said", "eKest", id="small letter first"),
        pytest.param("a small firm", None, id="no capitals"),
    ],
)
def test_firm_at(text: str, firm: str | None) -> None:
    span = firm_at(text, 0, len(text))
    assert (text[span[0] : span[1]] if span else None) == firm


@pytest.mark.parametrize(
    ("name", "is_firm", "is_house"),
    [
        pytest.param("Trivane Research", True, True, id="research"),
        pytest.param("Kest Bank", True, True, id="bank"),
        pytest.param("Kest Capital Partners", True, True, id="two words of firms"),
        pytest.param("Lowe & Co", True, False, id="ampersand"),
        pytest.param("Acme Motor Corp", True, False, id="firm that gives no advice"),
        pytest.param("Nomi Ward", False, False, id="person"),
        pytest.param("Research", False, False, id="one word"),
    ],
)
def test_words_of_a_name_tell_firms(name: str, is_firm: bool, is_house: bool) -> None:
    assert (looks_like_firm(name), sounds_like_house(name)) == (is_firm, is_house)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        pytest.param("Okanami Securities", "Okanami", id="one firm word"),
        pytest.param("Corvane Capital Markets", "Corvane", id="two firm words"),
        pytest.param("Capital Research", "", id="a firm word first"),
        pytest.param("Global Research", "", id="a word of roles first"),
        pytest.param("Kest Vale Research", "", id="two names"),
        pytest.param("Acme Motor Corp", "", id="no house"),
        pytest.param("Bank of the Coast", "", id="of the"),
        pytest.param("Kest", "", id="one word"),
    ],
)
def test_short_form(name: str, short: str) -> None:
    assert short_form(name) == short


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        pytest.param("But Teller & Co waits.", ["Teller & Co"], id="common word before"),
        pytest.param("It came to Ward & Wall.", [], id="common word behind"),
        pytest.param("Huld & Okafor & Brandt waits.", ["Huld & Okafor & Brandt"], id="three names"),
        pytest.param("Ward and Okafor wait.", [], id="a word joins them"),
    ],
)
def test_joined_spans(sentence: str, names: list[str]) -> None:
    assert [sentence[a:b] for a, b in joined_spans(sentence, [])] == names


@pytest.mark.parametrize(
    ("units", "kept"),
    [
        pytest.param([(5, 9, "b"), (0, 4, "a")], ["a", "b"], id="sorted"),
        pytest.param([(0, 9, "first"), (5, 12, "second")], ["first"], id="first given stays"),
        pytest.param([(5, 12, "second"), (0, 9, "first")], ["second"], id="though it is later in the text"),
        pytest.param([(0, 4, "a"), (4, 8, "b")], ["a", "b"], id="touching is no overlap"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_without_overlaps(units: list[tuple[int, int, str]], kept: list[str]) -> None:
    assert [u.text for u in without_overlaps(Unit(NAME, a, b, text) for a, b, text in units)] == kept


def test_role_units_carry_kind_and_number() -> None:
    text = "strategists and a reporter"
    units = role_units(text, [Role(0, 11, "holder", True), Role(18, 26, "journalist", False)])
    assert [(u.text, u.key) for u in units] == [("strategists", "holder+"), ("reporter", "journalist")]


def test_kinds_are_different_letters() -> None:
    assert len({PERSON, FIRM, INDEX, NAME}) == 4

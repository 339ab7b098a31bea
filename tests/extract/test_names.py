"""Names become people, firms, outsiders, places or unknown names, by entity label, shape and place.

"Ravi Brandt of Teller & Co in Boston" has a person, a firm and a place.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.factories import units_in
from extract.handmade import units_of
from pipeline.extract.mentions import market_units
from pipeline.extract.names import find_names, settled_names
from pipeline.extract.units import FIRM, NAME, OUTSIDER, PERSON, PLACE, Unit, without_overlaps


def entities_of(text: str, labels: dict[str, str]) -> list[tuple[int, int, str]]:
    return [(text.index(name), text.index(name) + len(name), label) for name, label in labels.items()]


@pytest.mark.parametrize(
    ("sentence", "labels", "name", "kind"),
    [
        pytest.param("Nomi Ward waits.", {"Nomi Ward": "PERSON"}, "Nomi Ward", PERSON, id="person by label"),
        pytest.param("Ward waits.", {"Ward": "PERSON"}, "Ward", PERSON, id="surname alone"),
        pytest.param(
            "Petra van Aalst waits.", {"Petra van Aalst": "PERSON"}, "Petra van Aalst", PERSON, id="particle inside"
        ),
        pytest.param("J. Ward waits.", {"J. Ward": "PERSON"}, "J. Ward", PERSON, id="initial and surname"),
        pytest.param("Jason Low waits.", {"Jason Low": "PERSON"}, "Jason Low", PERSON, id="surname that is a word"),
        pytest.param("Nomi Key waits.", {"Nomi Key": "PERSON"}, "Nomi Key", PERSON, id="another such surname"),
        pytest.param("Ravi March waits.", {"Ravi March": "PERSON"}, "Ravi March", PERSON, id="surname that is a month"),
        pytest.param(
            "Nomi Ward Monday waits.", {"Nomi Ward Monday": "PERSON"}, "Nomi Ward", PERSON, id="a day is no surname"
        ),
        pytest.param(
            "Jason Low’s target is low.",
            {"Jason Low": "PERSON"},
            "Jason Low",
            PERSON,
            id="surname that is a word, possessive",
        ),
        pytest.param(
            "Jason Low CFA waits.",
            {"Jason Low CFA": "PERSON"},
            "Jason Low",
            PERSON,
            id="surname that is a word, with a degree",
        ),
        pytest.param(
            "Low waits.",
            {"Low": "PERSON"},
            "Low",
            PERSON,
            id="surname that is a word, alone",
        ),
        pytest.param(
            "Nomi Street waits.",
            {"Nomi Street": "PERSON"},
            "Nomi Street",
            PERSON,
            id="surname that is a word of firms",
        ),
        pytest.param("Nomi Ward, CFA, waits.", {"Nomi Ward": "PERSON"}, "Nomi Ward", PERSON, id="a degree is no name"),
        pytest.param(
            "Nomi Ward CMT waits.", {"Nomi Ward CMT": "PERSON"}, "Nomi Ward", PERSON, id="a degree inside the label"
        ),
        pytest.param(
            "Nomi Ward, CFA, CMT, CFP, CAIA, waits.",
            {"Nomi Ward": "PERSON", "CFA": "ORG", "CMT": "ORG"},
            "Nomi Ward",
            PERSON,
            id="four degrees are no names",
        ),
        pytest.param(
            "Nomi Ward, PhD, waits.",
            {"Nomi Ward": "PERSON"},
            "Nomi Ward",
            PERSON,
            id="a doctor’s degree is no name",
        ),
        pytest.param("Adam Turnquist waits.", {}, "Adam Turnquist", PERSON, id="known analyst without a label"),
        pytest.param(
            "Adam Turnquist waits.", {"Adam Turnquist": "ORG"}, "Adam Turnquist", PERSON, id="known analyst rules"
        ),
        pytest.param("Trivane Research waits.", {}, "Trivane Research", FIRM, id="firm by shape"),
        pytest.param(
            "Kest Capital waits.",
            {"Kest Capital": "PERSON"},
            "Kest Capital",
            FIRM,
            id="shape of a firm rules the label",
        ),
        pytest.param("Oslo waits.", {"Oslo": "GPE"}, "Oslo", PLACE, id="place"),
        pytest.param("Norwegians wait.", {"Norwegians": "NORP"}, "Norwegians", PLACE, id="people of a country"),
        pytest.param("Jerome Powell waits.", {"Jerome Powell": "PERSON"}, "Jerome Powell", OUTSIDER, id="outsider"),
        pytest.param("Kestvale waits.", {"Kestvale": "ORG"}, "Kestvale", NAME, id="organisation of no shape"),
        pytest.param("Kestvale waits.", {}, "Kestvale", NAME, id="no label at all"),
        pytest.param("Nomi Ward waits.", {"Ward": "PERSON"}, "Nomi Ward", NAME, id="label that covers too little"),
        pytest.param("Nomi Ward waits.", {"Nomi Ward waits": "PERSON"}, "Nomi Ward", PERSON, id="label that runs on"),
    ],
)
def test_one_name(sentence: str, labels: dict[str, str], name: str, kind: str) -> None:
    (unit,) = find_names(sentence, entities_of(sentence, labels), [])
    assert (unit.text, unit.kind) == (name, kind)
    assert sentence[unit.start : unit.end] == name


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("CFA holders wait.", id="a degree"),
        pytest.param("Wall Street waits.", id="a street"),
        pytest.param("The low came in March.", id="a month"),
    ],
)
def test_no_name(sentence: str) -> None:
    assert find_names(sentence, entities_of(sentence, {sentence.split()[0]: "ORG"}), []) == []


def test_a_street_is_nobody() -> None:
    assert find_names("Wall Street waits.", [(0, 11, "PERSON")], []) == []


@pytest.mark.parametrize(
    ("sentence", "firm"),
    [
        pytest.param("Teller & Co waits.", "Teller & Co", id="and company"),
        pytest.param("Lowe & Sons’ target is low.", "Lowe & Sons", id="and sons"),
        pytest.param("Huld & Okafor Research waits.", "Huld & Okafor Research", id="two names"),
    ],
)
def test_a_firm_of_several_names(sentence: str, firm: str) -> None:
    units = find_names(sentence, [], [])
    assert [(u.text, u.kind) for u in units] == [(firm, FIRM)]


@pytest.mark.parametrize(
    ("sentence", "role", "labels", "firms"),
    [
        pytest.param("Ward, a strategist at Northgate Vale, waits.", "strategist", {}, ["Northgate Vale"], id="at"),
        pytest.param("Ward, founder of the Kest Vale, waits.", "founder", {}, ["Kest Vale"], id="of the"),
        pytest.param("Ward, an analyst, with Kest, waits.", "analyst", {}, ["Kest"], id="comma and with"),
        pytest.param("Ward, an analyst at Oslo, waits.", "analyst", {"Oslo": "GPE"}, [], id="place is no firm"),
        pytest.param("Ward, an analyst who likes Kest, waits.", "analyst", {}, [], id="no link word"),
        pytest.param("Ward, an analyst at home, waits.", "analyst", {}, [], id="small letters"),
        pytest.param("Ward, an analyst at Lowe & Sons Inc, waits.", "analyst", {}, ["Lowe & Sons Inc"], id="sons"),
    ],
)
def test_apposition_makes_a_firm(sentence: str, role: str, labels: dict[str, str], firms: list[str]) -> None:
    units = find_names(sentence, entities_of(sentence, labels), units_of(sentence, R=[role]))
    assert [(u.text, u.key) for u in units if u.kind == FIRM] == [(firm, "apposition") for firm in firms]


def test_known_firm_after_a_role_is_not_found_twice() -> None:
    sentence = "Ward, a strategist at Kest Bank, waits."
    units = find_names(sentence, [], units_of(sentence, R=["strategist"], F=["Kest Bank"]))
    assert [u.text for u in units] == ["Ward"]


def test_outsider_after_a_role_is_no_firm() -> None:
    sentence = "Ward, an economist at 3M, waits."
    (firm, _) = find_names(sentence, [], units_of(sentence, R=["economist"]))
    assert (firm.text, firm.kind) == ("3M", OUTSIDER)


@pytest.mark.parametrize(
    ("sentence", "labels", "former", "expected"),
    [
        pytest.param(
            "Nomi Ward of Kest Bank in Oslo waits.",
            {"Nomi Ward": "PERSON", "Oslo": "GPE"},
            {"F": ["Kest Bank"]},
            [(PERSON, "Nomi Ward"), (FIRM, "Kest Bank"), (PLACE, "Oslo")],
            id="person, known firm, place",
        ),
        pytest.param(
            "Ward likes the Kest 250.",
            {"Ward": "PERSON"},
            {"I": ["Kest 250"]},
            [(PERSON, "Ward"), ("I", "Kest 250")],
            id="index stays an index",
        ),
        pytest.param("nobody waits.", {}, {}, [], id="no names"),
    ],
)
def test_names_join_the_units_of_a_sentence(
    sentence: str, labels: dict[str, str], former: dict[str, list[str]], expected: list[tuple[str, str]]
) -> None:
    known = units_of(sentence, **former)
    found = find_names(sentence, entities_of(sentence, labels), known)
    assert [(u.kind, u.text) for u in without_overlaps([*known, *found])] == expected


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        pytest.param(
            "Kest Bank’s Nomi Ward agrees.", [("F", "Kest Bank"), ("P", "Nomi Ward")], id="firm and its person"
        ),
        pytest.param(
            "Quillmere's Nomi Ward agrees.", [("X", "Quillmere"), ("P", "Nomi Ward")], id="unknown and person"
        ),
        pytest.param("Nomi Ward’s Orrin Fund agrees.", [("P", "Nomi Ward"), ("F", "Orrin Fund")], id="person and firm"),
        pytest.param("O’Brien’s friend agrees.", [("X", "O’Brien")], id="an apostrophe inside a name"),
        pytest.param("Lowe’s agrees.", [("O", "Lowe’s")], id="a possessive of its own"),
    ],
)
def test_a_possessive_parts_two_names(sentence: str, names: list[tuple[str, str]]) -> None:
    assert [(u.kind, u.text) for u in units_in(sentence)] == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        pytest.param("The index fell 2 percent on Monday.", [], id="no name"),
        pytest.param("“It is cheap,” she said.", [], id="a pronoun"),
        pytest.param("Analysts like small caps and the DAX.", [], id="roles and markets alone"),
        pytest.param("kest waits.", [], id="small letters"),
        pytest.param("Retailers fell.", [], id="a word that opens the sentence"),
        pytest.param("It may fall in May or by March 5.", [], id="months"),
        pytest.param("Jerome Powell waits.", [("O", "Jerome Powell")], id="an outsider"),
        pytest.param("Lowe’s waits.", [("O", "Lowe’s")], id="an outsider with an s of its own"),
        pytest.param("It fell in Japan, and in TOKYO.", [("L", "Japan"), ("L", "TOKYO")], id="places"),
        pytest.param("So said Savita Subramanian.", [("P", "Savita Subramanian")], id="a well-known strategist"),
    ],
)
def test_what_names_are_without_a_recogniser(sentence: str, names: list[tuple[str, str]]) -> None:
    found = settled_names(sentence, market_units(sentence))
    assert found is not None
    assert [(u.kind, u.text) for u in found] == names


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Nomi Ward likes the DAX.", id="a name"),
        pytest.param("Low waits.", id="a surname that is a word"),
        pytest.param("May said so.", id="a surname that is a month"),
        pytest.param("Kest & Orrin waits.", id="joined names"),
        pytest.param("A strategist at 22V waits.", id="a firm behind a role"),
        pytest.param("Japan Securities waits.", id="a place in a longer name"),
        pytest.param("It fell, Retailers said.", id="a word that opens no sentence"),
    ],
)
def test_where_a_recogniser_is_needed(sentence: str) -> None:
    assert settled_names(sentence, market_units(sentence)) is None


WORDS = (
    "Nomi Ward",
    "Low",
    "March",
    "strategist at",
    "Kest Bank",
    "&",
    "the DAX",
    "stocks",
    "fell",
    "of",
    "’s",
    "Monday",
    "Retailers",
    "in May",
    "Japan",
    "Jerome Powell",
    "Lowe’s",
    "Savita Subramanian",
)
LABELS = ("PERSON", "ORG", "GPE", "DATE", "CARDINAL")


@given(st.lists(st.sampled_from(WORDS), max_size=7), st.data())
def test_where_no_recogniser_is_needed_no_entity_changes_a_name(words: list[str], data: st.DataObject) -> None:
    sentence = " ".join(words)
    units = market_units(sentence)
    place = st.integers(0, len(sentence))
    entities = data.draw(st.lists(st.tuples(place, place, st.sampled_from(LABELS)), max_size=4))
    found = find_names(sentence, [(min(a, b), max(a, b), label) for a, b, label in entities if a != b], units)
    settled = settled_names(sentence, units)
    assert settled is None or names_of(settled) == names_of(found)


def names_of(units: list[Unit]) -> list[tuple[str, int, int, str]]:
    return [(u.kind, u.start, u.end, u.text) for u in units]

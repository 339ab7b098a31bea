"""What the rest of an article makes of a lone name: "Low said" is Jason Low, "Okanami’s target" Okanami Securities'."""

from __future__ import annotations

import pytest

from pipeline.extract.known_names import Known, known_names, units_again
from pipeline.extract.units import FIRM, NAME, PERSON, PLACE, SHY, Unit

from .handmade import units_of

KNOWN = Known(surnames=frozenset({"Low", "May", "Davidson"}), houses=frozenset({"Okanami"}))


def again(sentence: str, *units: Unit, known: Known = KNOWN) -> list[tuple[str, str]]:
    """Kind and text of each unit of a sentence after the second look."""
    return [(u.kind, u.text) for u in units_again(sentence, 0, len(sentence), units, known)]


def test_names_of_an_article() -> None:
    units = [Unit(PERSON, 0, 9, "Jason Low"), Unit(PERSON, 0, 4, "Ward"), Unit(FIRM, 0, 18, "Okanami Securities")]
    assert known_names(units) == Known(frozenset({"Low"}), frozenset({"Okanami"}))


def test_a_house_that_bears_the_name_of_a_person_has_no_short_form() -> None:
    units = [Unit(PERSON, 0, 12, "Jonas Okafor"), Unit(FIRM, 0, 15, "Okafor Research")]
    assert known_names(units).houses == frozenset()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("Low expects a rally.", True, id="before the verb"),
        pytest.param("Low raised her target.", True, id="before the verb of a target"),
        pytest.param("Low still expects a rally.", True, id="before an adverb"),
        pytest.param("It will rally, Low said.", True, id="at the end"),
        pytest.param("It will rally, said Low.", True, id="behind the verb"),
        pytest.param("According to Low it will rally.", True, id="according to"),
        pytest.param("Low’s year-end target is high.", True, id="target"),
        pytest.param("Low rates help.", False, id="the word"),
        pytest.param("It fell in May.", False, id="a month"),
        pytest.param("May’s gains were small.", False, id="gains of a month"),
        pytest.param("Lows expects nothing.", False, id="another word"),
    ],
)
def test_a_surname_that_is_a_word(sentence: str, found: bool) -> None:
    assert again(sentence) == ([(PERSON, "Low")] if found else [])


def test_a_surname_that_opens_sentences_as_a_word() -> None:
    known = Known(frozenset({"Gold"}), frozenset({"Sterling"}))
    assert again("Gold, who waits, is calm.", known=known) == [(NAME, "Gold")]
    assert again("Sterling’s team waits.", known=known) == [(FIRM, "Sterling")]
    assert again("Silver fell.", known=known) == []
    assert again("Orrin Gold waits.", Unit(PERSON, 0, 10, "Orrin Gold"), known=known) == [(PERSON, "Orrin Gold")]


def test_a_surname_that_is_a_word_is_nobody_where_nobody_has_it() -> None:
    assert again("Low expects a rally.", known=Known(frozenset(), frozenset())) == []


@pytest.mark.parametrize("kind", [NAME, PERSON])
def test_a_short_form_is_the_house(kind: str) -> None:
    assert again("Okanami waits.", Unit(kind, 0, 7, "Okanami")) == [(FIRM, "Okanami")]


def test_a_possessive_before_a_surname_parts_two_names() -> None:
    sentence = "Okanami’s Davidson waits."
    assert again(sentence, Unit(NAME, 0, 18, sentence[:18])) == [(FIRM, "Okanami"), (PERSON, "Davidson")]
    assert again(sentence, Unit(NAME, 0, 18, sentence[:18]), known=Known(frozenset(), frozenset())) == [
        (NAME, "Okanami’s Davidson")
    ]


def test_a_short_form_that_is_taken_for_a_place_is_the_house_where_it_speaks() -> None:
    assert again("Okanami’s target is 5,000.", Unit(PLACE, 0, 7, "Okanami")) == [(FIRM, "Okanami")]


def test_a_place_stays_one() -> None:
    assert again("Okanami waits.", Unit(PLACE, 0, 7, "Okanami")) == [(PLACE, "Okanami")]


def test_a_house_with_a_persons_name_is_the_person() -> None:
    assert again("Davidson waits.", Unit(FIRM, 0, 8, "Davidson", SHY)) == [(PERSON, "Davidson")]


def test_a_house_with_a_persons_name_stays_one_before_a_role() -> None:
    sentence = "Davidson analysts wait."
    (role,) = units_of(sentence, R=["analysts"])
    assert again(sentence, Unit(FIRM, 0, 8, "Davidson", SHY), role) == [(FIRM, "Davidson"), ("R", "analysts")]

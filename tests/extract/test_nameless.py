"""Capitals that name nobody are told from names by their shape, their place and a list of words."""

from __future__ import annotations

import pytest

from pipeline.extract.nameless import is_month, is_nameless


@pytest.mark.parametrize(
    ("sentence", "run"),
    [
        pytest.param("Retailers fell.", "Retailers", id="opens the sentence"),
        pytest.param("“Retailers fell.”", "Retailers", id="opens a quotation"),
        pytest.param("He said: “Retailers fell.”", "Retailers", id="opens a quotation in the sentence"),
        pytest.param("So We’ve waited.", "We’ve", id="contraction"),
        pytest.param("So Don't wait.", "Don't", id="contraction with a straight apostrophe"),
        pytest.param("It fell in Q4.", "Q4", id="quarter"),
        pytest.param("Plan B.", "B.", id="letter"),
        pytest.param("Kest (KEST.N) fell.", "KEST", id="code of a stock"),
        pytest.param("Kest <KEST.N> fell.", "KEST", id="code in angle brackets"),
        pytest.param("The gauge <.GAU> fell.", "GAU", id="code of an index"),
    ],
)
def test_what_names_nobody(sentence: str, run: str) -> None:
    assert is_nameless(sentence, sentence.index(run), sentence.index(run) + len(run))


@pytest.mark.parametrize(
    ("sentence", "run"),
    [
        pytest.param("It fell, Retailers said.", "Retailers", id="inside the sentence"),
        pytest.param("Union of Kest Investors fell.", "Union", id="part of a longer name"),
        pytest.param("Quillmere fell.", "Quillmere", id="no ordinary word"),
        pytest.param("Retailers Quillmere fell.", "Retailers Quillmere", id="several words"),
        pytest.param("Oil’s Ward fell.", "Oil", id="owner of a name"),
        pytest.param("Kest (Quillmere) fell.", "Quillmere", id="in parentheses, no code"),
        pytest.param("O’Brien fell.", "O’Brien", id="an apostrophe inside"),
    ],
)
def test_what_may_be_a_name(sentence: str, run: str) -> None:
    assert not is_nameless(sentence, sentence.index(run), sentence.index(run) + len(run))


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        pytest.param("It fell in May.", "May", True, id="in May"),
        pytest.param("Since March it fell.", "March", True, id="since March"),
        pytest.param("It fell in mid-May.", "May", True, id="mid-May"),
        pytest.param("By March 5 it fell.", "March", True, id="with a day"),
        pytest.param("So said May.", "May", False, id="who speaks"),
        pytest.param("Theresa May waits.", "May", False, id="behind a first name"),
        pytest.param("It fell in Low.", "Low", False, id="no month"),
    ],
)
def test_months(sentence: str, word: str, *, expected: bool) -> None:
    assert is_month(sentence, sentence.index(word), sentence.index(word) + len(word)) is expected

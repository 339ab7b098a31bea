"""People are introduced in all orders of name, role and firm; the units are given by hand.

"Nomi Ward of Kest Bank and Ravi Low of Teller & Co both see 5,000" has two introductions.
"""

from __future__ import annotations

import pytest

from extract.factories import introductions_of
from extract.handmade import introductions_by_hand

Words = dict[str, list[str]]
Said = tuple[tuple[str, ...], str, str]


ONE_PERSON = [
    pytest.param("Nomi Ward, strategist at Kest, sees 5,000.", id="X, role at Y"),
    pytest.param("Nomi Ward, a strategist with Kest, sees 5,000.", id="X, a role with Y"),
    pytest.param("Nomi Ward, CFA, strategist at Kest, sees 5,000.", id="X with a title"),
    pytest.param("Nomi Ward, who is the strategist for Kest, sees 5,000.", id="X, who is the role for Y"),
    pytest.param("Nomi Ward, Kest’s strategist, sees 5,000.", id="X, Y's role"),
    pytest.param("Nomi Ward, the veteran strategist at Kest, sees 5,000.", id="X, the small-letter word role"),
    pytest.param("Nomi Ward, strategist, Kest, sees 5,000.", id="X, role, Y"),
    pytest.param("Nomi Ward, strategist at Boston-based Kest, sees 5,000.", id="X, role at place-based Y"),
    pytest.param("Nomi Ward, strategist at Kest in Boston, sees 5,000.", id="X, role at Y in place"),
    pytest.param("Nomi Ward, strategist at Kest, a small house, sees 5,000.", id="X, role at Y, which is told"),
    pytest.param("Kest strategist Nomi Ward sees 5,000.", id="Y role X"),
    pytest.param("Kest’s strategist, Nomi Ward, sees 5,000.", id="Y's role, X"),
    pytest.param("Kest’s bullish strategist Nomi Ward sees 5,000.", id="Y's adjective role X"),
    pytest.param("The strategist Nomi Ward at Kest sees 5,000.", id="role X at Y"),
    pytest.param("The strategist, Nomi Ward of Kest, sees 5,000.", id="role, X of Y"),
    pytest.param("At Kest, strategist Nomi Ward sees 5,000.", id="at Y, role X"),
    pytest.param("Kest Inc. strategist Nomi Ward sees 5,000.", id="Y Inc. role X"),
    pytest.param("Kest Inc.’s strategist Nomi Ward sees 5,000.", id="Y Inc.'s role X"),
    pytest.param("Nomi Ward, strategist, Kest New York, said 5,000.", id="X, role, Y place"),
    pytest.param("“5,000,” said Nomi Ward, strategist, Kest, New York.", id="X, role, Y, place"),
    pytest.param("Nomi Ward, CFA, CMT, strategist at Kest, sees 5,000.", id="X with two degrees"),
]


@pytest.mark.parametrize("sentence", ONE_PERSON)
def test_person_with_role_and_firm(sentence: str) -> None:
    firm = "Kest Inc" if "Inc." in sentence else "Kest"
    words: Words = {"P": ["Nomi Ward"], "R": ["strategist"], "F": [firm]}
    words |= {"L": [place for place in ("Boston", "New York") if place in sentence]}
    (intro,) = introductions_by_hand(sentence, **words)
    assert (intro.people, intro.role, intro.firm) == (("Nomi Ward",), "strategist", firm)
    assert (intro.role_kind, intro.firm_kind) == ("holder", "F")


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        pytest.param(
            "Nomi Ward of Kest sees 5,000.",
            {"P": ["Nomi Ward"], "F": ["Kest"]},
            (("Nomi Ward",), "", "Kest"),
            id="X of Y",
        ),
        pytest.param(
            "Kest’s Ward sees 5,000.", {"P": ["Ward"], "F": ["Kest"]}, (("Ward",), "", "Kest"), id="Y's surname"
        ),
        pytest.param(
            "Kest (Nomi Ward): 5,000", {"P": ["Nomi Ward"], "F": ["Kest"]}, (("Nomi Ward",), "", "Kest"), id="Y (X)"
        ),
        pytest.param(
            "Nomi Ward (Kest): 5,000", {"P": ["Nomi Ward"], "F": ["Kest"]}, (("Nomi Ward",), "", "Kest"), id="X (Y)"
        ),
        pytest.param(
            "Nomi Ward, Kest: 5,000", {"P": ["Nomi Ward"], "F": ["Kest"]}, (("Nomi Ward",), "", "Kest"), id="X, Y:"
        ),
        pytest.param(
            "Nomi Ward, who helps run $2 billion at Kest, sees 5,000.",
            {"P": ["Nomi Ward"], "F": ["Kest"]},
            (("Nomi Ward",), "", "Kest"),
            id="X, who runs money at Y",
        ),
        pytest.param(
            "Nomi Ward and Ravi Low, strategists at Kest, see 5,000.",
            {"P": ["Nomi Ward", "Ravi Low"], "R": ["strategists"], "F": ["Kest"]},
            (("Nomi Ward", "Ravi Low"), "strategists", "Kest"),
            id="X and Z, roles at Y",
        ),
        pytest.param(
            "Kest analysts Nomi Ward, Ravi Low and Ines Okafor see 5,000.",
            {"P": ["Nomi Ward", "Ravi Low", "Ines Okafor"], "R": ["analysts"], "F": ["Kest"]},
            (("Nomi Ward", "Ravi Low", "Ines Okafor"), "analysts", "Kest"),
            id="Y roles X, Z and W",
        ),
        pytest.param(
            "Kest strategists led by Nomi Ward see 5,000.",
            {"P": ["Nomi Ward"], "R": ["strategists"], "F": ["Kest"]},
            (("Nomi Ward",), "strategists", "Kest"),
            id="Y roles led by X",
        ),
        pytest.param(
            "Strategists at Kest led by Nomi Ward see 5,000.",
            {"P": ["Nomi Ward"], "R": ["Strategists"], "F": ["Kest"]},
            (("Nomi Ward",), "Strategists", "Kest"),
            id="roles at Y led by X",
        ),
        pytest.param(
            "Kest Inc. strategists led by Nomi Ward see 5,000.",
            {"P": ["Nomi Ward"], "R": ["strategists"], "F": ["Kest Inc"]},
            (("Nomi Ward",), "strategists", "Kest Inc"),
            id="Y Inc. roles led by X",
        ),
        pytest.param(
            "Kest Inc.’s Nomi Ward sees 5,000.",
            {"P": ["Nomi Ward"], "F": ["Kest Inc"]},
            (("Nomi Ward",), "", "Kest Inc"),
            id="Y Inc.'s X",
        ),
        pytest.param(
            "Kest strategists led by Nomi Ward see 5,000.",
            {"L": ["Nomi Ward"], "R": ["strategists"], "F": ["Kest"]},
            (("Nomi Ward",), "strategists", "Kest"),
            id="roles led by X, taken for a place",
        ),
        pytest.param(
            "Nomi Ward, strategist at Kest, sees 5,000.",
            {"L": ["Nomi Ward"], "R": ["strategist"], "F": ["Kest"]},
            (("Nomi Ward",), "strategist", "Kest"),
            id="X, role at Y, taken for a place",
        ),
        pytest.param(
            "Strategists at the bank, including Nomi Ward, see 5,000.",
            {"P": ["Nomi Ward"], "R": ["Strategists"]},
            (("Nomi Ward",), "Strategists", ""),
            id="roles at the bank, including X",
        ),
        pytest.param(
            "Strategists at the brokerage led by Nomi Ward and Ravi Low see 5,000.",
            {"P": ["Nomi Ward", "Ravi Low"], "R": ["Strategists"]},
            (("Nomi Ward", "Ravi Low"), "Strategists", ""),
            id="roles at the brokerage led by X and Z",
        ),
        pytest.param(
            "A team at the firm led by Nomi Ward sees 5,000.",
            {"P": ["Nomi Ward"]},
            (("Nomi Ward",), "a team", ""),
            id="a team at the firm led by X",
        ),
        pytest.param(
            "Nomi Ward, one of the strategists at Kest, sees 5,000.",
            {"P": ["Nomi Ward"], "R": ["strategists"], "F": ["Kest"]},
            (("Nomi Ward",), "strategists", "Kest"),
            id="X, one of the roles at Y",
        ),
        pytest.param(
            "Nomi Ward is advising investors at Kest.",
            {"P": ["Nomi Ward"], "R": ["investors"], "F": ["Kest"]},
            ((), "investors", "Kest"),
            id="X who advises the roles at Y is none of them",
        ),
        pytest.param(
            "Strategists including Nomi Ward at Kest see 5,000.",
            {"P": ["Nomi Ward"], "R": ["Strategists"], "F": ["Kest"]},
            (("Nomi Ward",), "Strategists", "Kest"),
            id="roles including X at Y",
        ),
        pytest.param(
            "A team at Kest led by Nomi Ward sees 5,000.",
            {"P": ["Nomi Ward"], "F": ["Kest"]},
            (("Nomi Ward",), "a team", "Kest"),
            id="a team at Y led by X",
        ),
        pytest.param(
            "Strategists at Kest see 5,000.",
            {"R": ["Strategists"], "F": ["Kest"]},
            ((), "Strategists", "Kest"),
            id="roles at Y without a person",
        ),
        pytest.param(
            "Kest strategists see 5,000.",
            {"R": ["strategists"], "F": ["Kest"]},
            ((), "strategists", "Kest"),
            id="Y roles without a person",
        ),
        pytest.param(
            "Nomi Ward, strategist at the firm, sees 5,000.",
            {"P": ["Nomi Ward"], "R": ["strategist"]},
            (("Nomi Ward",), "strategist", ""),
            id="X, role at the firm",
        ),
        pytest.param(
            "Nomi Ward, a strategist in Boston, sees 5,000.",
            {"P": ["Nomi Ward"], "R": ["strategist"], "L": ["Boston"]},
            (("Nomi Ward",), "strategist", ""),
            id="X, role in a place",
        ),
        pytest.param(
            "Nomi Ward, strategist at Kestvale, sees 5,000.",
            {"P": ["Nomi Ward"], "R": ["strategist"], "X": ["Kestvale"]},
            (("Nomi Ward",), "strategist", "Kestvale"),
            id="unknown name as a firm beside a role",
        ),
        pytest.param(
            "Jonas Huld, strategist at Kest, sees 5,000.",
            {"X": ["Jonas Huld"], "R": ["strategist"], "F": ["Kest"]},
            (("Jonas Huld",), "strategist", "Kest"),
            id="unknown name as a person beside a firm",
        ),
        pytest.param(
            "Strategist Nomi Ward sees 5,000.",
            {"P": ["Nomi Ward"], "R": ["Strategist"]},
            (("Nomi Ward",), "Strategist", ""),
            id="role X without a firm",
        ),
        pytest.param(
            "Over at Kest, Nomi Ward sees 5,000.",
            {"P": ["Nomi Ward"], "F": ["Kest"]},
            (("Nomi Ward",), "", "Kest"),
            id="over at Y, X",
        ),
    ],
)
def test_who_is_introduced(sentence: str, words: Words, expected: Said) -> None:
    (intro,) = introductions_by_hand(sentence, **words)
    assert (intro.people, intro.role, intro.firm) == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("Nomi Ward sees 5,000.", {"P": ["Nomi Ward"]}, id="person alone"),
        pytest.param("Kest sees 5,000.", {"F": ["Kest"]}, id="firm alone"),
        pytest.param(
            "Nomi Ward likes Kest shares.", {"P": ["Nomi Ward"], "F": ["Kest"]}, id="person who speaks of a firm"
        ),
        pytest.param(
            "Ward of Kestvale sees 5,000.", {"P": ["Ward"], "X": ["Kestvale"]}, id="surname of an unknown name"
        ),
        pytest.param("The strategists see 5,000.", {"R": ["strategists"]}, id="role alone"),
        pytest.param(
            "Strategists like Quillmere.", {"R": ["Strategists"], "X": ["Quillmere"]}, id="like may be a verb"
        ),
        pytest.param("Nothing rose.", {}, id="no units"),
        pytest.param(
            "Nomi Ward is warning investors.", {"P": ["Nomi Ward"], "R": ["investors"]}, id="warning investors"
        ),
        pytest.param(
            "Nomi Ward is now telling clients and investors to wait.",
            {"P": ["Nomi Ward"], "R": ["investors"]},
            id="telling clients and investors",
        ),
        pytest.param(
            "In New York, strategists at the bank waited.",
            {"L": ["New York"], "R": ["strategists"]},
            id="a place before a role",
        ),
        pytest.param(
            "Nomi Ward told investors to wait.", {"P": ["Nomi Ward"], "R": ["investors"]}, id="told investors"
        ),
        pytest.param(
            "Nomi Ward and Ravi Low are warning investors.",
            {"P": ["Nomi Ward", "Ravi Low"], "R": ["investors"]},
            id="two people warning investors",
        ),
    ],
)
def test_nobody_is_introduced(sentence: str, words: Words) -> None:
    assert introductions_by_hand(sentence, **words) == []


def test_two_introductions_in_order() -> None:
    intros = introductions_by_hand(
        "Nomi Ward of Kest Bank and Ravi Low of Teller & Co both see 5,000.",
        P=["Nomi Ward", "Ravi Low"],
        F=["Kest Bank", "Teller & Co"],
    )
    assert [(i.people, i.firm) for i in intros] == [(("Nomi Ward",), "Kest Bank"), (("Ravi Low",), "Teller & Co")]


def test_span_is_that_of_the_introduction_in_the_article() -> None:
    sentence = "“Yes,” said Nomi Ward, strategist at Kest, on Monday."
    (intro,) = introductions_by_hand(sentence, P=["Nomi Ward"], R=["strategist"], F=["Kest"])
    assert sentence[intro.start : intro.end] == "Nomi Ward, strategist at Kest"


def test_plural_role_has_a_plural_kind() -> None:
    (intro,) = introductions_by_hand("Kest strategists see 5,000.", R=["strategists"], F=["Kest"])
    assert intro.role_kind == "holder+"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Nomi Ward, chief strategist at Kest Bank in Oslo, sees 7,000.",
            [(("Nomi Ward",), "chief strategist", "Kest Bank")],
            id="role and firm behind the name",
        ),
        pytest.param(
            "Kest Bank’s Nomi Ward says it is cheap",
            [(("Nomi Ward",), "", "Kest Bank")],
            id="a headline",
        ),
        pytest.param(
            "Nomi Ward, head of U.S. equity strategy at Northgate Vale, sees 7,000.",
            [(("Nomi Ward",), "head of U.S. equity strategy", "Northgate Vale")],
            id="a firm of no known shape",
        ),
        pytest.param(
            "Strategists at Teller & Co led by Petra van Aalst see 7,000.",
            [(("Petra van Aalst",), "Strategists", "Teller & Co")],
            id="led by",
        ),
        pytest.param(
            "Nomi Ward and Jonas Huld-Meyer at Kest Bank see 7,000.",
            [(("Nomi Ward", "Jonas Huld-Meyer"), "", "Kest Bank")],
            id="two people at one firm",
        ),
        pytest.param(
            "Nomi Ward of Kest Bank and Ravi Teshome of Corvane Capital see 7,000.",
            [(("Nomi Ward",), "", "Kest Bank"), (("Ravi Teshome",), "", "Corvane Capital")],
            id="two firms",
        ),
        pytest.param(
            "Nomi Ward, who runs a small fund at Corvane Capital, sees 7,000.",
            [(("Nomi Ward",), "", "Corvane Capital")],
            id="who runs",
        ),
        pytest.param(
            "Nomi Ward, who founded the Oslo boutique Corvane Capital, sees 7,000.",
            [(("Nomi Ward",), "", "Corvane Capital")],
            id="who founded",
        ),
        pytest.param("The S&P 500 closed at 7,000 in Boston.", [], id="nobody"),
        pytest.param(
            "Kest Bank Inc. strategists led by Nomi Ward see 7,000.",
            [(("Nomi Ward",), "strategists", "Kest Bank Inc")],
            id="a firm with its legal form",
        ),
        pytest.param("Nomi Ward is warning investors that it is dear.", [], id="warning investors"),
        pytest.param("Nomi Ward told clients and traders that it is dear.", [], id="told traders"),
        pytest.param(
            "Nomi Ward, chief strategist, Jefferies Frankfurt, said so.",
            [(("Nomi Ward",), "chief strategist", "Jefferies")],
            id="a known firm and its place",
        ),
        pytest.param(
            "Nomi Ward, chief strategist, Kest Bank Frankfurt, said so.",
            [(("Nomi Ward",), "chief strategist", "Kest Bank")],
            id="an unknown firm and its place",
        ),
        pytest.param(
            "Nomi Ward, CFA, of Kest Bank, and Ravi Teshome, CMT, of Corvane Capital see 7,000.",
            [(("Nomi Ward",), "", "Kest Bank"), (("Ravi Teshome",), "", "Corvane Capital")],
            id="degrees",
        ),
        pytest.param(
            "Nomi Ward, PhD, chief strategist at Kest Bank, sees 7,000.",
            [(("Nomi Ward",), "chief strategist", "Kest Bank")],
            id="a doctor’s degree",
        ),
        pytest.param(
            "Nomi Ward, MBA, chief strategist at Kest Bank, sees 7,000.",
            [(("Nomi Ward",), "chief strategist", "Kest Bank")],
            id="a master’s degree",
        ),
        pytest.param(
            "Nomi Ward, Ph.D., chief strategist at Kest Bank, sees 7,000.",
            [(("Nomi Ward",), "chief strategist", "Kest Bank")],
            id="a doctor’s degree with full stops",
        ),
        pytest.param(
            "Nomi Ward and her team at Kest Bank see 7,000.",
            [(("Nomi Ward",), "", "Kest Bank")],
            id="she and her team",
        ),
        pytest.param(
            "Kest Bank strategists see 7,000.",
            [((), "strategists", "Kest Bank")],
            id="strategists of an unknown bank",
        ),
        pytest.param(
            "Corvane Securities strategist Nomi Ward sees 7,000.",
            [(("Nomi Ward",), "strategist", "Corvane Securities")],
            id="strategist of an unknown broker",
        ),
        pytest.param(
            "Corvane Research analyst Nomi Ward sees 7,000.",
            [(("Nomi Ward",), "analyst", "Corvane Research")],
            id="analyst of an unknown research house",
        ),
    ],
)
def test_introductions_in_sentences_that_were_read(
    sentence: str, expected: list[tuple[tuple[str, ...], str, str]]
) -> None:
    """The same with the units that the components find; people and places are those of the invented cast."""
    assert [(i.people, i.role, i.firm) for i in introductions_of(sentence)] == expected

"""Who the holders of an article are: second mentions, barred people with the reason, firms found near a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading
from pipeline.extract.holders import Cast, firm_key, gather_cast, is_house, name_words, surname_key
from pipeline.extract.introductions import Introduction
from pipeline.types import Holder

Read = Callable[..., Reading]
BENNETT = Holder("Claire Bennett", "chief strategist", "Kest Bank")
FIRST = "Claire Bennett, chief strategist at Kest Bank, is bullish on the S&P 500."


def last_holder(reading: Reading) -> Holder:
    return reading.said[-1].actors[0].holder


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Bennett expects the index to gain another 10%.", id="surname"),
        pytest.param("The index will gain another 10%, Bennett said.", id="surname-behind"),
        pytest.param("Claire Bennett expects the index to gain another 10%.", id="full-name"),
        pytest.param("She expects the index to gain another 10%.", id="pronoun"),
        pytest.param("The strategist expects the index to gain another 10%.", id="the-strategist"),
        pytest.param("The bank expects the index to gain another 10%.", id="the-bank-of-a-person"),
        pytest.param(
            "Benett expects the index to gain another 10%.",
            id="misspelt",
        ),
    ],
)
def test_second_mentions_of_a_person(reading: Read, sentence: str) -> None:
    assert last_holder(reading([FIRST, sentence])) == BENNETT


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The firm expects the index to gain another 10%.", id="the-firm"),
        pytest.param("The bank expects the index to gain another 10%.", id="the-bank"),
        pytest.param("It expects the index to gain another 10%.", id="it"),
        pytest.param("Its target for the index is 7,200.", id="its-target"),
    ],
)
def test_second_mentions_of_a_firm(reading: Read, sentence: str) -> None:
    assert last_holder(reading(["Kest Bank is bullish on the S&P 500.", sentence])) == Holder(firm="Kest Bank")


def test_she_is_the_last_who_spoke(reading: Read) -> None:
    second = "Daniel Hartley, a trader at Corvane Capital, is bearish on it."
    assert last_holder(reading([FIRST, second, "He expects the index to fall."])).analyst == "Daniel Hartley"


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        pytest.param(
            "“The S&P 500 looks expensive,” said Jerome Powell, chairman of the Federal Reserve.",
            "outsider",
            id="known-policy-maker",
        ),
        pytest.param(
            "European Central Bank President Christine Lagarde said the STOXX 600 looks expensive.",
            "outsider",
            id="known-policy-maker-by-title",
        ),
        pytest.param(
            "The S&P 500 looks expensive, said Finance Minister Brian Tolle.", "policy", id="unknown-policy-maker"
        ),
        pytest.param(
            "The S&P 500 looks expensive, said Brian Tolle, chief executive of Orrin Motors.",
            "executive",
            id="chief-executive",
        ),
        pytest.param(
            "The S&P 500 looks expensive, said Martin Keller, a columnist at the Daily Ledger.",
            "journalist",
            id="journalist",
        ),
        pytest.param("Bloomberg sees the S&P 500 at 7,200 by year-end.", "outsider", id="news-agency"),
        pytest.param("Bennett said the S&P 500 will fall.", "surname alone", id="surname-alone"),
    ],
)
def test_barred_with_the_reason(reading: Read, text: str, barred: str) -> None:
    assert [actor.barred for actor in reading(text).said[0].actors] == [barred]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Corvane Capital expects the S&P 500 to rise.", id="a capital"),
        pytest.param("Analysts at Kest Bank expect the S&P 500 to rise.", id="analysts at a bank"),
        pytest.param(
            "Analysts at Teller & Co expect the S&P 500 to rise.",
            id="analysts at a firm of no known shape",
        ),
    ],
)
def test_an_unknown_house_is_not_barred(reading: Read, text: str) -> None:
    assert [actor.barred for said in reading(text).said for actor in said.actors] == [""]


def test_a_firm_that_keeps_strategists_is_a_house() -> None:
    team = Introduction(0, 1, ("Nomi Ward",), "strategists", "holder+", "Teller & Co", "F")
    teller = gather_cast([team], (), (), ()).firm("Teller & Co")
    assert teller and not teller.barred


def test_byline_is_barred(reading: Read) -> None:
    found = reading("The S&P 500 looks expensive, Martin Keller wrote.", byline=("Martin Keller",))
    assert found.said[0].actors[0].barred == "byline"


def test_byline_of_an_introduced_strategist_is_not(reading: Read) -> None:
    assert reading(FIRST, byline=("Claire Bennett",)).said[0].actors[0].barred == ""


def test_chief_executive_of_a_house_is_not_barred(reading: Read) -> None:
    found = reading("The S&P 500 looks expensive, said Brian Tolle, chief executive of Corvane Capital.")
    assert found.said[0].actors[0].barred == ""


def test_company_that_is_no_house_speaks_for_nobody(reading: Read) -> None:
    found = reading("Orrin Motors sees the S&P 500 at 7,200 by year-end.")
    assert [piece for piece in found.pieces if not piece.actor.barred] == []


@pytest.mark.parametrize(
    ("paragraphs", "firm"),
    [
        pytest.param(
            ["Kest Bank raised its target for the S&P 500.", "“It has legs,” chief strategist Claire Bennett said."],
            "Kest Bank",
            id="role-alone-takes-the-firm-before",
        ),
        pytest.param(
            ["Kest Bank raised its target.", *["Gold was quiet."] * 5, "Chief strategist Claire Bennett said so."],
            "",
            id="not-from-far-away",
        ),
        pytest.param(
            [
                "“The S&P 500 looks cheap,” said Edward Lindqvist.",
                "Lindqvist Research sees the S&P 500 at 7,200 by year-end.",
            ],
            "Lindqvist Research",
            id="house-that-bears-the-name",
        ),
        pytest.param(
            ["“The S&P 500 looks cheap,” said Edward Lindqvist, president of Lindqvist Research."],
            "Lindqvist Research",
            id="president-of-the-house-that-bears-the-name",
        ),
    ],
)
def test_firm_of_a_person(reading: Read, paragraphs: list[str], firm: str) -> None:
    people = [a for said in reading(paragraphs).said for a in said.actors if a.holder.analyst]
    assert people[-1].holder.firm == firm


def introduced(name: str, *, role: str = "strategist", firm: str = "Kest Bank") -> Introduction:
    return Introduction(0, 1, (name,), role, "holder", firm, "F")


def cast_of(*names: str) -> Cast:
    return gather_cast([introduced(name) for name in names], (), (), ())


def holder_named(cast: Cast, name: str) -> Holder | None:
    person = cast.person(name)
    return person.holder if person else None


DAVIDSON = Introduction(0, 1, ("Nomi Davidson",), "strategist", "holder", "Kest Bank", "F")


@pytest.mark.parametrize(
    ("introductions", "people", "name", "holder"),
    [
        pytest.param([], ["Davidson"], "Davidson", Holder(firm="Davidson"), id="a known house"),
        pytest.param(
            [DAVIDSON],
            ["Nomi Davidson", "Davidson"],
            "Davidson",
            Holder("Nomi Davidson", "strategist", "Kest Bank"),
            id="a person of that name is introduced",
        ),
        pytest.param(
            [introduced("Nomi Ward")], ["Davidson"], "Davidson", Holder(firm="Davidson"), id="another is introduced"
        ),
        pytest.param([], ["Ward"], "Ward", Holder("Ward"), id="no known house"),
        pytest.param(
            [],
            ["Nomi Davidson", "Davidson"],
            "Davidson",
            Holder("Nomi Davidson"),
            id="a person of that name is named in full",
        ),
        pytest.param(
            [],
            ["Nomi Davidson", "Davidson"],
            "Nomi Davidson",
            Holder("Nomi Davidson"),
            id="the full name of that person",
        ),
    ],
)
def test_a_lone_surname_may_be_a_house(
    introductions: list[Introduction], people: list[str], name: str, holder: Holder
) -> None:
    assert holder_named(gather_cast(introductions, people, (), ()), name) == holder


def test_a_first_word_of_a_house_is_the_house() -> None:
    cast = gather_cast([introduced("Nomi Ward", firm="Okanami")], (), ["Okanami Securities"], ())
    assert [a.holder.firm for a in cast.actors.values()] == ["Okanami Securities"] * 2
    okanami = cast.firm("Okanami")
    assert okanami and okanami.holder == Holder(firm="Okanami Securities")


def test_a_team_of_a_surname_is_the_houses() -> None:
    team = Introduction(0, 1, ("Davidson",), "analysts", "holder+")
    cast = gather_cast([team], (), (), ())
    assert [a.holder for a in cast.actors.values()] == [Holder(firm="Davidson")]


def test_a_team_of_an_unknown_surname_is_a_persons() -> None:
    team = Introduction(0, 1, ("Ward",), "analysts", "holder+")
    cast = gather_cast([team], (), (), ())
    assert [a.holder for a in cast.actors.values()] == [Holder("Ward", "analysts")]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        pytest.param(
            "Bernstein’s target for the S&P 500 is 7,200.", Holder(firm="Bernstein"), id="the recogniser says person"
        ),
        pytest.param(
            "Analysts at Bernstein expect the S&P 500 to rise.", Holder(firm="Bernstein"), id="analysts at the house"
        ),
        pytest.param(
            "Davidson analysts expect the S&P 500 to rise.",
            Holder(firm="Davidson"),
            id="its analysts",
        ),
        pytest.param(
            "Bernstein analysts expect the S&P 500 to rise.",
            Holder(firm="Bernstein"),
            id="its analysts, the recogniser says organisation",
        ),
        pytest.param(
            "Bernstein expects the S&P 500 to rise.",
            Holder(firm="Bernstein"),
            id="the recogniser says organisation",
        ),
        pytest.param(
            "Davidson strategist Nomi Ward expects the S&P 500 to rise.",
            Holder("Nomi Ward", "strategist", "Davidson"),
            id="its strategist",
        ),
    ],
)
def test_a_house_that_bears_a_surname_speaks(reading: Read, text: str, holder: Holder) -> None:
    assert [a.holder for said in reading(text).said for a in said.actors] == [holder]


def test_a_person_who_bears_the_name_of_a_house_speaks(reading: Read) -> None:
    found = reading(
        ["Nomi Davidson, a strategist at Kest Bank, is calm.", "Davidson’s target for the S&P 500 is 7,200."]
    )
    assert last_holder(found) == Holder("Nomi Davidson", "strategist", "Kest Bank")


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        pytest.param("Calvasina", "Maria Calvasina", id="surname"),
        pytest.param("Calvsina", "Maria Calvasina", id="letter-lost"),
        pytest.param("Calvasnia", "Maria Calvasina", id="letters-swapped"),
        pytest.param("Calvsna", "", id="two-letters-lost"),
        pytest.param("Greta Calvsina", "", id="first-name-is-another"),
        pytest.param("Low", "", id="nobody"),
    ],
)
def test_cast_knows_a_misspelt_surname(printed: str, found: str) -> None:
    person = cast_of("Maria Calvasina", "Daniel Hartley").person(printed)
    assert (person.holder.analyst if person else "") == found


def test_misspelling_of_two_people_is_nobody() -> None:
    assert cast_of("Maria Hartman", "Daniel Hartmen").person("Hartmin") is None


def test_two_people_of_one_surname_are_told_apart() -> None:
    cast = cast_of("Maria Hartley", "Daniel Hartley")
    assert sorted(a.holder.analyst for k, a in cast.actors.items() if k[0] != "@") == [
        "Daniel Hartley",
        "Maria Hartley",
    ]


def test_fuller_name_of_a_person_wins() -> None:
    cast = gather_cast([introduced("M. Hartley", role=""), introduced("Maria Hartley")], (), (), ())
    assert cast.actors["hartley"].holder == Holder("Maria Hartley", "strategist", "Kest Bank")


@pytest.mark.parametrize(
    ("name", "key"),
    [("Dr. Ana Lakos-Bujas, CFA", "lakosbujas"), ("Maria Calvasina", "calvasina"), ("Mr.", ""), ("José Niño", "nino")],
)
def test_surname_key(name: str, key: str) -> None:
    assert surname_key(name) == key
    assert name_words(name)[-1:] == ([key] if key else [])


def test_firm_key_is_of_the_house_not_of_the_spelling() -> None:
    assert firm_key("Citi") == firm_key("Citigroup Inc.")
    assert firm_key("Kest Bank") == "@kest bank"


@pytest.mark.parametrize(
    ("name", "house"), [("Jefferies", True), ("Corvane Capital", True), ("Orrin Motors", False), ("", False)]
)
def test_is_house(name: str, house: bool) -> None:
    assert is_house(name) is house

"""Who is given the words of a sentence, in all the forms in which a sentence can say so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading
from pipeline.extract.attribution import find_attributions, verbs
from pipeline.extract.skeleton import build_skeleton
from pipeline.extract.units import Unit

Read = Callable[..., Reading]
BENNETT, HARTLEY, KEST, CORVANE = "Claire Bennett", "Daniel Hartley", "Kest Bank", "Corvane Capital"


def speakers(reading: Reading) -> list[tuple[str, ...]]:
    """The people, or firms where no person is known, of each stretch."""
    return [tuple(a.holder.analyst or a.holder.firm for a in said.actors) for said in reading.said]


@pytest.mark.parametrize(
    ("text", "who", "form"),
    [
        pytest.param(
            "Claire Bennett, a strategist at Kest Bank, expects the S&P 500 to climb to 7,200.",
            BENNETT,
            "subject",
            id="verb-after",
        ),
        pytest.param(
            "The S&P 500 is headed for 7,200, said Claire Bennett, chief strategist at Kest Bank.",
            BENNETT,
            "inverted",
            id="verb-before",
        ),
        pytest.param(
            "“The S&P 500 looks cheap to us,” says Claire Bennett, chief strategist at Kest Bank.",
            BENNETT,
            "inverted",
            id="verb-before-after-a-quote",
        ),
        pytest.param(
            "“The S&P 500 looks cheap to us,” Claire Bennett of Kest Bank wrote on Monday.",
            BENNETT,
            "inverted",
            id="verb-after-after-a-quote",
        ),
        pytest.param(
            "According to Claire Bennett, a strategist at Kest Bank, the S&P 500 will reach 7,200.",
            BENNETT,
            "according",
            id="according-to",
        ),
        pytest.param("Claire Bennett, Kest Bank: The S&P 500 will reach 7,200.", BENNETT, "colon", id="colon"),
        pytest.param(
            "“The S&P 500 looks cheap to us,” Claire Bennett, strategist at Kest Bank.",
            BENNETT,
            "inverted",
            id="no-verb-after-a-quote",
        ),
        pytest.param("Kest Bank’s year-end target for the S&P 500 is 7,200.", KEST, "noun", id="possessive-target"),
        pytest.param("The year-end target of Kest Bank for the S&P 500 is 7,200.", KEST, "noun", id="target-of"),
        pytest.param("Kest Bank, which sees the S&P 500 at 7,200, is calm.", KEST, "subject", id="which-clause"),
        pytest.param(
            "Kest Bank has told its clients that the S&P 500 will hit 7,200.", KEST, "subject", id="auxiliary"
        ),
        pytest.param(
            "For Claire Bennett of Kest Bank, the S&P 500 remains the best place to be.", BENNETT, "with", id="for"
        ),
        pytest.param(
            "Strategists at Kest Bank led by Claire Bennett recommend buying the S&P 500.",
            BENNETT,
            "subject",
            id="team-led-by",
        ),
        pytest.param(
            "Claire Bennett of Kest Bank is among those who see the S&P 500 at 7,200.",
            BENNETT,
            "subject",
            id="among-those-who",
        ),
        pytest.param(
            "Claire Bennett of Kest Bank is among the few who expect the S&P 500 to rise.",
            BENNETT,
            "subject",
            id="among-the-few-who",
        ),
        pytest.param(
            "Kest Bank is one of those that expect the S&P 500 to rise.", KEST, "subject", id="one-of-those-that"
        ),
        pytest.param(
            "Kest Bank was one of the houses which saw the S&P 500 at 7,200.", KEST, "subject", id="one-of-the-houses"
        ),
        pytest.param(
            "Claire Bennett of Kest Bank is one of the strategists who expect the S&P 500 to rise.",
            BENNETT,
            "subject",
            id="one-of-the-strategists-who",
        ),
        pytest.param(
            "Among those who expect the S&P 500 to rise is Claire Bennett of Kest Bank.",
            BENNETT,
            "subject",
            id="among-those-who-is",
        ),
        pytest.param("The bulls are at Kest Bank, where the target is 7,200.", KEST, "with", id="at-where-the-target"),
        pytest.param(
            "The mood is best at Kest Bank, where the year-end forecast is 7,200.",
            KEST,
            "with",
            id="at-where-the-forecast",
        ),
        pytest.param(
            "Optimism is greatest at Kest Bank, where the target is 7,200.",
            KEST,
            "with",
            id="at-where-behind-a-noun",
        ),
        pytest.param(
            "The bulls are at Kest Bank, where its official target is 7,200.", KEST, "noun", id="at-where-its-target"
        ),
    ],
)
def test_speaker_of_a_sentence(reading: Read, text: str, who: str, form: str) -> None:
    found = reading(text)
    assert speakers(found) == [(who,)]
    assert [said.form for said in found.said] == [form]


def test_dash_and_name_after_a_closed_quote(reading: Read) -> None:
    found = reading("“The S&P 500 looks cheap to us.” — Claire Bennett, strategist at Kest Bank")
    assert (BENNETT,) in speakers(found)


@pytest.mark.parametrize(
    ("text", "who", "second"),
    [
        pytest.param(
            "Claire Bennett of Kest Bank sees the S&P 500 at 7,200, while Daniel Hartley of Corvane Capital expects "
            "it to fall to 6,100.",
            [(BENNETT,), (HARTLEY,)],
            "Daniel Hartley",
            id="while",
        ),
        pytest.param(
            "Kest Bank targets 7,200 for the S&P 500; Corvane Capital expects 6,100.",
            [(KEST,), (CORVANE,)],
            "Corvane Capital",
            id="semicolon",
        ),
        pytest.param(
            "Claire Bennett of Kest Bank expects the S&P 500 to rise, but Daniel Hartley of Corvane Capital warns of "
            "a drop.",
            [(BENNETT,), (HARTLEY,)],
            "Daniel Hartley",
            id="but",
        ),
    ],
)
def test_two_speakers_share_a_sentence(reading: Read, text: str, who: list[tuple[str, ...]], second: str) -> None:
    found = reading(text)
    assert speakers(found) == who
    assert text[found.said[1].start :].lstrip().startswith(second)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param(
            "Claire Bennett of Kest Bank and Daniel Hartley of Corvane Capital both see the S&P 500 at 7,200.",
            (BENNETT, HARTLEY),
            id="both-see",
        ),
        pytest.param(
            "Claire Bennett of Kest Bank and Daniel Hartley of Corvane Capital are among those who see 7,200.",
            (BENNETT, HARTLEY),
            id="among-those-who",
        ),
        pytest.param(
            "The highest targets are those of Kest Bank and Corvane Capital, both of which see the S&P 500 at 7,200.",
            (KEST, CORVANE),
            id="both-of-which",
        ),
        pytest.param(
            "The bulls include Claire Bennett of Kest Bank and Daniel Hartley of Corvane Capital, both of whom expect "
            "the S&P 500 to rise.",
            (BENNETT, HARTLEY),
            id="both-of-whom",
        ),
        pytest.param(
            "The bulls include Kest Bank, Jefferies and Corvane Capital, all of which expect the S&P 500 to rise.",
            (KEST, "Jefferies", CORVANE),
            id="all-of-which",
        ),
    ],
)
def test_several_speakers_of_one_opinion(reading: Read, text: str, who: tuple[str, ...]) -> None:
    assert speakers(reading(text)) == [who]


@pytest.mark.parametrize(
    "text",
    ["The S&P 500 rose to 7,010 in quiet trading on Monday.", "Volume was light.", "Two thirds of the members fell."],
)
def test_narration_has_no_speaker(reading: Read, text: str) -> None:
    assert [said for said in reading(text).said if said.actors] == []


def skeleton_forms(text: str) -> list[tuple[tuple[int, ...], str]]:
    """The attributions of a text in which HOLDER and OTHER are units."""
    units, at = [], 0
    for word in ("HOLDER", "OTHER", "SECOND"):
        at = text.find(word)
        if at >= 0:
            units.append(Unit("O" if word == "OTHER" else "H", at, at + len(word), word))
    units.sort(key=lambda unit: unit.start)
    return [(a.speakers, a.form) for a in find_attributions(build_skeleton(text, 0, len(text), units))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("HOLDER expects a drop.", [((0,), "subject")], id="subject"),
        pytest.param("HOLDER doesn't fear a drop.", [((0,), "subject")], id="negated-auxiliary"),
        pytest.param("Stocks will drop, says HOLDER.", [((0,), "inverted")], id="inverted"),
        pytest.param("Stocks will drop, according to a note from HOLDER.", [((0,), "according")], id="according"),
        pytest.param("HOLDER: stocks will drop.", [((0,), "colon")], id="colon"),
        pytest.param("HOLDER and SECOND expect a drop.", [((0, 1), "subject")], id="two"),
        pytest.param("HOLDER and SECOND, both of which fear a drop, wait.", [((0, 1), "subject")], id="both-of-which"),
        pytest.param("HOLDER is among those who fear a drop.", [((0,), "subject")], id="among-those-who"),
        pytest.param("Bears are at HOLDER, where the target is low.", [((0,), "with")], id="at-where"),
        pytest.param("She worked at HOLDER, where the coffee is good.", [], id="at-where-there-is-no-target"),
        pytest.param("OTHER said so.", [((0,), "subject")], id="other"),
        pytest.param("Few believe the forecast of HOLDER any more.", [((0,), "noun")], id="noun"),
        pytest.param("Stocks dropped.", [], id="nobody"),
    ],
)
def test_forms_on_skeletons(text: str, expected: list[tuple[tuple[int, ...], str]]) -> None:
    assert skeleton_forms(text) == expected


def test_each_unit_speaks_once() -> None:
    found = skeleton_forms("According to HOLDER, whose target is high, stocks rise, said HOLDER.")
    assert [speakers for speakers, _ in found] == [(0,)]


def test_kinds_of_verbs_are_parts_of_all() -> None:
    everything = set(verbs().split("(?:", 1)[1].rsplit(")(?!", 1)[0].split("|"))
    for kind in ("say", "think", "set"):
        some = set(verbs(kind).split("(?:", 1)[1].rsplit(")(?!", 1)[0].split("|"))
        assert some
        assert some <= everything

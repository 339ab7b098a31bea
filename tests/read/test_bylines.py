"""By-lines, names and credits: who is a writer, who is an expert, what is cut out of a paragraph."""

import pytest

from pipeline.read.bylines import is_expert_elsewhere, is_name, names_in, parse_byline
from pipeline.read.credits import cut_credits


@pytest.mark.parametrize(
    "name", ["Jane Doe", "Piet van der Meer", "Mary O'Dowd", "Ko Min-ji", "J. P. Roe", "Theo d'Arbois", "Zoë Müller"]
)
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text", ["Managing Editor", "Editorial Board", "Jane", "Elm Capital", "jane doe", "Read More", "Market 500", ""]
)
def test_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        pytest.param("Jane Doe and John Roe", ("Jane Doe", "John Roe"), id="and"),
        pytest.param(
            "Reporting by Jane Doe in Oakville; Editing by  John Roe ", ("Jane Doe", "John Roe"), id="credits"
        ),
        pytest.param(
            "To contact the reporter on this story: Al Poe in Elmtown at apoe@example.net", ("Al Poe",), id="mail"
        ),
        pytest.param("-Jane Doe -John Roe", ("Jane Doe", "John Roe"), id="sign-offs"),
        pytest.param("the Markets Live team", (), id="team"),
        pytest.param("reporters in London, Hong Kong and Sao Paulo", (), id="places"),
    ],
)
def test_names_in(credit: str, expected: tuple[str, ...]) -> None:
    assert names_in(credit) == expected


@pytest.mark.parametrize(
    ("line", "names", "is_expert"),
    [
        pytest.param("By Jane Doe", ("Jane Doe",), False, id="writer"),
        pytest.param("By Jane Doe, Senior Markets Correspondent", ("Jane Doe",), False, id="correspondent"),
        pytest.param("By Jane Doe, chief news editor", ("Jane Doe",), False, id="a chief who edits"),
        pytest.param("By Mark Roe, CMT, Head of Technical Strategy", ("Mark Roe",), True, id="head of strategy"),
        pytest.param("Written by Ann Poe, founder of Poe Capital", ("Ann Poe",), True, id="founder"),
        pytest.param("By Staff Desk", (), False, id="desk"),
    ],
)
def test_bylines(line: str, names: tuple[str, ...], is_expert: bool) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert byline.names == names
    assert byline.is_expert is is_expert


@pytest.mark.parametrize(
    "line",
    [
        "By noon on Friday, the Oak 100 had gained 1.3% and was still climbing.",
        "By the numbers",
        "Jane Doe said the index would rise.",
    ],
)
def test_no_bylines(line: str) -> None:
    assert parse_byline(line) is None


def test_an_expert_may_be_introduced_in_the_text() -> None:
    text = "By Ann Poe\n\nStocks look dear. Ann Poe is president of Poe Research. Jane Doe is a reporter at Oak Daily."
    assert is_expert_elsewhere("Ann Poe", text)
    assert not is_expert_elsewhere("Jane Doe", text)


@pytest.mark.parametrize(
    ("paragraph", "kept", "names"),
    [
        pytest.param("Shares fell. (Editing by Jane Doe)", ["Shares fell. "], ("Jane Doe",), id="editing"),
        pytest.param(
            "Shares fell. (Reporting by Jane Doe; additional reporting by  John Roe ; Editing by Al Poe) ($1=.5 pound)",
            ["Shares fell. "],
            ("Jane Doe", "John Roe", "Al Poe"),
            id="three roles and a rate",
        ),
        pytest.param(
            "“Buy the dip,” Roe said.–With assistance from Jane Doe and Al Poe.Bloomberg.com",
            ["“Buy the dip,” Roe said."],
            ("Jane Doe", "Al Poe"),
            id="glued assistance and site",
        ),
        pytest.param("It will rise, he said.Bloomberg.com", ["It will rise, he said."], (), id="glued site"),
        pytest.param("Gold rose. (jane.doe@example.com; @jdoe)", ["Gold rose. "], (), id="mail"),
        pytest.param(
            "Oil fell. ___ AP Writers Jane Doe and Al Poe contributed to this report.",
            ["Oil fell. "],
            ("Jane Doe", "Al Poe"),
            id="agency writers",
        ),
        pytest.param(
            "Growth (reporting in euros by 2027) slows.", ["Growth (reporting in euros by 2027) slows."], (), id="prose"
        ),
        pytest.param("(Reporting by Jane Doe)", [], ("Jane Doe",), id="nothing but a credit"),
    ],
)
def test_cut_credits(paragraph: str, kept: list[str], names: tuple[str, ...]) -> None:
    pieces, credited = cut_credits(paragraph)
    assert [paragraph[start:end] for start, end in pieces] == kept
    assert credited == names


def test_a_text_after_the_credit_stays() -> None:
    tail = (
        "The Oak 100 has gained in nine of ten Decembers, and most desks in Elmtown expect another rise this year. " * 3
    )
    paragraph = f"Shares fell. (Reporting by Jane Doe) {tail}"
    pieces, _ = cut_credits(paragraph)
    assert len(pieces) == 2
    assert paragraph[slice(*pieces[1])].strip() == tail.strip()

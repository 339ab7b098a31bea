"""A block is cut into sentences at their ends only, with abbreviations, initials, quotes and lost blanks.

"Mr. Low of J.P. Teller fell. He got up." has two sentences.
"""

from __future__ import annotations

import pytest

from pipeline.extract.sentences import Sentence, split_block


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_block(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["The index fell.", "Nobody minded."], id="two plain sentences"),
        pytest.param(["Will it hold?", "Nomi Ward thinks so!", "We do not."], id="question and exclamation marks"),
        pytest.param(["It closed at 5,000.", "That is a record."], id="number before the stop"),
        pytest.param(["Gains of 12%.", "Losses of 3%."], id="percent sign before the stop"),
        pytest.param(["“We are buyers.”", "The index rose."], id="closing quotation mark stays with its sentence"),
        pytest.param(["It fell.", "“We told you,” Low wrote."], id="sentence that opens with a quote"),
        pytest.param(["It fell (again.)", "Then it rose."], id="closing bracket"),
        pytest.param(
            ["Stocks slid in the U.S.", "The rest of the world rose."], id="abbreviation that ends a sentence"
        ),
        pytest.param(["She left Teller Inc.", "She is at Kest now."], id="firm that ends a sentence"),
        pytest.param(["It opened at 9:30 a.m.", "We were asleep."], id="time that ends a sentence"),
        pytest.param(["First line", "Second line"], id="newline always cuts"),
        pytest.param(["It waits…", "Then it jumps."], id="dots as one sign"),
        pytest.param(["“It is cheap.”", "— With help from Oslo."], id="dash that names nobody"),
        pytest.param(["The target is 5,000.", "6,000 comes next."], id="sentence that starts with a number"),
    ],
)
def test_cuts_between_sentences(parts: list[str]) -> None:
    separator = "\n" if "line" in parts[0] else " "
    assert cut(separator.join(parts)) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Mr. Low met Dr. Ward and Mrs. Huld on Monday.", id="titles"),
        pytest.param("Teller & Co. Securities sees 5,000.", id="firm with Co. inside"),
        pytest.param("The U.S. Treasury sold bonds.", id="country before a capital"),
        pytest.param("Nomi J. Ward is bullish.", id="middle initial"),
        pytest.param("J. P. Teller is bearish.", id="two initials"),
        pytest.param("It rose 4.5 percent to 5,012.35 on Friday.", id="decimal points"),
        pytest.param("It peaked on Nov. 26 and Jan. 3.", id="short months"),
        pytest.param("It is the No. 1 call of the house.", id="number sign in letters"),
        pytest.param("“Will it hold?” she asked.", id="verb of saying after a question"),
        pytest.param("“Buy it!” said Ravi Low.", id="said after an exclamation"),
        pytest.param("The site bourse.example.com was down.", id="address on the web"),
        pytest.param("It fell ... and then it rose.", id="three dots before a small letter"),
        pytest.param("Bulls vs. Bears is an old game.", id="versus"),
        pytest.param("The E.U. Commission met.", id="union before a capital"),
        pytest.param("J.J. Ward is bullish.", id="initials without a blank"),
        pytest.param("So says J.J. Ward of Kest Bank.", id="initials inside"),
        pytest.param("“It will rise,” said J.J. Ward.", id="initials after a quote"),
        pytest.param("J.J.J. Ward is bullish.", id="three initials"),
        pytest.param("Mr. J.J. Ward is bullish.", id="title and initials"),
        pytest.param("A.B. Ward & Co. Securities sees 5,000.", id="initials of a firm"),
        pytest.param("J.-P. Ward is bullish.", id="J.-P."),
    ],
)
def test_keeps_one_sentence_whole(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The outlook is negative.The index fell.", ["The outlook is negative.", "The index fell."], id="lost blank"
        ),
        pytest.param("It gained 3%.Then it fell.", ["It gained 3%.", "Then it fell."], id="lost blank after percent"),
        pytest.param(
            "It reached 5,000.Ward smiled.", ["It reached 5,000.", "Ward smiled."], id="lost blank after digit"
        ),
        pytest.param("It is over?Ward thinks so.", ["It is over?", "Ward thinks so."], id="lost blank after question"),
        pytest.param(
            "She left Kest Co. Ltd.“The index is dear,” she said.",
            ["She left Kest Co. Ltd.", "“The index is dear,” she said."],
            id="firm glued to a quote",
        ),
        pytest.param(
            "She left Kest Bank.“It is dear,” she said.",
            ["She left Kest Bank.", "“It is dear,” she said."],
            id="lost blank before a quote",
        ),
        pytest.param(
            'She left Kest Ltd."The index is dear," she said.',
            ["She left Kest Ltd.", '"The index is dear," she said.'],
            id="firm glued to a quote in straight marks",
        ),
        pytest.param(
            "She left Kest Inc.The index is dear.",
            ["She left Kest Inc.", "The index is dear."],
            id="firm glued to a sentence",
        ),
        pytest.param("  It fell.   It rose.  ", ["It fell.", "It rose."], id="blanks are trimmed"),
        pytest.param("One\n\n\nTwo", ["One", "Two"], id="empty lines are no sentences"),
        pytest.param("   ", [], id="blanks only"),
    ],
)
def test_lost_and_spare_blanks(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["The strategist thinks that the index will rise\nto 7,000 by June.", "It fell."], id="wrapped"),
        pytest.param(
            ["So says Nomi Ward, chief equity strategist at Kest\nBank in Oslo.", "It fell."], id="before a capital"
        ),
        pytest.param(["The index is going to rise for many months, said the\nanalyst."], id="a short last line"),
        pytest.param(["The index is going to rise for many months,\n“and then fall.”"], id="before a quote"),
        pytest.param(["The strategist expects the index to rise.", "It fell."], id="full stop before the break"),
        pytest.param(["“The strategist expects the index to rise.”", "It fell."], id="closing mark before the break"),
        pytest.param(["The strategist said this of the index today:", "it will rise."], id="colon before the break"),
        pytest.param(["Support 6,500", "Resistance 6,900"], id="short lines"),
        pytest.param(["The strategist thinks that the index will rise", "", "It fell."], id="an empty line"),
        pytest.param(
            ["So says Nomi Ward, a strategist at the house of Kest Inc.\nin Oslo."],
            id="abbreviation before the break",
        ),
    ],
)
def test_line_breaks(parts: list[str]) -> None:
    assert cut("\n".join(parts)) == [part for part in parts if part]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["FINDING VALUE", "But Nomi Ward said it is cheap."], id="two words"),
        pytest.param(["WHERE GAINS COME FROM", "But Nomi Ward said it is cheap."], id="four words"),
        pytest.param(
            ["WHERE TO FIND GAINS", "But Nomi Ward said it is cheap."],
            id="a short word inside",
        ),
        pytest.param(["SOME WANT A PULLBACK", "But Nomi Ward said it is cheap."], id="one letter inside"),
        pytest.param(["FINDING VALUE", "Analysts say it is cheap."], id="before a word that may be a name"),
        pytest.param(["FINDING VALUE", "Nomi Ward said it is cheap."], id="before a name"),
        pytest.param(["YOU WANT A RALLY?"], id="all of it"),
        pytest.param(["WHAT COMES NEXT?", "The index may rise."], id="a question"),
        pytest.param(["CHEAP STOCKS", "“We like it,” she said."], id="before a quote"),
        pytest.param(["It fell.", "FINDING VALUE", "But Nomi Ward said it is cheap."], id="behind a sentence"),
        pytest.param(["OSLO The index rose."], id="one word is none"),
        pytest.param(["THE S&P 500 Nomi Ward likes rose."], id="an index with a number is none"),
        pytest.param(["The NORTH SEA Fund rose."], id="capitals inside are none"),
        pytest.param(["KEST BANK Strategists raised targets."], id="a firm"),
        pytest.param(["KEST CIO Nomi Ward said so."], id="a firm and a role"),
        pytest.param(["S&P BSE Sensex may gain 5%."], id="an index of India"),
        pytest.param(["FTSE MIB Index may gain 5%."], id="an index of Italy"),
    ],
)
def test_heading_that_ran_into_its_paragraph(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_offsets_are_those_of_the_article_and_the_block_is_kept() -> None:
    text = "Heading\nIt fell. It rose. Footer"
    start, end = 8, 25
    assert split_block(text, start, end, block=7) == [Sentence(8, 16, 7), Sentence(17, 25, 7)]

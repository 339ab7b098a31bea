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
        pytest.param("  It fell.   It rose.  ", ["It fell.", "It rose."], id="blanks are trimmed"),
        pytest.param("One\n\n\nTwo", ["One", "Two"], id="empty lines are no sentences"),
        pytest.param("   ", [], id="blanks only"),
    ],
)
def test_lost_and_spare_blanks(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_offsets_are_those_of_the_article_and_the_block_is_kept() -> None:
    text = "Heading\nIt fell. It rose. Footer"
    start, end = 8, 25
    assert split_block(text, start, end, block=7) == [Sentence(8, 16, 7), Sentence(17, 25, 7)]

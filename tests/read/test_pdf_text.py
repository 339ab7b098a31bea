"""Undoing hyphens at the ends of lines: what is joined, and what keeps its hyphen."""

import pytest

from pipeline.read.pdf_text import joined, vocabulary


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["our expec-", "tations rose"], "our expectations rose", id="a cut word"),
        pytest.param(["by year-", "end it"], "by year-end it", id="a usual first part"),
        pytest.param(["in mid-", "July it"], "in mid-July it", id="a capital follows"),
        pytest.param(["the S&P-", "500 fell"], "the S&P-500 fell", id="a number follows"),
        pytest.param(["a 12-", "month target"], "a 12-month target", id="a number before"),
        pytest.param(["a long-", "term view"], "a long-term view", id="long-term"),
        pytest.param(["the long-", "est rally"], "the longest rally", id="an ending is no second part"),
        pytest.param(["end-of-", "year hopes"], "end-of-year hopes", id="two hyphens, and the document has the word"),
        pytest.param(["a risk-", "ier bet"], "a riskier bet", id="the document has it without"),
        pytest.param(["the mar-", "ket-", "place"], "the marketplace", id="cut twice"),
        pytest.param(["fell -", "and rose"], "fell - and rose", id="a dash between blanks"),
        pytest.param(["fell –", "and rose"], "fell – and rose", id="a long dash between blanks"),
        pytest.param(["the index—", "at last—rose"], "the index—at last—rose", id="a dash without blanks"),
        pytest.param(["and/", "or gold"], "and/or gold", id="a slash"),
        pytest.param(["from 6,900-", "7,100 it"], "from 6,900-7,100 it", id="a range"),
        pytest.param([" two  blanks ", "here"], "two blanks here", id="blanks"),
        pytest.param(["expec-"], "expec-", id="nothing follows"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_lines_become_text(lines: list[str], text: str) -> None:
    assert joined(lines, vocabulary(["A riskier bet at the end-of-year party"])) == text


def test_the_words_of_a_document_are_without_those_that_a_line_cuts() -> None:
    assert vocabulary(["S&P 500 expec-", "tations, don’t"]) >= {"s&p", "500", "expec", "tations", "don’t"}
    assert "expec-" not in vocabulary(["expec-"])

"""Who speaks in each sentence: quotations over several sentences, odd marks, floating quotes, an author's own note."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.extract.article import Reading
from pipeline.extract.quotes import find_quotes, share_quoted
from pipeline.extract.sentences import split_block

Read = Callable[..., Reading]
SAID = "said Claire Bennett, chief strategist at Kest Bank."
FIRST = f"“We like the S&P 500,” {SAID}"


def speakers(reading: Reading) -> list[str]:
    """The speaker of each sentence of the article, empty where it has none."""
    found = [""] * len(reading.parsed)
    for said in reading.said:
        if said.actors:
            found[said.sentence] = said.actors[0].holder.analyst or said.actors[0].holder.firm
    return found


B = "Claire Bennett"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param([f"“We like it. Earnings are strong. Buy the dip,” {SAID}"], [B, B, B], id="speaker-at-the-end"),
        pytest.param([f"{FIRST} “Earnings are strong. Buy the dip.”"], [B, B, B], id="speaker-after-the-first"),
        pytest.param(
            [f'"We like the S&P 500," {SAID} "Earnings are strong. Buy.'], [B, B, B], id="odd-number-of-marks"
        ),
        pytest.param([f"{FIRST} “Earnings are strong. Buy."], [B, B, B], id="unclosed"),
        pytest.param([FIRST, "“The index should gain 10%,” she added."], [B, B], id="she-added"),
        pytest.param([FIRST, "“The index should gain 10%.”"], [B, B], id="floating-quote-in-the-next-paragraph"),
        pytest.param(
            ["Claire Bennett, chief strategist at Kest Bank, said: “We like it.", "“Earnings are strong.”"],
            [B, B],
            id="unclosed-and-going-on-in-the-next-paragraph",
        ),
        pytest.param([f"{FIRST}“The index should gain 10%.”"], [B, B], id="glued"),
        pytest.param([f"{FIRST} Support for the index lies at 6,500."], [B, B], id="goes-on-in-the-paragraph"),
        pytest.param([FIRST, "Support for the index lies at 6,500."], [B, B], id="goes-on-in-the-next"),
        pytest.param([FIRST, "Oil fell for a third day."], [B, ""], id="narration-in-the-next"),
        pytest.param(["Oil fell for a third day.", FIRST], ["", B], id="narration-before"),
        pytest.param(
            [f"“We like the S&P 500, {SAID}"],
            [B],
            id="unclosed-before-the-speaker",
        ),
        pytest.param(
            ["“Buy the S&P 500,” said Claire Bennett of Kest Bank, and hold on for the next leg up,” she added."],
            [B],
            id="opening-mark-lost-behind-the-speaker",
        ),
    ],
)
def test_speaker_of_each_sentence(reading: Read, paragraphs: list[str], expected: list[str]) -> None:
    assert speakers(reading(paragraphs)) == expected


@pytest.mark.parametrize(
    ("paragraphs", "title", "expected"),
    [
        pytest.param(
            ["By Claire Bennett, chief strategist at Kest Bank", "The S&P 500 will rise."], "", [B, B], id="by-line"
        ),
        pytest.param(
            ["The S&P 500 will rise."],
            "Three reasons to stay invested - Kest Bank",
            ["Kest Bank"] * 2,
            id="signed-title",
        ),
        pytest.param(["The S&P 500 will rise."], "Stay invested", ["", ""], id="plain-title"),
    ],
)
def test_author_of_a_note(reading: Read, paragraphs: list[str], title: str, expected: list[str]) -> None:
    assert speakers(reading(paragraphs, title=title)) == expected


def test_statements_lie_in_their_sentences_in_order(reading: Read) -> None:
    found = reading([FIRST, "“The index should gain 10%. Buy,” she added.", "Oil fell."])
    for said in found.said:
        sentence = found.parsed[said.sentence]
        assert sentence.start <= said.start <= said.end <= sentence.end
    assert [said.sentence for said in found.said] == sorted(said.sentence for said in found.said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“Buy,” he said.", [("Buy,", True)], id="curly"),
        pytest.param('"Buy," he said.', [("Buy,", True)], id="straight"),
        pytest.param('"Buy," he said. "Sell.', [("Buy,", True), ("Sell.", False)], id="odd-straight"),
        pytest.param("“Buy. “Sell.”", [("Buy. ", False), ("Sell.", True)], id="opened-twice"),
        pytest.param("«Buy,» he said.", [("Buy,", True)], id="angles"),
        pytest.param("``Buy,'' he said.", [("Buy,", True)], id="wire"),
        pytest.param("No marks at all.", [], id="none"),
        pytest.param("Empty “” marks.", [], id="empty"),
    ],
)
def test_quotes_of_a_block(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(text[q.start : q.end], q.closed) for q in find_quotes(text, 0, len(text))] == expected


def test_share_quoted() -> None:
    text = "“Buy now,” he said."
    quotes = find_quotes(text, 0, len(text))
    assert share_quoted(quotes, 1, 9) == 1.0
    assert share_quoted(quotes, 10, len(text)) == 0.0
    assert share_quoted(quotes, 5, 5) == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It fell. He said so.", ["It fell.", "He said so."], id="two"),
        pytest.param("Mr. Low of J.P. Bank fell.", ["Mr. Low of J.P. Bank fell."], id="abbreviations"),
        pytest.param("It is weak.The index fell.", ["It is weak.", "The index fell."], id="glued"),
        pytest.param("It rose 1.6% to 6.7 points.", ["It rose 1.6% to 6.7 points."], id="decimals"),
        pytest.param("“Buy it.” He left.", ["“Buy it.”", "He left."], id="closing-mark-stays"),
        pytest.param("“Will it last?” she asked.", ["“Will it last?” she asked."], id="goes-on-after-the-mark"),
        pytest.param("U.S. stocks fell.", ["U.S. stocks fell."], id="initials"),
        pytest.param("He likes the U.S. The index fell.", ["He likes the U.S.", "The index fell."], id="initials-end"),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in split_block(text, 0, len(text))] == expected

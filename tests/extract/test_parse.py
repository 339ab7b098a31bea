"""What a headline introduces: people only where they come again in the text, since all its words may have capitals.

"Kest Strategists Raise China Targets" names nobody; sentences are parsed one by one, with offsets of the article.
"""

from __future__ import annotations

import pytest

from pipeline.extract.parse import Parsed
from pipeline.types import BlockKind

from .factories import article_of, listed, parsed_of, table

Introduced = list[tuple[tuple[str, ...], str]]
HEAD = "Kest Bank’s Nomi Ward sees the S&P 500 at 7,000"


def introduced(sentence: Parsed) -> Introduced:
    return [(intro.people, intro.firm) for intro in sentence.introductions]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(HEAD, "It is dear, Ward said.", [(("Nomi Ward",), "Kest Bank")], id="surname comes again"),
        pytest.param(HEAD, "It is dear, said Nomi Ward.", [(("Nomi Ward",), "Kest Bank")], id="full name comes again"),
        pytest.param(HEAD, "It is dear.", [], id="does not come again"),
        pytest.param(HEAD, "Wardens and stewards waited.", [], id="part of another word"),
        pytest.param(
            "Analysts Ward and Okafor of Kest Bank see 7,000",
            "Ward is sure, Okafor is not.",
            [(("Ward", "Okafor"), "Kest Bank")],
            id="two people come again",
        ),
        pytest.param(
            "Analysts Ward and Okafor of Kest Bank see 7,000", "Ward is sure.", [], id="one of two comes again"
        ),
        pytest.param("Jefferies strategists see 7,000", "It is dear.", [((), "Jefferies")], id="a firm need not"),
        pytest.param("Kest Strategists Raise China Targets", "Kest Bank is bullish.", [], id="words in capitals"),
        pytest.param(
            "Kest Strategists Raise China Targets",
            "Kest Bank is bullish. Targets rose.",
            [],
            id="words in capitals, one of which comes again",
        ),
    ],
)
def test_introductions_of_a_headline(title: str, text: str, expected: Introduced) -> None:
    first = parsed_of(article_of(text, title=title))[0]
    assert first.kind is BlockKind.TITLE
    assert introduced(first) == expected


def test_a_paragraph_introduces_whom_nobody_names_again() -> None:
    (sentence,) = parsed_of(article_of(HEAD))
    assert introduced(sentence) == [(("Nomi Ward",), "Kest Bank")]


def test_offsets_are_those_of_the_article() -> None:
    article = article_of("It fell. Nomi Ward of Kest Bank sees the S&P 500 at 7,000 by year-end.", title="A title")
    last = parsed_of(article)[-1]
    assert article.text[last.start : last.end] == last.text
    assert [article.text[u.start : u.end] for u in last.units] == [u.text for u in last.units]
    assert [article.text[n.start : n.end] for n in last.numbers] == ["7,000"]
    assert [article.text[h.start : h.end].strip() for h in last.horizons] == ["year-end"]
    assert [article.text[i.start : i.end] for i in last.introductions] == ["Nomi Ward of Kest Bank"]


def test_every_sentence_knows_its_block() -> None:
    article = article_of("It fell. It rose.", *listed("One. Two."), *table("Firm | Target", "Kest | 7. 8"))
    assert [(p.text, p.block, p.kind) for p in parsed_of(article)] == [
        ("It fell.", 0, BlockKind.PARAGRAPH),
        ("It rose.", 0, BlockKind.PARAGRAPH),
        ("One.", 1, BlockKind.LIST_ITEM),
        ("Two.", 1, BlockKind.LIST_ITEM),
        ("Firm | Target", 2, BlockKind.TABLE_ROW),
        ("Kest | 7. 8", 3, BlockKind.TABLE_ROW),
    ]


def test_units_are_asked_for_by_kind() -> None:
    (sentence,) = parsed_of(article_of("Nomi Ward of Kest Bank likes the S&P 500."))
    assert [u.text for u in sentence.of_kind("PI")] == ["Nomi Ward", "S&P 500"]

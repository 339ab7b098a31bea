"""Quotation marks of all kinds are paired, also where one is missing.

`“Buy,” he said. “Sell.` has two quotes, the second of them not closed.
"""

from __future__ import annotations

import pytest

from pipeline.extract.quotes import Quote, find_quotes, share_quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nothing was said.", [], id="no quote"),
        pytest.param("“We are buyers,” Ward said.", ["We are buyers,"], id="curly marks"),
        pytest.param('"We are buyers," Ward said.', ["We are buyers,"], id="straight marks"),
        pytest.param('"Buy," he said. "Hold on."', ["Buy,", "Hold on."], id="two straight quotes"),
        pytest.param("„Buy now“ and «sell later»", ["Buy now", "sell later"], id="German marks and guillemets"),
        pytest.param("«Sell later», she wrote.", ["Sell later"], id="guillemets"),
        pytest.param("``Buy now,'' Low said.", ["Buy now,"], id="marks of typewriters"),
        pytest.param("It's the bulls' market.", [], id="apostrophes are no marks"),
        pytest.param('He calls it a "melt-up" phase', ["melt-up"], id="one word in straight marks"),
        pytest.param("‘‘Buy now,’’ Low said.", ["Buy now,"], id="two single marks each"),
        pytest.param("“Buy now,’’ Low said.", ["Buy now,"], id="closed by two single marks"),
        pytest.param(
            "``Buy now,’’ Low said. ``Sell later,’’ Ward said.", ["Buy now,", "Sell later,"], id="wire, closed by curly"
        ),
        pytest.param('The range (the "box") holds', ["box"], id="mark after a bracket"),
        pytest.param('the "" sign', [], id="nothing between marks"),
        pytest.param('A 6" pipe is no quote', [], id="inches after a digit"),
    ],
)
def test_closed_quotes(text: str, expected: list[str]) -> None:
    quotes = find_quotes(text, 0, len(text))
    assert [text[q.start : q.end] for q in quotes] == expected
    assert all(q.closed for q in quotes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“We like the index. We add on dips.",
            [("We like the index. We add on dips.", False)],
            id="quote that goes on in the next paragraph",
        ),
        pytest.param(
            '"Buy," he said. "Sell.',
            [("Buy,", True), ("Sell.", False)],
            id="last straight mark left open",
        ),
        pytest.param(
            "“Buy this, he said. “And sell that.”",
            [("Buy this", True), ("And sell that.", True)],
            id="opening mark while another is open",
        ),
        pytest.param("the end was near.” Low added", [], id="closing mark alone"),
        pytest.param("he said: “", [], id="opening mark at the very end"),
        pytest.param("The bulls’’ turn", [], id="two single marks that close nothing"),
    ],
)
def test_odd_marks(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(text[q.start : q.end], q.closed) for q in find_quotes(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“A pullback is near, said Nomi Ward. The index fell.", [("A pullback is near", True)], id="said Name"
        ),
        pytest.param('"A pullback is near, said Nomi Ward.', [("A pullback is near", True)], id="straight mark"),
        pytest.param("“A pullback is near, says the strategist.", [("A pullback is near", True)], id="says the"),
        pytest.param("“A pullback is near, wrote Nomi Ward.", [("A pullback is near", True)], id="wrote Name"),
        pytest.param("“A pullback is near, added the firm.", [("A pullback is near", True)], id="added the"),
        pytest.param(
            "“Buy,” said Ward. “A pullback is near, said Low. “Sell,” he added.",
            [("Buy,", True), ("A pullback is near", True), ("Sell,", True)],
            id="between two whole quotes",
        ),
        pytest.param(
            "“As we have always said, the index will rise.",
            [("As we have always said, the index will rise.", False)],
            id="said before the comma",
        ),
        pytest.param(
            "“We like it, said no strategist ever.", [("We like it, said no strategist ever.", False)], id="said nobody"
        ),
        pytest.param(
            "“Buy now, said the fox to the hen” is an old line.",
            [("Buy now, said the fox to the hen", True)],
            id="closed behind it",
        ),
        pytest.param(
            "“A pullback is near, she said.",
            [("A pullback is near", True)],
            id="she said",
        ),
        pytest.param("“A pullback is near, Nomi Ward said.", [("A pullback is near", True)], id="Name said"),
    ],
)
def test_quote_without_closing_mark_ends_where_its_speaker_is_named(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(text[q.start : q.end], q.closed) for q in find_quotes(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“Buy,” hold on,” he added.", ["Buy,", " hold on,"], id="in the same sentence"),
        pytest.param('"Buy," he said. The index fell." Low waits.', ["Buy,"], id="not beyond a full stop"),
        pytest.param(
            "“Buy,” said Ward, hold on,” he added.",
            ["Buy,", "hold on,"],
            id="without its speaker",
        ),
        pytest.param(
            "“Buy,” said Ward. Hold on.” The index fell.",
            ["Buy,", "Hold on."],
            id="a sentence of its own",
        ),
        pytest.param(
            "“Buy,” said Ward, a strategist at Kest Bank, hold on,” he added.",
            ["Buy,", "hold on,"],
            id="without the speaker’s role",
        ),
        pytest.param("“Buy,” Ward said, hold on,” he added.", ["Buy,", "hold on,"], id="without “Ward said”"),
    ],
)
def test_quote_without_opening_mark(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text, 0, len(text))] == expected


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Oslo. “Stay long,” Ward said. “Stay calm.”"
    begin, end = 6, text.index(" “Stay calm")
    assert [text[q.start : q.end] for q in find_quotes(text, begin, end)] == ["Stay long,"]


@pytest.mark.parametrize(
    ("start", "end", "share"),
    [
        pytest.param(0, 10, 1.0, id="inside one quote"),
        pytest.param(10, 20, 0.0, id="between two quotes"),
        pytest.param(5, 25, 0.5, id="half of two quotes"),
        pytest.param(7, 7, 0.0, id="empty span"),
    ],
)
def test_share_quoted(start: int, end: int, share: float) -> None:
    assert share_quoted([Quote(0, 10, True), Quote(20, 40, False)], start, end) == pytest.approx(share)

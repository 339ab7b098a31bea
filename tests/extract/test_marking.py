"""The lines that the encoder reads: who is marked, what is blinded, where a number stands against the market."""

from __future__ import annotations

import re

import pytest

from extract.factories import article_of, reading_of
from pipeline.extract.article import Reading
from pipeline.extract.marking import MARKERS, VALUES, mark, short_line
from pipeline.extract.pieces import Piece

RE_MARKER = re.compile(r"\[[A-Z]+\]")


def pieces_of(*paragraphs: str) -> tuple[Reading, list[Piece]]:
    reading = reading_of(article_of(*paragraphs))
    return reading, [piece for piece in reading.pieces if not piece.actor.barred]


@pytest.mark.parametrize(
    ("paragraphs", "line"),
    [
        pytest.param(
            ["Nomi Ward of Kest Bank is bullish on the S&P 500."],
            "subject index person S&P 500 | [START] [HOLDER] of [FIRM] is bullish on the [MARKET] S&P 500. [END]",
            id="holder-and-firm-are-blinded",
        ),
        pytest.param(
            ["The S&P 500 closed at 6,600 on Monday. Nomi Ward of Kest Bank sees the S&P 500 at 7,000."],
            "subject index person S&P 500 | The S&P 500 closed at [AT] on Monday. "
            "[START] [HOLDER] of [FIRM] sees the [MARKET] S&P 500 at [ABOVE] . [END]",
            id="a-target-above-the-market",
        ),
        pytest.param(
            ["The S&P 500 closed at 6,600 on Monday. Kest Bank sees the S&P 500 at 6,000."],
            "subject index firm S&P 500 | The S&P 500 closed at [AT] on Monday. "
            "[START] [HOLDER] sees the [MARKET] S&P 500 at [BELOW] . [END]",
            id="a-firm-and-a-target-below",
        ),
        pytest.param(
            ["Kest Bank sees the S&P 500 at 6,000."],
            "subject index firm S&P 500 | [START] [HOLDER] sees the [MARKET] S&P 500 at [VALUE] . [END]",
            id="where-the-market-stands-is-not-known",
        ),
    ],
)
def test_line(paragraphs: list[str], line: str) -> None:
    reading, (piece, *_) = pieces_of(*paragraphs)
    assert mark(reading, piece).text == line


def test_numbers_are_where_the_value_markers_came_from() -> None:
    reading, (piece, *_) = pieces_of("The S&P 500 closed at 6,600. Kest Bank sees the S&P 500 at 7,000, then 7,200.")
    line = mark(reading, piece)
    text = reading.article.text
    assert [text[start : start + 5] for start in line.numbers] == ["6,600", "7,000", "7,200"]
    assert len(line.numbers) == sum(marker in VALUES for marker in RE_MARKER.findall(line.text))


def test_other_people_stay_apart_from_the_holder() -> None:
    reading, pieces = pieces_of(
        "Nomi Ward of Kest Bank is bullish on the S&P 500.", "Ravi Teshome of Orrin Capital is bearish on the S&P 500."
    )
    lines = [mark(reading, piece).text for piece in pieces]
    assert all(line.count("[HOLDER]") == 1 for line in lines)
    assert not re.search(r"Ward|Kest|Teshome|Orrin", " ".join(lines))


def test_only_known_markers_are_used() -> None:
    reading, pieces = pieces_of(
        "The S&P 500 closed at 6,600. Nomi Ward of Kest Bank sees the S&P 500 at 7,000; Ravi Teshome sees the Dow fall."
    )
    assert pieces
    for piece in pieces:
        assert set(RE_MARKER.findall(mark(reading, piece).text)) <= set(MARKERS)


def test_context_is_cut_at_blanks() -> None:
    words = "shares of banks and insurers went nowhere in thin trading " * 12
    reading, (piece, *_) = pieces_of(f"{words}. Kest Bank is bullish on the S&P 500. {words}.")
    before, _, rest = mark(reading, piece).text.partition("[START]")
    assert set(before.partition("|")[2].split()) <= {*words.split(), "."}
    assert set(rest.partition("[END]")[2].split()) <= {*words.split(), "."}
    assert len(before) < 250


BEFORE, STRETCH, AFTER = (
    "Rain fell on " + "the wide valley " * 9,
    "[START] [HOLDER] is bullish [END]",
    " so they say" * 6,
)


@pytest.mark.parametrize(
    ("line", "short"),
    [
        pytest.param(f"subject | {STRETCH}", f"subject | {STRETCH}", id="nothing to cut"),
        pytest.param(
            f"subject | {BEFORE}{STRETCH}",
            f"subject | {'the wide valley ' * 5}{STRETCH}",
            id="what stands far before",
        ),
        pytest.param(f"subject | {STRETCH}{AFTER}", f"subject | {STRETCH}{' so they say' * 3} so", id="far behind"),
        pytest.param("subject | no stretch at all", "subject | no stretch at all", id="no stretch"),
    ],
)
def test_a_short_line_keeps_the_stretch_and_whole_words_around_it(line: str, short: str) -> None:
    assert short_line(line) == short

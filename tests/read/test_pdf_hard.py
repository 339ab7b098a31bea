"""PDFs that cannot be read say why, and no damage to a file ends in anything but a draft or a reason."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.draft import Draft
from pipeline.read.files import ReadError
from pipeline.read.pdf import read_pdf

from .pdf_pages import Rows, bullet, drawn_pdf, heading, note_pdf, para, title

PARTS = [
    title("The Oak index wakes up late"),
    para("Elm Bank expects the Oak 100 to climb to 5,000 points by December, its strategists said on Friday."),
    heading("What follows"),
    bullet("Kest Bank waits for a better day."),
    Rows([["Firm", "Index", "Target"], ["Elm Bank", "Oak 100", "5,000"], ["Kest Bank", "Oak 100", "4,800"]]),
]
NOTE = note_pdf(PARTS, columns=2, running="Elm Bank", footer="Page {page}")
SECONDS = 10


def picture_page(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)


def shapes_page(canvas: Canvas) -> None:
    canvas.rect(100, 100, 200, 200)


def strange_letters_page(canvas: Canvas) -> None:
    pdfmetrics.registerFont(ttfonts.TTFont("Vera", "Vera.ttf"))
    canvas.setFont("Vera", 11)
    for number in range(30):
        canvas.drawString(72, 750 - 14 * number, "Elm Bank expects the Oak 100 to climb to 5,000 points")


@pytest.mark.parametrize(
    ("make", "reason", "advice"),
    [
        pytest.param(lambda: note_pdf(PARTS, password="secret"), "encrypted", "without a password", id="password"),
        pytest.param(lambda: drawn_pdf(picture_page), "scanned pages without text", "run OCR", id="scanned"),
        pytest.param(lambda: drawn_pdf(shapes_page), "holds no text", "download it again", id="shapes only"),
        pytest.param(lambda: b"%PDF-1.7\n", "no PDF, or a damaged one", "download it again", id="nothing but a head"),
        pytest.param(lambda: b"<html>not found</html>", "no PDF, or a damaged one", "download", id="a page of html"),
        pytest.param(lambda: NOTE[:200], "no PDF, or a damaged one", "download it again", id="cut off"),
    ],
)
def test_what_cannot_be_read_says_why(make: Callable[[], bytes], reason: str, advice: str) -> None:
    with pytest.raises(ReadError) as error:
        read_pdf(make())
    assert reason in error.value.reason
    assert advice in error.value.advice


def test_an_empty_password_opens() -> None:
    assert read_pdf(note_pdf(PARTS, password="")).title == "The Oak index wakes up late"


def test_letters_that_mean_nothing_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    make_map = ttfonts.makeToUnicodeCMap
    monkeypatch.setattr(
        ttfonts, "makeToUnicodeCMap", lambda name, subset: make_map(name, [0xE000 + code % 256 for code in subset])
    )
    with pytest.raises(ReadError, match="the PDF's text cannot be decoded .*ocrmypdf --force-ocr"):
        read_pdf(drawn_pdf(strange_letters_page))


def test_only_the_first_pages_of_a_long_document_are_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, f"Elm Bank writes on its page {canvas.getPageNumber()} that the Oak 100 will rise.")

    draft = read_pdf(drawn_pdf(*[page] * 230))
    assert "only 200 of 230 pages were read" in draft.notes
    assert "on its page 200 that" in draft.text
    assert "on its page 201 that" not in draft.text


def cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


def flip(content: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(dice.randrange(1, 60)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def splice(content: bytes, dice: random.Random) -> bytes:
    start, end, at = sorted(dice.randrange(len(content)) for _ in range(3))
    return content[:start] + content[end:at] + content[start:end] + content[at:] + content[start:at]


@pytest.mark.parametrize("damage", [cut, flip, splice])
def test_no_damage_is_fatal(damage: Callable[[bytes, random.Random], bytes]) -> None:
    dice = random.Random(7)
    read = 0
    for _ in range(70):
        content = damage(NOTE, dice)
        begin = time.monotonic()
        try:
            draft = read_pdf(content)
        except ReadError as error:
            assert error.reason and error.advice
        else:
            assert isinstance(draft, Draft)
            assert all(0 <= block.start < block.end <= len(draft.text) for block in draft.blocks)
            read += 1
        assert time.monotonic() - begin < SECONDS
    assert 0 < read < 70 or damage is cut

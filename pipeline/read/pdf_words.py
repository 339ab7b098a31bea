"""Takes the words of a PDF's pages with their places: "Elm" at x 50 to 66, baseline 120 below the top, size 10, bold.

Everything that PDFium opened is closed again, also after an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pipeline.read.files import ReadError
from pipeline.read.pdf_glyphs import Font, Glyphs

HYPHENS = "\x02\ufffe"  # what PDFium makes of a hyphen at the end of a line
RE_WORD = re.compile(rf"[^\s\x00{HYPHENS}]+")
RE_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
RE_LIGATURE = re.compile("[\ufb00-\ufb06]")
RE_MARK = re.compile(r"[\d*†‡§,]{1,4}")

MOST_PAGES = 200
MOST_GARBAGE = 0.5
WIDEST_LETTER = 1.3
SMALLER = 0.85
RAISED = 0.1
LEAST_GAP = 0.3


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page: `left`, `right` and the baseline `y` (from the page's top) in points, and its type."""

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page (numbered from 1) in the order of its content, and its size in points."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF holds: the pages that were read, how many there are, and the title and author that it states."""

    pages: tuple[Page, ...]
    page_count: int
    title: str
    author: str


def read_document(content: bytes) -> Document:
    """The words of the first 200 pages of a PDF.

    Raises ReadError for what is no PDF, is damaged or encrypted, has no pages or no text, holds scanned pages only,
    or has letters that cannot be decoded.
    """
    with closing(_opened(content)) as pdf:
        count = len(pdf)
        pages, is_scanned = _pages(pdf, min(count, MOST_PAGES))
        title, author = _stated(pdf, "Title"), _stated(pdf, "Author")
    letters = "".join(word.text for page in pages for word in page.words)
    if not letters and is_scanned:
        raise ReadError("the PDF holds scanned pages without text", "run OCR (for example ocrmypdf) and try again")
    if not letters:
        raise ReadError("the PDF holds no text", "check that it is the article, and download it again")
    if sum(map(_is_garbage, letters)) > MOST_GARBAGE * len(letters):
        raise ReadError(
            "the PDF's text cannot be decoded (its fonts do not say which letters they hold)",
            "run OCR (for example ocrmypdf --force-ocr) and try again",
        )
    return Document(pages, count, title, author)


def _opened(content: bytes) -> Any:
    """The document, opened without a password or with the empty one."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise ReadError("the PDF is encrypted", "save it without a password and try again") from None
        raise ReadError("the file is no PDF, or a damaged one", "download it again") from None


def _stated(pdf: Any, key: str) -> str:
    """A value of the document's own description, with single spaces; empty where it cannot be decoded."""
    try:
        return " ".join(pdf.get_metadata_value(key).split())
    except UnicodeDecodeError:
        return ""


def _pages(pdf: Any, count: int) -> tuple[tuple[Page, ...], bool]:
    """The pages that can be loaded, and whether one without text shows an image; ReadError where none can be."""
    import pypdfium2

    pages: list[Page] = []
    is_scanned = False
    for number in range(count):
        try:
            with closing(pdf[number]) as page:
                words = _words_of(page)
                width, height = page.get_size()
                pages.append(Page(number + 1, width, height, words))
                is_scanned = is_scanned or (not words and _shows_image(page))
        except pypdfium2.PdfiumError:
            continue
    if not pages:
        raise ReadError("the PDF has no page that can be read", "download it again")
    return tuple(pages), is_scanned


def _words_of(page: Any) -> tuple[Word, ...]:
    """The words of an open page."""
    with closing(page.get_textpage()) as textpage:
        return tuple(_words(Glyphs(textpage, page.get_rotation(), page.get_size())))


def _shows_image(page: Any) -> bool:
    """Whether a page holds an image."""
    from pypdfium2 import raw

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _words(glyphs: Glyphs) -> Iterator[Word]:
    """The words that stand upright; watermarks across the page and labels that run upwards are left out."""
    text = glyphs.text()
    for match in RE_WORD.finditer(text):
        first, last = match.start(), match.end() - 1
        one = glyphs.text_object(first)
        font = glyphs.font(first, one)
        if font.angle:
            continue
        (left, y), right = glyphs.start(first), glyphs.end(last)
        is_plain = first == last or (
            right - left <= WIDEST_LETTER * font.size * len(match[0]) and one == glyphs.text_object(last)
        )
        if is_plain:
            yield from _word(text, first, last, left, right, y, font)
            continue
        for start, end in _cut(text, glyphs, first, last):
            font = glyphs.font(start, glyphs.text_object(start))
            yield from _word(text, start, end, glyphs.start(start)[0], glyphs.end(end), y, font)


def _word(text: str, first: int, last: int, left: float, right: float, y: float, font: Font) -> Iterator[Word]:
    """The word of some letters, with its hyphen at the end of a line; none where nothing can be seen of it."""
    word = RE_UNSEEN.sub("", text[first : last + 1])
    if text[last + 1 : last + 2] in tuple(HYPHENS):
        word += "-"
    if not word.isascii():
        word = RE_LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), word)
    if word:
        yield Word(word, left, max(left, right), y, font.size, font.is_bold)


def _cut(text: str, glyphs: Glyphs, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The first and last letters of a word's parts between gaps, without the raised mark of a footnote: "5,000²"."""
    fonts = [glyphs.font(number, glyphs.text_object(number)) for number in range(first, last + 1)]
    start = first
    for number in range(first + 1, last + 1):
        before, here = fonts[number - 1 - first], fonts[number - first]
        x, y = glyphs.start(number)
        lift = glyphs.start(number - 1)[1] - y
        is_raised = here.size < SMALLER * before.size and lift > RAISED * before.size
        if is_raised and RE_MARK.fullmatch(text[number : last + 1]):
            last = number - 1
            break
        if x - glyphs.end(number - 1) > LEAST_GAP * before.size:
            yield start, number - 1
            start = number
    yield start, last


def _is_garbage(char: str) -> bool:
    """Whether a character is none that anybody could read: U+FFFD, private use, control."""
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn", "Cs")

"""Reads a file as an `Article` with blocks: "sub/market-wrap.html" becomes title, date, text, paragraphs, table rows.

A new format is a module with one function and a line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from pipeline.read.draft import Draft
from pipeline.read.files import ReadError, decode, read_bytes, walk
from pipeline.types import Article, Failure

__all__ = ["SUFFIXES", "ReadError", "find_files", "read_article"]


def _read_text(content: bytes) -> Draft:
    """A plain text as a draft, with a note on an encoding that is not UTF-8."""
    from pipeline.read.text import read_text

    text, note = decode(content)
    return _with_note(read_text(text), note)


def _read_html(content: bytes) -> Draft:
    """A saved page as a draft; bs4 and trafilatura are loaded only when a page comes."""
    from pipeline.read.html import read_html

    page, note = decode(content, markup=True)
    return _with_note(read_html(page), note)


def _read_pdf(content: bytes) -> Draft:
    """A PDF as a draft; PDFium is loaded only when one comes."""
    from pipeline.read.pdf import read_pdf

    return read_pdf(content)


READERS: dict[str, Callable[[bytes], Draft]] = {
    ".txt": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
}
SUFFIXES: frozenset[str] = frozenset(READERS)


def find_files(folder: Path) -> tuple[list[str], list[Failure]]:
    """The article files below `folder` as sorted relative posix paths, e.g. "2025/wrap.txt", and what is in the way.

    Files with other suffixes and hidden files are passed over; dangling links and the like are failures.
    """
    return walk(folder, SUFFIXES)


def read_article(folder: Path, source_file: str) -> Article:
    """The article in `folder / source_file`, e.g. ("corpus/samples", "2025/wrap.txt").

    `source_file` is a path as `find_files` gives it; it is the article's identity. Raises `ReadError` for files
    that are missing, empty, binary, in an unknown format, or without any article text.
    """
    reader = READERS.get(Path(source_file).suffix.lower())
    if reader is None:
        raise ReadError(f"unknown file type '{Path(source_file).suffix}'", f"save it as {', '.join(sorted(SUFFIXES))}")
    content = read_bytes(folder / source_file)
    draft = reader(content)
    if draft.no_article:
        draft = _with_note(replace(draft, blocks=()), f"no article: {draft.no_article}")
    elif not draft.blocks:
        raise ReadError("no article text found", "check that the file holds the article and not only its menu")
    return Article(
        article_id=blake2b(source_file.encode()).hexdigest()[:16],
        source_file=source_file,
        content_hash=blake2b(content).hexdigest()[:32],
        title=draft.title,
        published_date=draft.published_date,
        publisher=draft.publisher,
        url=draft.url,
        text=draft.text,
        blocks=draft.blocks,
        byline=draft.byline,
        truncated=draft.truncated,
        notes=draft.notes,
    )


def _with_note(draft: Draft, note: str) -> Draft:
    """The draft with one more note, if there is one."""
    return replace(draft, notes=(*draft.notes, note)) if note else draft

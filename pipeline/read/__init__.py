"""Reads files as `Article`s with blocks: "sub/market-wrap.html" becomes title, date, text, paragraphs, table rows.

A new format is a module with one function and a line in a table: in `READERS` where a file is one document, in
`UNPACKERS` where it holds several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from pipeline.read.archives import DAMAGED, FETCH_AGAIN, suffix_of, unpack_gz, unpack_zip
from pipeline.read.draft import Draft, Wanted, everything
from pipeline.read.files import ReadError, decode, opened, walk
from pipeline.read.jsonl import JsonFields, unpack_jsonl
from pipeline.read.record import EMPTY, Record, Source, whole
from pipeline.read.split import parts_of
from pipeline.types import Article, Failure

__all__ = [
    "SUFFIXES",
    "JsonFields",
    "ReadError",
    "Record",
    "find_files",
    "holds_one",
    "read_article",
    "read_record",
    "records",
]

DEEPEST = 4  # an archive in a mail in a mailbox in an archive


def _read_text(record: Record, _: Wanted) -> list[Draft]:
    """A plain text as a draft, with a note on an encoding that is not UTF-8."""
    from pipeline.read.text import read_text

    text, note = decode(record.content, declared=record.encoding)
    return [_with_note(read_text(text), note)]


def _read_markdown(record: Record, _: Wanted) -> list[Draft]:
    from pipeline.read.markdown import read_markdown

    text, note = decode(record.content, declared=record.encoding)
    return [_with_note(read_markdown(text), note)]


def _read_html(record: Record, is_wanted: Wanted) -> list[Draft]:
    """The articles of a saved page; lxml and trafilatura are loaded only when a page comes."""
    from pipeline.read.html import read_pages

    page, note = decode(record.content, markup=True, declared=record.encoding)
    return [_with_note(draft, note) for draft in read_pages(page, is_wanted)]


def _read_mail(record: Record, _: Wanted) -> list[Draft]:
    from pipeline.read.mail import read_mail

    return [read_mail(record.content)]


def _read_pdf(record: Record, _: Wanted) -> list[Draft]:
    """A PDF as a draft; PDFium is loaded only when one comes."""
    from pipeline.read.pdf import read_pdf

    return [read_pdf(record.content)]


def _unpack_eml(source: Source, _: JsonFields) -> Iterator[Source | Failure]:
    from pipeline.read.mailbox import unpack_eml

    return unpack_eml(source, READERS)


def _unpack_mbox(source: Source, _: JsonFields) -> Iterator[Source | Failure]:
    from pipeline.read.mailbox import unpack_mbox

    return unpack_mbox(source)


def _unpack_warc(source: Source, _: JsonFields) -> Iterator[Source | Failure]:
    from pipeline.read.warc import unpack_warc

    return unpack_warc(source)


READERS: dict[str, Callable[[Record, Wanted], list[Draft]]] = {
    ".eml": _read_mail,
    ".htm": _read_html,
    ".html": _read_html,
    ".md": _read_markdown,
    ".pdf": _read_pdf,
    ".txt": _read_text,
}
UNPACKERS: dict[str, Callable[[Source, JsonFields], Iterator[Source | Failure]]] = {
    ".eml": _unpack_eml,
    ".gz": lambda source, _: unpack_gz(source),
    ".jsonl": unpack_jsonl,
    ".mbox": _unpack_mbox,
    ".warc": _unpack_warc,
    ".zip": lambda source, _: unpack_zip(source),
}
SUFFIXES: frozenset[str] = frozenset(READERS.keys() | UNPACKERS.keys())


def find_files(folder: Path) -> tuple[list[str], list[Failure]]:
    """The files below `folder` that may hold articles as sorted relative posix paths, e.g. "2025/wrap.txt", and what
    is in the way.

    Files with other suffixes and hidden files are passed over; dangling links and the like are failures.
    """
    return walk(folder, is_read)


def is_read(name: str) -> bool:
    """Whether there is a reader for a file of this name: for "wrap.html.gz", not for "prices.csv.gz"."""
    suffix = suffix_of(name)
    return is_read(PurePosixPath(name).stem) if suffix == ".gz" else suffix in SUFFIXES


def holds_one(name: str) -> bool:
    """Whether a file of this name is a single document: "wrap.html" is, "wrap.html.gz" and "mail.eml" are unpacked."""
    return suffix_of(name) in READERS.keys() - UNPACKERS.keys()


def records(folder: Path, name: str, fields: JsonFields | None = None) -> Iterator[Record | Failure]:
    """The documents in `folder / name`, e.g. ("corpus/samples", "2025/mail.mbox"), one after another.

    Most files hold one. What cannot be opened or unpacked is a `Failure` under its own name; the others follow.
    """
    try:
        with opened(folder / name) as stream:
            if not stream.peek(1):
                raise ReadError(*EMPTY)
            yield from _unpacked(Source(name, suffix_of(name), stream), fields or JsonFields(), 0)
    except ReadError as error:
        yield Failure(name, error.reason, error.advice)


def _unpacked(source: Source, fields: JsonFields, depth: int) -> Iterator[Record | Failure]:
    """The documents in a source: itself, or those that it holds. A message comes back as a document of itself."""
    unpack = UNPACKERS.get(source.suffix)
    try:
        if source.suffix not in SUFFIXES:
            return
        if unpack is None:
            yield whole(source)
        elif depth == DEEPEST:
            yield Failure(source.source_file, "archives are packed in archives too deep", "unpack them first")
        else:
            for inner in unpack(source, fields):
                if isinstance(inner, Failure):
                    yield inner
                elif inner.source_file == source.source_file and inner.suffix == source.suffix:
                    yield whole(inner)
                else:
                    yield from _unpacked(inner, fields, depth + 1)
    except ReadError as error:
        yield Failure(source.source_file, error.reason, error.advice)
    except DAMAGED as error:
        what = " ".join(str(error).split()) or type(error).__name__
        yield Failure(source.source_file, f"the file is damaged ({what})", FETCH_AGAIN)


def content_hash(record: Record) -> str:
    """The hash of a document, which says whether it was read before: that of its bytes, for a file of its own."""
    said = (record.url, record.publisher, record.encoding)
    return blake2b(record.content + ("\0".join(said).encode() if any(said) else b"")).hexdigest()[:32]


def read_record(record: Record, is_wanted: Wanted = everything) -> list[Article]:
    """The articles of a document, nearly always one; of a page that glues several together "wrap.txt#1", "wrap.txt#2".

    Of a saved page that says nothing wanted only the title is kept: finding its article takes most of the time.
    Raises `ReadError` for documents that are binary, of an unknown kind, or without any article text.
    """
    reader = READERS.get(record.suffix)
    if reader is None:
        raise ReadError(f"unknown file type '{record.suffix}'", f"save it as {', '.join(sorted(READERS))}")
    parts = [part for draft in reader(record, is_wanted) for part in parts_of(_checked(draft, record))]
    hashed = content_hash(record)
    if len(parts) == 1:
        return [_article(parts[0], record.source_file, hashed)]
    return [_article(part, f"{record.source_file}#{number}", hashed) for number, part in enumerate(parts, start=1)]


def _checked(draft: Draft, record: Record) -> Draft:
    """The draft with what its container says; ReadError where it has no text of an article, and none says why."""
    if draft.no_article:
        draft = _with_note(replace(draft, blocks=()), f"no article: {draft.no_article}")
    elif not draft.blocks:
        raise ReadError("no article text found", "check that the file holds the article and not only its menu")
    return replace(draft, url=draft.url or record.url, publisher=draft.publisher or record.publisher)


def read_article(folder: Path, source_file: str) -> Article:
    """The article called `source_file`, e.g. ("corpus/samples", "2025/wrap.txt") or ("notes", "mail.mbox#3").

    Of a file that holds several the first, where none is named. Raises `ReadError` where there is none.
    """
    path = next((path for path in _containers(source_file) if (folder / path).exists()), source_file)
    if not is_read(path):
        raise ReadError(f"unknown file type '{suffix_of(path)}'", f"save it as {', '.join(sorted(SUFFIXES))}")
    wanted = _containers(source_file)[:2]  # the document itself, or that of which it is a part
    for found in records(folder, path):
        if path != source_file and found.source_file not in wanted:
            continue
        if isinstance(found, Failure):
            raise ReadError(found.reason, found.advice)
        for article in read_record(found):
            if path == source_file or article.source_file == source_file:
                return article
    raise ReadError(f"there is no article '{source_file}' in the file", "see run-report.json for those that it holds")


def _containers(source_file: str) -> list[str]:
    """What an article may lie in, the innermost first: "a.zip#b.mbox#3", "a.zip#b.mbox", "a.zip"."""
    names = source_file.split("#")
    return ["#".join(names[:count]) for count in range(len(names), 0, -1)]


def _article(draft: Draft, source_file: str, hashed: str) -> Article:
    """The draft with its identity."""
    return Article(
        article_id=blake2b(source_file.encode()).hexdigest()[:16],
        source_file=source_file,
        content_hash=hashed,
        title=draft.title,
        published_date=draft.published_date,
        publisher=draft.publisher,
        url=draft.url,
        text=draft.text,
        blocks=draft.blocks,
        byline=draft.byline,
        truncated=draft.truncated,
        notes=draft.notes,
        is_skimmed=draft.is_skimmed,
    )


def _with_note(draft: Draft, note: str) -> Draft:
    """The draft with one more note, if there is one."""
    return replace(draft, notes=(*draft.notes, note)) if note else draft

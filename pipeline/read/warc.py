"""Reads web archives: the pages, texts and PDF documents among the responses of a .warc, as CC-NEWS has them.

"news.warc.gz#17" is the seventeenth record of the archive. The day of fetching is never taken for a date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from email.message import Message
from typing import Any

from pipeline.read.archives import DAMAGED, FETCH_AGAIN
from pipeline.read.record import LARGEST, LARGEST_OF, Source
from pipeline.types import Failure

SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}
READ_TYPES = ("response", "resource", "conversion")
OK = "200"


@dataclass(slots=True)
class Watched:
    """A stream that ends where it is damaged, and tells: the archive's iterator would pass over it in silence."""

    stream: Any
    error: str = ""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none behind the damage."""
        try:
            return b"" if self.error else self.stream.read1(size)  # not more than is there: what is good is not lost
        except DAMAGED as error:
            self.error = " ".join(str(error).split()) or type(error).__name__
            return b""


def unpack_warc(source: Source) -> Iterator[Source | Failure]:
    """The documents of a web archive; answers that are errors, and images, scripts and the like, are passed over.

    The document in which a damage lies, and what follows it, are not read.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    last = 0
    stream = Watched(source.stream)
    try:
        for number, record in enumerate(_silently(ArchiveIterator(stream)), start=1):
            document = _document(record, f"{source.source_file}#{number}")
            if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
                stream.error = stream.error or "it ends in the middle of a page"
                break
            last = number
            if document:
                yield document
    except (ArchiveLoadFailed, *DAMAGED, ValueError, AttributeError) as error:
        stream.error = stream.error or " ".join(str(error).split()) or type(error).__name__
    if stream.error:
        where = f"behind its record {last}" if last else "at its beginning"
        yield Failure(source.source_file, f"the web archive is damaged {where} ({stream.error})", FETCH_AGAIN)


def _silently(records: Iterator[Any]) -> Iterator[Any]:
    """The records, without what the library writes on the user's screen about damaged ones."""
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _document(record: Any, name: str) -> Source | None:
    """The record as an open document, None where it holds none."""
    if record.rec_type not in READ_TYPES:
        return None
    headers = record.http_headers
    if headers and headers.get_statuscode() != OK:
        return None
    said = Message()
    said["Content-Type"] = (headers or record.rec_headers).get_header("Content-Type") or "application/octet-stream"
    suffix = SUFFIX_OF.get(said.get_content_type())
    if suffix is None:
        return None
    with redirect_stderr(io.StringIO()):
        content = record.content_stream().read(LARGEST_OF.get(suffix, LARGEST) + 1)
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    return Source(name, suffix, io.BytesIO(content), url, encoding=said.get_content_charset() or "")

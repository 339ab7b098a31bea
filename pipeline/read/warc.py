"""Reads web archives: the pages, texts and PDF documents among the responses of a .warc, as CC-NEWS has them.

"news.warc.gz#17" is the seventeenth record of the archive. The day of fetching is never taken for a date.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import Any

from pipeline.read.archives import DAMAGED
from pipeline.read.record import Source
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


def unpack_warc(source: Source) -> Iterator[Source | Failure]:
    """The documents of a web archive; answers that are errors, and images, scripts and the like, are passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(source.stream), start=1):
            document = _document(record, f"{source.source_file}#{number}")
            if document:
                yield document
    except (ArchiveLoadFailed, *DAMAGED, ValueError, AttributeError) as error:
        what = " ".join(str(error).split()) or type(error).__name__
        name = f"{source.source_file}#{number + 1}"
        yield Failure(name, f"the web archive is damaged here ({what}); the rest is not read", "fetch it again")


def _document(record: Any, name: str) -> Source | None:
    """The record as an open document, None where it holds none."""
    if record.rec_type not in READ_TYPES:
        return None
    headers = record.http_headers
    if headers and headers.get_statuscode() != OK:
        return None
    said = Message()
    said["Content-Type"] = (headers or record.rec_headers).get_header("Content-Type") or ""
    suffix = SUFFIX_OF.get(said.get_content_type())
    if suffix is None:
        return None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    return Source(name, suffix, record.content_stream(), url, encoding=said.get_content_charset() or "")

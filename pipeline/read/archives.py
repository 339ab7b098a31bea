"""Opens packed files: "wrap.html.gz" is a page, "notes.zip" holds "notes.zip#2025/wrap.html".

Nothing is written to disk, and nothing is unpacked beyond what a document may have (`record.LARGEST`).
"""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.read.files import ReadError
from pipeline.read.record import Source, whole
from pipeline.types import Failure

DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, BadZipFile, NotImplementedError, RuntimeError)
FETCH_AGAIN = "fetch or pack it again"
JUNK = ("__MACOSX/",)


def suffix_of(name: str) -> str:
    """The kind of a file by its name: ".html" for "2025/Wrap.HTML"."""
    return PurePosixPath(name).suffix.lower()


def unpack_gz(source: Source) -> Iterator[Source | Failure]:
    """The one file in a .gz: "wrap.html.gz" keeps its name and is read as .html."""
    inner = suffix_of(PurePosixPath(source.source_file).stem)
    with gzip.GzipFile(fileobj=source.stream) as stream:
        yield Source(source.source_file, inner, stream, source.url)  # type: ignore[arg-type]


def unpack_zip(source: Source) -> Iterator[Source | Failure]:
    """The files in a .zip in the order of their names; those that are encrypted or damaged are failures."""
    stream = source.stream if source.stream.seekable() else io.BytesIO(whole(source).content)
    try:
        archive = ZipFile(stream)
    except (*DAMAGED, ValueError, OSError) as error:
        raise ReadError(f"the zip archive is damaged ({error})", FETCH_AGAIN) from error
    with archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            if not member.is_dir() and not _is_hidden(member.filename):
                yield from _member(archive, member, f"{source.source_file}#{member.filename}")


def _member(archive: ZipFile, member: ZipInfo, name: str) -> Iterator[Source | Failure]:
    """One file of an archive, open."""
    if member.flag_bits & 1:
        yield Failure(name, "the file is encrypted in its archive", "unpack the archive with its password")
        return
    try:
        stream = archive.open(member)
    except (*DAMAGED, ValueError) as error:
        yield Failure(name, f"the file is damaged in its archive ({error})", FETCH_AGAIN)
        return
    with stream:
        yield Source(name, suffix_of(member.filename), stream)


def _is_hidden(name: str) -> bool:
    """Whether a member is none of the user's files: ".DS_Store", "__MACOSX/._wrap.html"."""
    return name.startswith(JUNK) or any(part.startswith(".") for part in PurePosixPath(name).parts)

"""Finds article files in a folder and turns their bytes into text: "a/b.txt" in UTF-8, UTF-16 or cp1252.

Whatever cannot be read becomes a `Failure` or a `ReadError` that says what is wrong and what to do about it.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from pipeline.types import Failure

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
RE_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
RE_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{3,20})", re.IGNORECASE)
MAGIC: dict[bytes, tuple[str, str]] = {
    b"%PDF-": ("a PDF document", ".pdf"),
    b"PK\x03\x04": ("a zip or Office document", ""),
    b"{\\rtf": ("an RTF document", ""),
    b"\x1f\x8b": ("packed by gzip", ".gz"),
}

RUN_FILES, COPIES = {"views.duckdb", "run-report.json"}, ("articles.jsonl",)  # where a run wrote its tables

WIDE_SAMPLE, LEAST_WIDE, MOSTLY_NUL = 4000, 20, 0.7
GUESS_SAMPLE = 200_000
MIXED = "market-views-cp1252"
FIRST_OF_SEVERAL = 0xC2  # bytes from here on begin a character of several bytes in UTF-8
MOST_CONTROL_BYTES = 0.02
MOST_WESTERN_BYTES = 0.05
SAVE_AS_TEXT = "save the article as UTF-8 text or HTML"


class ReadError(Exception):
    """A file that cannot be read as an article, with a reason and an advice in a few words each.

    `ReadError("the file is empty", "fill it or delete it")` prints "the file is empty: fill it or delete it".
    """

    def __init__(self, reason: str, advice: str) -> None:
        """`reason` and `advice` without a full stop; the caller knows the file's name."""
        super().__init__(f"{reason}: {advice}")
        self.reason = reason
        self.advice = advice


def walk(folder: Path, is_read: Callable[[str], bool]) -> tuple[list[str], list[Failure]]:
    """Relative posix paths of the files under `folder` whose name `is_read`, sorted, and what is in the way.

    Follows links to folders once each. Hidden files and folders, other names, and the tables of earlier runs are
    passed over in silence; dangling links, pipes, folders that may not be listed and names that are no UTF-8 are
    failures.
    """
    files: list[str] = []
    failures: list[Failure] = []

    def unlistable(error: OSError) -> None:
        where = Path(error.filename or folder)
        name = "." if where == folder else _relative(folder, where)
        failures.append(
            Failure(name, f"the folder cannot be listed ({error.strerror})", "check its path and its permissions")
        )

    seen = {os.path.realpath(folder)}
    for root, folders, names in os.walk(folder, onerror=unlistable, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and _is_new(Path(root, name), seen))
        own = () if RUN_FILES.isdisjoint(names) else COPIES
        for name in names:
            if name.startswith(".") or name in own or not is_read(name):
                continue
            path = _relative(folder, Path(root, name))
            failure = _obstacle(Path(root, name), path)
            if failure:
                failures.append(failure)
            else:
                files.append(path)
    return sorted(files), sorted(failures, key=lambda failure: failure.source_file)


def _is_new(path: Path, seen: set[str]) -> bool:
    """Whether a folder was not walked before under another name, so that a link to a parent ends."""
    real = os.path.realpath(path)
    if real in seen:
        return False
    seen.add(real)
    return True


def _relative(folder: Path, path: Path) -> str:
    """The path as printed: "sub/a.txt" for folder/sub/a.txt; bytes that are no UTF-8 become question marks."""
    relative = path.relative_to(folder).as_posix()
    return relative.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _obstacle(path: Path, source_file: str) -> Failure | None:
    """Why a listed name cannot even be opened: a dangling link, a pipe, a name that cannot be written down."""
    if path.is_symlink() and not path.exists():
        return Failure(
            source_file, "the link points to a file that does not exist", "restore the target or remove the link"
        )
    if not path.is_file():
        return Failure(source_file, "not a regular file", "remove it or replace it with the file itself")
    if any("\udc80" <= char <= "\udcff" for char in path.as_posix()):
        return Failure(source_file, "the file name is not valid UTF-8", "rename the file")
    return None


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A file to read from; ReadError where it is missing, may not be opened, or breaks off while it is read."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise ReadError("the file does not exist", "check the path, or the target of the link") from None
    except PermissionError:
        raise ReadError("no permission to read the file", "change its permissions (chmod u+r) or its owner") from None
    except IsADirectoryError:
        raise ReadError("this is a folder, not a file", "name the files in it") from None
    except OSError as error:
        raise ReadError(
            f"the file cannot be read ({error.strerror or error})", "copy it to a local disk and try again"
        ) from None


def decode(content: bytes, *, markup: bool = False, declared: str = "") -> tuple[str, str]:
    """The text of the bytes and a note about the encoding, empty for UTF-8: `b"caf\\xe9"` is "café", read as cp1252.

    A byte order mark decides first, then UTF-8, then the charset that was declared, by HTTP (`declared`) or in the
    markup, then a guess. Bytes of cp1252 in UTF-8 text are read as such.
    ReadError for what is no text: NUL bytes, many control characters, a PDF with another suffix.
    """
    for magic, (what, suffix) in MAGIC.items():
        if content.startswith(magic):
            raise ReadError(f"the file is not text but {what}", f"rename it to {suffix}" if suffix else SAVE_AS_TEXT)
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _plain(content.decode(encoding, "replace")), ""
    wide = _wide_encoding(content)
    if wide:
        return _plain(content.decode(wide, "replace")), f"no byte order mark: read as {wide}"
    _refuse_binary(content)
    try:
        return _plain(content.decode("utf-8")), ""
    except UnicodeDecodeError:
        text, encoding = _other_encoding(content, known_charset(declared) or (_declared(content) if markup else None))
    return _plain(text), f"not valid UTF-8: read as {encoding}"


def _wide_encoding(content: bytes) -> str:
    """The encoding of UTF-16 text that lacks its mark: every other byte of western text is NUL; empty for others."""
    head = content[:WIDE_SAMPLE]
    if len(head) < LEAST_WIDE:
        return ""
    low, high = (head[offset::2].count(0) / len(head[offset::2]) for offset in (0, 1))
    if max(low, high) < MOSTLY_NUL or min(low, high) > MOST_CONTROL_BYTES:
        return ""
    return "utf-16-be" if low > high else "utf-16-le"


def _refuse_binary(content: bytes) -> None:
    """ReadError for bytes that are no text in any encoding without a byte order mark."""
    if b"\x00" in content:
        raise ReadError("the file holds binary data (NUL bytes)", SAVE_AS_TEXT)
    if len(content) - len(content.translate(None, CONTROL)) > MOST_CONTROL_BYTES * len(content):
        raise ReadError("the file holds binary data (control characters)", SAVE_AS_TEXT)


def _other_encoding(content: bytes, declared: str | None) -> tuple[str, str]:
    """Text and encoding of bytes that are not UTF-8: damaged or mixed UTF-8, as declared, cp1252, or the best guess."""
    if _is_mostly_utf8(content):
        return content.decode("utf-8", MIXED), "UTF-8 with bytes of cp1252"
    if declared:
        return content.decode(declared, "replace"), declared
    high = sum(byte >= 0x80 for byte in content)
    if high > MOST_WESTERN_BYTES * len(content):
        from charset_normalizer import from_bytes

        best = from_bytes(content[:GUESS_SAMPLE]).best()
        if best is not None:
            return content.decode(best.encoding, "replace"), best.encoding
    return content.decode("cp1252", "replace"), "cp1252"


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether most of the non-ASCII sequences are good UTF-8, as in a file that was cut in the middle of a "é"."""
    text = content.decode("utf-8", "replace")
    broken = text.count("�")
    good = sum(ord(char) >= 0x80 for char in text) - broken
    return good > 3 * broken


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """What a codec puts for bytes that are no UTF-8: the character of cp1252, U+FFFD for the rest of one cut off."""
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    is_cut = error.end == len(error.object) and len(bad) == error.end - error.start and bad[0] >= FIRST_OF_SEVERAL
    return ("\ufffd" if is_cut else bad.decode("cp1252", "replace")), error.end


codecs.register_error(MIXED, _as_cp1252)


def known_charset(name: str) -> str | None:
    """What Python calls a charset that is declared; None for UTF-8, which was tried, and for what it does not know."""
    try:
        known = codecs.lookup(name.strip()).name if name.strip() else None
    except (LookupError, ValueError):
        return None
    if known in ("iso8859-1", "ascii"):  # browsers read both as cp1252, and pages mean it
        return "cp1252"
    return None if known is None or known.startswith("utf") or not codecs.lookup(known)._is_text_encoding else known


def _declared(content: bytes) -> str | None:
    """The charset that a page declares in its head."""
    head = content[:4096]
    match = RE_XML_CHARSET.search(head) or RE_META_CHARSET.search(head)
    return known_charset(match[1].decode("ascii")) if match else None


def _plain(text: str) -> str:
    """The text with newlines as `\\n` and no byte order mark in front; nothing else is changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")

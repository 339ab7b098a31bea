"""Cuts mail into documents: the messages of an .mbox, and of each message itself and the documents attached to it.

"mail.mbox#3" is the third message, "mail.mbox#3#note.pdf" what is attached to it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from email.message import EmailMessage

from pipeline.read.archives import suffix_of
from pipeline.read.mail import parse_message
from pipeline.read.record import LARGEST_OF, Source, whole
from pipeline.types import Failure

RE_QUOTED_FROM = re.compile(rb"^>(>*From )")
LONGEST_LINE = 1 << 20


def unpack_mbox(source: Source) -> Iterator[Source | Failure]:
    """The messages of a mailbox, numbered from 1."""
    for number, message in enumerate(_messages(source), start=1):
        yield Source(f"{source.source_file}#{number}", ".eml", io.BytesIO(message))


def unpack_eml(source: Source, suffixes: Collection[str]) -> Iterator[Source | Failure]:
    """The message itself, then each attachment whose kind is one of `suffixes`, under its name."""
    record = whole(source)
    yield Source(source.source_file, ".eml", io.BytesIO(record.content))
    for part in parse_message(record.content).iter_attachments():
        name = _file_name(part)
        if suffix_of(name) in suffixes:
            yield Source(f"{source.source_file}#{name}", suffix_of(name), io.BytesIO(_payload(part)))


def _messages(source: Source) -> Iterator[bytes]:
    """The bytes of each message; one that is too large is cut, and told by whoever reads it."""
    message = bytearray()
    is_open = after_blank = True
    while line := source.stream.readline(LONGEST_LINE):
        if line.startswith(b"From ") and after_blank:
            if message.strip():
                yield bytes(message)
            message.clear()
            is_open = True
        elif is_open:
            message += RE_QUOTED_FROM.sub(rb"\1", line)
            is_open = len(message) <= LARGEST_OF[".eml"]
        after_blank = not line.strip()
    if message.strip():
        yield bytes(message)


def _file_name(part: EmailMessage) -> str:
    """The name of an attachment without folders; empty where it has none."""
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError, TypeError, AttributeError):  # headers may be damaged in any way
        return ""
    return re.split(r"[/\\]", name)[-1].strip()


def _payload(part: EmailMessage) -> bytes:
    """The decoded bytes of an attachment."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""

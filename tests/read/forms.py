"""One article in many forms: as mail, JSON lines, a web archive, packed."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from uuid import NAMESPACE_URL, uuid5


def mail(
    subject: str, day: str, text: str = "", *, page: str = "", sender: str = "Oak Desk <desk@oak.example>"
) -> bytes:
    """A message sent on a day ("Thu, 16 Oct 2025 09:00:00 -0400") with a text part, an HTML part, or both."""
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, sender, day
    if text:
        message.set_content(text)
    if page and text:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return bytes(message)


def mailbox(*messages: bytes) -> bytes:
    """An mbox of these messages."""
    return b"".join(b"From desk@oak.example Thu Oct 16 09:00:00 2025\n" + message + b"\n\n" for message in messages)


def lines(*records: object) -> bytes:
    """Records as JSON lines."""
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def warc(responses: Mapping[str, bytes], *, content_type: str = "text/html", status: str = "200 OK") -> bytes:
    """A compressed web archive with a request and a response for each address."""
    out = b""
    for url, content in responses.items():
        headers = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
        out += _warc_record("request", url, b"GET / HTTP/1.1\r\nHost: oak.example\r\n\r\n")
        out += _warc_record("response", url, headers.encode() + content)
    return out


def _warc_record(kind: str, url: str, block: bytes) -> bytes:
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2026-01-05T10:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, kind + url)}>",
        "Content-Type": f"application/http; msgtype={kind}",
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return gzip.compress(head.encode() + b"\r\n" + block + b"\r\n\r\n")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def packed(content: bytes) -> bytes:
    """The content of a .gz."""
    return gzip.compress(content)

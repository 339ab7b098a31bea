"""Reads an e-mail as an article: subject, date, sender, and its HTML or its text, whichever says more.

Of a forwarded newsletter, title, date and sender are those of the message that was forwarded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from html import unescape

from pipeline.read.composed import as_page, as_text
from pipeline.read.dates import parse_date
from pipeline.read.draft import Draft
from pipeline.read.files import ReadError, decode
from pipeline.read.html import read_html
from pipeline.read.text import read_text
from pipeline.types import Block

RE_REPLY = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg|tr)\s*:\s*|\[[^\]]{1,40}\]\s*)+", re.IGNORECASE)
RE_FIELD = re.compile(r"^[>\s*_]*(from|sent|date|to|cc|subject|reply-to)\s*:\s*[*_]*\s*(.*?)[\s*_]*$", re.IGNORECASE)
RE_FORWARD_LINE = re.compile(
    r"^[>\s]*(?:-{2,}.*(?:forwarded|original) message.*|begin forwarded message:)\s*$", re.IGNORECASE
)
RE_QUOTE_MARKS = re.compile(r"^(?:> ?)+", re.MULTILINE)
RE_SIGNATURE = re.compile(r"\n-- \n.*\Z", re.DOTALL)
RE_TAG_BREAK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li)\b[^>]*>", re.IGNORECASE)
RE_TAG = re.compile(r"<[^>]+>")

LEAST_FIELDS = 3
NAMING = {"from", "subject"}
MUCH_LESS = 0.6
DAMAGED_PART = (LookupError, ValueError, TypeError, AttributeError, KeyError, MessageError)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a header says of a message: subject, the day it was sent as printed there, and the name of its sender."""

    subject: str = ""
    sent: date | None = None
    sender: str = ""


def parse_message(content: bytes) -> EmailMessage:
    """The message of these bytes; whatever they are, it is one, perhaps without any header."""
    message = BytesParser(policy=policy.default).parsebytes(content.lstrip())
    assert isinstance(message, EmailMessage)
    return message


def read_mail(content: bytes) -> Draft:
    """The article in a message. Raises ReadError where it holds no header of a mail, or neither HTML nor text."""
    message = parse_message(content)
    if not message.keys():
        raise ReadError("the file is no e-mail", "save the message as .eml, with its headers")
    envelope = _envelope(message)
    plain, markup = _body(message, "plain"), _body(message, "html")
    if not plain.strip() and not markup.strip():
        raise ReadError("the message has no text", "its attachments, if it has any, are read by themselves")
    drafts = [_text_draft(plain, envelope)] if plain.strip() else []
    if markup.strip():
        drafts.insert(0, _page_draft(markup, envelope))
    return _fuller(drafts)


def _envelope(message: EmailMessage) -> Envelope:
    """Subject, date and sender of the outer header."""
    return Envelope(
        _without_prefix(_header(message, "Subject")),
        parse_date(_header(message, "Date")),
        _name(_header(message, "From")),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header in one line; empty where it is missing or damaged."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except DAMAGED_PART:
        return ""


def _without_prefix(subject: str) -> str:
    """The subject without "Fwd:", "Re:" and the tags of lists."""
    return RE_REPLY.sub("", subject).strip()


def _name(address: str) -> str:
    """The sender's name: "Oak Desk" of '"Oak Desk" <desk@oak.example>', else the host of the address."""
    name, mail = parseaddr(address)
    return name.strip(" '\"") or mail.rpartition("@")[2]


def _body(message: EmailMessage, kind: str) -> str:
    """The HTML or the text of a message; empty where there is none."""
    try:
        part = message.get_body(preferencelist=(kind,))
    except DAMAGED_PART:
        return ""
    if part is None:
        return ""
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except DAMAGED_PART:  # a charset that does not exist, say
        payload = part.get_payload(decode=True)
        return decode(payload, markup=kind == "html")[0] if isinstance(payload, bytes) and payload.strip() else ""


def _text_draft(plain: str, envelope: Envelope) -> Draft:
    """The draft of a message's text, without quotation marks of replies, its signature, and the header it forwards."""
    text = RE_SIGNATURE.sub("\n", plain)
    lines = text.split("\n")
    if all(line.startswith(">") for line in lines if line.strip()):
        lines = RE_QUOTE_MARKS.sub("", text).split("\n")
    forwarded = _forwarded(lines)
    if forwarded:
        envelope, start, end = _inner(envelope, lines, forwarded), *forwarded
        lines = [*lines[:start], "", *(RE_QUOTE_MARKS.sub("", line) for line in lines[end:])]
    text = "\n".join(lines).strip("\n")
    return _sent_by(read_text(as_text(envelope.subject, envelope.sent, text)), envelope)


def _page_draft(markup: str, envelope: Envelope) -> Draft:
    """The draft of a message's HTML, without the header that it forwards."""
    lines = [unescape(RE_TAG.sub("", line)).strip() for line in RE_TAG_BREAK.sub("\n", markup).split("\n")]
    lines = [line for line in lines if line]
    forwarded = _forwarded(lines)
    envelope = _inner(envelope, lines, forwarded) if forwarded else envelope
    draft = _sent_by(read_html(as_page(envelope.subject, envelope.sent, markup)), envelope)
    return replace(draft, blocks=_without_fields(draft)) if forwarded else draft


def _forwarded(lines: Sequence[str]) -> tuple[int, int] | None:
    """The first run of header lines, with the line that announces it: its first line, and the one behind it."""
    for number, line in enumerate(lines):
        if not RE_FIELD.match(line):
            continue
        end = number
        while end < len(lines) and (RE_FIELD.match(lines[end]) or not lines[end].strip("> ")):
            end += 1
        fields = {match[1].lower() for line in lines[number:end] if (match := RE_FIELD.match(line))}
        if len(fields) >= LEAST_FIELDS and fields >= NAMING:
            before = next((i for i in range(number - 1, -1, -1) if lines[i].strip("> ")), -1)
            return (before if before >= 0 and RE_FORWARD_LINE.match(lines[before]) else number), end
    return None


def _inner(outer: Envelope, lines: Sequence[str], forwarded: tuple[int, int]) -> Envelope:
    """What the forwarded header says, and where it is silent, the outer one."""
    matches = (RE_FIELD.match(line) for line in lines[slice(*forwarded)])
    said = {match[1].lower(): match[2] for match in matches if match}
    sent = parse_date(said.get("date") or said.get("sent") or "")
    subject = _without_prefix(said.get("subject", ""))
    return Envelope(subject or outer.subject, sent or outer.sent, _name(said.get("from", "")) or outer.sender)


def _without_fields(draft: Draft) -> tuple[Block, ...]:
    """The blocks without those that are lines of a mail header."""
    texts = [draft.text[block.start : block.end] for block in draft.blocks]
    return tuple(
        block
        for block, text in zip(draft.blocks, texts, strict=True)
        if not all(RE_FIELD.match(line) or RE_FORWARD_LINE.match(line) for line in text.split("\n"))
    )


def _sent_by(draft: Draft, envelope: Envelope) -> Draft:
    """The draft with the sender as publisher."""
    return replace(draft, publisher=envelope.sender or draft.publisher)


def _fuller(drafts: Sequence[Draft]) -> Draft:
    """The draft of the HTML, unless that holds much less than the text."""
    lengths = [sum(block.end - block.start for block in draft.blocks) for draft in drafts]
    return drafts[-1] if lengths[0] < MUCH_LESS * lengths[-1] else drafts[0]

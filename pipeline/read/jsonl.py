"""Reads records of articles, one JSON object a line: {"title": ..., "date": "2025-11-26", "url": ..., "text": ...}.

Each becomes the document that it describes, a plain text or a page, and goes through the reader of that kind.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pipeline.read.composed import as_page, as_text
from pipeline.read.dates import parse_date
from pipeline.read.files import ReadError
from pipeline.read.record import LARGEST, MEGABYTE, Source
from pipeline.types import Failure

RE_MARKUP = re.compile(r"<(?:p|div|br|article|body|html|table|h[1-6])\b[^>]*>", re.IGNORECASE)
LONG_TEXT = 200
SHOWN_FIELDS = 8
MILLISECONDS = 100_000_000_000  # seconds until the year 5138: larger numbers count milliseconds


@dataclass(frozen=True, slots=True)
class JsonFields:
    """What the fields of a record are called; of several names the first that a record has."""

    text: tuple[str, ...] = ("text", "body", "content", "articleBody", "maintext", "article")
    title: tuple[str, ...] = ("title", "headline")
    date: tuple[str, ...] = ("date", "published_date", "published", "date_publish", "datePublished", "published_at")
    url: tuple[str, ...] = ("url", "link", "source_url", "final_url")
    publisher: tuple[str, ...] = ("publisher", "site_name", "source_domain", "source")


def unpack_jsonl(source: Source, fields: JsonFields) -> Iterator[Source | Failure]:
    """The articles of a .jsonl, numbered by line. A file of other records, without any longer text, gives nothing.

    Raises ReadError where records have a long text in a field that is not known as one.
    """
    is_known = False
    for number, line in enumerate(_lines(source), start=1):
        name = f"{source.source_file}#{number}"
        record = line if isinstance(line, Failure) else _record(line)
        if isinstance(record, Failure):
            yield Failure(name, record.reason, record.advice)
        elif record is not None:
            text = _text(record, fields.text)
            if not is_known and not text:
                if _check_kind(record, fields):
                    return
            elif not text:
                yield Failure(name, "the record has no text", "leave the line out, or fill its text")
            else:
                is_known = True
                yield _source(name, record, text, fields)


def _lines(source: Source) -> Iterator[bytes | Failure]:
    """The lines of a file; one that is too long for an article is a failure, and ends the reading."""
    while line := source.stream.readline(LARGEST + 1):
        if len(line) > LARGEST:
            yield Failure(
                "", f"the line is longer than {LARGEST // MEGABYTE} MB; the rest is not read", "split the file"
            )
            return
        yield line


def _record(line: bytes) -> Mapping[str, Any] | Failure | None:
    """The object of a line, None for an empty line."""
    if not line.strip():
        return None
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Failure("", f"the line is no JSON ({error})", "write one JSON object a line, in UTF-8")
    return record if isinstance(record, dict) else Failure("", "the line is no JSON object", "write one object a line")


def _check_kind(record: Mapping[str, Any], fields: JsonFields) -> bool:
    """True for records that are none of articles; ReadError for those that may be, under names that are not known."""
    if not any(isinstance(value, str) and len(value) > LONG_TEXT for value in record.values()):
        return True
    names = ", ".join(list(record)[:SHOWN_FIELDS])
    known = ", ".join(fields.text)
    raise ReadError(
        f"no field of its records is known as text ({names})",
        f"say which with --jsonl-fields text=NAME (known: {known})",
    )


def _source(name: str, record: Mapping[str, Any], text: str, fields: JsonFields) -> Source:
    """The record as a document of its own: a page where the text is markup, else a text below title and date."""
    title, published, url = _text(record, fields.title), _date(record, fields.date), _text(record, fields.url)
    is_page = bool(RE_MARKUP.search(text))
    content = as_page(title, published, text) if is_page else as_text(title, published, text)
    stream = io.BytesIO(content.encode("utf-8", "replace"))
    return Source(name, ".html" if is_page else ".txt", stream, url, _text(record, fields.publisher))


def _text(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first filled string under these names."""
    values = (record.get(name) for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")


def _date(record: Mapping[str, Any], names: tuple[str, ...]) -> date | None:
    """The first date under these names: printed in any usual way, or seconds since 1970."""
    for value in (record.get(name) for name in names):
        if isinstance(value, str) and (found := parse_date(value)):
            return found
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                return datetime.fromtimestamp(value / 1000 if value > MILLISECONDS else value, UTC).date()
            except (ValueError, OverflowError, OSError):
                continue
    return None

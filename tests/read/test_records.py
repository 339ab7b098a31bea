"""Files that hold several documents, or one that is packed: which there are, how they are called, what is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline import read
from pipeline.read import record as record_module
from pipeline.types import Article, Failure

from .forms import lines, mail, mailbox, packed, warc, zipped

TITLE = "Elm Bank lifts its Oak target"
FIRST = "Elm Bank expects the Oak 100 to climb to 5,000 points by December, its strategists wrote in a note on Monday."
SECOND = "The bank had been at 4,600 since the spring; it now cites better earnings and lower rates as its reasons."
TEXT = f"{TITLE}\n2025-10-16\n\n{FIRST}\n\n{SECOND}\n".encode()
PAGE = f"""<html><head><title>{TITLE}</title><meta property="article:published_time" content="2025-10-16"></head>
  <body><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"""
MAIL = mail(TITLE, "Thu, 16 Oct 2025 09:00:00 -0400", f"{FIRST}\n\n{SECOND}\n")
RECORD = {"title": TITLE, "date": "2025-10-16", "url": "https://oak.example/1", "text": f"{FIRST}\n\n{SECOND}"}


def found(folder: Path, name: str, content: bytes, fields: read.JsonFields | None = None) -> list[Article | Failure]:
    """The articles and failures in a file of this name and content."""
    (folder / name).write_bytes(content)
    results: list[Article | Failure] = []
    for one in read.records(folder, name, fields):
        results += [one] if isinstance(one, Failure) else read.read_record(one)
    return results


def names(results: list[Article | Failure]) -> list[str]:
    return [one.source_file for one in results]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("a.txt", TEXT, ["a.txt"], id="a file is itself"),
        pytest.param("a.TXT.GZ", packed(TEXT), ["a.TXT.GZ"], id="packed, it keeps its name"),
        pytest.param("a.eml", MAIL, ["a.eml"], id="a message"),
        pytest.param("a.mbox", mailbox(MAIL, MAIL), ["a.mbox#1", "a.mbox#2"], id="a mailbox"),
        pytest.param("a.jsonl", lines(RECORD, RECORD), ["a.jsonl#1", "a.jsonl#2"], id="json lines"),
        pytest.param("a.jsonl", b"\n" + lines(RECORD) + b"\n", ["a.jsonl#2"], id="empty lines count"),
        pytest.param("a.jsonl.gz", packed(lines(RECORD)), ["a.jsonl.gz#1"], id="packed json lines"),
        pytest.param(
            "a.warc.gz",
            warc({"https://oak.example/1": PAGE.encode(), "https://oak.example/2": PAGE.encode()}),
            ["a.warc.gz#2", "a.warc.gz#4"],
            id="a web archive, in which requests count",
        ),
        pytest.param(
            "a.zip",
            zipped({"b/c.html": PAGE.encode(), "b/a.txt": TEXT, "b/prices.csv": b"1,2", "__MACOSX/._a.txt": b"x"}),
            ["a.zip#b/a.txt", "a.zip#b/c.html"],
            id="a zip archive, sorted, other kinds passed over",
        ),
        pytest.param(
            "a.zip",
            zipped({"b.mbox": mailbox(MAIL), "c.zip": zipped({"d.txt.gz": packed(TEXT)})}),
            ["a.zip#b.mbox#1", "a.zip#c.zip#d.txt.gz"],
            id="archives in archives",
        ),
        pytest.param("a.jsonl", lines({"id": 1, "views": ["x" * 300]}), [], id="json lines that are no articles"),
    ],
)
def test_what_a_file_holds(tmp_path: Path, name: str, content: bytes, expected: list[str]) -> None:
    results = found(tmp_path, name, content)
    assert names(results) == expected
    for one in results:
        assert isinstance(one, Article)
        assert (one.title, one.published_date) == (TITLE, date(2025, 10, 16))
        assert FIRST in one.text
        assert one == read.read_article(tmp_path, one.source_file)


@pytest.mark.parametrize(
    ("name", "content", "failed", "reason"),
    [
        pytest.param("a.txt.gz", packed(TEXT)[:-20], "a.txt.gz", "the file is damaged", id="gz cut off"),
        pytest.param("a.txt.gz", TEXT, "a.txt.gz", "the file is damaged", id="gz that is none"),
        pytest.param("a.zip", zipped({"a.txt": TEXT})[:90], "a.zip", "the zip archive is damaged", id="zip cut off"),
        pytest.param("a.txt.gz", packed(b" " * (11 << 20)), "a.txt.gz", "larger than 2 MB", id="gzip bomb"),
        pytest.param("a.zip", zipped({"a.txt": b" " * (11 << 20)}), "a.zip#a.txt", "larger than 2 MB", id="zip bomb"),
        pytest.param("a.html", b"<p>" * (4 << 20), "a.html", "larger than 10 MB", id="a very large page"),
        pytest.param("a.jsonl", b"{" * (11 << 20), "a.jsonl#1", "longer than 10 MB", id="an endless line"),
        pytest.param("a.jsonl", b'{"text": "Oak', "a.jsonl#1", "no JSON", id="json line cut off"),
        pytest.param("a.jsonl", b"[" * 100_000, "a.jsonl#1", "no JSON", id="json nested deep"),
        pytest.param("a.jsonl", b"[1]\n", "a.jsonl#1", "no JSON object", id="json line of a list"),
        pytest.param("a.jsonl", b"\xff\xfe{}\n", "a.jsonl#1", "no JSON", id="json line that is no utf-8"),
        pytest.param(
            "a.jsonl",
            lines({"id": 1, "story": FIRST * 3}),
            "a.jsonl",
            r"known as text \(id, story\)",
            id="other fields",
        ),
        pytest.param(
            "a.jsonl", lines(RECORD, {"title": TITLE}), "a.jsonl#2", "the record has no text", id="record without text"
        ),
        pytest.param(
            "a.warc.gz",
            warc({"https://oak.example/1": PAGE.encode()})[:-50],
            "a.warc.gz",
            "damaged behind its record 1",
            id="warc cut off",
        ),
        pytest.param("a.warc", b"no archive at all", "a.warc", "damaged at its beginning", id="warc that is none"),
        pytest.param("a.mbox", b"", "a.mbox", "the file is empty", id="empty mailbox"),
    ],
)
def test_what_is_damaged_is_told_and_costs_nothing_else(
    tmp_path: Path, name: str, content: bytes, failed: str, reason: str
) -> None:
    failures = {one.source_file: one for one in found(tmp_path, name, content) if isinstance(one, Failure)}
    assert list(failures) == [failed]
    assert re.search(reason, failures[failed].reason)
    assert failures[failed].advice


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    content = TEXT
    for depth in range(6):
        content = zipped({"a.txt" if depth == 0 else "a.zip": content})
    assert ["too deep" in one.reason for one in found(tmp_path, "a.zip", content) if isinstance(one, Failure)] == [True]


def test_an_encrypted_member_is_a_failure(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    results = found(tmp_path, "a.zip", bytes(content))
    assert names(results) == ["a.zip#a.txt", "a.zip#b.txt"]
    assert isinstance(results[0], Failure)
    assert "encrypted" in results[0].reason


def test_an_attachment_is_a_document_of_its_own(tmp_path: Path) -> None:
    from email import message_from_bytes, policy

    message = message_from_bytes(MAIL, policy=policy.default)
    message.add_attachment(TEXT, maintype="text", subtype="plain", filename="../note.txt")  # type: ignore[attr-defined]
    message.add_attachment(b"x", maintype="image", subtype="png", filename="chart.png")  # type: ignore[attr-defined]
    assert names(found(tmp_path, "a.eml", bytes(message))) == ["a.eml", "a.eml#note.txt"]
    assert read.read_article(tmp_path, "a.eml#note.txt").text == TEXT.decode()


@pytest.mark.parametrize(
    ("content_type", "status", "expected"),
    [
        pytest.param("text/html; charset=utf-8", "200 OK", 1, id="page"),
        pytest.param("image/png", "200 OK", 0, id="image"),
        pytest.param("text/html", "404 Not Found", 0, id="error page"),
        pytest.param("text/html", "301 Moved", 0, id="redirect"),
        pytest.param("", "200 OK", 0, id="no type"),
    ],
)
def test_which_responses_are_documents(tmp_path: Path, content_type: str, status: str, expected: int) -> None:
    content = warc({"https://oak.example/1": PAGE.encode()}, content_type=content_type, status=status)
    results = found(tmp_path, "a.warc.gz", content)
    assert len(results) == expected
    assert [one.url for one in results if isinstance(one, Article)] == ["https://oak.example/1"] * expected


def test_the_charset_of_http_is_used(tmp_path: Path) -> None:
    page = PAGE.replace("Oak", "Дуб").encode("cp1251")
    content = warc({"https://oak.example/1": page}, content_type="text/html; charset=windows-1251")
    (article,) = found(tmp_path, "a.warc.gz", content)
    assert isinstance(article, Article)
    assert article.title == TITLE.replace("Oak", "Дуб")


@pytest.mark.parametrize(
    ("record", "published"),
    [
        pytest.param({"date": "2025-10-16T21:00:00Z"}, date(2025, 10, 16), id="iso"),
        pytest.param({"date": "Thu, 16 Oct 2025 21:00:00 GMT"}, date(2025, 10, 16), id="as in mail"),
        pytest.param({"published": 1760648400}, date(2025, 10, 16), id="seconds"),
        pytest.param({"published": 1760648400000}, date(2025, 10, 16), id="milliseconds"),
        pytest.param({"date": "soon", "published": "2025-10-16"}, date(2025, 10, 16), id="first that is a date"),
        pytest.param({"date": 1e300}, None, id="absurd number"),
        pytest.param({}, None, id="none"),
    ],
)
def test_dates_of_records(tmp_path: Path, record: dict[str, object], published: date | None) -> None:
    (article,) = found(tmp_path, "a.jsonl", lines({"title": TITLE, "text": f"{FIRST}\n\n{SECOND}", **record}))
    assert isinstance(article, Article)
    assert article.published_date == published


def test_fields_may_have_other_names(tmp_path: Path) -> None:
    record = {"head": TITLE, "story": f"{FIRST}\n\n{SECOND}", "day": "2025-10-16", "from": "The Daily Oak"}
    fields = read.JsonFields(text=("story",), title=("head",), date=("day",), publisher=("from",))
    (article,) = found(tmp_path, "a.jsonl", lines(record), fields)
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.published_date) == (TITLE, "The Daily Oak", date(2025, 10, 16))


def test_a_record_with_markup_is_a_page(tmp_path: Path) -> None:
    (article,) = found(tmp_path, "a.jsonl", lines({**RECORD, "text": f"<p>{FIRST}</p><p>{SECOND} R&amp;D</p>"}))
    assert isinstance(article, Article)
    assert article.text == f"{TITLE}\n\n{FIRST}\n\n{SECOND} R&D"
    assert article.published_date == date(2025, 10, 16)


def test_a_changed_word_of_the_container_is_another_hash() -> None:
    record = read.Record("a.jsonl#1", ".txt", TEXT)
    other = read.Record("a.jsonl#1", ".txt", TEXT, url="https://oak.example/1")
    assert read.content_hash(record) != read.content_hash(other)


def test_nothing_is_read_beyond_the_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(record_module.LARGEST_OF, ".txt", len(TEXT))
    assert isinstance(found(tmp_path, "a.txt", TEXT)[0], Article)
    assert isinstance(found(tmp_path, "a.txt", TEXT + b"x")[0], Failure)


def test_there_is_no_such_article(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(mailbox(MAIL))
    with pytest.raises(read.ReadError, match="there is no article 'a.mbox#7'"):
        read.read_article(tmp_path, "a.mbox#7")

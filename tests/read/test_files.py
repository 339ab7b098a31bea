"""Finding files and decoding bytes: what is read, and what is refused with which reason."""

import os
from pathlib import Path

import pytest

from pipeline import read
from pipeline.read.files import ReadError, decode, opened


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        pytest.param("café".encode(), "café", "", id="utf-8"),
        pytest.param("\ufeffcafé".encode(), "café", "", id="utf-8 with mark"),
        pytest.param("café".encode("utf-16"), "café", "", id="utf-16 with mark"),
        pytest.param("\ufeffcafé".encode("utf-16-be"), "café", "", id="utf-16 big-endian with mark"),
        pytest.param(
            "“café” costs €5".encode("cp1252"), "“café” costs €5", "not valid UTF-8: read as cp1252", id="cp1252"
        ),
        pytest.param(b"a\r\nb\rc\n", "a\nb\nc\n", "", id="line ends"),
        pytest.param(
            "éàü ".encode() * 9 + b"\xc3",
            "éàü " * 9 + "�",
            "not valid UTF-8: read as UTF-8 with bytes of cp1252",
            id="cut",
        ),
        pytest.param(
            "éàü ".encode() * 9 + b"\x93Oak\x94",
            "éàü " * 9 + "“Oak”",
            "not valid UTF-8: read as UTF-8 with bytes of cp1252",
            id="quotation marks of cp1252 in utf-8",
        ),
        pytest.param(
            "The Oak 100 may reach 5,000".encode("utf-16-le"),
            "The Oak 100 may reach 5,000",
            "no byte order mark: read as utf-16-le",
            id="utf-16 without mark",
        ),
    ],
)
def test_decode(content: bytes, text: str, note: str) -> None:
    if note.endswith("cp1252"):
        content, text = b"plain words " * 20 + content, "plain words " * 20 + text
    assert decode(content) == (text, note)


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        pytest.param("windows-1251", "Рынок", id="as declared"),
        pytest.param("utf-8", "Ðûíîê", id="declared as what it is not"),
        pytest.param("no-such", "Ðûíîê", id="unknown"),
        pytest.param("base64", "Ðûíîê", id="no charset"),
    ],
)
def test_http_may_declare_the_charset(declared: str, text: str) -> None:
    words = "many plain words of the market " * 9
    assert decode(words.encode() + "Рынок".encode("cp1251"), declared=declared)[0] == words + text


def test_a_page_may_declare_its_charset() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Рынок растёт</body></html>'
    assert decode(page.encode("cp1251"), markup=True) == (page, "not valid UTF-8: read as cp1251")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"\x89PNG\x00\x00\x01", "NUL bytes", id="nul bytes"),
        pytest.param(bytes(range(1, 32)) * 9, "control characters", id="control characters"),
        pytest.param(b"%PDF-1.7 rest", "a PDF document", id="pdf with another suffix"),
        pytest.param(b"PK\x03\x04rest", "zip", id="zip with another suffix"),
    ],
)
def test_binary_content_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        decode(content)
    assert error.value.advice


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(ReadError, match="the file is empty"):
        read.read_article(tmp_path, "a.txt")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "no permission"),
        (FileNotFoundError(2, "No such file"), "does not exist"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_files_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match=reason), opened(Path("a.txt")):
        pass


def test_find_files_is_recursive_and_sorted(tmp_path: Path) -> None:
    packed = ("n.html.gz", "p.csv.gz", "q.gz", "z.warc.gz")
    for name in ("b.txt", "a/c.HTML", "a/b.htm", ".hidden.txt", ".git/x.txt", "notes.md", "a/data.csv", *packed):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = ["a/b.htm", "a/c.HTML", "b.txt", "n.html.gz", "notes.md", "z.warc.gz"]
    assert read.find_files(tmp_path) == (found, [])


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        pytest.param("2025/wrap.HTML", True, id="a page"),
        pytest.param("note.pdf", True, id="a note"),
        pytest.param("wrap.html.gz", False, id="packed"),
        pytest.param("mail.eml", False, id="a message may have attachments"),
        pytest.param("crawl.warc.gz", False, id="an archive"),
        pytest.param("prices.csv", False, id="not read at all"),
    ],
)
def test_a_file_holds_one_document_or_is_unpacked(name: str, is_one: bool) -> None:
    assert read.holds_one(name) is is_one


@pytest.mark.parametrize("mark", ["views.duckdb", "run-report.json"])
def test_the_tables_of_a_run_are_no_articles(tmp_path: Path, mark: str) -> None:
    for name in (mark, "articles.jsonl", "a.txt"):
        (tmp_path / name).write_text("x")
    assert read.find_files(tmp_path) == (["a.txt"], [])


def test_dangling_links_and_pipes_are_failures(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    files, failures = read.find_files(tmp_path)
    assert files == []
    assert [failure.source_file for failure in failures] == ["gone.txt", "pipe.txt"]
    assert "does not exist" in failures[0].reason
    assert all(failure.advice for failure in failures)


def test_a_name_that_is_no_utf8_is_a_failure(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such names")
    files, failures = read.find_files(tmp_path)
    assert files == []
    assert failures[0].reason == "the file name is not valid UTF-8"
    failures[0].source_file.encode()


def test_a_link_to_a_parent_folder_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.txt").write_text("x")
    (tmp_path / "a/up").symlink_to(tmp_path)
    assert read.find_files(tmp_path)[0] == ["a/x.txt"]


def test_a_missing_folder_is_a_failure(tmp_path: Path) -> None:
    files, failures = read.find_files(tmp_path / "none")
    assert files == []
    assert "cannot be listed" in failures[0].reason

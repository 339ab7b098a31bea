"""The public function: identity, hashes, dispatch by suffix, errors."""

from hashlib import blake2b
from pathlib import Path

import pytest

from pipeline import read

TEXT = (
    "Elm Bank lifts its Oak target\n2025-10-16\n\nElm Bank expects the Oak 100 to climb to 5,000 points by December.\n"
)
PAGE = f"<html><body><article><h1>Oak index wakes up</h1><p>{TEXT * 3}</p></article></body></html>"


def test_identity_is_the_path_and_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    article = read.read_article(tmp_path, "sub/a.txt")
    assert article.article_id == blake2b(b"sub/a.txt").hexdigest()[:16]
    assert article.content_hash == blake2b(TEXT.replace("\n", "\r\n").encode()).hexdigest()[:32]
    assert article.source_file == "sub/a.txt"
    assert article.text == TEXT
    assert article == read.read_article(tmp_path, "sub/a.txt")


@pytest.mark.parametrize("name", ["a.html", "a.htm", "A.HTML"])
def test_pages_by_suffix(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE)
    assert read.read_article(tmp_path, name).title == "Oak index wakes up"


def test_a_note_on_the_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.replace("Elm", "Ülm").encode("cp1252"))
    article = read.read_article(tmp_path, "a.txt")
    assert article.notes == ("not valid UTF-8: read as cp1252",)
    assert "Ülm" in article.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", b"", "the file is empty", id="empty"),
        pytest.param("a.txt", b"\x00\x01\x02", "binary data", id="binary"),
        pytest.param("a.txt", b"Home | Markets | Login\n", "no article text found", id="a menu and nothing else"),
        pytest.param("a.html", b"<html></html>", "no article text found", id="page without text"),
        pytest.param("a.docx", b"text", "unknown file type '.docx'", id="suffix"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(read.ReadError, match=reason) as error:
        read.read_article(tmp_path, name)
    assert error.value.reason and error.value.advice


def test_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    with pytest.raises(read.ReadError, match="does not exist"):
        read.read_article(tmp_path, "a.txt")

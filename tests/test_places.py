"""Folders that may lie anywhere: what is an address, which files lie there, and how one is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import read
from pipeline.places import as_folder, below, find_articles, place_of, storage
from pipeline.types import Failure
from pipeline.workers import RunError

fsspec = pytest.importorskip("fsspec", reason="the extra [dist] is not installed")

FILES = {"a.txt": b"One.", "2025/b.html": b"<p>Two.", "prices.csv": b"1", ".git/c.txt": b"no", "2025/.d.txt": b"no"}


@pytest.fixture
def archive() -> Iterator[str]:
    """A storage with some files, at an address."""
    files = fsspec.filesystem("memory")
    for name, content in FILES.items():
        files.pipe_file(f"/archive/{name}", content)
    yield "memory://archive"
    files.rm("/archive", recursive=True)


@pytest.mark.parametrize(
    ("text", "place", "file"),
    [
        pytest.param("views", Path("views"), Path("views/a"), id="a folder"),
        pytest.param("/data/views/", Path("/data/views"), Path("/data/views/a"), id="a path"),
        pytest.param("s3://archive/2025/", "s3://archive/2025", "s3://archive/2025/a", id="an address"),
    ],
)
def test_a_text_is_a_path_or_an_address(text: str, place: Path | str, file: Path | str) -> None:
    assert place_of(text) == place
    assert below(place, "a") == file


def test_articles_are_found_at_an_address(archive: str) -> None:
    assert find_articles(archive) == (["2025/b.html", "a.txt"], [])


def test_articles_of_a_folder_are_those_of_the_local_engine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert find_articles(tmp_path) == read.find_files(tmp_path)
    assert isinstance(find_articles(tmp_path)[1][0], Failure)


def test_a_file_is_fetched_with_its_folder(archive: str) -> None:
    with as_folder(archive, "2025/b.html") as folder:
        (record,) = read.records(folder, "2025/b.html")
    assert isinstance(record, read.Record)
    assert (record.source_file, record.content) == ("2025/b.html", b"<p>Two.")
    assert not folder.exists()


def test_a_file_that_is_gone_is_told(archive: str) -> None:
    with pytest.raises(read.ReadError, match="cannot be fetched"), as_folder(archive, "gone.txt"):
        pass


@pytest.mark.parametrize(
    ("place", "said"),
    [
        pytest.param("memory://nothing-here", "there is nothing at|cannot be listed", id="an empty place"),
        pytest.param("carrier-pigeon://loft", "cannot be reached", id="an unknown kind of address"),
    ],
)
def test_a_place_without_articles_is_told(place: str, said: str) -> None:
    with pytest.raises(RunError, match=said):
        find_articles(place)


def test_a_folder_has_a_storage_too(tmp_path: Path) -> None:
    files, path = storage(tmp_path)
    assert files.exists(path) and path == str(tmp_path)

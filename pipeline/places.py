"""Folders that may lie anywhere: a path of this machine, or an address of a storage such as "s3://archive/2025".

Addresses are those of fsspec, which must be installed for them, with the library of the storage (s3fs, gcsfs ...).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.types import Failure
from pipeline.workers import RunError

Place = Path | str  # an address is a text: a Path would make "s3:/archive" of it


def place_of(text: str) -> Place:
    """What a user means by a text: "s3://archive/2025" is an address, all else a path."""
    return text.rstrip("/") if "://" in text else Path(text)


def below(place: Place, name: str) -> Place:
    """A file or folder in a place: ("s3://archive", "2025/wrap.txt") is "s3://archive/2025/wrap.txt"."""
    return place / name if isinstance(place, Path) else f"{place}/{name}"


def storage(place: Place) -> tuple[Any, str]:
    """The file system of fsspec that a place lies in, and its path there.

    Raises RunError where the address is of no known kind, or the library for it is not installed.
    """
    try:
        import fsspec

        found: tuple[Any, str] = fsspec.url_to_fs(str(place))
    except (ImportError, ValueError) as error:
        advice = "check the address, or install the library that reads such (s3fs, gcsfs, adlfs ...)"
        raise RunError(f"'{place}' cannot be reached ({error})", advice) from error
    return found


def find_articles(place: Place) -> tuple[list[str], list[Failure]]:
    """The files of a place that may hold articles, as `read.find_files` finds those of a folder.

    Raises RunError where the place is not there or cannot be listed.
    """
    from pipeline import read

    if isinstance(place, Path):
        return read.find_files(place)
    files, root = storage(place)
    try:
        names = files.find(root)
    except Exception as error:  # each storage has errors of its own
        raise RunError(f"'{place}' cannot be listed ({error})", "check the address and your rights there") from error
    inside = sorted(str(name)[len(root) :].lstrip("/") for name in names)
    found = [name for name in inside if read.is_read(name) and not f"/{name}".count("/.")]
    if not inside:
        raise RunError(f"there is nothing at '{place}'", "name the place that holds the articles")
    return found, []


@contextmanager
def as_folder(place: Place, name: str) -> Iterator[Path]:
    """A folder of this machine that holds the file `name` of a place: the place itself, or one with a copy in it.

    Raises ReadError where the file cannot be fetched.
    """
    from pipeline.read import ReadError

    if isinstance(place, Path):
        yield place
        return
    files, root = storage(place)
    with tempfile.TemporaryDirectory(prefix="market-views-") as folder:
        copy = Path(folder, name)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            files.get_file(f"{root}/{name}", str(copy))
        except Exception as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise ReadError(f"the file cannot be fetched ({reason})", "check your rights, and run again") from error
        yield Path(folder)

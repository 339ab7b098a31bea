"""Asks the store of an earlier run: `with asked_store(Path("views")) as con: store.consensus(con, as_of=None)`.

Nothing is written, so that several may ask at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.run import STORE_NAME, opened_store
from pipeline.workers import RunError


@contextmanager
def asked_store(
    place: Path,
    *,
    stale_days: int | None = None,
    closes: Path | None = None,
    complain: Callable[[str], None] = lambda line: None,
) -> Iterator[Any]:
    """The store in a folder that `extract_folder` wrote, or a store file, to be read.

    What cannot be applied of the corrections beside the store is told to `complain`, too.
    `stale_days` is how long views without an end count; `closes` a file of closes that upsides are measured against,
    of which `complain` is told the lines that cannot be read.
    Raises RunError where there is no store, or one that cannot be used, or the closes cannot be read at all.
    """
    from pipeline import store

    path = place / STORE_NAME if place.is_dir() else place
    if not path.is_file():
        raise RunError(f"there is no store '{path}'", "name the output folder of market-views extract")
    with opened_store(path, read_only=True) as con:
        try:
            for problem in store.apply_corrections(con).not_applied:
                complain(problem)
            if stale_days is not None:
                store.set_stale_days(con, stale_days)
            if closes is not None:
                known, problems = store.read_closes(closes)
                store.load_closes(con, known, closes.name)
                for problem in problems:
                    complain(problem)
            yield con
        except store.StoreError as error:
            raise RunError(str(error), "") from error

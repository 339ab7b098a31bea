"""Asks the store of an earlier run: `with asked_store(Path("views")) as con: store.consensus(con, as_of=None)`.

Nothing is written, so that several may ask at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from pipeline.places import Place
from pipeline.run import STORE_NAME, opened_store
from pipeline.run_dataset import holds_dataset, opened_dataset
from pipeline.workers import RunError


@contextmanager
def asked_store(
    place: Place,
    *,
    stale_days: int | None = None,
    closes: Path | None = None,
    complain: Callable[[str], None] = lambda line: None,
) -> Iterator[Any]:
    """The store in a folder that `extract_folder` wrote, a store file, or the dataset in a place, to be read.

    What cannot be applied of the corrections beside the store is told to `complain`, too.
    `stale_days` is how long views without an end count; `closes` a file of closes that upsides are measured against,
    of which `complain` is told the lines that cannot be read.
    Raises RunError where there is no store, or one that cannot be used, or the closes cannot be read at all.
    """
    from pipeline import store

    with _opened(place) as con:
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


def _opened(place: Place) -> AbstractContextManager[Any]:
    """The store or the dataset in a place; RunError where there is none."""
    path = place / STORE_NAME if isinstance(place, Path) and place.is_dir() else place
    if isinstance(path, Path) and path.is_file():
        return opened_store(path, read_only=True)
    if holds_dataset(place):
        return opened_dataset(place)
    raise RunError(f"there is no store '{path}'", "name the output folder of market-views extract")

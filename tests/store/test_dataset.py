"""A Parquet dataset is asked as a store is: the same tables and consensus, with the same corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline import store
from pipeline.store.dataset import dataset_row, dataset_schema, failure_row
from pipeline.types import Extraction, Failure

from .factories import extraction, said, write
from .test_export import FULL, export, many

pyarrow = pytest.importorskip("pyarrow", reason="the extra [dist] is not installed")

FAILURE = Failure("empty.txt", "the file is empty", "delete it")
ARTICLES = [*many(), extraction("full.txt", "2025-10-16", FULL), extraction("none.txt", "2025-12-30", body="Nothing.")]


def dataset(folder: Path, found: Sequence[Extraction | Failure], *, parts: int = 1) -> list[str]:
    """The files of a dataset, made in a folder."""
    from pyarrow import parquet

    rows = [dataset_row(one, "test-1") if isinstance(one, Extraction) else failure_row(one) for one in found]
    files = [str(folder / f"it's {part}.parquet") for part in range(parts)]
    for part, file in enumerate(files):
        parquet.write_table(pyarrow.Table.from_pylist(rows[part::parts], schema=dataset_schema()), file)
    return files


@pytest.mark.parametrize("as_of", [None, date(2025, 11, 1)])
@pytest.mark.parametrize("parts", [1, 3])
def test_the_tables_are_those_of_the_store(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, parts: int, as_of: date | None
) -> None:
    write(con, *ARTICLES)
    opened = store.open_dataset(dataset(tmp_path, [FAILURE, *reversed(ARTICLES)], parts=parts), None)
    assert export(opened, tmp_path / "by dataset", as_of) == export(con, tmp_path / "by store", as_of)
    assert store.consensus(opened, as_of=as_of) == store.consensus(con, as_of=as_of)
    names = [one.article.source_file for one in ARTICLES]
    assert store.dropped_counts(opened, names) == store.dropped_counts(con, names)


def test_what_could_not_be_read_is_told(tmp_path: Path) -> None:
    opened = store.open_dataset(dataset(tmp_path, [ARTICLES[0], FAILURE]), None)
    assert store.dataset_failures(opened) == [FAILURE]
    assert list(store.known_articles(opened)) == ["00.txt"]


def test_nothing_at_all_is_an_empty_store(tmp_path: Path) -> None:
    opened = store.open_dataset([], None)
    assert store.consensus(opened, as_of=None) == []
    assert store.dataset_failures(opened) == []


def test_corrections_of_the_folder_apply(tmp_path: Path) -> None:
    one = extraction("a.txt", "2025-10-16", said("Dana Whitlock", target=7500.0))
    row = dataset_row(one, "test-1")["view"][0]
    (tmp_path / "corrections.csv").write_text(f"view_id,field,value\n{row['view_id']},stance,bearish\n", "utf-8")
    files = dataset(tmp_path, [one])
    for folder, stance in ((tmp_path, "bearish"), (None, "bullish")):
        opened = store.open_dataset(files, folder)
        store.apply_corrections(opened)
        assert f",{stance}," in export(opened, tmp_path / stance)["views.csv"]


def test_the_rows_of_views_can_be_asked_by_anybody(tmp_path: Path) -> None:
    files = dataset(tmp_path, ARTICLES)
    rows = duckdb.execute("SELECT unnest(view, max_depth := 2) FROM read_parquet($files)", {"files": files}).fetchall()
    assert len(rows) == sum(len(one.views) for one in ARTICLES)


def broken(folder: Path) -> list[str]:
    (folder / "broken.parquet").write_bytes(b"PAR1 no more")
    return [str(folder / "broken.parquet")]


def foreign(folder: Path) -> list[str]:
    from pyarrow import parquet

    table: Any = pyarrow.Table.from_pylist([{"price": 1.0}])
    parquet.write_table(table, folder / "foreign.parquet")
    return [str(folder / "foreign.parquet")]


def missing(folder: Path) -> list[str]:
    return [str(folder / "missing.parquet")]


@pytest.mark.parametrize("files", [broken, foreign, missing])
def test_what_is_no_dataset_is_refused_with_a_word(tmp_path: Path, files: Any) -> None:
    with pytest.raises(store.StoreError, match="the dataset cannot be read .*; run market-views extract --engine ray"):
        store.open_dataset(files(tmp_path), None)

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline import gazetteer, store
from pipeline.store import database, identity
from pipeline.store.names import refresh_names

from .factories import extraction, said, write

NEXT = database.SCHEMA_VERSION + 1


def test_a_store_keeps_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "views.duckdb"
    con = store.open_store(path)
    write(con, extraction("a.txt", "2025-10-16", said("Dana Whitlock")))
    con.close()
    again = store.open_store(path)
    assert list(store.known_articles(again)) == ["a.txt"]
    again.close()


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "views.duckdb"
    con = store.open_store(path)
    con.execute("UPDATE meta SET schema_version = 99")
    con.close()
    with pytest.raises(store.StoreError, match=r"views\.duckdb was written by a newer market-views \(schema 99"):
        store.open_store(path)
    con = duckdb.connect(path)
    assert con.execute("SELECT schema_version FROM meta").fetchall() == [(99,)]
    con.close()


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.duckdb"
    con = duckdb.connect(path)
    con.execute("CREATE TABLE orders (number INTEGER)")
    con.close()
    with pytest.raises(store.StoreError, match="is a database of something else; move it away"):
        store.open_store(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "views.duckdb"
    path.write_text("not a database " * 1000, encoding="utf-8")
    with pytest.raises(store.StoreError, match="cannot be opened as a store"):
        store.open_store(path)


def test_a_store_that_another_process_holds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "views.duckdb"
    holding = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holding, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        with pytest.raises(
            store.StoreError, match=rf"views\.duckdb is held by another run \(process {other.pid}\); wait"
        ):
            store.open_store(path)
        other.communicate("")


def test_an_older_store_is_brought_up_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "views.duckdb"
    store.open_store(path).close()
    scripts = {
        "next.sql": "ALTER TABLE article ADD COLUMN language VARCHAR",
        "after.sql": "CREATE TABLE note (text VARCHAR)",
    }
    read_sql = database.read_sql
    monkeypatch.setattr(database, "read_sql", lambda name: scripts.get(name) or read_sql(name))
    monkeypatch.setattr(database, "SCHEMA_VERSION", NEXT + 1)
    monkeypatch.setattr(database, "MIGRATIONS", {NEXT: "next.sql", NEXT + 1: "after.sql"})
    con = store.open_store(path)
    assert con.execute("SELECT schema_version FROM meta").fetchall() == [(NEXT + 1,)]
    assert con.execute("SELECT language FROM article").fetchall() == []
    assert con.execute("SELECT text FROM note").fetchall() == []
    con.close()


def test_a_failing_step_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "views.duckdb"
    store.open_store(path).close()
    broken = "CREATE TABLE note (text VARCHAR); ALTER TABLE nowhere ADD COLUMN language VARCHAR"
    read_sql = database.read_sql
    with monkeypatch.context() as patch:
        patch.setattr(database, "read_sql", lambda name: broken if name == "next.sql" else read_sql(name))
        patch.setattr(database, "SCHEMA_VERSION", NEXT)
        patch.setattr(database, "MIGRATIONS", {NEXT: "next.sql"})
        with pytest.raises(duckdb.Error, match="nowhere"):
            store.open_store(path)
    con = store.open_store(path)
    assert con.execute("SELECT table_name FROM duckdb_tables() WHERE table_name = 'note'").fetchall() == []
    con.close()


def test_every_version_has_a_migration_and_the_schema_is_the_newest() -> None:
    assert sorted(database.MIGRATIONS) == list(range(2, database.SCHEMA_VERSION + 1))
    assert f"INSERT INTO meta VALUES ({database.SCHEMA_VERSION});" in database.read_sql("schema.sql")


def test_a_new_alias_joins_old_views(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "views.duckdb"
    con = store.open_store(path)
    write(con, extraction("a.txt", "2025-10-16", said("Ida Fenn", "Cobalt Ridge LLC"), said("", "Harbour Lane")))
    con.close()
    firm = gazetteer.Firm("cobalt", "Cobalt Ridge", ("Cobalt Ridge LLC",), "manager")
    monkeypatch.setattr(identity, "firm_of", {"Cobalt Ridge LLC": firm}.get)
    con = store.open_store(path)
    refresh_names(con)
    ids = con.execute("SELECT analyst_id, firm_id FROM view_row ORDER BY ALL").fetchall()
    assert ids == [("", "harbour-lane"), ("ida-fenn", "cobalt")]
    con.close()

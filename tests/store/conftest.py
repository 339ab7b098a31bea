"""An empty store for each test, and a gazetteer of two invented names, so that no test depends on the data files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline import gazetteer, store
from pipeline.store import identity

FIRM = gazetteer.Firm("harbour-lane", "Harbour Lane", ("HLB", "Harbor Lane"), "bank")
ANALYST = gazetteer.Analyst("dana-whitlock", "Dana Whitlock", ("D. Whitlock",), ("harbour-lane",))


@pytest.fixture(autouse=True)
def invented_names(monkeypatch: pytest.MonkeyPatch) -> None:
    firms = dict.fromkeys((FIRM.name, *FIRM.aliases), FIRM)
    analysts = dict.fromkeys((ANALYST.name, *ANALYST.aliases), ANALYST)
    monkeypatch.setattr(identity, "firm_of", firms.get)
    monkeypatch.setattr(identity, "analyst_of", analysts.get)


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = store.open_store(tmp_path / "views.duckdb")
    yield con
    con.close()

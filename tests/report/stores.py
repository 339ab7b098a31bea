"""Stores of invented views for pages, and the pages of them: `report_file(folder, [extraction(...)])`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from store.factories import extraction, said

from pipeline import store
from pipeline.report.data import Report
from pipeline.report.page import report_page
from pipeline.report_data import report_of
from pipeline.types import Extraction, LevelKind

HOUSES = (
    extraction(
        "a.txt",
        "2026-01-05",
        said("Ida Fenn", "Kest Bank", role="chief strategist", target=7000, horizon="2026-12-31"),
        said("", "Cobalt", target=7400, horizon="2026-12-31", levels=((LevelKind.PRIOR_TARGET, 7200),)),
        observed=(("SPX", 6700),),
    ),
    extraction(
        "b.txt",
        "2026-02-10",
        said("Ida Fenn", "Kest Bank", role="chief strategist", target=7200, horizon="2026-12-31"),
        said("Una Low", "Quay", stance="bearish", target=6100, horizon="2026-12-31", condition="if rates rise"),
        said("Una Low", "Quay", symbol="RUT", stance="neutral", horizon="short-term",
             levels=((LevelKind.SUPPORT, 2450), (LevelKind.RESISTANCE, 2700))),
        observed=(("SPX", 6800), ("RUT", 2600)),
    ),
    extraction("c.txt", "2026-02-12", said("Bo Reed", "Oxbow", symbol="N225", horizon="12m", proxy=True)),
    extraction("d.txt", None, said("Tam Ode", "Pell", symbol="SPX", horizon="", stance="neutral")),
)  # fmt: skip


def filled(folder: Path, extractions: Iterable[Extraction] = HOUSES) -> Path:
    """A folder with a store of some articles."""
    con = store.open_store(folder / "views.duckdb")
    store.write_extractions(con, list(extractions), extractor_version="test-1")
    con.close()
    return folder


def report(folder: Path, *, as_of: date | None = None) -> Report:
    return report_of(folder, as_of=as_of)


def report_file(folder: Path, extractions: Iterable[Extraction] = HOUSES, *, as_of: date | None = None) -> Path:
    """The page of a store of some articles, in the store's folder."""
    out = filled(folder, extractions) / "report.html"
    out.write_text(report_page(report(folder, as_of=as_of)), encoding="utf-8", newline="\n")
    return out

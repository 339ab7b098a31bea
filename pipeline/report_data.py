"""Gathers what a report shows from the store of a run: `report_of(Path("views"), as_of=None)`."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pipeline import __version__
from pipeline.inquiry import asked_store
from pipeline.places import Place
from pipeline.report.data import Change, Corrections, Period, Printed, Report, Seen, ShownLevel, ShownView

CONTEXT = 280  # characters of the article before and after a view's evidence
CHANGED_DAYS = 30  # as `raised` and `lowered` of the consensus

Kind = TypeVar("Kind")


def report_of(
    place: Place,
    *,
    as_of: date | None,
    include_proxies: bool = False,
    stale_days: int | None = None,
    closes: Path | None = None,
    complain: Callable[[str], None] = lambda line: None,
) -> Report:
    """All that a report shows of a store, or of the folder that has one, on a day or that of its newest article.

    Options and errors are those of `asked_store`. The corrections beside the store are in it as they are, so that
    a file with more of them can take its place.
    """
    from pipeline.store.shown import shown

    with asked_store(place, stale_days=stale_days, closes=closes, complain=complain) as con:
        found = shown(con, as_of=as_of, context=CONTEXT, since_days=CHANGED_DAYS, include_proxies=include_proxies)
    views = [ShownView(**row) for row in found.views]
    folder = None if isinstance(place, str) else place if place.is_dir() else place.parent
    return Report(
        as_of=found.as_of,
        articles=found.articles,
        views=views,
        levels=_levels(found.levels),
        periods=_all(Period, found.consensus),
        printed=_all(Printed, found.printed),
        changes=_all(Change, found.changes),
        seen=[Seen(**row) for row in found.observed],
        corrections=corrections_of(folder, views),
        version=__version__,
    )


def corrections_of(folder: Path | None, views: Sequence[ShownView]) -> Corrections:
    """The corrections.csv of a folder, if any, as cells, and which of its names mean views that have another id."""
    from pipeline.store.corrections import COLUMNS, FILE_NAME, NEEDED

    if folder is None:
        return Corrections(COLUMNS)
    try:
        text = (folder / FILE_NAME).read_bytes().decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline="")) if any(row)]
    except FileNotFoundError:
        return Corrections(COLUMNS)
    except (OSError, ValueError, csv.Error) as error:
        return Corrections(COLUMNS, unreadable=str(error))
    head = [name.strip().lower() for name in rows[0]] if rows else list(COLUMNS)
    if not set(NEEDED) <= set(head):
        return Corrections(COLUMNS, unreadable="its first line does not name the columns")
    head += [name for name in COLUMNS if name not in head]
    lines = [[*row, *[""] * (len(head) - len(row))] for row in rows[1:]]
    return Corrections(head, lines, _keys(head, lines, views))


def _keys(head: Sequence[str], lines: Iterable[Sequence[str]], views: Sequence[ShownView]) -> dict[str, str]:
    """The names of the file that are no view's id, by the one view whose evidence one of their lines has."""
    ids = {view.view_id for view in views}
    by_evidence: dict[str, list[str]] = defaultdict(list)
    for view in views:
        start = view.evidence_start - view.context_start
        by_evidence[view.context[start : start + view.evidence_end - view.evidence_start].strip()].append(view.view_id)
    keys: dict[str, str] = {}
    for row in lines:
        cells = dict(zip(head, row, strict=False))
        key, meant = cells["view_id"].strip().lower(), by_evidence.get(cells["evidence"].strip(), [])
        if key not in ids and len(meant) == 1:
            keys.setdefault(meant[0], key)
    return keys


def _levels(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[ShownLevel]]:
    levels: dict[str, list[ShownLevel]] = defaultdict(list)
    for row in rows:
        levels[row["view_id"]].append(ShownLevel(row["kind"], row["value"], row["start"], row["end"]))
    return dict(levels)


def _all(kind: type[Kind], rows: Iterable[Any]) -> list[Kind]:
    """Rows of the store as those of a report: the fields that it has."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return [kind(**{name: getattr(row, name) for name in names}) for row in rows]

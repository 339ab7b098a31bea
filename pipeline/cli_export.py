"""The command that writes a table of a store to a file: `market-views export views --out spx.xlsx --symbol SPX`.

Like those of `cli` it imports nothing heavy before it runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.cli_store import add_as_of, add_counting, add_place, complain, iso_date, symbols_of

EXAMPLE = """\
example:
  {prog} views --out spx.xlsx --symbol SPX --since 2026-01-01 --status active
  writes a workbook with the views on the S&P 500 of 2026 that count, their levels, and the consensus on it.

exit status:
  0  written
  2  wrong usage: a bad option, no store there or one that is in use, or a file that cannot be written
"""
STATUSES = ("active", "superseded", "duplicate", "expired", "corrected", "rejected")


def add_export(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `export`."""
    add_place(parser, EXAMPLE, export)
    parser.add_argument(
        "-o",
        "--out",
        metavar="FILE",
        type=Path,
        required=True,
        help="file to write; its suffix says how: .csv, .jsonl, .parquet, or .xlsx with views, levels and consensus",
    )
    parser.add_argument(
        "--table",
        choices=("views", "levels", "consensus", "articles"),
        help="which table, for all formats but .xlsx (default: views)",
    )
    parser.add_argument("--symbol", metavar="S", action="append", help="only this index, SPX or its name; repeatable")
    parser.add_argument(
        "--since",
        metavar="DATE",
        type=iso_date,
        help="only what was published on that day or later: views, levels or articles",
    )
    parser.add_argument(
        "--status",
        metavar="STATUS",
        choices=STATUSES,
        action="append",
        help=f"only views of this status and their levels; repeatable: {', '.join(STATUSES)}",
    )
    add_as_of(parser)
    add_counting(parser)
    parser.add_argument("--bom", action="store_true", help="put a byte order mark before a .csv, for Excel")


def export(options: argparse.Namespace) -> int:
    """`market-views export`: one table, or a workbook."""
    from pipeline import store
    from pipeline.inquiry import asked_store

    _check(options)
    wanted = store.Wanted(tuple(sorted(symbols_of(options.symbol))), options.since, tuple(options.status or ()))
    with (
        asked_store(options.dir, stale_days=options.stale_days, closes=options.closes, complain=complain) as con,
        _writing(options.out),
    ):
        store.export_table(
            con,
            options.out,
            options.table or "views",
            wanted,
            as_of=options.as_of,
            include_proxies=options.include_proxies,
            bom=options.bom,
        )
    return 0


def _check(options: argparse.Namespace) -> None:
    """Raise RunError for options that the format of the file has no use for."""
    from pipeline.workers import RunError

    suffix = options.out.suffix.lower()
    if options.bom and suffix != ".csv":
        raise RunError("--bom is for .csv files only", "leave it out")
    if options.table and suffix == ".xlsx":
        raise RunError("an .xlsx file holds the views, levels and consensus", "leave --table out, or name another file")


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn the system's errors while writing into a RunError that names the file: "No space left on device"."""
    from pipeline.workers import RunError

    try:
        yield
    except OSError as error:
        reason = f"'{path}' cannot be written ({error.strerror or error})"
        raise RunError(reason, "make room, change its permissions, or name another file with --out") from error

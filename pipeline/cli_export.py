"""The command that writes a table of a store to a file: `market-views export views --out spx.xlsx --symbol SPX`.

Like those of `cli` it imports nothing heavy before it runs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli_store import add_as_of, add_counting, add_place, complain, iso_date, symbols_of

EXAMPLE = """\
example:
  {prog} views --out spx.xlsx --symbol SPX --since 2026-01-01 --status active
  writes a workbook with the views, levels and consensus on the S&P 500 that count today and are of this year.

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
        default="views",
        help="which table, for all formats but .xlsx (default: views)",
    )
    parser.add_argument("--symbol", metavar="S", action="append", help="only this index, SPX or its name; repeatable")
    parser.add_argument("--since", metavar="DATE", type=iso_date, help="only what was published on that day or later")
    parser.add_argument(
        "--status", choices=STATUSES, action="append", help="only views of this status; repeatable", metavar="STATUS"
    )
    add_as_of(parser)
    add_counting(parser)
    parser.add_argument("--bom", action="store_true", help="put a byte order mark before a .csv, for Excel")
    parser.set_defaults(command=export)


def export(options: argparse.Namespace) -> int:
    """`market-views export`: one table, or a workbook."""
    from pipeline import store
    from pipeline.inquiry import asked_store
    from pipeline.workers import RunError

    if options.bom and options.out.suffix.lower() != ".csv":
        raise RunError("--bom is for .csv files only", "leave it out")
    wanted = store.Wanted(tuple(sorted(symbols_of(options.symbol))), options.since, tuple(options.status or ()))
    with asked_store(options.dir, stale_days=options.stale_days, closes=options.closes, complain=complain) as con:
        judged = store.judge_for_export(con, as_of=options.as_of, include_proxies=options.include_proxies)
        try:
            store.export_table(con, options.out, options.table, wanted, judged, bom=options.bom)
        except OSError as error:
            reason = f"'{options.out}' cannot be written ({error.strerror or error})"
            raise RunError(reason, "make room, change its permissions, or name another file with --out") from error
    return 0

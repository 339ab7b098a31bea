"""The commands that ask a store: `market-views consensus views --symbol SPX --horizon 2026 --format csv`.

Like those of `cli` they import nothing heavy before they run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.places import Place
    from pipeline.store import ConsensusRow, PrintedRow

PIPED_WIDTH = 120  # columns of a table where no terminal says how wide it is

CONSENSUS_EXAMPLE = """\
example:
  {prog} views --as-of 2026-06-30 --symbol SPX --horizon 2026 --closes closes.csv
  prints the consensus on the S&P 500 at the ends of 2026 as of that day, with upsides against the closes of a file
  with the columns date, symbol and close.

exit status:
  0  printed
  2  wrong usage: a bad option, or no store there, or one that is in use
"""
NAMES_EXAMPLE = """\
example:
  {prog} views
  prints analysts and firms of the store whose names look alike and that are kept apart: who finds two of them to be
  one adds the one to the aliases of the other.

exit status:
  0  printed
  2  wrong usage: a bad option, or no store there, or one that is in use
"""


def add_consensus(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `consensus`."""
    add_question(parser, CONSENSUS_EXAMPLE, consensus)
    add_as_of(parser)
    parser.add_argument("--symbol", metavar="S", action="append", help="only this index, SPX or its name; repeatable")
    parser.add_argument(
        "--horizon", metavar="H", help="only periods that begin so: 2026, 2026-12-31, 12m or open-ended"
    )
    add_counting(parser)


def add_counting(parser: argparse.ArgumentParser) -> None:
    """Give a parser what says which views count, and what upsides are measured against."""
    parser.add_argument("--include-proxies", action="store_true", help="views on groups of stocks (small caps) count")
    parser.add_argument(
        "--stale-days",
        metavar="N",
        type=_days,
        help="how many days a view without an end, or for 12 months, counts (default: 100)",
    )
    parser.add_argument(
        "--closes",
        metavar="FILE.csv",
        type=Path,
        help="closes to measure upsides against: date,symbol,close (default: the last level that an article tells)",
    )


def add_names(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `names`."""
    add_question(parser, NAMES_EXAMPLE, names)


def add_question(parser: argparse.ArgumentParser, epilog: str, command: Callable[[argparse.Namespace], int]) -> None:
    """Give a parser what all questions to a store have: where it is, and how the answer is printed."""
    add_place(parser, epilog, command)
    parser.add_argument(
        "--format",
        choices=("table", "csv", "json"),
        default="table",
        help="how to print it: csv and json have all columns and whole sentences (default: table)",
    )


def add_place(parser: argparse.ArgumentParser, epilog: str, command: Callable[[argparse.Namespace], int]) -> None:
    """Give a parser the store and the command that asks it, with an example below the help."""
    parser.epilog = epilog.format(prog=parser.prog)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_store(parser)
    parser.set_defaults(command=command)


def add_store(parser: argparse.ArgumentParser) -> None:
    """Give a parser the store that is asked."""
    parser.add_argument(
        "dir",
        metavar="DIR",
        type=as_place,
        help="output folder of an earlier run, or its views.duckdb; an address (s3://...) after --engine ray",
    )


def as_place(text: str) -> Place:
    """A folder of the command line, or the address of one: "views", "s3://archive/views"."""
    from pipeline.places import place_of

    return place_of(text)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Give a parser the day of a question."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=iso_date,
        help="as known on that day, YYYY-MM-DD (default: that of the newest article)",
    )


def iso_date(text: str) -> date:
    """A date of the command line; argparse tells what is wrong with another text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date: write it as YYYY-MM-DD") from None


def _days(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of days: give 0 or more")
    return int(text)


def symbols_of(names: Sequence[str] | None) -> set[str]:
    """The symbols of indices named on the command line; RunError for one that is not known."""
    from pipeline.store import symbol_of
    from pipeline.workers import RunError

    try:
        return {symbol_of(name) for name in names or ()}
    except ValueError as error:
        raise RunError(str(error), "name an index as SPX or as S&P 500") from error


def complain(line: str) -> None:
    """Tell the user something on stderr."""
    print(f"market-views: {line}", file=sys.stderr)


def print_rows(
    rows: Sequence[Any], kind: type[Any], form: str, table: Callable[[], str], *, otherwise: str = "nothing was found"
) -> None:
    """Print rows, dataclasses of one kind, as CSV or JSON with all their fields, or as the given table."""
    if form == "csv":
        from pipeline.store import csv_lines

        print("".join(csv_lines([field.name for field in fields(kind)], map(astuple, rows))), end="")
    elif form == "json":
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1, default=str))
    else:
        print(table() if rows else otherwise)


def table_width() -> int | None:
    """The width of a table: that of the terminal, or a fixed one for a pipe."""
    return None if sys.stdout.isatty() else PIPED_WIDTH


def consensus(options: argparse.Namespace) -> int:
    """`market-views consensus`: what the houses think together, and how that compares with what articles print."""
    from pipeline import store
    from pipeline.inquiry import asked_store

    symbols = symbols_of(options.symbol)
    with asked_store(options.dir, stale_days=options.stale_days, closes=options.closes, complain=complain) as con:
        found = store.consensus(con, as_of=options.as_of, include_proxies=options.include_proxies)
        rows = [
            row
            for row in found
            if (not symbols or row.symbol in symbols) and row.horizon.startswith(options.horizon or "")
        ]
        printed = store.compare_printed(con, rows)
    otherwise = f"no view counts as of {options.as_of}" if options.as_of else "no view counts"
    print_rows(rows, store.ConsensusRow, options.format, lambda: consensus_report(rows, printed), otherwise=otherwise)
    return 0


def consensus_report(rows: Sequence[ConsensusRow], printed: Sequence[PrintedRow] = (), which: str = "") -> str:
    """A consensus as a terminal shows it: a heading, the table, and below it what articles print of it."""
    from pipeline.terminal import consensus_text

    heading = f"Consensus as of {rows[0].as_of}{which} (stances: bullish/neutral/bearish)"
    lines = [printed_line(row) for row in printed]
    return "\n\n".join([heading, consensus_text(rows, width=table_width()), *(["\n".join(lines)] if lines else [])])


def printed_line(row: PrintedRow) -> str:
    """A printed figure in a line: "SPX 2026-12-31: printed median 7,700 (a.txt) differs from 7,650 of 20 targets"."""
    from pipeline.terminal import points

    word = "is confirmed by" if row.agree else "differs from"
    found = f"{points(row.recomputed)} of {row.number_of_targets} targets" if row.number_of_targets else "no target"
    where = f"{row.symbol} {row.horizon}: printed {row.statistic} {points(row.printed)} ({row.source_file})"
    return f"{where} {word} {found}"


def names(options: argparse.Namespace) -> int:
    """`market-views names`: names that look alike, for a reader to judge."""
    from pipeline import store
    from pipeline.inquiry import asked_store
    from pipeline.terminal import table_text

    with asked_store(options.dir, complain=complain) as con:
        rows = store.names_alike(con)

    def table() -> str:
        cells = [(r.kind, r.name, str(r.views), r.other_name, str(r.other_views), str(r.likeness)) for r in rows]
        return table_text(("kind", "name", "views#", "other name", "views#", "likeness#"), cells, width=table_width())

    print_rows(rows, store.AlikeRow, options.format, table, otherwise="no two names look alike")
    return 0

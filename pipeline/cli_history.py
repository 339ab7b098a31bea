"""The commands that look back: `market-views changes views --since 2026-01-01`, `history`, `score`.

Like those of `cli` they import nothing heavy before they run.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli_store import add_as_of, add_question, complain, iso_date, print_rows, symbols_of, table_width

if TYPE_CHECKING:
    from pipeline.store import Affiliation, ChangeRow, HistoryRow, ScoreRow

EXIT_STATUS = """
exit status:
  0  printed
  2  wrong usage: a bad option, no such name, or no store there, or one that is in use
"""
CHANGES_EXAMPLE = f"""\
example:
  {{prog}} views --since 2026-01-01 --symbol SPX
  prints which firms raised or cut their targets for the S&P 500 or turned since the new year, with both sentences.
{EXIT_STATUS}"""
HISTORY_EXAMPLE = f"""\
example:
  {{prog}} views --firm "Pontrelle Securities"
  prints all that the firm said, from old to new, and what each view is worth today.
{EXIT_STATUS}"""
SCORE_EXAMPLE = f"""\
example:
  {{prog}} views --closes closes.csv
  prints how often each firm and each analyst was right about the direction of an index, and how far their targets were
  from its close, for all views whose period is over. The file has the columns date, symbol and close.
{EXIT_STATUS}"""


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `changes`."""
    add_question(parser, CHANGES_EXAMPLE, changes)
    parser.add_argument("--since", metavar="DATE", type=iso_date, required=True, help="after that day, YYYY-MM-DD")
    add_as_of(parser)
    _add_symbol(parser)
    parser.add_argument("--include-proxies", action="store_true", help="views on groups of stocks (small caps) count")
    parser.add_argument("--include-first", action="store_true", help="list first views of a firm on an index, too")


def add_history(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `history`."""
    add_question(parser, HISTORY_EXAMPLE, history)
    parser.add_argument("--analyst", metavar="NAME", default="", help="only of this person; a part of the name will do")
    parser.add_argument("--firm", metavar="NAME", default="", help="only of this firm; a part of the name will do")
    parser.add_argument("--symbol", metavar="S", help="only on this index, SPX or its name")
    add_as_of(parser)


def add_score(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `score`."""
    add_question(parser, SCORE_EXAMPLE, score)
    parser.add_argument("--closes", metavar="FILE.csv", type=Path, required=True, help="closes: date,symbol,close")
    add_as_of(parser)
    _add_symbol(parser)


def _add_symbol(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--symbol", metavar="S", action="append", help="only this index, SPX or its name; repeatable")


def changes(options: argparse.Namespace) -> int:
    """`market-views changes`: who raised, cut or turned."""
    from pipeline import store
    from pipeline.inquiry import asked_store

    symbols = symbols_of(options.symbol)
    with asked_store(options.dir, complain=complain) as con:
        found = store.changes(
            con,
            since=options.since,
            as_of=options.as_of,
            include_proxies=options.include_proxies,
            include_first=options.include_first,
        )
    rows = [row for row in found if not symbols or row.symbol in symbols]
    otherwise = f"nobody changed his mind after {options.since}"
    print_rows(rows, store.ChangeRow, options.format, lambda: changes_text(rows), otherwise=otherwise)
    return 0


def changes_text(rows: Sequence[ChangeRow]) -> str:
    """Changes as a terminal shows them: one row each, and its sentences below the table."""
    from pipeline.terminal import points, table_text

    columns = ("", "date", "index", "horizon", "who", "change", "from#", "to#", "stance")
    cells = [
        (
            f"[{number}]",
            str(row.published_date),
            row.index_name or row.symbol,
            row.horizon,
            row.firm,
            row.change,
            points(row.old_target),
            points(row.new_target),
            row.new_stance if row.old_stance in ("", row.new_stance) else f"{row.old_stance} to {row.new_stance}",
        )
        for number, row in enumerate(rows, start=1)
    ]
    sentences = [line for number, row in enumerate(rows, start=1) for line in _sentences(number, row)]
    return "\n\n".join([table_text(columns, cells, width=table_width()), "\n".join(sentences)])


def _sentences(number: int, row: ChangeRow) -> list[str]:
    lines = [f"[{number}] {row.new_source_file}: {' '.join(row.new_evidence.split())}"]
    if row.old_date:
        lines.append(f"    before, {row.old_date}, {row.old_source_file}: {' '.join(row.old_evidence.split())}")
    return lines


def history(options: argparse.Namespace) -> int:
    """`market-views history`: all that somebody said."""
    from pipeline import store
    from pipeline.inquiry import asked_store
    from pipeline.workers import RunError

    if not (options.analyst or options.firm or options.symbol):
        raise RunError("whose history is not said", "name an --analyst, a --firm or a --symbol")
    symbol = next(iter(symbols_of([options.symbol] if options.symbol else None)), "")
    with asked_store(options.dir, complain=complain) as con:
        rows = store.history(con, analyst=options.analyst, firm=options.firm, symbol=symbol, as_of=options.as_of)
        houses = store.affiliations(con, options.analyst) if options.analyst else []
    print_rows(rows, store.HistoryRow, options.format, lambda: history_text(rows, houses), otherwise="no view is known")
    return 0


def history_text(rows: Sequence[HistoryRow], houses: Sequence[Affiliation]) -> str:
    """Views as a terminal shows them, old to new, and the firms that an analyst was printed with."""
    from pipeline.terminal import points, table_text

    columns = ("date", "index", "horizon", "analyst", "firm", "stance", "target#", "status", "why")
    cells = [
        (
            str(row.published_date or "undated"),
            row.index_name or row.symbol,
            row.horizon,
            row.analyst_name,
            row.analyst_firm,
            row.stance,
            points(row.target),
            row.status,
            row.status_reason,
        )
        for row in rows
    ]
    lines = [
        f"with {house.firm} from {house.first_date} to {house.last_date}, views: {house.views}" for house in houses
    ]
    return "\n\n".join([table_text(columns, cells, width=table_width()), *(["\n".join(lines)] if lines else [])])


def score(options: argparse.Namespace) -> int:
    """`market-views score`: who was right."""
    from pipeline import store
    from pipeline.inquiry import asked_store

    symbols = sorted(symbols_of(options.symbol))
    with asked_store(options.dir, closes=options.closes, complain=complain) as con:
        rows = store.score(con, as_of=options.as_of, symbols=symbols)
    otherwise = "no view can be judged: none has its period over and closes of both ends"
    print_rows(rows, store.ScoreRow, options.format, lambda: score_text(rows), otherwise=otherwise)
    return 0


def score_text(rows: Sequence[ScoreRow]) -> str:
    """Scores as a terminal shows them: firms, then analysts, the unranked ones last."""
    from pipeline.terminal import table_text

    columns = ("by", "rank#", "name", "views#", "hits#", "hit rate#", "95 %#", "targets#", "error#", "95 % #", "size#")
    cells = [
        (
            row.by,
            str(row.rank or ""),
            row.name,
            str(row.views_judged),
            f"{row.hits}/{row.directions_judged}",
            _percent(row.hit_rate),
            _interval(row.hit_low, row.hit_high),
            str(row.targets_judged),
            _percent(row.mean_error, sign=True),
            _interval(row.mean_error_low, row.mean_error_high),
            _percent(row.mean_absolute_error),
        )
        for row in rows
    ]
    return table_text(columns, cells, width=table_width())


def _percent(value: float | None, *, sign: bool = False) -> str:
    return "" if value is None else f"{value:+.1%}" if sign else f"{value:.1%}"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.0%} to {high:.0%}"

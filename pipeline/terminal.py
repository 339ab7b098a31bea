"""What a terminal shows: a progress bar, and the consensus as a table that fits: "S&P 500  2026-12-31  6/1/3  7,400".

Nothing is printed here but the bar, on stderr; texts go back to the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from pipeline.store import ConsensusRow

FEW = "*"
FEW_FIRMS = f"{FEW} fewer than three firms"
CONSENSUS_TABLE: tuple[tuple[str, Callable[[ConsensusRow], str]], ...] = (
    ("index", lambda row: row.index_name or row.symbol),
    ("horizon", lambda row: row.horizon),
    ("views", lambda row: f"{row.number_of_views}{FEW if row.few_firms else ''}"),
    ("stances", lambda row: f"{row.bullish}/{row.neutral}/{row.bearish}"),
    ("targets", lambda row: str(row.number_of_targets)),
    ("median", lambda row: points(row.target_median)),
    ("low", lambda row: points(row.target_low)),
    ("high", lambda row: points(row.target_high)),
    ("now", lambda row: points(row.reference_level)),
    ("upside", lambda row: "" if row.target_upside is None else f"{row.target_upside:+.1%}"),
)

LEFT_OUT_FIRST = ("views", "now", "targets", "low high")
INDEX_WIDTH = 18  # longer names are wrapped


def points(value: float | None) -> str:
    """A level as people write it: 7500.0 -> "7,500", 4549.78 -> "4,549.78", unknown -> ""."""
    return "" if value is None else f"{value:,.2f}".removesuffix(".00")


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr, gone when all is done; None where nobody would see it."""
    if not shown:
        yield None
        return
    columns = (TextColumn("Reading articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def consensus_text(rows: Sequence[ConsensusRow], *, width: int | None) -> str:
    """The table as text, `width` columns wide at most, None for as wide as the terminal is.

    A narrow terminal gets fewer columns instead of cut numbers.
    """
    console = _console(width)
    unlimited = console.options.update(max_width=1_000)
    for left_out in range(len(LEFT_OUT_FIRST) + 1):
        table = _consensus_table(rows, LEFT_OUT_FIRST[:left_out])
        if Measurement.get(console, unlimited, table).maximum <= console.width:
            break
    few = (
        [FEW_FIRMS] if any(row.few_firms for row in rows) and "views" not in " ".join(LEFT_OUT_FIRST[:left_out]) else []
    )
    return "\n".join([_printed(console, table), *few])


def table_text(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None) -> str:
    """Any table as text; columns of numbers, whose names end in #, stand to the right, long words are wrapped."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in columns:
        is_number = name.endswith("#")
        table.add_column(name.rstrip("#"), justify="right" if is_number else "left", no_wrap=is_number)
    for row in rows:
        table.add_row(*row)
    return _printed(_console(width), table)


def _console(width: int | None) -> Console:
    return Console(markup=False, highlight=False, emoji=False, width=width)


def _printed(console: Console, table: Table) -> str:
    with console.capture() as printed:
        console.print(table)
    return "\n".join(line.rstrip() for line in printed.get().splitlines()).strip("\n")


def _consensus_table(rows: Sequence[ConsensusRow], without: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    columns = [(name, cell) for name, cell in CONSENSUS_TABLE if name not in " ".join(without).split()]
    for name, _ in columns:
        is_words = name in ("index", "horizon")
        width = INDEX_WIDTH if name == "index" else None
        table.add_column(name, justify="left" if is_words else "right", no_wrap=not width, max_width=width)
    for row in rows:
        table.add_row(*(cell(row) for _, cell in columns))
    return table

"""The commands that write pages: `market-views report views --out report.html`.

Like those of `cli` it imports nothing heavy before it runs.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from pipeline.cli_store import add_as_of, add_counting, add_place, complain

EXAMPLE = """\
example:
  {prog} views --out report.html
  writes a page that opens in every browser, without a network: the consensus, each index with its targets, supports
  and resistances, and all views with their evidence. What is marked wrong in it, it hands over as corrections.csv.

exit status:
  0  written
  2  wrong usage: a bad option, no store there or one that is in use, or a file that cannot be written
"""


def add_report(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `report`."""
    add_place(parser, EXAMPLE, report)
    parser.add_argument("-o", "--out", metavar="FILE.html", type=Path, required=True, help="file to write")
    add_as_of(parser)
    add_counting(parser)


def report(options: argparse.Namespace) -> int:
    """`market-views report`: a store as one page."""
    from pipeline.report.page import report_page
    from pipeline.report_data import report_of

    found = report_of(
        options.dir,
        as_of=options.as_of,
        include_proxies=options.include_proxies,
        stale_days=options.stale_days,
        closes=options.closes,
        complain=complain,
    )
    if found.corrections.unreadable:
        complain(f"corrections.csv is not taken over into the page: {found.corrections.unreadable}")
    write_page(options.out, report_page(found))
    return 0


def write_page(path: Path, page: str) -> None:
    """Write a page whole or not at all; RunError where it cannot be written, which names the file."""
    from pipeline.workers import RunError

    waiting = path.with_name(f".{path.name}.tmp")
    try:
        waiting.write_text(page, encoding="utf-8", newline="\n")
        waiting.replace(path)
    except OSError as error:
        reason = f"'{path}' cannot be written ({error.strerror or error})"
        raise RunError(reason, "make room, change its permissions, or name another file") from error
    finally:
        with suppress(OSError):
            waiting.unlink()

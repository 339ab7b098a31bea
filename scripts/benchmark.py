"""Measure market-views beside a straightforward pipeline on the same invented pages, and write docs/benchmark.md.

It takes half an hour on two idle cores; --quick takes minutes and its figures say nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from speed.measure import ROOT
from speed.plan import QUICK, Sizes, measured
from speed.report import write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few pages only, to see that everything runs")
    out = ROOT / "docs" / "benchmark.md"
    parser.add_argument("--out", metavar="PAGE.md", type=Path, default=out, help="the page, default docs/benchmark.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="market-views-") as work:
        figures = measured(
            Path(work),
            QUICK if options.quick else Sizes(),
            lambda line: print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True),
        )
    write(figures, options.out)


if __name__ == "__main__":
    main()

"""The command that turns corrections into annotation: `market-views export-gold views --out corrected.jsonl`.

Like those of `cli` it imports nothing heavy before it runs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli_store import add_store, complain

NOTHING = 1

EXPORT_GOLD_EXAMPLE = """\
example:
  {prog} views --out corrected.jsonl
  writes each article that views/corrections.csv corrects as a line of annotation, with the views that it has now;
  market-views evaluate corrected.jsonl --articles commentary then says what the extractor has otherwise.

exit status:
  0  written
  1  nothing was written: no article is corrected
  2  wrong usage: a bad option, no store there, or one that is in use, or a file that cannot be written
"""


def add_export_gold(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `export-gold`."""
    parser.epilog = EXPORT_GOLD_EXAMPLE.format(prog=parser.prog)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_store(parser)
    parser.add_argument("-o", "--out", metavar="GOLD.jsonl", type=Path, required=True, help="file to write")
    parser.add_argument("--all", action="store_true", help="every article of the store, not only the corrected ones")
    parser.set_defaults(command=export_gold)


def export_gold(options: argparse.Namespace) -> int:
    """`market-views export-gold`: corrected articles as gold lines."""
    from pipeline import store
    from pipeline.gold_lines import write_gold
    from pipeline.inquiry import asked_store

    with asked_store(options.dir, complain=complain) as con:
        articles = store.said_articles(con, everything=options.all)
    if not articles:
        complain("nothing was written: " + ("the store has no article" if options.all else "no article is corrected"))
        return NOTHING
    write_gold(articles, options.out)
    views = sum(len(article.views) for article in articles)
    print(f"articles {len(articles)}, views {views}: written to {options.out}")
    return 0

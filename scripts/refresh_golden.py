"""Writes tests/golden and the printed parts of the pages anew: `python scripts/refresh_golden.py`; nothing else does.

Read `git diff` afterwards: what has changed there is what a user would see change.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline import cli

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
GOLDEN = ROOT / "tests" / "golden"
TABLES = ("views.csv", "levels.csv", "consensus.csv", "articles.jsonl")
PAGES = ("README.md", "docs/how-views-are-found.md")

DEMO = "market-views extract corpus/samples --out out/demo --model rules"
HELP_WIDTH = "80"
SHOWN_VIEWS = (("Mireille Gagnier", "TSX"), ("Nikhil Thorat", "NIFTY50"))  # for the README, the last of each
SHOWN_COLUMNS = (
    *("symbol", "analyst_name", "analyst_role", "analyst_firm", "stance"),
    *("price_target", "price_target_previous", "action_change", "target_low", "target_high"),
    *("horizon", "published_date", "evidence", "evidence_start", "evidence_end", "source_file"),
)

# <!-- printed: COMMAND --> ... <!-- end --> holds what COMMAND prints; <!-- article: NAME --> a text for it to read.
RE_PRINTED = re.compile(r"(<!-- printed: (?P<command>[^\n]+?) -->\n).*?(<!-- end -->)", re.DOTALL)
RE_ARTICLE = re.compile(r"<!-- article: (?P<name>\S+) -->\n```text\n(?P<text>.*?)```", re.DOTALL)


def main() -> int:
    """Extract the samples, write the golden tables, and fill the pages; returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="market-views-") as scratch:
        demo = run_demo(Path(scratch))
        GOLDEN.mkdir(exist_ok=True)
        for name in TABLES:
            shutil.copyfile(Path(scratch, "out", "demo", name), GOLDEN / name)
    for name in PAGES:
        page = ROOT / name
        page.write_text(filled(page.read_text(encoding="utf-8"), demo), encoding="utf-8", newline="\n")
    print("tests/golden and the printed parts of", " and ".join(PAGES), "are up to date; now read: git diff")
    return 0


def run_demo(scratch: Path) -> str:
    """What DEMO prints; its tables are then in `scratch`/out/demo. By rules, which decide alike on every machine."""
    with contextlib.chdir(scratch):
        return printed("extract", str(SAMPLES), "--out", "out/demo", "--model", "rules", "--workers", "1")


def printed(*arguments: str) -> str:
    """What `market-views` with these arguments prints on stdout, as on a terminal of 80 columns."""
    out = io.StringIO()
    width, os.environ["COLUMNS"] = os.environ.get("COLUMNS"), HELP_WIDTH
    try:
        with contextlib.redirect_stdout(out):
            status = cli.main(arguments)
    except SystemExit as stopped:  # --help ends the process
        status = stopped.code
    finally:
        os.environ.pop("COLUMNS") if width is None else os.environ.update(COLUMNS=width)
    if status:
        raise RuntimeError(f"market-views {' '.join(arguments)} failed; run it to see why")
    return out.getvalue()


def filled(page: str, demo: str) -> str:
    """A page with what its commands print today; `demo` is what DEMO prints."""
    articles = {match["name"]: match["text"] for match in RE_ARTICLE.finditer(page)}

    def fill(match: re.Match[str]) -> str:
        return f"{match[1]}{block(match['command'], demo, articles)}{match[3]}"

    return RE_PRINTED.sub(fill, page)


def block(command: str, demo: str, articles: dict[str, str]) -> str:
    """The Markdown that stands for a command: what it prints, or for "views.csv" a table of two golden views."""
    if command == "views.csv":
        return views_table()
    if command == DEMO:
        return fenced(demo)
    arguments = command.removeprefix("market-views").split()
    with tempfile.TemporaryDirectory(prefix="market-views-") as scratch, contextlib.chdir(scratch):
        for name, text in articles.items():
            Path(name).write_text(text, encoding="utf-8")
        return fenced(printed(*arguments))


def fenced(text: str) -> str:
    """A text as a block of code, without blanks at the ends of its lines."""
    return "```text\n" + "\n".join(line.rstrip() for line in text.rstrip().splitlines()) + "\n```\n"


def views_table() -> str:
    """Two views of the golden views.csv side by side, a line a column that one of them fills."""
    with (GOLDEN / "views.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["analyst_name"], row["symbol"]): row for row in csv.DictReader(file)}
    shown = [rows[key] for key in SHOWN_VIEWS]
    lines = ["| column | one row | another |", "|---|---|---|"]
    lines += [f"| {' | '.join(cells(column, shown))} |" for column in SHOWN_COLUMNS if any(r[column] for r in shown)]
    return "\n".join(lines) + "\n"


def cells(column: str, rows: list[dict[str, str]]) -> Iterator[str]:
    """A column's name and values for a Markdown table."""
    yield f"`{column}`"
    yield from (" ".join(row[column].split()).replace("|", "\\|") for row in rows)


if __name__ == "__main__":
    sys.exit(main())

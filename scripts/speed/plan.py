"""What is measured, in which order: `Figures` are the results that the page tells."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from speed.folders import EVERY, make_folder, read_passages
from speed.measure import ROOT, Taken, measure

FOLDERS = {"commentary": 1, "mixed": EVERY, "news": 10**9}
BASELINES = ("straight", "around", "trafilatura", "spacy")
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many pages: for the baselines and ours beside them, for two workers, and for the growth of cost."""

    beside: int = 300
    two: int = 1000
    growth: tuple[int, ...] = (1000, 10_000)


QUICK = Sizes(beside=6, two=12, growth=(12, 24))


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: `start` by kind; `beside` by folder and kind, without the start; `two` and `one` by kind, of
    two workers and one on the same mixed folder, `growth` by kind and number of pages there; bytes of a page."""

    start: dict[str, Taken]
    beside: dict[tuple[str, str], Taken]
    one: dict[str, Taken]
    two: dict[str, Taken]
    growth: dict[tuple[str, int], Taken]
    page_bytes: float
    packed_bytes: float


def measured(work: Path, sizes: Sizes, log: Log) -> Figures:
    """Make the folders below `work`, which must be empty, and measure everything, one thing after another."""
    passages = read_passages(ROOT / "corpus" / "gold")
    counts = {(name, sizes.beside) for name in FOLDERS} | {("commentary", 1)}
    counts |= {("mixed", count) for count in (sizes.two, *sizes.growth)}
    for name, count in sorted(counts):
        make_folder(work / f"{name}-{count}", count, every=FOLDERS[name], passages=passages)

    def taken(kind: str, name: str, count: int, workers: int = 1) -> Taken:
        found = measure(kind, work / f"{name}-{count}", workers=workers)
        log(f"{kind}, {name}, {count} pages, {workers} workers: {found.seconds:.1f} s, {found.peak_mb:.0f} MB")
        return found

    kinds = ("rules", "model", *BASELINES)
    start = {kind: taken(kind, "commentary", 1) for kind in kinds}
    beside = {(name, kind): taken(kind, name, sizes.beside).net(start[kind]) for name in FOLDERS for kind in kinds}
    one = {kind: taken(kind, "mixed", sizes.two) for kind in ("rules", "model")}
    two = {kind: taken(kind, "mixed", sizes.two, 2) for kind in one}
    growth = {(kind, count): taken(kind, "mixed", count).net(start[kind]) for kind in one for count in sizes.growth}
    pages = [path.read_bytes() for path in (work / f"mixed-{sizes.beside}").iterdir()]
    packed = sum(len(gzip.compress(page)) for page in pages) / len(pages)
    return Figures(start, beside, one, two, growth, sum(map(len, pages)) / len(pages), packed)

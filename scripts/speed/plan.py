"""What is measured, in which order: `Figures` are the results that the page tells."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from speed.folders import EVERY, PASSAGES_SHARE, make_archive, make_folder, read_passages
from speed.measure import OURS, ROOT, Taken, measure

BASELINES = ("straight", "trafilatura", "spacy")
FOLDERS = {"commentary": 1, "dense": 1, "mixed": EVERY, "news": 0}  # one page in how many is commentary
DENSE_SHARE = 1.0  # of the paragraphs of commentary are passages in the folder "dense"
BESIDE = {
    "commentary": (*OURS, *BASELINES),
    "dense": (*OURS, "straight"),
    "mixed": (*OURS, *BASELINES),
    "news": (*OURS, "trafilatura"),
}  # what is measured in which folder
TRIES, LONG_TRIES = 3, 2  # the quickest counts: what more the others take is the machine's doing
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many pages: for the baselines and ours beside them, of general news, which takes little, for two workers, for
    an archive, for Ray, whose start takes long, and for the growth of cost."""

    beside: int = 300
    news: int = 3000
    two: int = 10_000
    packed: int = 2000
    ray: int = 20_000
    growth: tuple[int, ...] = (1000, 10_000)


QUICK = Sizes(beside=6, news=6, two=12, packed=12, ray=12, growth=(12, 24))


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, without the start where not said otherwise: `start` by kind, `beside` by folder and kind.

    Of mixed folders: `workers` by kind and number of workers, with the start; `growth` of ours with its model by number
    of pages; `archive` as files and as one WARC; `actors` of Ray by their number, with the start. Bytes of a page, and
    of one packed.
    """

    start: dict[str, Taken]
    beside: dict[tuple[str, str], Taken]
    workers: dict[tuple[str, int], Taken]
    growth: dict[int, Taken]
    archive: dict[str, Taken]
    actors: dict[int, Taken]
    page_bytes: float
    packed_bytes: float


def measured(work: Path, sizes: Sizes, log: Log) -> Figures:
    """Make the folders below `work`, which must be empty, and measure everything, one thing after another."""
    make_folders(work, sizes)

    def taken(kind: str, name: str, count: int, workers: int = 1, tries: int = 1) -> Taken:
        return quickest([_taken(kind, name, count, workers) for _ in range(tries)])

    def _taken(kind: str, name: str, count: int, workers: int) -> Taken:
        found = measure(kind, work / f"{name}-{count}", articles=count, workers=workers)
        log(f"{kind}, {name}, {count} pages, {workers} workers: {found.seconds:.1f} s, {found.peak_mb:.0f} MB")
        return found

    def long(kind: str, name: str, count: int, workers: int = 1) -> Taken:
        return taken(kind, name, count, workers, LONG_TRIES)

    start = {kind: taken(kind, "commentary", 1, tries=TRIES) for kind in BESIDE["commentary"]}
    of_news = {kind: taken(kind, "news", 1, tries=TRIES) for kind in BESIDE["news"]}
    return Figures(
        start=start,
        beside={
            (name, kind): taken(kind, name, sizes.news).net(of_news[kind])
            if name == "news"
            else taken(kind, name, sizes.beside).net(start[kind])
            for name, kinds in BESIDE.items()
            for kind in kinds
        },
        workers={(kind, n): long(kind, "mixed", sizes.two, n) for kind in (*OURS, "trafilatura") for n in (1, 2)},
        growth={n: taken("model", "mixed", n).net(start["model"]) for n in sizes.growth},
        archive={name: long("model", name, sizes.packed).net(start["model"]) for name in ("mixed", "archive")},
        actors={n: long("ray", "mixed", sizes.ray, n) for n in (1, 2)},
        **page_sizes(work / f"mixed-{sizes.beside}"),
    )


def make_folders(work: Path, sizes: Sizes) -> None:
    """Make the folders of pages, called by kind and number of pages, and the archive of some."""
    passages = read_passages(ROOT / "corpus" / "gold")
    counts = {("commentary", 1), ("news", 1), ("news", sizes.news)}
    counts |= {(name, sizes.beside) for name in ("commentary", "dense", "mixed")}
    counts |= {("mixed", count) for count in (sizes.two, sizes.packed, sizes.ray, *sizes.growth)}
    for name, count in sorted(counts):
        share = DENSE_SHARE if name == "dense" else PASSAGES_SHARE
        make_folder(work / f"{name}-{count}", count, every=FOLDERS[name], passages=passages, share=share)
    make_archive(work / f"mixed-{sizes.packed}", work / f"archive-{sizes.packed}")


def quickest(tries: Sequence[Taken]) -> Taken:
    """The try that took least."""
    return min(tries, key=lambda taken: taken.seconds)


def page_sizes(folder: Path) -> dict[str, float]:
    """The mean bytes of a page, and of one packed by gzip."""
    pages = [path.read_bytes() for path in folder.iterdir()]
    packed = sum(len(gzip.compress(page)) for page in pages)
    return {"page_bytes": sum(map(len, pages)) / len(pages), "packed_bytes": packed / len(pages)}

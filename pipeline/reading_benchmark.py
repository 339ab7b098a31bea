"""Measures how well the text of articles is taken out of pages: `measure(Path("benchmark"), reader)`.

The measure is that of the article extraction benchmark of Zyte: runs of four words, precision and recall averaged over
the pages, F1 of the two averages. The folder holds html/<id>.html.gz and ground-truth.json.gz.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import read
from pipeline.types import BlockKind

RUN = 4
RE_WORD = re.compile(r"\w+")

Reader = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a reader reached: shares, and the seconds of processor time that it took over all pages."""

    precision: float
    recall: float
    seconds: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pages_of(folder: Path) -> dict[str, tuple[bytes, str]]:
    """The pages of the benchmark with the text of their articles, by id."""
    truth = json.loads(gzip.decompress((folder / "ground-truth.json.gz").read_bytes()))
    return {
        name: (gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), truth[name]["articleBody"])
        for name in sorted(truth)
    }


def measure(pages: Mapping[str, tuple[bytes, str]], reader: Reader) -> Measured:
    """How well a reader finds the texts of these pages; one that fails on a page has found nothing there."""
    shares = []
    started = time.process_time()
    texts = {name: reader(page) for name, (page, _) in pages.items()}
    seconds = time.process_time() - started
    shares = [shares_of(texts[name], truth) for name, (_, truth) in pages.items()]
    precision, recall = (sum(column) / len(shares) for column in zip(*shares, strict=True))
    return Measured(precision, recall, seconds)


def shares_of(found: str, truth: str) -> tuple[float, float]:
    """Precision and recall of a text: shares of the runs of four words, each as often as it occurs."""
    got, wanted = runs_of(found), runs_of(truth)
    right = (got & wanted).total()
    if not got and not wanted:
        return 1.0, 1.0
    return right / got.total() if got else 0.0, right / wanted.total() if wanted else 0.0


def runs_of(text: str) -> Counter[tuple[str, ...]]:
    """All runs of four words in a text, of a shorter one all its words."""
    words = RE_WORD.findall(text)
    count = max(1, len(words) - RUN + 1) if words else 0
    return Counter(tuple(words[start : start + RUN]) for start in range(count))


def read_page(page: bytes) -> str:
    """The text of a page's blocks without its title, which the truth does not hold, as `extract` would see it."""
    try:
        articles = read.read_record(read.Record("page.html", ".html", page))
    except read.ReadError:
        return ""
    blocks = (
        article.text[block.start : block.end]
        for article in articles
        for block in article.blocks
        if block.kind is not BlockKind.TITLE
    )
    return "\n".join(blocks)

"""What is to be collected, and how: `Order(Path("articles"), feeds=("https://oak.example/rss",))`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Order:
    """All that a run of the collector is told.

    `feeds` and `sitemaps` are asked for addresses of pages, `urls` are such addresses. Pages that are known to be older
    than `since` are left out, and where `match` has words or phrases, those whose title and address hold none of them.
    `most` limits the pages that are saved; seconds: `delay` between two pages of a host at least, `timeout` for one.
    """

    out: Path
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    since: date | None = None
    match: tuple[str, ...] = ()
    most: int | None = None
    contact: str = ""
    delay: float = 1.0
    timeout: float = 60.0
    warc: bool = False
    allow_private: bool = False
    largest: int = 10 * MEGABYTE

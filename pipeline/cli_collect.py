"""The command that collects articles from the web: `market-views collect --out articles --feeds feeds.txt`.

Like those of `cli` it imports nothing heavy before it runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli_store import complain, iso_date

if TYPE_CHECKING:
    from pipeline.collect import Outcome

EXAMPLE = """\
example:
  {prog} --out articles --feeds feeds.example.txt --since 2026-01-01 --contact desk@oak.example
  asks the feeds and sitemaps of the file, and saves the pages that they name below articles, with a line each in
  articles/manifest.jsonl; market-views extract articles --out views then reads them. Run it again, every morning or
  after a stop: a page that was saved is not asked for again.

exit status:
  0    all that is new was saved, if anything is
  1    nothing could be fetched
  2    wrong usage: a bad option, no such file, a folder that cannot be written or is in use
  3    some feeds, sitemaps or hosts could not be read
  130  interrupted; run it again to go on
"""
PROGRESS_SECONDS = 0.5


def add_collect(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `collect`."""
    parser.epilog = EXAMPLE.format(prog=parser.prog)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add = parser.add_argument
    add("-o", "--out", metavar="ARTICLES", type=Path, required=True, help="folder for the pages and manifest.jsonl")
    add(
        "--feeds",
        metavar="FILE",
        type=Path,
        help="file with addresses of feeds, one a line; 'sitemap URL' for sitemaps",
    )
    add("--sitemap", metavar="URL", nargs="+", action="extend", default=[], help="sitemaps, or indices of some")
    add("--urls", metavar="FILE", type=Path, help="file with addresses of pages, one a line")
    add("--since", metavar="DATE", type=iso_date, help="leave out what feeds and sitemaps say is older, YYYY-MM-DD")
    add("--max", metavar="N", type=_count, dest="most", help="stop when N pages are saved")
    add(
        "--match",
        metavar="WORDS",
        type=_words,
        default=(),
        help="only pages whose title or address has one of these words or phrases: 'outlook,price target'",
    )
    add(
        "--contact",
        metavar="MAIL_OR_URL",
        default="",
        help="where the owners of a site can reach you; it is part of the user agent",
    )
    add(
        "--delay",
        metavar="S",
        type=_seconds,
        default=1.0,
        help="least seconds between two pages of a host (default: 1)",
    )
    add("--timeout", metavar="S", type=_seconds, default=60.0, help="most seconds that a page may take (default: 60)")
    add("--warc", action="store_true", help="archive all requests and responses, too, in ARTICLES/.collect/warc")
    add(
        "--allow-private", action="store_true", help="let private and loopback addresses pass, for a server of your own"
    )
    add("--quiet", action="store_true", help="no progress line and no summary")
    parser.set_defaults(command=collect)


def collect(options: argparse.Namespace) -> int:
    """`market-views collect`: the pages, a progress line on stderr, the summary on stdout."""
    from pipeline.collect import CollectError, Order
    from pipeline.collect import collect as run
    from pipeline.workers import RunError

    feeds, sitemaps = _sources(options.feeds)
    order = Order(
        options.out,
        feeds=tuple(feeds),
        sitemaps=(*sitemaps, *options.sitemap),
        urls=tuple(url for _, url in _listed(options.urls)),
        since=options.since,
        match=options.match,
        most=options.most,
        contact=options.contact,
        delay=options.delay,
        timeout=options.timeout,
        warc=options.warc,
        allow_private=options.allow_private,
    )
    if not (order.feeds or order.sitemaps or order.urls):
        raise RunError("there is nothing to collect from", "name --feeds, --sitemap or --urls")
    if not order.contact and not options.quiet:
        complain("no --contact: sites cannot tell who asks; name an address of mail or of a page")
    is_shown = sys.stderr.isatty() and not options.quiet
    try:
        outcome = run(order, _progress_line() if is_shown else None)
    except CollectError as error:
        raise RunError(error.reason, error.advice) from error
    if is_shown:
        print("\r\x1b[K", end="", file=sys.stderr)
    if not options.quiet:
        print("\n".join(outcome.lines()))
        print(f"Pages in {options.out}, a line each in manifest.jsonl; what was skipped is in skipped.jsonl")
    if outcome.interrupted:
        complain("interrupted: what is saved stays; run the same command again to go on")
    return outcome.exit_status


def _sources(path: Path | None) -> tuple[list[str], list[str]]:
    """The feeds and the sitemaps of a file: "https://oak.example/rss", "sitemap https://oak.example/news.xml"."""
    feeds: list[str] = []
    sitemaps: list[str] = []
    for number, entry in _listed(path):
        word, _, url = entry.rpartition(" ")
        if word.strip() not in ("", "feed", "sitemap"):
            _refuse(path, number, entry)
        (sitemaps if word.strip() == "sitemap" else feeds).append(url)
    return feeds, sitemaps


def _listed(path: Path | None) -> list[tuple[int, str]]:
    """The entries of a file of addresses with their lines; RunError where it cannot be read."""
    from pipeline.collect.candidates import listed
    from pipeline.workers import RunError

    if path is None:
        return []
    try:
        return list(listed(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise RunError(f"'{path}' cannot be read ({reason})", "name a file with one address a line") from error


def _refuse(path: Path | None, number: int, entry: str) -> None:
    from pipeline.workers import RunError

    raise RunError(f"{path}, line {number}: '{entry}' is no address", "write one address a line, or 'sitemap ADDRESS'")


def _progress_line() -> Callable[[Outcome, int], None]:
    """A line on stderr that is written over: pages saved, skipped, and waiting."""
    last = 0.0

    def show(outcome: Outcome, waiting: int) -> None:
        nonlocal last
        if time.monotonic() - last < PROGRESS_SECONDS:
            return
        last = time.monotonic()
        saved, skipped = sum(outcome.saved.values()), len(outcome.skipped)
        print(f"\r\x1b[K{saved} pages saved, {skipped} skipped, {waiting} waiting", end="", file=sys.stderr, flush=True)

    return show


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of pages: give 1 or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 86_400:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds")
    return seconds


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())

"""Fill a store with invented views and time what is asked of it: import, consensus as of several days, changes.

The views go the way of every run, in extractions of invented articles, so that the memory is that of an import.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from pipeline import store
from pipeline.gazetteer import load_indices
from pipeline.types import (
    Article,
    Block,
    BlockKind,
    Extraction,
    Holder,
    Horizon,
    Level,
    LevelKind,
    Stance,
    View,
    excerpt_of,
)

INDICES, FIRMS, DAYS = 60, 500, 5 * 365
FIRST_DAY = date(2021, 1, 1)
ASKED = (date(2021, 12, 31), date(2023, 6, 30), date(2024, 12, 31), date(2025, 10, 31), None)
CHANGED_SINCE = (date(2025, 11, 30), date(2025, 9, 30))
WORDS = ("market", "growth", "yields", "earnings", "margin", "cycle", "demand", "supply", "rates", "credit", "income")
SCORES = {Stance.BULLISH: 1.0, Stance.NEUTRAL: 0.0, Stance.BEARISH: -1.0}


def articles(count: int, views: int) -> Iterator[Extraction]:
    """Invented articles from old to new, each with some views of different houses."""
    chance = Random(1)
    symbols = [index.symbol for index in load_indices() if index.symbol != "OTHER"][:INDICES]
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        said = [said_by(chance, firm, day) for firm in chance.sample(range(FIRMS), views)]
        filler = " ".join(chance.choices(WORDS, k=40))
        text = "\n".join([*(f"{firm} sees {target} points." for firm, target, *_ in said), f"Index at 5000. {filler}"])
        yield Extraction(
            article=article(number, day, text),
            views=tuple(view(text, chance.choice(symbols), *one) for one in said),
            observed=(level(text, chance.choice(symbols), LevelKind.OBSERVED, 5000, "Index at 5000."),),
        )


def said_by(chance: Random, firm: int, day: date) -> tuple[str, int, Stance, Horizon]:
    """What a house says: a target of its own, that it moves now and then, by a year-end, in 12 months or openly."""
    target = 4000 + 4 * firm + 100 * chance.randrange(20)
    end = date(day.year + (day.month > 6), 12, 31)
    horizon = chance.choice((Horizon(end.isoformat(), end), Horizon(end.isoformat(), end), Horizon("12m"), Horizon()))
    return f"House {firm} Capital", target, chance.choice(tuple(Stance)), horizon


def article(number: int, day: date, text: str) -> Article:
    return Article(
        article_id=f"{number:016x}",
        source_file=f"{number:07d}.txt",
        content_hash=f"{number:032x}",
        title=f"Article {number}",
        published_date=day,
        publisher="The Quiet Ledger",
        url="",
        text=text,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
    )


def view(text: str, symbol: str, firm: str, target: int, stance: Stance, horizon: Horizon) -> View:
    sentence = f"{firm} sees {target} points."
    evidence = excerpt_of(text, text.index(sentence), text.index(sentence) + len(sentence))
    return View(
        symbol=symbol,
        holder=Holder(firm=firm),
        stance=stance,
        stance_score=SCORES[stance],
        horizon=horizon,
        proxy=False,
        evidence=evidence,
        levels=(level(text, symbol, LevelKind.TARGET, target, sentence),),
    )


def level(text: str, symbol: str, kind: LevelKind, value: int, sentence: str) -> Level:
    start = text.index(sentence)
    at = start + sentence.index(f" {value}") + 1
    return Level(symbol, kind, value, at, at + len(str(value)), excerpt_of(text, start, start + len(sentence)))


def fill(path: Path, count: int, views: int, batch: int = 50) -> None:
    """Write the articles as a run does, and export nothing."""
    con = store.open_store(path)
    waiting: list[Extraction] = []
    for one in articles(count, views):
        waiting.append(one)
        if len(waiting) == batch:
            store.write_extractions(con, waiting, extractor_version="invented-1")
            waiting = []
    store.write_extractions(con, waiting, extractor_version="invented-1")
    store.duplicates(con)
    con.close()


def ask(path: Path) -> None:
    """Time each question on a connection of its own, as a command has it."""
    for day in ASKED:
        started = time.perf_counter()
        con = store.open_store(path, read_only=True)
        rows = store.consensus(con, as_of=day)
        con.close()
        print(f"consensus as of {day or 'the newest day'}: {len(rows)} rows, {time.perf_counter() - started:.2f} s")
    for since in CHANGED_SINCE:
        started = time.perf_counter()
        con = store.open_store(path, read_only=True)
        found = store.changes(con, since=since)
        con.close()
        print(f"changes since {since}: {len(found)} rows, {time.perf_counter() - started:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", metavar="N", type=int, default=100_000, help="how many (default: %(default)s)")
    parser.add_argument("--views", metavar="N", type=int, default=10, help="of each article (default: %(default)s)")
    parser.add_argument("--store", metavar="FILE", type=Path, help="keep it there; one that is there is asked again")
    parser.add_argument("--fill-only", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill_only:
        started = time.perf_counter()
        fill(options.store, options.articles, options.views)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"import: {time.perf_counter() - started:.0f} s, peak memory {peak} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "views.duckdb"
        if not path.exists():
            numbers = ["--articles", str(options.articles), "--views", str(options.views)]
            subprocess.run([sys.executable, __file__, "--fill-only", "--store", str(path), *numbers], check=True)
        ask(path)


if __name__ == "__main__":
    main()

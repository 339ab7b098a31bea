"""Compares how pages are read with trafilatura's own settings: `python scripts/benchmark_reading.py FOLDER`.

FOLDER holds Zyte's article extraction benchmark: html/<id>.html.gz and ground-truth.json.gz.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

import trafilatura

from pipeline.read.files import decode
from pipeline.reading_benchmark import Reader, measure, pages_of, read_page

SETTINGS = {
    "trafilatura": {},
    "trafilatura, no comments": {"include_comments": False},
    "trafilatura, precision": {"include_comments": False, "favor_precision": True},
    "trafilatura, recall": {"include_comments": False, "favor_recall": True},
    "trafilatura, fast": {"include_comments": False, "fast": True},
}


def by_trafilatura(page: bytes, **setting: bool) -> str:
    """The text that trafilatura takes out of a page."""
    return trafilatura.extract(decode(page, markup=True)[0], **setting) or ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how well the text of articles is taken out of pages.")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="html/<id>.html.gz and ground-truth.json.gz")
    folder = parser.parse_args().folder
    if not (folder / "ground-truth.json.gz").is_file():
        parser.error(f"there is no ground-truth.json.gz in '{folder}'")
    pages = pages_of(folder)
    readers: dict[str, Reader] = {"market-views": read_page}
    readers |= {name: partial(by_trafilatura, **setting) for name, setting in SETTINGS.items()}
    print(f"{len(pages)} pages{'F1':>31} {'precision':>10} {'recall':>7} {'seconds':>8}")
    for name, reader in readers.items():
        found = measure(pages, reader)
        print(f"{name:36s} {found.f1:7.4f} {found.precision:10.4f} {found.recall:7.4f} {found.seconds:8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

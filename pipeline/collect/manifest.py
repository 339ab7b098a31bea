"""What was collected, a line a page, only ever added to: `manifest.jsonl` in the folder of articles.

A page is saved first and told then; a run that is killed in between asks for that page once more, and for no other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.collect.candidates import key_of

NAME = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """One page that was answered for; `file` is empty where nothing was saved, and `reason` says why.

    `status` is that of HTTP, `sha256` of the bytes of the page, `fetched_at` in UTC, `robots` what robots.txt decided,
    `feed_title` and `feed_published` are what the feed or the sitemap says.
    """

    url: str
    final_url: str
    canonical_url: str
    fetched_at: str
    status: int
    content_type: str
    etag: str
    last_modified: str
    sha256: str
    robots: str
    file: str
    reason: str = ""
    duplicate_of: str = ""
    feed_title: str = ""
    feed_published: str = ""
    source: str = ""


@dataclass(slots=True)
class Manifest:
    """The lines of a manifest, and what they say: which addresses are done, and in which file each page is."""

    path: Path
    done: set[str] = field(default_factory=set)
    pages: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)

    def learn(self, line: dict[str, Any]) -> None:
        """Remember what a line says."""
        addresses = {key_of(line[name]) for name in ("url", "final_url", "canonical_url") if line.get(name)}
        self.done |= {key_of(line[name]) for name in ("url", "final_url") if line.get(name)}
        file = line.get("file") or line.get("duplicate_of")
        if file:
            for address in addresses:
                self.pages.setdefault(address, file)
            if line.get("sha256"):
                self.contents.setdefault(line["sha256"], file)

    def add(self, line: Line) -> None:
        """Write a line, so that it is there whatever happens next."""
        data = asdict(line)
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(data, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.learn(data)


def open_manifest(folder: Path) -> Manifest:
    """The manifest of a folder, with what is in it; a last line that a killed run left unfinished is cut off."""
    manifest = Manifest(folder / NAME)
    if manifest.path.exists():
        _repair(manifest.path)
        for line in read_lines(manifest.path):
            manifest.learn(line)
    return manifest


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a manifest; those that are none are passed over."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if isinstance(line, dict) and isinstance(line.get("url"), str):
                yield line


def _repair(path: Path) -> None:
    """Cut off what stands behind the last end of a line."""
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with path.open("r+b") as file:
            file.truncate(whole)

"""Keeps the last answer of each feed and sitemap, so that "304 Not Modified" can stand for it.

What a feed said stays true: after a stop, pages that were not yet fetched are found in it again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.collect.saving import save

FOLDER = ".collect/sources"  # hidden, so that it is never read as articles


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was kept: its body, and what a conditional request quotes."""

    body: bytes
    etag: str
    last_modified: str


def kept(out: Path, url: str) -> Kept | None:
    """The last answer of a source; None where there is none, or half of one."""
    name = _name(url)
    try:
        said = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
        body = (out / name).read_bytes()
    except (OSError, ValueError):
        return None
    is_whole = said.get("sha256") == sha256(body).hexdigest()
    return Kept(body, said.get("etag", ""), said.get("last_modified", "")) if is_whole else None


def keep(out: Path, url: str, answer: Kept) -> None:
    """Keep an answer that can be quoted later; the body first."""
    if not answer.etag and not answer.last_modified:
        return
    said = {
        "url": url,
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "sha256": sha256(answer.body).hexdigest(),
    }
    save(out, _name(url), answer.body)
    save(out, f"{_name(url)}.json", json.dumps(said, ensure_ascii=False).encode())


def _name(url: str) -> str:
    return f"{FOLDER}/{sha256(url.encode()).hexdigest()[:16]}"

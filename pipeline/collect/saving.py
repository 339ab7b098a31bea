"""Where a page is saved: "oak.example/markets-elm-lifts-its-target-1f0c9a2b.html", whole or not at all."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.collect.candidates import key_of

RE_UNSAFE = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 80
SUFFIX_OF = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}


def file_name(url: str, content_type: str) -> str:
    """The path of a page below the folder of articles: short, of plain letters, one for each address, never outside."""
    parts = urlsplit(url)
    host = re.sub(r"[^a-z0-9.-]+", "-", (parts.hostname or "host").lower()).strip("-.") or "host"
    path = re.sub(r"\.(?:html?|php|aspx?|pdf|txt)$", "", unquote(parts.path).lower())
    slug = RE_UNSAFE.sub("-", path).strip("-")[-LONGEST_SLUG:].strip("-") or "index"
    return f"{host}/{slug}-{sha256(key_of(url).encode()).hexdigest()[:8]}{SUFFIX_OF.get(content_type, '.html')}"


def save(folder: Path, name: str, content: bytes) -> None:
    """Write a file, so that it is there as a whole or not at all."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)

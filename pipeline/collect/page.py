"""Saves an answer as a page, and says what it is: its kind, its canonical address, when it was fetched.

What is no page is told by its reason; a page that is there under another address is told, and not saved twice.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipeline.collect.candidates import Candidate, is_web, key_of
from pipeline.collect.manifest import Line, Manifest
from pipeline.collect.saving import SUFFIX_OF, file_name, save

if TYPE_CHECKING:
    from scrapy.http import Response

RE_LINK = re.compile(rb"<link\b[^>]{0,1000}>", re.IGNORECASE)
RE_CANONICAL = re.compile(rb"""\brel\s*=\s*["']?[^"'>]*\bcanonical\b""", re.IGNORECASE)
RE_HREF = re.compile(rb"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
OK = 200
SAME_PAGE = "the same page under another address"
GONE = (404, 410, 451)  # nobody need ask again
HEAD = 300_000  # bytes in which a canonical address is looked for


def saved_page(out: Path, manifest: Manifest, candidate: Candidate, response: Response) -> Line:
    """The line of the manifest for an answer, written where the answer is final, and its page saved, if it is one."""
    content_type = header(response, "Content-Type")
    canonical = canonical_of(response.body, response.url)
    digest = sha256(response.body).hexdigest()
    reason = _no_page(response, content_type)
    known = "" if reason else _known(manifest, candidate.url, response.url, canonical, digest)
    file = "" if reason or known else file_name(candidate.url, kind_of(content_type))
    line = Line(
        url=candidate.url,
        final_url=response.url,
        canonical_url=canonical,
        fetched_at=now(),
        status=response.status,
        content_type=content_type,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        sha256=digest,
        robots=str(response.meta.get("robots", "")),
        file=file,
        reason=reason or (SAME_PAGE if known else ""),
        duplicate_of=known,
        feed_title=candidate.title,
        feed_published=candidate.published.isoformat() if candidate.published else "",
        source=candidate.source,
    )
    if file:
        save(out, file, response.body)
    if response.status == OK or response.status in GONE:
        manifest.add(line)
    return line


def known_target(manifest: Manifest, candidate: Candidate, target: str, robots: str) -> Line:
    """The line for an address that leads to a page which was had before, and is not asked for again."""
    published = candidate.published.isoformat() if candidate.published else ""
    known = manifest.pages.get(key_of(target), "")
    reason = "it redirects to a page that was had before"
    said = (candidate.title, published, candidate.source)
    line = Line(candidate.url, target, "", now(), 0, "", "", "", "", robots, "", reason, known, *said)
    manifest.add(line)
    return line


def _no_page(response: Response, content_type: str) -> str:
    """Why an answer is no page; empty for one."""
    if response.status != OK:
        return f"it answered {response.status}"
    if not is_page(content_type):
        return f"it is no page but {kind_of(content_type)}"
    return "" if response.body.strip() else "it is empty"


def _known(manifest: Manifest, url: str, final: str, canonical: str, digest: str) -> str:
    """The file in which the same page was saved already; empty where there is none."""
    for address in filter(None, (url, final, canonical)):
        if file := manifest.pages.get(key_of(address)):
            return file
    return manifest.contents.get(digest, "")


def header(response: Response, name: str) -> str:
    """A header of a response; empty where it is missing."""
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def kind_of(content_type: str) -> str:
    """The media type of a Content-Type header in lower case: "text/html" of "Text/HTML; charset=utf-8"."""
    return content_type.partition(";")[0].strip().lower()


def is_page(content_type: str) -> bool:
    """Whether an answer of this type can be an article; one that says nothing can."""
    kind = kind_of(content_type)
    return not kind or kind in SUFFIX_OF


def canonical_of(body: bytes, url: str) -> str:
    """The address that a page calls its own, absolute; empty where it does not say."""
    for link in RE_LINK.finditer(body[:HEAD]):
        href = RE_HREF.search(link[0]) if RE_CANONICAL.search(link[0]) else None
        if href:
            said = next(group for group in href.groups() if group is not None).decode("utf-8", "replace")
            canonical = urljoin(url, unescape(said).strip())
            return canonical if is_web(canonical) else ""
    return ""


def now() -> str:
    """The time in UTC to the second: "2026-01-05T10:00:00Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

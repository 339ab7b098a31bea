"""Finds addresses of pages in feeds, sitemaps and lists: an <item> of an RSS feed is a `Candidate`.

Malformed feeds and sitemaps give what can be read of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

RE_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|ncid|cmpid|ref_src)$", re.IGNORECASE)
RE_WORD_BREAK = re.compile(r"[\W_]+")
RE_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The address of a page, and what its feed or sitemap says of it; `source` is the address of that."""

    url: str
    title: str = ""
    published: date | None = None
    source: str = ""


def key_of(url: str) -> str:
    """What two addresses of one page share: without fragment and tracking, the query sorted, the host in lower case.

    "https://Oak.example/a?utm_source=x&id=3#top" is "https://oak.example/a?id=3".
    """
    from w3lib.url import canonicalize_url

    parts = urlsplit(url.strip())
    query = "&".join(part for part in parts.query.split("&") if not RE_TRACKING.match(part.partition("=")[0]))
    return canonicalize_url(urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, "")))


def is_web(url: str) -> bool:
    """Whether an address is one of the web: http or https, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def feed_candidates(body: bytes, url: str) -> list[Candidate]:
    """The pages of an RSS or Atom feed in its order, malformed or not; none where it is something else."""
    import feedparser

    entries = feedparser.parse(io.BytesIO(body)).entries
    return [_of_entry(entry, url) for entry in entries if _link(entry)]


def _link(entry: Any) -> str:
    return str(entry.get("link") or next((link.get("href") for link in entry.get("links", ())), "") or "").strip()


def _of_entry(entry: Any, url: str) -> Candidate:
    """One entry; its link may be relative to the feed."""
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    published = date(*stamp[:3]) if stamp else None
    return Candidate(urljoin(url, _link(entry)), " ".join(str(entry.get("title", "")).split()), published, url)


def sitemap_entries(body: bytes, url: str, largest: int) -> tuple[list[Candidate], list[Candidate]]:
    """The pages of a sitemap, and the sitemaps that an index names; a packed one is unpacked up to `largest` bytes.

    A news sitemap says when a page was published, another one when it was changed last. Raises ValueError where the
    body is no sitemap.
    """
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(_unpacked(body, largest).strip(), parser)
    if root is None:
        raise ValueError("it is no sitemap")
    entries = [(element.tag, _of_element(element, url)) for element in root.iter("{*}url", "{*}sitemap")]
    if not entries and not str(root.tag).endswith(("urlset", "sitemapindex")):
        raise ValueError("it is no sitemap")
    pages = [one for tag, one in entries if one and not str(tag).endswith("sitemap")]
    return pages, [one for tag, one in entries if one and str(tag).endswith("sitemap")]


def _unpacked(body: bytes, largest: int) -> bytes:
    """The bytes of a .xml.gz; ValueError where they are too many."""
    import gzip
    import zlib

    if not body.startswith(GZIP):
        return body
    try:
        content = gzip.GzipFile(fileobj=io.BytesIO(body)).read(largest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"it is damaged ({error})") from error
    if len(content) > largest:
        raise ValueError("it is too large")
    return content


def _of_element(element: Any, url: str) -> Candidate | None:
    """A <url> or <sitemap>; None without an address."""
    texts: dict[str, str] = {}
    for part in element.iter():
        if isinstance(part.tag, str) and part.text and part.text.strip():
            texts.setdefault(part.tag.rpartition("}")[2], part.text.strip())
    if not texts.get("loc"):
        return None
    published = _iso_day(texts.get("publication_date") or texts.get("lastmod") or "")
    return Candidate(urljoin(url, texts["loc"]), " ".join(texts.get("title", "").split()), published, url)


def _iso_day(text: str) -> date | None:
    """The day of a W3C date: "2026-01-05T10:00:00Z", "2026-01-05"; of "2026-01" its last possible one."""
    match = RE_ISO.match(text)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(match[0]).date() if len(match[0]) > 7 else date(int(text[:4]), int(text[5:7]), 28)
    except ValueError:
        return None


def listed(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a list of addresses with their numbers, without empty ones and comments ("# wire feeds")."""
    for number, line in enumerate(text.splitlines(), start=1):
        entry = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if entry:
            yield number, entry


def is_wanted(candidate: Candidate, words: tuple[str, ...]) -> bool:
    """Whether the title or the path of the address holds one of the words or phrases, whatever stands between them.

    "price target" is in ".../elm-lifts-price-target.html". Without words every page is wanted.
    """
    parts = urlsplit(candidate.url)
    text = f" {_plain(candidate.title)} {_plain(f'{parts.path} {parts.query}')} "
    return not words or any(f" {_plain(word)} " in text for word in words)


def _plain(text: str) -> str:
    """The words of a text in lower case with single blanks between them."""
    return RE_WORD_BREAK.sub(" ", text.casefold()).strip()

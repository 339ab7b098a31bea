"""The parts of the collector by themselves: addresses, feeds, sitemaps, file names, the manifest, waiting."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scrapy.http import Response

from pipeline.collect.addresses import is_private
from pipeline.collect.candidates import (
    Candidate,
    feed_candidates,
    is_wanted,
    is_web,
    key_of,
    listed,
    sitemap_entries,
)
from pipeline.collect.crawl import user_agent
from pipeline.collect.manifest import open_manifest
from pipeline.collect.outcome import Outcome, Skip
from pipeline.collect.page import canonical_of, is_page
from pipeline.collect.patience import retry_after
from pipeline.collect.queues import Queues, Task
from pipeline.collect.saving import file_name, save
from pipeline.collect.sources import Kept, keep, kept

OAK = "https://oak.example/a"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        pytest.param("https://Oak.example/a", OAK, id="capitals of the host"),
        pytest.param("https://oak.example/a#top", OAK, id="fragment"),
        pytest.param("https://oak.example/a?utm_source=x&fbclid=y", OAK, id="tracking"),
        pytest.param("https://oak.example/a?b=2&a=1", f"{OAK}?a=1&b=2", id="order of a query"),
        pytest.param("https://oak.example", "https://oak.example/", id="no path"),
        pytest.param("https://oak.example/A", "https://oak.example/A", id="capitals of the path stay"),
    ],
)
def test_one_page_has_one_key(url: str, key: str) -> None:
    assert key_of(url) == key


@pytest.mark.parametrize("url", ["ftp://oak.example/a", "javascript:alert(1)", "/a", "", "http://", "http://[oak/"])
def test_what_is_no_address_of_the_web(url: str) -> None:
    assert not is_web(url)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<rss><channel><item><title> Oak\n rises </title><link>/a</link>"
            "<pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>",
            [(OAK, "Oak rises", date(2026, 1, 5))],
            id="rss",
        ),
        pytest.param(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Oak</title><link rel="alternate" href="/a"/>'
            "<updated>2026-01-05T10:00:00Z</updated></entry></feed>",
            [(OAK, "Oak", date(2026, 1, 5))],
            id="atom",
        ),
        pytest.param(
            "<rss><channel><item><title>Oak & Co</title><link>/a</link><item>",
            [(OAK, "Oak & Co", None)],
            id="malformed",
        ),
        pytest.param("<rss><channel><item><title>Oak</title></item></channel></rss>", [], id="no link"),
        pytest.param("no feed at all", [], id="text"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_entries_of_feeds(body: str, expected: list[tuple[str, str, date | None]]) -> None:
    found = feed_candidates(body.encode(), "https://oak.example/rss")
    assert [(one.url, one.title, one.published) for one in found] == expected


@pytest.mark.parametrize(
    ("body", "pages", "sitemaps"),
    [
        pytest.param("<urlset><url><loc> /a </loc></url></urlset>", [(OAK, None)], [], id="sitemap"),
        pytest.param(
            "<urlset><url><loc>/a</loc><lastmod>2026-01-05T10:00:00+01:00</lastmod></url></urlset>",
            [(OAK, date(2026, 1, 5))],
            [],
            id="day of the last change",
        ),
        pytest.param("<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>", [], [OAK], id="index"),
        pytest.param("<urlset><url><loc>/a</loc></url><url><lo", [(OAK, None)], [], id="cut off"),
        pytest.param("<urlset></urlset>", [], [], id="empty"),
        pytest.param("<urlset><url><lastmod>2026</lastmod></url></urlset>", [], [], id="no address"),
    ],
)
def test_entries_of_sitemaps(body: str, pages: list[tuple[str, date | None]], sitemaps: list[str]) -> None:
    for content in (body.encode(), gzip.compress(body.encode())):
        found, more = sitemap_entries(content, "https://oak.example/sitemap.xml", 10_000)
        assert [(one.url, one.published) for one in found] == pages
        assert [one.url for one in more] == sitemaps


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<html><p>Sign in</p></html>", id="a page"),
        pytest.param(b"no sitemap", id="text"),
        pytest.param(gzip.compress(bytes(20_000)), id="too large when unpacked"),
        pytest.param(gzip.compress(b"<urlset>")[:-9], id="packed and damaged"),
        pytest.param(
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><html>&b;</html>', id="entities of a bomb"
        ),
    ],
)
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(ValueError, match="it is"):
        sitemap_entries(body, "https://oak.example/sitemap.xml", 10_000)


def test_lists_may_have_comments() -> None:
    text = "# feeds\n\nhttps://oak.example/rss  # of the Oak\n  sitemap https://oak.example/#part\n"
    assert list(listed(text)) == [(3, "https://oak.example/rss"), (4, "sitemap https://oak.example/#part")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param((), True, id="no words"),
        pytest.param(("Price Target",), True, id="phrase of the address"),
        pytest.param(("weather", "outlook"), True, id="one of the words, of the title"),
        pytest.param(("S&P 500",), True, id="marks do not matter"),
        pytest.param(("look",), False, id="part of a word"),
        pytest.param(("target price",), False, id="other order"),
    ],
)
def test_what_is_wanted(words: tuple[str, ...], expected: bool) -> None:
    candidate = Candidate("https://oak.example/elm-lifts-price_target.html", "An Outlook for the S&P 500")
    assert is_wanted(candidate, words) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://oak.example/m/Elm-Bank.html?x=1", "oak.example/m-elm-bank-", id="path"),
        pytest.param("https://oak.example/", "oak.example/index-", id="no path"),
        pytest.param("https://oak.example/../../etc/passwd", "oak.example/etc-passwd-", id="upwards"),
        pytest.param("https://oak.example/%2e%2e%2f%00a", "oak.example/a-", id="escaped"),
        pytest.param("https://../a", "host/a-", id="a host of dots"),
        pytest.param("https://oak.example/" + "long-" * 99, "oak.example/long-long-", id="long"),
    ],
)
def test_names_of_files_are_safe(url: str, expected: str, tmp_path: Path) -> None:
    name = file_name(url, "text/html")
    assert name.startswith(expected)
    assert name.endswith(".html")
    assert len(Path(name).name) < 150
    assert (tmp_path / name).resolve().is_relative_to(tmp_path)
    assert file_name(url + "?y", "application/pdf").endswith(".pdf")
    assert file_name(url + "?y", "text/html") != name


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        save(tmp_path, "a/b.html", b"Oak")
    assert list((tmp_path / "a").iterdir()) == []


def test_a_manifest_is_read_again_without_a_torn_line(tmp_path: Path) -> None:
    line = {"url": f"{OAK}?utm_source=x", "final_url": "https://oak.example/b", "file": "f.html", "sha256": "1"}
    whole = json.dumps(line) + "\nno json\n"
    (tmp_path / "manifest.jsonl").write_text(whole + '{"url": "https://oak.ex')
    manifest = open_manifest(tmp_path)
    assert manifest.done == {OAK, "https://oak.example/b"}
    assert manifest.pages == dict.fromkeys(manifest.done, "f.html")
    assert (tmp_path / "manifest.jsonl").read_text() == whole


def test_an_answer_of_a_source_is_kept_only_with_what_can_be_quoted(tmp_path: Path) -> None:
    keep(tmp_path, OAK, Kept(b"body", "", ""))
    assert kept(tmp_path, OAK) is None
    keep(tmp_path, OAK, Kept(b"body", '"v1"', ""))
    assert kept(tmp_path, OAK) == Kept(b"body", '"v1"', "")
    next(path for path in tmp_path.rglob("*") if path.is_file() and not path.suffix).write_bytes(b"half")
    assert kept(tmp_path, OAK) is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param('<link rel="canonical" href="/b">', "https://oak.example/b", id="relative"),
        pytest.param(
            "<LINK HREF='https://oak.example/b?x=1&amp;y=2' REL='canonical'>", "https://oak.example/b?x=1&y=2", id="x"
        ),
        pytest.param("<link rel=canonical href=https://oak.example/b>", "https://oak.example/b", id="bare"),
        pytest.param('<link rel="canonical" href="javascript:x">', "", id="other scheme"),
        pytest.param('<link rel="stylesheet" href="/b">', "", id="another link"),
        pytest.param("", "", id="none"),
    ],
)
def test_canonical_addresses(head: str, expected: str) -> None:
    assert canonical_of(f"<html><head>{head}</head></html>".encode(), OAK) == expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html; charset=utf-8", True),
        ("", True),
        ("Application/PDF", True),
        ("image/png", False),
        ("video/mp4", False),
    ],
)
def test_what_can_be_an_article(content_type: str, expected: bool) -> None:
    assert is_page(content_type) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("120", 120.0, id="seconds"),
        pytest.param("Mon, 05 Jan 2026 10:01:00 GMT", 60.0, id="a date"),
        pytest.param("Mon, 05 Jan 2026 09:00:00 GMT", 0.0, id="a date gone by"),
        pytest.param("soon", None, id="words"),
        pytest.param("", None, id="nothing"),
        pytest.param("-5", None, id="negative"),
    ],
)
def test_retry_after(said: str, expected: float | None) -> None:
    response = Response(OAK, headers={"Retry-After": said} if said else {})
    assert retry_after(response, datetime(2026, 1, 5, 10, 0, tzinfo=UTC)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *(
            (address, True)
            for address in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "[fd00::1]", "0.0.0.0")
        ),
        *((address, False) for address in ("93.184.216.34", "[2606:4700::1111]", "oak.example")),
    ],
)
def test_private_addresses(address: str, expected: bool) -> None:
    assert is_private(address) is expected


def test_a_host_is_asked_one_by_one_and_sources_first() -> None:
    queues = Queues()
    urls = ["https://a.example/1", "https://a.example/2", "https://b.example/1"]
    for url in urls:
        queues.add(Task("page", Candidate(url)))
    queues.add(Task("feed", Candidate("https://a.example/rss")))
    assert [task.candidate.url for task in queues.ready(lambda _: True)] == ["https://a.example/rss", urls[2]]
    assert list(queues.ready(lambda _: True)) == []
    queues.free("https://a.example/rss")
    assert [task.candidate.url for task in queues.ready(lambda task: task.candidate.url != urls[0])] == [urls[1]]
    assert queues.pages() == 0


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        pytest.param(Outcome(), 0, id="nothing new"),
        pytest.param(Outcome(failed_sources=[Skip(OAK, "x")]), 1, id="nothing fetched"),
        pytest.param(Outcome(failed_sources=[Skip(OAK, "x")], unchanged=1), 3, id="one source failed"),
        pytest.param(Outcome(stopped_hosts={"oak.example": "x"}), 1, id="its host said no"),
        pytest.param(Outcome(interrupted=True), 130, id="interrupted"),
    ],
)
def test_exit_statuses(outcome: Outcome, status: int) -> None:
    assert outcome.exit_status == status


def test_who_asks_without_a_contact_still_says_what_asks() -> None:
    assert user_agent("").startswith("market-views/")
    assert user_agent("desk@oak.example").endswith(" (+desk@oak.example)")

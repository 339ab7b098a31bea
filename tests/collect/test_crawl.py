"""The collector against a site of its own: each rule is asserted from what the site was asked."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from .conftest import manifest, run, skipped
from .site import HTML, Answer, Site

A, B, C, D, E = (f"127.0.0.{number}" for number in range(1, 6))
XML = {"Content-Type": "application/xml"}


def page(title: str, head: str = "") -> Answer:
    return Answer(
        f"<html><head><title>{title}</title>{head}</head><body><p>{title}</p></body></html>".encode(), 200, HTML
    )


def rss(*links: str, broken: bool = False) -> Answer:
    items = "".join(f"<item><title>Oak rises</title><link>{link}</link></item>" for link in links)
    return Answer(
        f"<rss version='2.0'><channel>{items}{'<item><li' if broken else '</channel></rss>'}".encode(), 200, XML
    )


def feed_with_etag(headers: Mapping[str, str], count: int) -> Answer:
    if headers.get("If-None-Match") == '"v1"':
        return Answer(b"", 304, {"ETag": '"v1"'})
    return Answer(rss("/one.html", "/two.html").body, 200, {**XML, "ETag": '"v1"'})


def busy_once(headers: Mapping[str, str], count: int) -> Answer:
    return Answer(b"", 429, {"Retry-After": "1"}) if count == 1 else page("Patience pays")


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry>
  <title>An outlook</title><link href="/atom.html"/>
  <updated>2026-01-05T10:00:00Z</updated></entry></feed>"""
INDEX = """<sitemapindex xmlns="x"><sitemap><loc>/deep.xml</loc></sitemap>
  <sitemap><loc>/news.xml.gz</loc></sitemap></sitemapindex>"""
DEEP = '<sitemapindex xmlns="x"><sitemap><loc>/pages.xml</loc></sitemap></sitemapindex>'
PAGES = """<urlset xmlns="x"><url><loc>/from-sitemap.html</loc></url>
  <url><loc>/old.html</loc><lastmod>2020-01-01</lastmod></url></urlset>"""
NEWS = """<urlset xmlns="x" xmlns:news="y"><url><loc>/news.html</loc><news:news>
  <news:title>Elm lifts its target</news:title>
  <news:publication_date>2026-01-05T10:00:00Z</news:publication_date></news:news></url></urlset>"""

HOSTS = {
    A: {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/\n", 200, {"Content-Type": "text/plain"}),
        "/rss.xml": feed_with_etag,
        "/broken.xml": rss("/three.html", "/one-again.html", "/same.html", "/moved-again.html", broken=True),
        "/atom.xml": Answer(ATOM.encode(), 200, XML),
        "/index.xml": Answer(INDEX.encode(), 200, XML),
        "/deep.xml": Answer(DEEP.encode(), 200, XML),
        "/pages.xml": Answer(PAGES.encode(), 200, XML),
        "/news.xml.gz": Answer(gzip.compress(NEWS.encode()), 200, {"Content-Type": "application/gzip"}),
        "/one.html": page("One", "<link rel=canonical href='/one.html'><a href='/never.html'>"),
        "/two.html": page("Two"),
        "/three.html": page("Three"),
        "/atom.html": page("Atom"),
        "/from-sitemap.html": page("Sitemap"),
        "/news.html": page("News"),
        "/one-again.html": page("One again", '<link rel="canonical" href="/one.html?utm_source=x">'),
        "/same.html": page("Two"),
        "/moved.html": Answer(b"", 301, {"Location": "/goal.html"}),
        "/goal.html": page("Goal"),
        "/moved-again.html": Answer(b"", 302, {"Location": "/one.html"}),
        "/loop.html": Answer(b"", 302, {"Location": "/loop2.html"}),
        "/loop2.html": Answer(b"", 302, {"Location": "/loop.html"}),
        "/picture": Answer(b"\x89PNG" * 1000, 200, {"Content-Type": "image/png"}),
        "/note.pdf": Answer(b"%PDF-1.7 Oak", 200, {"Content-Type": "application/pdf"}),
        "/large.html": Answer(b"<p>" + b"x" * (11 << 20), 200, HTML),
        "/bomb.html": Answer(gzip.compress(bytes(200 << 20), 9), 200, {**HTML, "Content-Encoding": "gzip"}),
        "/packed.html": Answer(gzip.compress(page("Packed").body), 200, {**HTML, "Content-Encoding": "gzip"}),
        "/charset.html": Answer(
            "<p>Рынок</p>".encode("cp1251"), 200, {"Content-Type": "text/html; charset=windows-1251"}
        ),
        "/endless.html": Answer(b"<p>", 200, HTML, slow=0.1, endless=True),
        "/slow.html": Answer(b"<p>late</p>", 200, HTML, slow=30.0),
        "/away.html": Answer(b"", 302, {"Location": "http://127.0.0.5:PORT/kept-out.html"}),
    },
    B: {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4\n", 200, {"Content-Type": "text/plain"}),
        **{f"/{number}.html": page(f"B {number}") for number in range(4)},
    },
    C: {"/busy.html": busy_once, "/after.html": page("After")},
    D: {"/first.html": page("First"), "/no.html": Answer(b"", 403, HTML), "/then.html": page("Then")},
    E: {"/robots.txt": Answer(b"", 503, {}), "/kept-out.html": page("Kept out")},
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path, str]]:
    """One run over all of the site."""
    folder = tmp_path_factory.mktemp("collected")
    with Site(HOSTS) as site:
        away = Answer(b"", 302, {"Location": site.url("/kept-out.html", E)})
        site.hosts = {**HOSTS, A: {**HOSTS[A], "/away.html": away}}
        lines = [f"{site.url(path)}  # a feed" for path in ("/rss.xml", "/broken.xml", "/atom.xml", "/gone.xml")]
        (folder / "feeds.txt").write_text("\n".join(["# feeds", "", *lines, f"sitemap {site.url('/index.xml')}"]))
        paths = [
            *("/one.html", "/moved.html", "/goal.html", "/loop.html"),
            *("/picture", "/note.pdf", "/large.html", "/bomb.html", "/packed.html", "/charset.html", "/private/x.html"),
            *("/missing.html", "/endless.html", "/slow.html", "/away.html", "/two.html#part", "/two.html?utm_medium=y"),
        ]
        urls = [site.url(path) for path in paths]
        urls += [site.url(f"/{number}.html", B) for number in range(4)]
        urls += [site.url(path, C) for path in ("/busy.html", "/after.html")]
        urls += [site.url(path, D) for path in ("/first.html", "/no.html", "/then.html")]
        urls += [site.url("/kept-out.html", E), "ftp://oak.example/x", "javascript:alert(1)"]
        (folder / "urls.txt").write_text("\n".join(urls))
        options = ["--feeds", str(folder / "feeds.txt"), "--urls", str(folder / "urls.txt"), "--since", "2025-01-01"]
        done = run(folder / "out", *options, "--timeout", "3", "--warc")
        assert done.returncode == 3, done.stderr
        yield site, folder, done.stdout


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/one.html", id="rss"),
        pytest.param("/three.html", id="malformed rss"),
        pytest.param("/atom.html", id="atom"),
        pytest.param("/from-sitemap.html", id="nested sitemap"),
        pytest.param("/news.html", id="packed news sitemap"),
        pytest.param("/packed.html", id="compressed answer"),
        pytest.param("/moved.html", id="redirect"),
        pytest.param("/note.pdf", id="pdf"),
    ],
)
def test_pages_are_saved_with_a_line(crawled: tuple[Site, Path, str], path: str) -> None:
    site, folder, _ = crawled
    line = manifest(folder / "out")[path]
    content = (folder / "out" / line["file"]).read_bytes()
    assert line["status"] == 200
    assert line["robots"] == "allowed"
    assert line["fetched_at"].endswith("Z")
    assert content.startswith((b"<html>", b"%PDF"))
    assert len(site.requests(path)) == 1


def test_what_feeds_say_is_kept(crawled: tuple[Site, Path, str]) -> None:
    line = manifest(crawled[1] / "out")["/news.html"]
    assert (line["feed_title"], line["feed_published"]) == ("Elm lifts its target", "2026-01-05")
    assert manifest(crawled[1] / "out")["/one.html"]["canonical_url"] == crawled[0].url("/one.html")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/one-again.html", "the same page under another address", id="canonical address known"),
        pytest.param("/same.html", "the same page under another address", id="same content"),
        pytest.param("/moved-again.html", "redirects to a page that was had before", id="redirect to a known page"),
        pytest.param("/loop.html", "redirects too often", id="redirect loop"),
        pytest.param("/picture", "no page but image/png", id="picture"),
        pytest.param("/large.html", "too large", id="large"),
        pytest.param("/bomb.html", "too large when unpacked", id="gzip bomb"),
        pytest.param("/private/x.html", "robots.txt disallows it", id="disallowed"),
        pytest.param("/missing.html", "it answered 404", id="missing"),
        pytest.param("/endless.html", "it took too long", id="endless"),
        pytest.param("/slow.html", "it took too long", id="slow"),
        pytest.param(
            "/away.html", "robots.txt cannot be read (HTTP 503)", id="redirect to a host that may not be read"
        ),
        pytest.param("/no.html", "it answered 403", id="forbidden"),
        pytest.param("/then.html", "its host is left alone: it answered 403", id="the rest of that host"),
        pytest.param("/kept-out.html", "robots.txt cannot be read (HTTP 503)", id="robots.txt that fails"),
        pytest.param("/old.html", "older than 2025-01-01", id="old"),
        pytest.param("/gone.xml", "it answered 404", id="feed that is gone"),
        pytest.param("/x", "no address of the web", id="other scheme"),
    ],
)
def test_what_is_skipped_has_its_reason(crawled: tuple[Site, Path, str], path: str, reason: str) -> None:
    assert reason in skipped(crawled[1] / "out")[path]


@pytest.mark.parametrize(
    ("path", "host"),
    [("/private/x.html", A), ("/then.html", D), ("/kept-out.html", E), ("/never.html", A), ("/old.html", A)],
)
def test_what_may_not_be_asked_is_not(crawled: tuple[Site, Path, str], path: str, host: str) -> None:
    assert crawled[0].requests(path, host) == []


def test_no_page_is_asked_for_twice_and_no_two_at_once(crawled: tuple[Site, Path, str]) -> None:
    site = crawled[0]
    often = {"/busy.html", "/endless.html", "/slow.html", "/loop.html", "/loop2.html"}
    for host in HOSTS:
        asked = [path for path in site.asked(host, robots=True) if path not in often]
        assert len(asked) == len(set(asked)), asked
    given_up = {"/endless.html", "/slow.html"}  # the site notices later that nobody listens any more
    assert [pair for pair in site.overlaps() if pair[0].path not in given_up] == []


def test_a_redirect_is_followed_once(crawled: tuple[Site, Path, str]) -> None:
    site, folder, _ = crawled
    line = manifest(folder / "out")["/moved.html"]
    assert line["final_url"] == site.url("/goal.html")
    assert len(site.requests("/goal.html")) == 1


def test_the_crawl_delay_is_kept(crawled: tuple[Site, Path, str]) -> None:
    begun = [one.begun for path in crawled[0].asked(B, robots=True) for one in crawled[0].requests(path, B)]
    assert len(begun) == 5
    pauses = [b - a for a, b in zip(begun, begun[1:], strict=False)]
    assert min(pauses) > 0.39, pauses


def test_retry_after_is_kept(crawled: tuple[Site, Path, str]) -> None:
    first, second = crawled[0].requests("/busy.html", C)
    assert second.begun - first.ended > 0.95
    assert crawled[0].requests("/after.html", C)[0].begun > second.begun


def test_who_asks_says_so(crawled: tuple[Site, Path, str]) -> None:
    agents = {one.headers["User-Agent"] for one in crawled[0].log}
    assert len(agents) == 1
    assert agents.pop().endswith("(+desk@oak.example)")


def test_bytes_are_saved_as_they_came(crawled: tuple[Site, Path, str]) -> None:
    line = manifest(crawled[1] / "out")["/charset.html"]
    assert (crawled[1] / "out" / line["file"]).read_bytes() == "<p>Рынок</p>".encode("cp1251")
    assert line["content_type"] == "text/html; charset=windows-1251"


def test_the_summary_tells_each_host(crawled: tuple[Site, Path, str]) -> None:
    lines = crawled[2]
    assert f"  {B}: 4 saved, 0 known, 0 skipped" in lines
    assert f"stopped: it answered 403 to {crawled[0].url('/no.html', D)}" in lines
    assert "robots.txt disallows it" in lines


def test_all_is_archived(crawled: tuple[Site, Path, str]) -> None:
    from warcio.archiveiterator import ArchiveIterator

    (path,) = (crawled[1] / "out" / ".collect" / "warc").iterdir()
    with path.open("rb") as file:
        found = [(one.rec_type, one.rec_headers.get_header("WARC-Target-URI")) for one in ArchiveIterator(file)]
    for kind in ("request", "response"):
        assert (kind, crawled[0].url("/robots.txt")) in found
        assert (kind, crawled[0].url("/one.html")) in found


def test_a_second_run_asks_for_nothing_again(crawled: tuple[Site, Path, str]) -> None:
    site, folder, _ = crawled
    before = {
        path: len(site.requests(path)) for path in ("/one.html", "/two.html", "/goal.html", "/missing.html", "/picture")
    }
    done = run(
        folder / "out", "--feeds", str(folder / "feeds.txt"), "--urls", str(folder / "urls.txt"), "--timeout", "1"
    )
    assert "1 of 8 feeds and sitemaps had nothing new" in done.stdout
    assert {path: len(site.requests(path)) for path in before} == before
    assert site.requests("/rss.xml")[1].headers["If-None-Match"] == '"v1"'
    assert site.requests("/rss.xml")[1].status == 304

"""Asks feeds and sitemaps for pages, and saves these: links are followed from there, never from pages.

One request of a host is under way at a time, and the next is made when its answer is on disk.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy import signals
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response

from pipeline.collect.candidates import (
    Candidate,
    feed_candidates,
    is_wanted,
    is_web,
    key_of,
    sitemap_entries,
)
from pipeline.collect.manifest import Manifest
from pipeline.collect.order import Order
from pipeline.collect.outcome import Outcome, Skip
from pipeline.collect.page import SAME_PAGE, header, is_page, kind_of, known_target, saved_page
from pipeline.collect.patience import Patience
from pipeline.collect.queues import Queues, Task, host_of
from pipeline.collect.sources import Kept, keep, kept
from pipeline.collect.trouble import words_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

DEEPEST = 4  # sitemaps of sitemaps
OK, NOT_MODIFIED = 200, 304
STOPPED = "not asked for: --max pages are saved"

Progress = Callable[[Outcome, int], None]


class Collector(scrapy.Spider):
    """The spider of one run; what it does is in `outcome`."""

    name = "market-views"

    def __init__(self, order: Order, manifest: Manifest, outcome: Outcome, progress: Progress | None) -> None:
        super().__init__()
        self.order, self.manifest, self.outcome, self.progress = order, manifest, outcome, progress
        self.queues = Queues()
        self.seen: set[str] = set()
        self.asked: set[tuple[str, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Collector:
        """As Scrapy makes its spiders; looks at headers before a body is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.headers_received, signals.headers_received)
        crawler.signals.connect(spider.closed_by, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The first request of each host."""
        for kind, urls in (("feed", self.order.feeds), ("sitemap", self.order.sitemaps)):
            for url in urls:
                self.add_source(Task(kind, Candidate(url, source=url)))
        for url in self.order.urls:
            self.add_page(Candidate(url, source="--urls"))
        for request in self.requests():
            yield request

    def requests(self) -> Iterator[scrapy.Request]:
        """A request for each host that can be asked now."""
        if self.progress:
            self.progress(self.outcome, self.queues.pages())
        for task in self.queues.ready(self.is_due):
            yield self.request(task)

    def is_due(self, task: Task) -> bool:
        """Whether a task is still to be done; a page may have come under another address meanwhile."""
        if task.kind != "page" or not self.is_known(task.candidate):
            return True
        self.skip(task.candidate, SAME_PAGE)
        return False

    def is_known(self, candidate: Candidate) -> bool:
        """Whether a page was answered for, in this run or an earlier one."""
        key = key_of(candidate.url)
        return key in self.manifest.done or key in self.manifest.pages

    def request(self, task: Task) -> scrapy.Request:
        """The request of a task; a source that was read before is asked for what is new."""
        headers = {}
        if task.kind != "page" and (last := kept(self.order.out, task.candidate.url)):
            headers = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
        return scrapy.Request(
            task.candidate.url,
            headers={name: value for name, value in headers.items() if value},
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,
            meta={"task": task},
        )

    def add_source(self, task: Task) -> None:
        """Queue a feed or sitemap, once."""
        url = task.candidate.url
        if not is_web(url):
            self.outcome.failed_sources.append(Skip(url, "it is no address of the web"))
        elif (task.kind, url) not in self.asked:
            self.asked.add((task.kind, url))
            self.outcome.sources += 1
            self.queues.add(task)

    def add_page(self, candidate: Candidate) -> None:
        """Queue a page, unless it was had before, is too old, or is not wanted."""
        key = key_of(candidate.url) if is_web(candidate.url) else candidate.url
        if key in self.seen:
            return
        self.seen.add(key)
        since = self.order.since
        if not is_web(candidate.url):
            self.skip(candidate, "it is no address of the web")
        elif self.is_known(candidate):
            self.outcome.known[host_of(candidate.url)] += 1
        elif since and candidate.published and candidate.published < since:
            self.skip(candidate, f"older than {since.isoformat()}")
        elif not is_wanted(candidate, self.order.match):
            self.skip(candidate, "title and address hold none of the words of --match")
        else:
            self.queues.add(Task("page", candidate))

    def skip(self, candidate: Candidate, reason: str) -> None:
        """Tell that a page is not saved, and why."""
        self.outcome.skipped.append(Skip(candidate.url, reason, candidate.source))

    def headers_received(self, headers: Any, request: scrapy.Request, **_: Any) -> None:
        """Stop the download of a page that is none: a picture, a film."""
        task = request.meta.get("task")
        if task and task.kind == "page" and not is_page((headers.get("Content-Type") or b"").decode("latin-1")):
            raise StopDownload(fail=False)

    def answered(self, response: Response) -> Iterator[scrapy.Request]:
        """Save a page or read a source; then the next requests, whatever became of it."""
        task: Task = response.meta["task"]
        try:
            if task.kind == "page":
                self.page_answered(task.candidate, response)
            else:
                self.source_answered(task, response)
        except OSError as error:  # a full disk, say: no fault of the page, which is asked for again next time
            reason = f"it could not be saved ({error.strerror or error})"
            self.outcome.failed_sources.append(Skip(task.candidate.url, reason, task.candidate.source))
        yield from self.next_requests(task)

    def failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        """Tell why a request failed; then the next requests."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        task: Task = request.meta["task"]
        if isinstance(failure.value, KnownTarget):
            known_target(self.manifest, task.candidate, request.url, str(request.meta.get("robots", "")))
        self.trouble(task, self.reason(failure))
        yield from self.next_requests(task)

    def reason(self, failure: Failure) -> str:
        """Why a request failed, in words."""
        host = host_of(failure.request.url)  # type: ignore[attr-defined]
        return words_of(failure.value or IgnoreRequest("it failed"), host)

    def trouble(self, task: Task, reason: str) -> None:
        """Count a failure as one of a source or of a page."""
        if task.kind == "page":
            self.skip(task.candidate, reason)
        else:
            self.outcome.failed_sources.append(Skip(task.candidate.url, reason, task.candidate.source))

    def next_requests(self, task: Task) -> Iterator[scrapy.Request]:
        """What can be asked now that a task is done; nothing more of pages where enough are saved."""
        self.queues.free(task.candidate.url)
        most = self.order.most
        if most is not None and sum(self.outcome.saved.values()) >= most:
            for dropped in self.queues.drop_pages():
                self.skip(dropped.candidate, STOPPED)
        yield from self.requests()

    def page_answered(self, candidate: Candidate, response: Response) -> None:
        """Save a page and tell the manifest; what is none is told, too."""
        most = self.order.most
        if most is not None and sum(self.outcome.saved.values()) >= most:
            self.skip(candidate, STOPPED)
            return
        line = saved_page(self.order.out, self.manifest, candidate, response)
        if line.file:
            self.outcome.saved[host_of(candidate.url)] += 1
        else:
            self.skip(candidate, line.reason)

    def source_answered(self, task: Task, response: Response) -> None:
        """Queue what a feed or sitemap names; "not modified" stands for what it said last."""
        last = kept(self.order.out, task.candidate.url)
        if response.status == NOT_MODIFIED and last:
            self.outcome.unchanged += 1
            body = last.body
        elif response.status == OK:
            body = response.body
            keep(
                self.order.out,
                task.candidate.url,
                Kept(body, header(response, "ETag"), header(response, "Last-Modified")),
            )
        else:
            self.trouble(task, f"it answered {response.status}")
            return
        self.read_source(task, body, kind_of(header(response, "Content-Type")))

    def read_source(self, task: Task, body: bytes, kind: str) -> None:
        """Queue the pages, and the sitemaps, of a source."""
        url = task.candidate.url
        sitemaps: list[Candidate] = []
        if task.kind == "feed":
            pages = feed_candidates(body, url)
            if not pages and kind.endswith("html"):
                self.trouble(task, "it is a page, no feed")
        else:
            try:
                pages, sitemaps = sitemap_entries(body, url, self.order.largest)
            except ValueError as error:
                self.trouble(task, str(error))
                return
        for page in pages:
            self.add_page(page)
        for sitemap in sitemaps:
            self.add_sitemap(sitemap, task.depth + 1)

    def add_sitemap(self, sitemap: Candidate, depth: int) -> None:
        """Queue a sitemap of an index, unless it is too old or nested too deep."""
        since = self.order.since
        if since and sitemap.published and sitemap.published < since:
            return
        if depth > DEEPEST:
            self.outcome.failed_sources.append(Skip(sitemap.url, "sitemaps are nested too deep", sitemap.source))
            return
        self.add_source(Task("sitemap", sitemap, depth))

    def closed_by(self, spider: scrapy.Spider, reason: str) -> None:
        """Note how the run ended, and which hosts were left alone."""
        self.outcome.interrupted = reason == "shutdown"
        for middleware in self.crawler.engine.downloader.middleware.middlewares:
            if isinstance(middleware, Patience):
                self.outcome.stopped_hosts |= middleware.stopped


class KnownTarget(IgnoreRequest):
    """A redirect to a page that was had before."""


class KnownTargets:
    """A downloader middleware that does not follow a redirect to a page that was had before."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KnownTargets:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    def process_request(self, request: scrapy.Request) -> None:
        """Raise KnownTarget for such a redirect of a page."""
        spider, task = self.crawler.spider, request.meta.get("task")
        is_redirect = bool(request.meta.get("redirect_urls")) and task is not None and task.kind == "page"
        if is_redirect and isinstance(spider, Collector) and key_of(request.url) in spider.manifest.done:
            raise KnownTarget("it redirects to a page that was had before")

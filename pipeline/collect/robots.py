"""Obeys robots.txt as RFC 9309 has it, and its crawl delay: a host whose robots.txt cannot be read is left alone.

An answer of 4xx means that there is none, and everything may be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from pipeline.collect.throttle import set_delay
from pipeline.collect.trouble import words_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

AGENT = "market-views"
LONGEST_DELAY = 300  # seconds: who wants more between two pages does not want to be read
NOTHING = b"User-agent: *\nDisallow: /"
DISALLOWED, ALLOWED, NONE = "robots.txt disallows it", "allowed", "no robots.txt"


class Robots(RobotsTxtMiddleware):
    """A downloader middleware: what robots.txt disallows is refused with the reason, its delay is kept."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._robotstxt_useragent = AGENT
        self.decided: dict[str, str] = {}  # by host and port: allowed, none, or why nothing may be read

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Refuse what is not allowed; a request of a source is one as well."""
        await super().process_request(request)
        request.meta["robots"] = self.decided.get(urlparse_cached(request).netloc, "")

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise IgnoreRequest with the reason where a page may not be read."""
        why = self.decided.get(urlparse_cached(request).netloc, "")
        if rp is not None and not rp.allowed(request.url, AGENT):
            raise IgnoreRequest(DISALLOWED if why in (ALLOWED, NONE) else why)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self.decided[netloc] = f"robots.txt cannot be read (HTTP {response.status})"
            response = response.replace(body=NOTHING)
        elif response.status >= 400:
            self.decided[netloc] = NONE
            response = response.replace(body=b"")
        else:
            self.decided[netloc] = ALLOWED
        await super()._parse_robots(response, netloc, request)
        self._keep_delay(netloc, request)

    def _keep_delay(self, netloc: str, request: Request) -> None:
        """Hand the delay that robots.txt asks for to the host's slot, or leave the host alone where it is too long."""
        rules = getattr(self._parsers[netloc], "rp", None)
        if rules is None:
            return
        rate = rules.request_rate(AGENT)
        delay = max(rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        if delay > LONGEST_DELAY:
            self.decided[netloc] = f"robots.txt asks for {delay:.0f} seconds between two pages"
            self._parsers[netloc] = self._refusing()
        elif delay:
            set_delay(self.crawler, urlparse_cached(request).hostname or "", delay)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self.decided[netloc] = f"robots.txt cannot be read: {words_of(exc, netloc.rpartition(':')[0] or netloc)}"
        waiting = self._parsers[netloc]
        self._parsers[netloc] = refusing = self._refusing()
        waiting.callback(refusing)  # type: ignore[union-attr]

    def _refusing(self) -> RobotParser:
        """The rules of a host that may not be read at all."""
        return self._parserimpl.from_crawler(self.crawler, NOTHING)

"""Waits where a host asks to be asked later, and leaves it alone where it says no: 429, 503, 401, 403.

"Retry-After: 120" is kept to the second; without it the pauses grow. Other hosts do not wait.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from pipeline.collect.throttle import pause

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

LATER, NO = (429, 503), (401, 403)
TRIES = 4
FIRST_PAUSE = 5.0  # seconds, doubled with every try
LONGEST_PAUSE = 600.0


class Patience:
    """A downloader middleware; `stopped` are the hosts that are left alone, with the reason."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stopped: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for a host that is left alone."""
        reason = self.stopped.get(urlparse_cached(request).hostname or "")
        if reason:
            raise IgnoreRequest(f"its host is left alone: {reason}")

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response, or the request once more after a pause."""
        host = urlparse_cached(request).hostname or ""
        is_robots = bool(request.meta.get("dont_obey_robotstxt"))
        if response.status in NO and not is_robots:
            self.stopped[host] = f"it answered {response.status} to {request.url}"
        if response.status not in LATER:
            return response
        tries = request.meta.get("tries", 1)
        wait = retry_after(response, datetime.now(UTC))
        if is_robots and wait is None:  # its host is left alone, until the next run
            return response
        seconds = FIRST_PAUSE * 2 ** (tries - 1) if wait is None else wait
        if tries >= TRIES or seconds > LONGEST_PAUSE:
            self.stopped[host] = f"it answered {response.status} and asks to wait {seconds:.0f} seconds"
            return response
        pause(self.crawler, host, seconds)
        return request.replace(dont_filter=True, meta={**request.meta, "tries": tries + 1})


def retry_after(response: Response, now: datetime) -> float | None:
    """The seconds that a response asks to wait, by a number or a date; None where it does not say."""
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if said.isdecimal():
        return float(said)
    try:
        then = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds())

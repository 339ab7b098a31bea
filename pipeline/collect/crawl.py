"""Runs the collector: `collect(Order(Path("articles"), feeds=("https://oak.example/rss",)))`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.collect.manifest import open_manifest
from pipeline.collect.order import Order
from pipeline.collect.outcome import Outcome

STATE = ".collect"
MIDDLEWARE, EXTENSION = "scrapy.downloadermiddlewares", "scrapy.extensions"
MOST_REDIRECTS = 5
MOST_HOSTS = 64  # asked at the same time


class CollectError(Exception):
    """Why nothing can be collected at all, and what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason}; {advice}")
        self.reason, self.advice = reason, advice


def collect(order: Order, progress: Any = None) -> Outcome:
    """Collect the pages of an order into its folder; `progress` is told (outcome, pages waiting) now and then.

    Runs an event loop in this process, which can do so once. Ctrl-C ends it when what is under way is done.
    Raises CollectError where the folder cannot be used.
    """
    from scrapy.crawler import AsyncCrawlerProcess

    from pipeline.collect.spider import Collector

    outcome = Outcome()
    with _held(order.out):
        manifest = open_manifest(order.out)
        process = AsyncCrawlerProcess(settings(order))
        process.crawl(Collector, order, manifest, outcome, progress)
        process.start()
        outcome.write_skipped(order.out)
    return outcome


def user_agent(contact: str) -> str:
    """How the collector presents itself: "market-views/0.3 (+mailto:desk@oak.example)"."""
    return f"market-views/{__version__}" + (f" (+{contact})" if contact else "")


def settings(order: Order) -> dict[str, Any]:
    """The settings of Scrapy: polite, bounded, and silent."""
    return {
        "USER_AGENT": user_agent(order.contact),
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": MOST_HOSTS,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": order.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": order.delay,
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_TIMEOUT": order.timeout,
        "DOWNLOAD_MAXSIZE": order.largest,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "REDIRECT_MAX_TIMES": MOST_REDIRECTS,
        "METAREFRESH_ENABLED": False,
        "RETRY_TIMES": 1,
        "RETRY_HTTP_CODES": [500, 502, 504],
        "HTTPERROR_ALLOW_ALL": True,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,  # it would listen on a port
        "HTTPPROXY_ENABLED": False,  # through a proxy nobody sees which address is asked
        "LOG_FILE": str(order.out / STATE / "collect.log"),
        "LOG_LEVEL": "INFO",
        "MARKET_VIEWS_OUT": str(order.out),
        **({} if order.allow_private else {"DNS_RESOLVER": "pipeline.collect.addresses.PublicResolver"}),
        "DOWNLOADER_MIDDLEWARES": _middlewares(order),
        "EXTENSIONS": {f"{EXTENSION}.throttle.AutoThrottle": None, "pipeline.collect.throttle.Throttle": 0},
    }


def _middlewares(order: Order) -> dict[str, int | None]:
    """Our middlewares among those of Scrapy: requests pass them upwards by number, responses downwards."""
    found: dict[str, int | None] = {
        "pipeline.collect.spider.KnownTargets": 40,
        f"{MIDDLEWARE}.robotstxt.RobotsTxtMiddleware": None,
        "pipeline.collect.robots.Robots": 100,
        "pipeline.collect.patience.Patience": 610,
    }
    if not order.allow_private:
        found["pipeline.collect.addresses.PublicOnly"] = 50
    if order.warc:
        found["pipeline.collect.warc.Archive"] = 900
    return found


@contextmanager
def _held(out: Path) -> Iterator[None]:
    """Hold the folder, so that no second collector works in it; CollectError where it cannot be written or is held."""
    try:
        (out / STATE).mkdir(parents=True, exist_ok=True)
        lock = (out / STATE / "lock").open("w")
    except OSError as error:
        reason = f"the folder '{out}' cannot be written ({error.strerror or error})"
        raise CollectError(reason, "make room, change its permissions, or name another with --out") from error
    with lock:
        if os.name == "posix":
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise CollectError(f"another collector works in '{out}'", "wait for it to end") from error
        yield

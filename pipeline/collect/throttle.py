"""Slows down where a host is slow, never below the delay that it asks for: AutoThrottle with a floor for each host.

The delay counts from the end of an answer to the next request.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy.extensions.throttle import AutoThrottle

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class Throttle(AutoThrottle):
    """The extension of Scrapy; the delay of a slot does not fall below that of robots.txt."""

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, _floor_of(self.crawler, slot))
        slot.lastseen = max(slot.lastseen, monotonic())


def set_delay(crawler: Crawler, host: str, seconds: float) -> None:
    """Let so many seconds pass between two requests to a host, from now on and whenever its slot is made anew."""
    downloader = _downloader(crawler)
    downloader.per_slot_settings[host] = {"concurrency": 1, "delay": seconds, "jitter": 0.0}
    slot = downloader.slots.get(host)
    if slot is not None:
        slot.delay, slot.jitter = max(slot.delay, seconds), 0.0


def pause(crawler: Crawler, host: str, seconds: float) -> None:
    """Ask a host for nothing in the next seconds; other hosts do not wait."""
    slot = _downloader(crawler).slots.get(host)
    if slot is not None:
        slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)


def _floor_of(crawler: Crawler, slot: Any) -> float:
    downloader = _downloader(crawler)
    host = next((host for host, one in downloader.slots.items() if one is slot), "")
    return float(downloader.per_slot_settings.get(host, {}).get("delay", 0.0))


def _downloader(crawler: Crawler) -> Any:
    assert crawler.engine is not None
    return crawler.engine.downloader

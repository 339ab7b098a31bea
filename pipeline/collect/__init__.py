"""Collects articles from the web, politely: the only room whose code opens a network connection."""

from pipeline.collect.crawl import CollectError, collect
from pipeline.collect.order import Order
from pipeline.collect.outcome import Outcome

__all__ = ["CollectError", "Order", "Outcome", "collect"]

"""Gold and found views for tests: `held("Nomi Ward")` is gold's, `spoken("Nomi Ward")` a run's.

`FOUND_WARD` has all of `WARD` right.
"""

from __future__ import annotations

from typing import Any

from pipeline.gold import FoundLevel, FoundView, GoldLevel, GoldView

WARD = GoldView(
    "SPX",
    ("bullish",),
    analyst="Nomi Ward",
    firm="Kest Bank",
    horizon="2026-12-31",
    levels=(GoldLevel(("target",), 8100.0), GoldLevel(("prior_target",), 7900.0)),
    evidence="now sees the index at 8,100 by December",
)
FOUND_WARD = FoundView(
    "SPX",
    "bullish",
    analyst="Nomi Ward",
    firm="Kest Bank",
    horizon="2026-12-31",
    horizon_date="2026-12-31",
    evidence="Ward now sees the index at 8,100 by December, not at 7,900.",
    levels=(FoundLevel("target", 8100.0), FoundLevel("prior_target", 7900.0)),
)


def spoken(analyst: str = "", firm: str = "", **more: Any) -> FoundView:
    """A found view of the S&P 500, bullish unless said otherwise."""
    return FoundView(**{"index": "SPX", "stance": "bullish", "analyst": analyst, "firm": firm, **more})


def held(analyst: str = "", firm: str = "", **more: Any) -> GoldView:
    """A gold view of the S&P 500, bullish unless said otherwise."""
    return GoldView(**{"index": "SPX", "stances": ("bullish",), "analyst": analyst, "firm": firm, **more})

"""Views as a report has them, built by hand: `shown("Una Low", "Quay", target=6100, day="2026-02-10")`."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from pipeline.report.data import Period, ShownView

TEXT = "Shares rose. Una Low of Quay sees the S&P 500 at 6,100 by June. Bonds fell."
SENTENCE = "Una Low of Quay sees the S&P 500 at 6,100 by June."


def shown(
    analyst: str = "", firm: str = "", *, target: float | None = None, day: str | None = "2026-02-10", **values: Any
) -> ShownView:
    """A living view that votes, on the S&P 500 at the end of 2026, in an article of one sentence with two others."""
    start = TEXT.index(SENTENCE)
    known: dict[str, Any] = {
        "view_id": f"{analyst}{firm}{day}".lower().replace(" ", ""),
        "symbol": "SPX",
        "index_name": "S&P 500",
        "analyst_name": analyst,
        "analyst_firm": firm,
        "voter": firm or analyst,
        "voter_name": firm or analyst,
        "stance": "bullish",
        "horizon": "2026-12-31",
        "period": "2026-12-31",
        "price_target": target,
        "target_point": target,
        "votes": True,
        "status": "active",
        "known": True,
        "published_date": date.fromisoformat(day) if day else None,
        "article_id": "a1",
        "source_file": "a.txt",
        "evidence_start": start,
        "evidence_end": start + len(SENTENCE),
        "context_start": 0,
        "context": TEXT,
        "text_length": len(TEXT),
    }
    empty = {field.name: _empty(str(field.type)) for field in fields(ShownView)}
    return ShownView(**(empty | known | values))


def period(**values: Any) -> Period:
    """The consensus on the S&P 500 at the end of 2026, with no numbers but those given."""
    empty = {field.name: _empty(str(field.type)) for field in fields(Period)}
    return Period(**(empty | {"symbol": "SPX", "horizon": "2026-12-31", "number_of_views": 1} | values))


def _empty(kind: str) -> Any:
    if "None" in kind:
        return None
    return {"str": "", "bool": False, "int": 0, "float": 0.0}.get(kind, ())

"""The data that a page's own code reads: views, articles and the text around evidence, as JSON that no HTML can end.

What is unknown is left out, so that two thousand views take little room.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from pipeline.report.context import Span, Window, cropped, in_utf16, spans_of, window_of, windows_of
from pipeline.report.data import LIVING, Report, ShownLevel, ShownView

ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})

PLAIN = (
    *("analyst_name", "analyst_role", "analyst_firm", "stance", "proxy", "condition", "action_change"),
    *("upside_stated", "confidence", "status_reason", "duplicate_of", "superseded_by"),
)
NUMBERS = (
    *("price_target", "target_low", "target_high", "bull_case", "bear_case", "price_target_previous"),
    *("support", "resistance", "trigger"),
)


def payload(report: Report, reach: int) -> dict[str, Any]:
    """What the page's code gets of a report, with at most `reach` characters on each side of evidence.

    `id` is a hash of what the report says, under which marks are remembered.
    """
    views = [cropped(view, reach) for view in report.views]
    windows = windows_of(views)
    places = {article_id: n for n, article_id in enumerate(dict.fromkeys(view.article_id for view in report.views))}
    by_article = _by_article(windows)
    data = {
        "asOf": report.as_of.isoformat() if report.as_of else "",
        "indices": dict(sorted({view.symbol: view.index_name for view in report.views}.items())),
        "articles": _articles(report.views),
        "windows": [[window.text, *_cuts(window)] for window in windows],
        "views": [
            _view(view, report.levels.get(view.view_id, ()), by_article[view.article_id], places, report)
            for view in views
        ],
        "corrections": {
            "head": list(report.corrections.head),
            "rows": [list(row) for row in report.corrections.rows],
            "unreadable": report.corrections.unreadable,
        },
    }
    return {"id": blake2b(as_json(data).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest(), **data}


def as_json(data: Mapping[str, Any]) -> str:
    """Data as JSON for a script element: every <, > and & in it is escaped."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def web_address(url: str) -> str:
    """An address of the web as it is, and "" for anything else: "javascript:alert(1)", "data:...", "/local"."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and url.isprintable() else ""


def _cuts(window: Window) -> list[int]:
    """Whether the article goes on before and after a stretch, as 1 or 0."""
    return [int(window.start > 0), int(window.end < window.whole)]


def _by_article(windows: Sequence[Window]) -> dict[str, list[tuple[int, Window]]]:
    by_article: dict[str, list[tuple[int, Window]]] = {}
    for number, window in enumerate(windows):
        by_article.setdefault(window.article_id, []).append((number, window))
    return by_article


def _articles(views: Iterable[ShownView]) -> list[dict[str, Any]]:
    """The articles of some views, in the order in which they are met."""
    articles: dict[str, dict[str, Any]] = {}
    for view in views:
        facts = {
            "title": view.title,
            "publisher": view.publisher,
            "url": web_address(view.url),
            "file": view.source_file,
            "date": _iso(view.published_date),
            "cut": view.truncated,
        }
        articles.setdefault(view.article_id, {name: fact for name, fact in facts.items() if fact})
    return list(articles.values())


def _view(
    view: ShownView,
    levels: Sequence[ShownLevel],
    windows: Sequence[tuple[int, Window]],
    places: Mapping[str, int],
    report: Report,
) -> dict[str, Any]:
    number, window = windows[window_of(view, [window for _, window in windows])]
    spans = spans_of(view, levels, window)
    ends = in_utf16(window.text, (view.evidence_start - window.start, view.evidence_end - window.start))
    facts: dict[str, Any] = {
        "id": view.view_id,
        "key": report.corrections.keys.get(view.view_id, ""),
        "symbol": view.symbol,
        **{name: getattr(view, name) for name in PLAIN},
        "voter": view.voter_name if not view.analyst_firm and view.voter_name != view.analyst_name else "",
        "co_analysts": list(view.co_analysts),
        "horizon": view.horizon,
        "status": "" if view.status == "active" else view.status,
        "levels": {name: value for name in NUMBERS if (value := _number(getattr(view, name))) is not None},
        "unknown": not view.known and view.status in LIVING,
        "votes": view.votes,
    }
    kept = {name: fact for name, fact in facts.items() if fact not in ("", None, False, [], {})}
    return {**kept, "article": places[view.article_id], "window": number, "at": ends, "marks": _marks(spans, window)}


def _marks(spans: Sequence[Span], window: Window) -> list[list[int | str]]:
    """Spans as the page's code takes them: [start, end, what]."""
    starts = in_utf16(window.text, (span.start for span in spans))
    ends = in_utf16(window.text, (span.end for span in spans))
    return [[start, end, span.what] for start, end, span in zip(starts, ends, spans, strict=True)]


def _number(value: Any) -> Any:
    """A number without a needless .0, or several."""
    if isinstance(value, (list, tuple)):
        return [_number(one) for one in value] or None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

"""Writes views as gold annotation: what people corrected in a store becomes a line an article, as `gold` reads it.

{"id": "a", "published": "2026-01-05", "views": [{"analyst": "Nomi Ward", "index": "SPX", ...}], "distractors": []}
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.gold import index_code
from pipeline.types import Holder, Level, View
from pipeline.workers import RunError

if TYPE_CHECKING:
    from pipeline.store import SaidArticle


def gold_lines(articles: Iterable[SaidArticle]) -> Iterator[str]:
    """A line of JSON for each article, by id, which is the name of its file without folder and ending.

    Two files of one name are one gold article, since `evaluate` counts the views of both under that name. The holders
    of rejected views are distractors where they hold no other view there.
    """
    by_id: dict[str, list[SaidArticle]] = defaultdict(list)
    for article in articles:
        by_id[Path(article.source_file).stem].append(article)
    for article_id, same in sorted(by_id.items()):
        yield json.dumps(_gold_article(article_id, same), ensure_ascii=False) + "\n"


def _gold_article(article_id: str, same: Sequence[SaidArticle]) -> dict[str, Any]:
    published = next((article.published_date for article in same if article.published_date), None)
    views = [view for article in same for view in article.views]
    return {
        "id": article_id,
        "published": published.isoformat() if published else None,
        "views": [_gold_view(view) for view in views],
        "distractors": _distractors([holder for article in same for holder in article.rejected], views),
    }


def _gold_view(view: View) -> dict[str, Any]:
    holder = view.holder
    shared = {"co_analysts": list(holder.co_analysts)} if holder.co_analysts else {}
    change = {} if view.upside_stated is None else {"change_pct": round(100 * view.upside_stated, 4)}
    return {
        "analyst": holder.analyst or None,
        **shared,
        "firm": holder.firm or None,
        "role": holder.role or None,
        "index": index_code(view.symbol),
        "proxy": view.proxy,
        "stance": [str(view.stance)],
        "horizon": view.horizon.words or None,
        **change,
        "levels": [_gold_level(level) for level in view.levels],
        "evidence": view.evidence.text,
    }


def _gold_level(level: Level) -> dict[str, Any]:
    return {"kind": str(level.kind), "value": int(level.value) if level.value.is_integer() else level.value}


def _distractors(rejected: Iterable[Holder], views: Iterable[View]) -> list[str]:
    """The names of holders whose views were rejected, without those who hold another view."""
    holding = {name for view in views for name in (view.holder.analyst, view.holder.firm, *view.holder.co_analysts)}
    return sorted({holder.analyst or holder.firm for holder in rejected} - holding)


def write_gold(articles: Iterable[SaidArticle], path: Path) -> None:
    """Write a gold file, whole or not at all; RunError where it cannot be written."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(gold_lines(articles))
        unfinished.replace(path)
    except OSError as error:
        reason = f"'{path}' cannot be written ({error.strerror or error})"
        raise RunError(reason, "name a file in a folder that is there with --out") from error
    finally:
        unfinished.unlink(missing_ok=True)

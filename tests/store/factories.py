"""Extractions for tests, built by hand: `extraction("a.txt", "2025-10-16", said("Dana Whitlock", target=7500))`.

Every view and every observed level gets a sentence of its own, so that all evidence is literally in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import duckdb

from pipeline import store
from pipeline.types import (
    Article,
    Block,
    BlockKind,
    Excerpt,
    Extraction,
    Holder,
    Horizon,
    Level,
    LevelKind,
    Stance,
    View,
    excerpt_of,
)

SCORES = {"bullish": 1.0, "neutral": 0.0, "bearish": -1.0}


@dataclass(frozen=True)
class Said:
    """A view before it has a text."""

    holder: Holder
    symbol: str
    stance: str
    horizon: Horizon
    levels: tuple[tuple[LevelKind, float], ...]
    extra: dict[str, Any]

    def sentence(self) -> str:
        numbers = ", ".join(f"{kind.value} {value:.10g}" for kind, value in self.levels)
        name = " of ".join(part for part in (self.holder.analyst, self.holder.firm) if part)
        return (
            f"{name} is {self.stance} on {self.symbol} {self.horizon.words or 'from here'}: {numbers or 'no number'}."
        )


def said(
    analyst: str = "",
    firm: str = "",
    *,
    symbol: str = "SPX",
    stance: str = "bullish",
    horizon: str = "2025-12-31",
    until: str | None = None,
    role: str = "",
    co_analysts: tuple[str, ...] = (),
    levels: tuple[tuple[LevelKind, float], ...] = (),
    target: float | None = None,
    **extra: Any,
) -> Said:
    """What somebody thinks of an index; `target` stands for one level of that kind, a date as horizon ends there."""
    end = date.fromisoformat(until or horizon) if until or horizon[:2] == "20" else None
    targets = ((LevelKind.TARGET, target),) if target is not None else ()
    holder = Holder(analyst, role, firm, co_analysts)
    return Said(holder, symbol, stance, Horizon(horizon, end), (*targets, *levels), extra)


def extraction(
    source_file: str,
    published: str | None,
    *views: Said,
    observed: tuple[tuple[str, float], ...] = (),
    body: str = "",
    **fields: Any,
) -> Extraction:
    """An article that says all this in one sentence each, after `body`; `observed` is (symbol, level)."""
    seen = [f"{symbol} closed at {value:.10g}." for symbol, value in observed]
    text = "\n".join([*([body] if body else []), *(view.sentence() for view in views), *seen])
    return Extraction(
        article=article(source_file, published, text, **fields),
        views=tuple(_view(text, view) for view in views),
        observed=tuple(
            _level(text, sentence, symbol, LevelKind.OBSERVED, value)
            for sentence, (symbol, value) in zip(seen, observed, strict=True)
        ),
    )


def article(source_file: str, published: str | None, text: str, **fields: Any) -> Article:
    """An article whose whole text is one paragraph."""
    values: dict[str, Any] = {
        "article_id": blake2b(source_file.encode(), digest_size=8).hexdigest(),
        "content_hash": blake2b(text.encode(), digest_size=16).hexdigest(),
        "title": f"About {source_file}",
        "publisher": "The Quiet Ledger",
        "url": f"https://ledger.example/{source_file}",
        "blocks": (Block(BlockKind.PARAGRAPH, 0, len(text)),) if text else (),
    }
    day = date.fromisoformat(published) if published else None
    return Article(source_file=source_file, published_date=day, text=text, **(values | fields))


def _excerpt(text: str, sentence: str) -> Excerpt:
    start = text.index(sentence)
    return excerpt_of(text, start, start + len(sentence))


def _level(text: str, sentence: str, symbol: str, kind: LevelKind, value: float) -> Level:
    evidence, number = _excerpt(text, sentence), f"{value:.10g}"
    label = f"{kind.value} " if kind is not LevelKind.OBSERVED else "closed at "
    start = evidence.start + sentence.index(label + number) + len(label)
    return Level(symbol, kind, value, start, start + len(number), evidence)


def _view(text: str, said: Said) -> View:
    sentence = said.sentence()
    values: dict[str, Any] = {"stance_score": SCORES[said.stance], "proxy": False}
    return View(
        symbol=said.symbol,
        holder=said.holder,
        stance=Stance(said.stance),
        horizon=said.horizon,
        evidence=_excerpt(text, sentence),
        levels=tuple(_level(text, sentence, said.symbol, kind, value) for kind, value in said.levels),
        **(values | said.extra),
    )


def write(con: duckdb.DuckDBPyConnection, *extractions: Extraction) -> None:
    for one in extractions:
        store.write_extractions(con, [one], extractor_version="test-1")

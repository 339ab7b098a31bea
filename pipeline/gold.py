"""Gold annotation and the views of a run, as the measure compares them: a line of gold.jsonl is a `GoldArticle`.

"Nomi Ward of Kest Bank sees 8,100" is a `GoldView` where an annotator says it, a `FoundView` where views.csv does.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.workers import RunError

OTHER = "OTHER"
_CODES = """
SPX NDX IXIC DJI RUT MID SPXEW STOXX600 SX5E FTSE100 FTSE250 DAX CAC40 FTSEMIB IBEX35 SMI N225 TOPIX HSI HSCEI CSI300
SHCOMP NIFTY50 SENSEX BANKNIFTY KOSPI ASX200 TSX BOVESPA MXEF MXWO MXCN VIX
"""
CODES = frozenset(_CODES.split())  # every other symbol is OTHER


@dataclass(frozen=True, slots=True)
class GoldLevel:
    """A number of a gold view; any of `kinds` is a right answer, the first is the best; `optional` may be missed."""

    kinds: tuple[str, ...]
    value: float | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldView:
    """A view that an annotator found; empty strings mean that the text does not say it.

    Any of `stances` is a right answer, the first is the best. `firm_ok` accepts the firm without its analyst, and each
    of `co_analysts` is as right as `analyst`. `optional` views may be missed.
    """

    index: str
    stances: tuple[str, ...]
    analyst: str = ""
    firm: str = ""
    horizon: str = ""
    proxy: bool = False
    levels: tuple[GoldLevel, ...] = ()
    evidence: str = ""
    co_analysts: tuple[str, ...] = ()
    firm_ok: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What an annotator found in one article; `distractors` are people and firms that hold no view in it.

    `text` and `year` are there for passages, whose text stands in the gold file itself.
    """

    article_id: str
    views: tuple[GoldView, ...] = ()
    distractors: tuple[str, ...] = ()
    text: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FoundLevel:
    """A number of a found view: `FoundLevel("target", 8100.0)`."""

    kind: str
    value: float | None


@dataclass(frozen=True, slots=True)
class FoundView:
    """A view that a run wrote to views.csv, with its rows of levels.csv; `index` is one of CODES, or OTHER."""

    index: str
    stance: str
    analyst: str = ""
    firm: str = ""
    horizon: str = ""
    horizon_date: str = ""
    proxy: bool = False
    evidence: str = ""
    levels: tuple[FoundLevel, ...] = field(default=())
    source_file: str = ""


def index_code(symbol: str) -> str:
    """A symbol as the measure knows it: "SPX" -> "SPX", "OMXS30" -> "OTHER"."""
    return symbol if symbol in CODES else OTHER


def number(value: object) -> float | None:
    """A level as a number: "7,500" -> 7500.0, rounded to 4 digits; None for what is none."""
    try:
        return round(float(str(value).replace(",", "")), 4)
    except ValueError:
        return None


def read_gold(path: Path) -> dict[str, GoldArticle]:
    """The articles of a gold file by id, in its order. Raises RunError that names the line which cannot be used."""
    articles: dict[str, GoldArticle] = {}
    for line_number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            article = _article(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise RunError(f"{path}, line {line_number} is no gold article: {what}", "correct the line") from error
        if article.article_id in articles:
            raise RunError(f"{path}: '{article.article_id}' stands there twice", "remove one of the two lines")
        articles[article.article_id] = article
    if not articles:
        raise RunError(f"{path} holds no gold article", "give one JSON object a line, as corpus/README.md describes")
    return articles


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise RunError(f"the gold file '{path}' cannot be read ({error.strerror})", "check its name") from error
    except UnicodeDecodeError as error:
        raise RunError(f"the gold file '{path}' is not UTF-8", "save it as UTF-8") from error


def _article(item: Mapping[str, Any]) -> GoldArticle:
    return GoldArticle(
        item["id"],
        tuple(_view(view) for view in item["views"]),
        tuple(item.get("distractors", ())),
        item.get("text", ""),
        int(item["year"]) if item.get("year") else None,
    )


def _view(item: Mapping[str, Any]) -> GoldView:
    if not item["stance"]:
        raise ValueError("a view without a stance")
    return GoldView(
        index=item["index"],
        stances=tuple(item["stance"]),
        analyst=item.get("analyst") or "",
        firm=item.get("firm") or "",
        horizon=item.get("horizon") or "",
        proxy=bool(item.get("proxy")),
        levels=tuple(
            GoldLevel((level["kind"], *level.get("alt", ())), number(level["value"]), bool(level.get("optional")))
            for level in item.get("levels", ())
        ),
        evidence=item.get("evidence") or "",
        co_analysts=tuple(item.get("co_analysts", ())),
        firm_ok=bool(item.get("firm_ok")),
        optional=bool(item.get("optional")),
    )


def read_found(folder: Path) -> dict[str, tuple[FoundView, ...]]:
    """The views that a run wrote to `folder`, by the stem of their source_file, in the order of views.csv.

    Raises RunError where views.csv or levels.csv is missing or has not the columns of a run.
    """
    levels: defaultdict[str, list[FoundLevel]] = defaultdict(list)
    for row in _rows(folder / "levels.csv", ("view_id", "kind", "value")):
        levels[row["view_id"]].append(FoundLevel(row["kind"], number(row["value"])))
    found: defaultdict[str, list[FoundView]] = defaultdict(list)
    columns = "view_id source_file symbol analyst_name analyst_firm stance proxy horizon horizon_date evidence"
    for row in _rows(folder / "views.csv", columns.split()):
        found[Path(row["source_file"]).stem].append(_found(row, tuple(levels.get(row["view_id"], ()))))
    return {stem: tuple(views) for stem, views in found.items()}


def _found(row: Mapping[str, str], levels: tuple[FoundLevel, ...]) -> FoundView:
    return FoundView(
        index=index_code(row["symbol"]),
        stance=row["stance"].lower(),
        analyst=row["analyst_name"].strip(),
        firm=row["analyst_firm"],
        horizon=row["horizon"].strip(),
        horizon_date=row["horizon_date"].strip(),
        proxy=row["proxy"] == "true",
        evidence=row["evidence"],
        levels=levels,
        source_file=row["source_file"],
    )


def _rows(path: Path, columns: tuple[str, ...] | list[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise RunError(f"{path} has no column {', '.join(missing)}", "name the output folder of an extract run")
            yield from reader
    except OSError as error:
        raise RunError(
            f"'{path}' cannot be read ({error.strerror})", "name the output folder of an extract run"
        ) from error

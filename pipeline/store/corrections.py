"""Reads what people corrected by hand, one change a line: `view_id,field,value,evidence,note`.

    3f2a9c01d4e5b677,stance,bearish,"Dana Whitlock sees little left in the rally."

Nothing here knows a store: lines become `Correction`s, and what is wrong with the others is told.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.store.closes import symbol_of
from pipeline.types import Horizon, LevelKind, Stance

FILE_NAME = "corrections.csv"
COLUMNS = ("view_id", "field", "value", "evidence", "note")
NEEDED = COLUMNS[:3]

REJECT, ADD = "reject", "add"
ACTIONS = ("Raises", "Lowers", "Maintains", "Announces")
TERMS = ("short-term", "medium-term", "long-term")
LONGEST = 36  # months of a rolling horizon, as the extractor reads them

LEVEL_FIELDS: Mapping[str, LevelKind] = {
    "price_target": LevelKind.TARGET,
    "target_low": LevelKind.RANGE_LOW,
    "target_high": LevelKind.RANGE_HIGH,
    "bull_case": LevelKind.BULL_CASE,
    "bear_case": LevelKind.BEAR_CASE,
    "price_target_previous": LevelKind.PRIOR_TARGET,
    "support": LevelKind.SUPPORT,
    "resistance": LevelKind.RESISTANCE,
    "trigger": LevelKind.TRIGGER,
}
SEVERAL = ("support", "resistance", "trigger")  # may have more than one number, joined by ;

RE_MONTHS = re.compile(r"([1-9]\d?)m")

Value = str | bool | Horizon | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file: `Correction(2, "3f2a9c01d4e5b677", "price_target", (7100.0,))`.

    `key` is a view_id, or what a view that was missed is called in the file. `field` is a column of views.csv,
    "reject" with the reason as value, or "add" with the source_file. Numbers are in index points, as many as the field
    has, none where it is cleared. `evidence` is the sentence as it was when somebody corrected it, or "".
    """

    line: int
    key: str
    field: str
    value: Value
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that is not applied, why, and what to do: `str` of it is what users are told."""

    line: int
    reason: str

    def __str__(self) -> str:
        where = f"{FILE_NAME}, line {self.line}" if self.line else FILE_NAME
        return f"{where}: {self.reason}"


def read_corrections(path: Path) -> tuple[list[Correction], list[Problem]]:
    """The corrections of a file, none where it is not there, and the lines that cannot be used; raises nothing."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [Problem(0, f"it cannot be read ({error.strerror}); check its permissions")]
    except UnicodeDecodeError:
        return [], [Problem(0, "it is not UTF-8; save it as UTF-8")]
    return parse_corrections(text)


def parse_corrections(text: str) -> tuple[list[Correction], list[Problem]]:
    """The corrections of a text in the format of the file, and what is wrong with its other lines.

    "view_id,field,value\\n3f2a,proxy,false\\n" is `[Correction(2, "3f2a", "proxy", False)], []`. Lines count from 1,
    and a sentence may go over several of them: then the first counts.
    """
    corrections: list[Correction] = []
    problems: list[Problem] = []
    rows = _rows(text, problems)
    head = [name.strip().lower() for name in next(rows, (0, list(NEEDED)))[1]]
    if not set(NEEDED) <= set(head):
        return [], [Problem(1, f"it must name the columns: {','.join(COLUMNS)}; nothing of the file is applied")]
    for line, row in rows:
        try:
            corrections.append(_correction(line, head, row))
        except ValueError as error:
            problems.append(Problem(line, str(error)))
    return corrections, problems


def _rows(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line it begins in; a row that is no CSV ends the file."""
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""))
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(line, f"it is no CSV ({error}); from here on nothing is applied, look for a quote"))
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _correction(line: int, head: Sequence[str], row: Sequence[str]) -> Correction:
    """A row as a correction; ValueError says what is wrong with it and what to do."""
    if len(row) > len(head):
        raise ValueError("it has more cells than columns; put quotes around a text with a comma")
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(head, (cell.strip() for cell in row), strict=False))
    key, field = cells["view_id"].lower(), cells["field"].lower()
    if not key:
        raise ValueError("it names no view; write its view_id, or a name of your own for one that is added")
    if field not in PARSERS:
        raise ValueError(f"there is no field '{cells['field']}'; use one of {', '.join(PARSERS)}")
    return Correction(line, key, field, PARSERS[field](cells["value"]), cells["evidence"])


def _text(text: str) -> str:
    return text


def _source_file(text: str) -> str:
    if not text:
        raise ValueError("it names no article; write the source_file as the value")
    return text


def _symbol(text: str) -> str:
    try:
        return symbol_of(text)
    except ValueError as error:
        raise ValueError(f"{error}; write a symbol of views.csv, like SPX") from None


def _one_of(what: str, known: Iterable[str], *, or_empty: bool = False) -> Callable[[str], str]:
    """A parser of a few words in any case: "Bullish" -> "bullish"."""
    words = {word.lower(): word for word in known}

    def parse(text: str) -> str:
        if not text and or_empty:
            return ""
        if text.lower() not in words:
            raise ValueError(f"'{text}' is no {what}; write {', '.join(words.values())}")
        return words[text.lower()]

    return parse


def _proxy(text: str) -> bool:
    return _one_of("answer", ("true", "false"))(text) == "true"


def _horizon(text: str) -> Horizon:
    """ "2026-12-31" ends on that day; "12m", "short-term" and "" on none."""
    words = text.lower()
    months = RE_MONTHS.fullmatch(words)
    if not words or words in TERMS or (months and int(months[1]) <= LONGEST):
        return Horizon(words)
    try:
        day = date.fromisoformat(words)
    except ValueError:
        known = f"a date like 2026-12-31, months like 12m (up to {LONGEST}), or {', '.join(TERMS)}"
        raise ValueError(f"'{text}' is no horizon; write {known}") from None
    return Horizon(day.isoformat(), day)


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(_number(part) for part in text.split(";")) if text else ()


def _one_number(text: str) -> tuple[float, ...]:
    return (_number(text),) if text else ()


def _number(text: str) -> float:
    """ "7,500" -> 7500.0."""
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value <= 0:
        raise ValueError(f"'{text.strip()}' is no level; write index points, like 7500 or 4549.78")
    return value


PARSERS: Mapping[str, Callable[[str], Value]] = {
    "symbol": _symbol,
    "analyst_name": _text,
    "analyst_role": _text,
    "analyst_firm": _text,
    "stance": _one_of("stance", Stance),
    "horizon": _horizon,
    "proxy": _proxy,
    "condition": _text,
    "action_change": _one_of("change", ACTIONS, or_empty=True),
    **{field: _numbers if field in SEVERAL else _one_number for field in LEVEL_FIELDS},
    REJECT: _text,
    ADD: _source_file,
}

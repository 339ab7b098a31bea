"""The tables of names in `pipeline/data/*.csv`, one row a record: indices, groups of stocks, firms, people, places.

`load_indices()[0]` is the first line of indices.csv as an `Index`; a table with other columns raises ValueError.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Index:
    """A stock index; `floor` and `ceiling` bound, in index points, what it can have been worth since 2000."""

    symbol: str
    name: str
    country: str
    floor: float
    ceiling: float
    aliases: tuple[str, ...]
    nicknames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proxy:
    """A group of stocks that an index stands for: "small caps" -> RUT.

    `context` is "home" for words that mean the article's home market ("the market"); their symbol is the American one.
    """

    symbol: str
    phrase: str
    context: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A house that holds views; `kind` is bank, broker, manager, research or other.

    `shy` aliases are ordinary words or surnames ("Davidson"): `firm_of` knows them, `find_firms` does not.
    """

    firm_id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    shy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analyst:
    """A well-known strategist: a hint for spelling and firm (`firms` are firm_ids), never a condition."""

    analyst_id: str
    name: str
    aliases: tuple[str, ...]
    firms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody or something that never holds a view: "Jerome Powell" is a policy_maker."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decoy:
    """A phrase that contains an alias but names no index ("Dow Jones Newswires") or group ("bank stocks").

    `kind` is index, proxy or firm: which search it guards. `*` stands for any index alias, `@` for a ticker.
    """

    phrase: str
    kind: str


def _rows(file: str, columns: str) -> list[dict[str, str]]:
    """The rows of a data file; raises ValueError where its columns are not `columns` or a line has another length."""
    text = resources.files("pipeline").joinpath("data", file).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    if reader.fieldnames != columns.split():
        raise ValueError(f"pipeline/data/{file}: columns {reader.fieldnames}; make them {columns.split()}")
    rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ValueError(f"pipeline/data/{file}: line {number} has not {len(columns.split())} fields; quote commas")
    return rows


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def load_indices() -> tuple[Index, ...]:
    """All indices of `indices.csv`, by symbol."""
    return tuple(
        Index(
            row["symbol"],
            row["name"],
            row["country"],
            float(row["floor"]),
            float(row["ceiling"]),
            _split(row["aliases"]),
            _split(row["nicknames"]),
        )
        for row in _rows("indices.csv", "symbol name country floor ceiling aliases nicknames")
    )


@cache
def load_proxies() -> tuple[Proxy, ...]:
    """All groups of stocks of `proxies.csv`, by phrase."""
    rows = _rows("proxies.csv", "symbol phrase context")
    return tuple(Proxy(row["symbol"], row["phrase"], row["context"]) for row in rows)


@cache
def load_firms() -> tuple[Firm, ...]:
    """All houses of `firms.csv`, by firm_id."""
    return tuple(
        Firm(row["firm_id"], row["name"], _split(row["aliases"]), row["kind"], _split(row["shy"]))
        for row in _rows("firms.csv", "firm_id name aliases kind shy")
    )


@cache
def load_analysts() -> tuple[Analyst, ...]:
    """The well-known strategists of `analysts.csv`, by analyst_id."""
    return tuple(
        Analyst(row["analyst_id"], row["name"], _split(row["aliases"]), _split(row["firms"]))
        for row in _rows("analysts.csv", "analyst_id name aliases firms")
    )


@cache
def load_outsiders() -> tuple[Outsider, ...]:
    """The people and bodies of `outsiders.csv` that never hold a view, by name."""
    rows = _rows("outsiders.csv", "name kind aliases")
    return tuple(Outsider(row["name"], row["kind"], _split(row["aliases"])) for row in rows)


@cache
def load_decoys() -> tuple[Decoy, ...]:
    """The false friends of `decoys.csv`."""
    return tuple(Decoy(row["phrase"], row["kind"]) for row in _rows("decoys.csv", "phrase kind"))


@cache
def load_places() -> dict[str, str]:
    """The index of each country or region of `places.csv`: {"Hong Kong": "HSI", ...}."""
    return {row["place"]: row["symbol"] for row in _rows("places.csv", "place symbol")}


@cache
def load_geography() -> frozenset[str]:
    """The countries, cities and peoples of `geography.csv` that no person is called by: "Japan", "Swiss"."""
    return frozenset(row["place"] for row in _rows("geography.csv", "place"))


@cache
def load_opening_words() -> frozenset[str]:
    """The words of `opening_words.csv`, no names where they open a sentence alone: "retailers" in "Retailers fell"."""
    return frozenset(row["word"] for row in _rows("opening_words.csv", "word"))

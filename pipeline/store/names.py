"""Whose a printed name is, among all names of a store: "Nomi Wardell" of Kest Bank is its "Nomi Waredll" too.

Tables of aliases come first. A misspelling is only resolved through its firm, where exactly one colleague fits; what
merely looks alike is proposed to a reader and never merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from pipeline.gazetteer import analyst_of, fold, load_analysts
from pipeline.store.corrected import apply_corrections
from pipeline.store.identity import analyst_id, firm_id

LONG_SURNAME = 6  # letters; shorter ones are too often another person's with one letter changed
LETTERS_AN_ERROR = 4  # a surname of six letters may have one wrong, of eight or more two
ALIKE = 88  # of 100, by rapidfuzz


@dataclass(frozen=True, slots=True)
class Printed:
    """An analyst and a firm as articles print them together, and in how many views they do."""

    analyst: str
    firm: str
    views: int


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Two names that look alike and are kept apart, for a reader to judge; `likeness` is 0 to 100 by rapidfuzz.

    Who finds them to be one puts the one among the aliases of the other, in pipeline/data.
    """

    kind: str
    name: str
    views: int
    other_name: str
    other_views: int
    likeness: int


def resolve(printed: Sequence[Printed]) -> dict[tuple[str, str], tuple[str, str]]:
    """(analyst, firm) as printed -> (analyst_id, firm_id); ids are "" where no name is printed."""
    by_firm: dict[str, list[Printed]] = defaultdict(list)
    for one in printed:
        by_firm[firm_id(one.firm)].append(one)
    ids: dict[tuple[str, str], tuple[str, str]] = {}
    for firm, some in by_firm.items():
        analysts = _analyst_ids(firm, some)
        ids |= {(one.analyst, one.firm): (analysts[one.analyst], firm) for one in some}
    return ids


def _analyst_ids(firm: str, printed: Iterable[Printed]) -> dict[str, str]:
    """The id of each analyst of one firm; rarer unknown spellings take that of the one colleague they fit."""
    views: dict[str, int] = defaultdict(int)
    for one in printed:
        views[one.analyst] += one.views
    ids = {name: analyst_id(name) for name in views}
    colleagues = {a.name: a.analyst_id for a in load_analysts() if firm and firm in a.firms}
    for name in sorted(views, key=lambda name: (-len(name.split()), -views[name], name)):
        if firm and name and analyst_of(name) is None:
            fitting = {own for other, own in colleagues.items() if own != ids[name] and is_spelling(name, other)}
            ids[name] = fitting.pop() if len(fitting) == 1 else ids[name]
        colleagues.setdefault(name, ids[name])
    return ids


def is_spelling(name: str, other: str) -> bool:
    """Whether a name is another one misspelt or cut to its surname: "Lori Brantlye", "L. Brantley", "Brantley".

    First names must agree or be initials. A surname of six letters may differ in one, of eight or more in two.
    """
    mine, theirs = fold(name).split(), fold(other).split()
    if len(theirs) < 2 or not mine:
        return False
    if len(mine) > 1 and not (mine[0].startswith(theirs[0]) or (len(mine[0]) == 1 and theirs[0][0] == mine[0])):
        return False
    length = min(len(mine[-1]), len(theirs[-1]))
    allowed = min(2, length // LETTERS_AN_ERROR) if length >= LONG_SURNAME and len(mine) > 1 else 0
    return OSA.distance(mine[-1], theirs[-1]) <= allowed


def printed_names(con: duckdb.DuckDBPyConnection) -> list[Printed]:
    """All pairs of names in the store, in a fixed order."""
    query = "SELECT analyst_name, analyst_firm, count(*) FROM said_view GROUP BY ALL ORDER BY ALL"
    return [Printed(*row) for row in con.execute(query).fetchall()]


def refresh_names(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the temporary table `named` with the ids that today's tables give to all names of the store."""
    ids = resolve(printed_names(con))
    columns = {
        "analysts": [analyst for analyst, _ in ids],
        "firms": [firm for _, firm in ids],
        "analyst_ids": [analyst for analyst, _ in ids.values()],
        "firm_ids": [firm for _, firm in ids.values()],
    }
    con.execute("DELETE FROM named")
    con.execute(
        "INSERT INTO named SELECT unnest($analysts::VARCHAR[]), unnest($firms::VARCHAR[]), "
        "unnest($analyst_ids::VARCHAR[]), unnest($firm_ids::VARCHAR[])",
        columns,
    )


def names_alike(con: duckdb.DuckDBPyConnection) -> list[AlikeRow]:
    """Analysts and firms of the store that look alike and have different ids, the most alike first."""
    apply_corrections(con)
    printed = printed_names(con)
    ids = resolve(printed)
    analysts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    firms: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in printed:
        analyst, firm = ids[one.analyst, one.firm]
        analysts[analyst][one.analyst] += one.views
        firms[firm][one.firm] += one.views
    rows = [*_alike("analyst", analysts), *_alike("firm", firms)]
    return sorted(rows, key=lambda row: (-row.likeness, row.kind, row.name, row.other_name))


def _alike(kind: str, spellings: Mapping[str, Mapping[str, int]]) -> list[AlikeRow]:
    """The pairs of one kind; each id stands under its most frequent spelling."""
    shown = sorted(
        (min(named, key=lambda name: (-named[name], name)), sum(named.values()))
        for identity, named in spellings.items()
        if identity
    )
    folded = [fold(name) for name, _ in shown]
    likeness = process.cdist(folded, folded, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return [
        AlikeRow(kind, *shown[i], *shown[j], round(float(likeness[i, j])))
        for i in range(len(shown))
        for j in range(i + 1, len(shown))
        if likeness[i, j]
    ]

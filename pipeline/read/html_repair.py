"""Puts tables and lists back where an extraction lost, flattened or damaged them: rows with cells, items one by one.

A table of the page is known again by its cells; a lost one goes behind the paragraph that it follows on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from pipeline.read.html_items import LEAVES, Item, key_of, rows_as_items
from pipeline.read.html_tables import Grid, grid_of
from pipeline.read.html_tree import Page, joined_text, spaced_text
from pipeline.types import BlockKind

LEAST_SHARED = 0.5
MOST_LINKED = 0.5
LEAST_ITEMS = 2
NEAR_LEVELS = 4


@dataclass(slots=True)
class Table:
    """A table among the items: the numbers of its rows, and the keys of its cells."""

    rows: set[int] = field(default_factory=set)
    cells: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Repair:
    """The edits to a list of items, collected while the page is walked through once; items are found by their keys."""

    items: Sequence[Item]
    inserted: dict[int, list[Item]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    groups: int = 0
    by_key: dict[str, list[int]] = field(init=False)
    tables: dict[int, Table] = field(init=False)
    tables_with: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Indexes the items by their keys, and the tables among them by the keys of their cells."""
        self.by_key, self.tables, self.tables_with = {}, {}, {}
        for number, item in enumerate(self.items):
            self.by_key.setdefault(item.key, []).append(number)
            if item.kind is BlockKind.TABLE_ROW and item.group is not None:
                table = self.tables.setdefault(item.group, Table())
                table.rows.add(number)
                table.cells |= {key_of(cell) for cell in item.cells if cell}
        for group, table in self.tables.items():
            for key in table.cells:
                self.tables_with.setdefault(key, set()).add(group)

    def put(self, after: int, new: Iterator[Item]) -> None:
        """New items behind the item with this number (-1: before the first)."""
        self.inserted.setdefault(after, []).extend(new)

    def new_group(self) -> int:
        """A number that no table or list of the extraction has."""
        self.groups -= 1
        return self.groups

    def result(self) -> list[Item]:
        """The items after all edits."""
        result = list(self.inserted.get(-1, []))
        for number, item in enumerate(self.items):
            if number not in self.removed:
                result.append(item)
            result.extend(self.inserted.get(number, []))
        return result


def with_tables_and_lists(items: Sequence[Item], keys: Mapping[HtmlElement, str], page: Page) -> list[Item]:
    """The items with each data table of the article as rows, and with the lists that were lost."""
    repair = Repair(items)
    first_at = {key: numbers[0] for key, numbers in repair.by_key.items()}
    near = _ancestors_of_content(keys, first_at)
    last = -1
    for tag in page.root.iter(*LEAVES, "table", "ul", "ol"):
        if tag in keys:
            last = first_at.get(keys[tag], last)
        elif page.is_beside(tag):
            continue
        elif tag.tag == "table":
            _repair_table(repair, tag, last, is_near=_is_near(tag, near))
        elif _is_near(tag, near):
            _repair_list(repair, tag, last, first_at)
    return repair.result()


def _repair_table(repair: Repair, table: HtmlElement, last: int, *, is_near: bool) -> None:
    """Replaces what became of a table by its rows, or puts a lost one behind the last paragraph before it."""
    grid = grid_of(table)
    if grid is None:
        return
    found = _remains(repair, grid)
    if not found and not is_near:
        return
    repair.removed |= found
    repair.put(min(found) - 1 if found else last, _grid_items(grid, repair.new_group()))


def _grid_items(grid: Grid, group: int) -> Iterator[Item]:
    """The items of a table: its caption as a heading, then the rows."""
    if grid.caption:
        yield Item(BlockKind.HEADING, grid.caption)
    yield from rows_as_items(grid.rows, group=group, has_header=grid.has_header)


def _remains(repair: Repair, grid: Grid) -> set[int]:
    """The numbers of the items that a table became: the rows of one extracted table, or its cells as paragraphs."""
    known = frozenset(map(key_of, grid.cell_texts))
    found = {number for key in known for number in repair.by_key.get(key, ())} - repair.removed
    shared = Counter(group for key in known for group in repair.tables_with.get(key, ()))
    for group in sorted(shared):
        table = repair.tables[group]
        if table.rows & repair.removed:
            continue
        if shared[group] >= LEAST_SHARED * (len(table.cells) + len(known) - shared[group]):
            return table.rows | {number for number in found if repair.items[number].group == group}
    loose = {number for number in found if repair.items[number].kind is not BlockKind.TABLE_ROW}
    return loose if len({repair.items[number].key for number in loose}) >= LEAST_SHARED * len(known) else set()


def _repair_list(repair: Repair, tag: HtmlElement, last: int, first_at: dict[str, int]) -> None:
    """Puts a list back of which nothing was extracted, unless it is a list of links."""
    entries = [spaced_text(entry) for entry in tag.iterchildren("li")]
    entries = [entry for entry in entries if any(map(str.isalnum, entry))]
    if (
        len(entries) < LEAST_ITEMS
        or any(key_of(entry) in first_at for entry in entries)
        or next(tag.iterdescendants("ul", "ol", "table"), None) is not None
    ):
        return
    linked = sum(len(key_of(joined_text(link))) for link in tag.iterdescendants("a"))
    if linked > MOST_LINKED * len(key_of(joined_text(tag))):
        return
    group = repair.new_group()
    repair.put(last, (Item(BlockKind.LIST_ITEM, entry, group=group) for entry in entries))


def _ancestors_of_content(keys: Mapping[HtmlElement, str], first_at: Mapping[str, int]) -> set[HtmlElement]:
    """The elements that hold extracted text, a few levels up from it."""
    found = (tag for tag, key in keys.items() if key in first_at)
    return {parent for tag in found for parent in islice(tag.iterancestors(), NEAR_LEVELS)}


def _is_near(tag: HtmlElement, near: set[HtmlElement]) -> bool:
    """Whether an element shares a close ancestor with extracted text."""
    return any(parent in near for parent in islice(tag.iterancestors(), NEAR_LEVELS))

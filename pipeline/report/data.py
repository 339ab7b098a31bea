"""What a report is made of, as plain data: views, the numbers in them, consensus rows, changes, corrections so far.

It is gathered elsewhere (`pipeline.report_data`), so that a page can be made, and tested, without any store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

LIVING = ("active", "corrected")


@dataclass(frozen=True, slots=True)
class ShownView:
    """One view with its article: the columns of views.csv, and what decides whether and how it counts.

    `period` is the row of the consensus it belongs to, `target_point` the number that counts there, `votes` whether it
    is its firm's vote. `known` is False where the day of the report leaves it out. `context` is the article's text from
    `context_start` on, with the evidence in it; the whole text has `text_length` characters. Empty strings and None
    mean unknown.
    """

    view_id: str
    symbol: str
    index_name: str
    analyst_name: str
    analyst_role: str
    analyst_firm: str
    co_analysts: Sequence[str]
    voter: str
    voter_name: str
    stance: str
    horizon: str
    period: str
    proxy: bool
    condition: str
    action_change: str
    upside_stated: float | None
    confidence: float | None
    price_target: float | None
    target_low: float | None
    target_high: float | None
    bull_case: float | None
    bear_case: float | None
    price_target_previous: float | None
    support: Sequence[float] | None
    resistance: Sequence[float] | None
    trigger: Sequence[float] | None
    target_point: float | None
    votes: bool
    status: str
    status_reason: str
    duplicate_of: str
    superseded_by: str
    known: bool
    published_date: date | None
    article_id: str
    title: str
    publisher: str
    url: str
    source_file: str
    truncated: bool
    evidence_start: int
    evidence_end: int
    context_start: int
    context: str
    text_length: int

    @property
    def lives(self) -> bool:
        """Whether it counts on the day of the report, or would if its proxy counted."""
        return self.known and self.status in LIVING

    @property
    def holder(self) -> str:
        """The analyst, or the firm where nobody is named."""
        return self.analyst_name or self.analyst_firm


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """A number of a view, [start, end) in the article's text: 7,500 as a target."""

    kind: str
    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """The consensus on one index for one period, as the command `consensus` prints it."""

    symbol: str
    horizon: str
    number_of_views: int
    number_of_firms: int
    bullish: int
    neutral: int
    bearish: int
    number_of_targets: int
    target_median: float | None
    target_high: float | None
    target_low: float | None
    high_firm: str
    low_firm: str
    reference_level: float | None
    reference_date: date | None
    reference_source: str
    target_upside: float | None
    raised: int
    lowered: int
    few_firms: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of consensus that an article prints, and whether the views confirm it."""

    symbol: str
    horizon: str
    statistic: str
    printed: float
    recomputed: float | None
    number_of_targets: int
    agree: bool
    published_date: date | None
    source_file: str


@dataclass(frozen=True, slots=True)
class Change:
    """A firm raised, cut or turned: its old and new target and stance."""

    published_date: date
    symbol: str
    index_name: str
    horizon: str
    firm: str
    analyst_name: str
    change: str
    old_target: float | None
    new_target: float | None
    target_change: float | None
    old_stance: str
    new_stance: str
    view_id: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Where an index stood on a day, as an article tells."""

    symbol: str
    published_date: date
    value: float


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections that the store has: the cells of its file, head and lines.

    `keys` says under which name of the file a view stands that is not there under its own id: one that was added by
    hand, or whose id is gone. `unreadable` says why a file that is there could not be taken over.
    """

    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report shows, as of a day; `levels` by view_id."""

    as_of: date | None
    articles: int
    views: Sequence[ShownView]
    levels: Mapping[str, Sequence[ShownLevel]] = field(default_factory=dict)
    periods: Sequence[Period] = ()
    printed: Sequence[Printed] = ()
    changes: Sequence[Change] = ()
    seen: Sequence[Seen] = ()
    corrections: Corrections = field(default_factory=Corrections)
    version: str = ""

"""The words of the project as frozen types; every room builds on them, they import nothing of ours.

An article is read once into `Article`; all offsets (`start`, `end`) are character offsets into `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stance(StrEnum):
    """What a holder expects of an index: "stays bearish on the S&P 500" is `BEARISH`."""

    BULLISH = "bullish"
    NEUTRAL = "neutral"
    BEARISH = "bearish"


class LevelKind(StrEnum):
    """What a number in index points is: "resistance near 2,500" is `RESISTANCE`."""

    TARGET = "target"
    PRIOR_TARGET = "prior_target"
    BULL_CASE = "bull_case"
    BEAR_CASE = "bear_case"
    RANGE_LOW = "range_low"
    RANGE_HIGH = "range_high"
    SUPPORT = "support"
    RESISTANCE = "resistance"
    TRIGGER = "trigger"
    FAIR_VALUE = "fair_value"
    OBSERVED = "observed"


class Statistic(StrEnum):
    """What a printed consensus is of the targets behind it: "the median target is 7,700" is `MEDIAN`."""

    MEAN = "mean"
    MEDIAN = "median"
    HIGH = "high"
    LOW = "low"


class BlockKind(StrEnum):
    """What a piece of an article is; navigation, bylines and footers are in no block at all."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of an article, literally: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


def excerpt_of(text: str, start: int, end: int) -> Excerpt:
    """The excerpt of `text` at [start, end), e.g. of "S&P 500 at 6,600" at (11, 16): "6,600".

    Raises ValueError where the bounds do not lie in the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no excerpt [{start}, {end}) in a text of {len(text)} characters")
    return Excerpt(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row that may carry evidence.

    `cells` are the (start, end) of a table row's cells; rows of one table share the number `table`.
    """

    kind: BlockKind
    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()
    table: int | None = None
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One text with title, date and source, as it was read.

    `text` is final: newlines are `\\n`, nothing is cut from it later. `blocks` are in reading order and do not
    overlap. `byline` holds the names printed as authors. `notes` say what a user should know ("no date found").
    Of a page that is `is_skimmed` only the title was kept, since none of its words was wanted.
    """

    article_id: str
    source_file: str
    content_hash: str
    title: str
    published_date: date | None
    publisher: str
    url: str
    text: str
    blocks: tuple[Block, ...]
    byline: tuple[str, ...] = ()
    truncated: bool = False
    notes: tuple[str, ...] = ()
    is_skimmed: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a view: "Nomi Ward, founder of Kest Bank" has an analyst, a role and a firm.

    Empty strings mean unknown; an analyst or a firm is always there. Names are as the article prints them.
    """

    analyst: str = ""
    role: str = ""
    firm: str = ""
    co_analysts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A number in index points: "2,700" in "sees the Russell 2000 at 2,700".

    `start`, `end` bound the number itself; `evidence` is the sentence it stands in.
    """

    symbol: str
    kind: LevelKind
    value: float
    start: int
    end: int
    evidence: Excerpt


@dataclass(frozen=True, slots=True)
class Horizon:
    """By when: `words` is an ISO date, `Nm` or short-term, medium-term, long-term; `until` the day it ends, if any.

    "through year-end" in an article of 2025-10-16 is `Horizon("2025-12-31", date(2025, 12, 31))`.
    """

    words: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What one holder thinks of one index at one horizon, with the sentence as evidence.

    `stance_score` is p(bullish) - p(bearish), by rules -1, 0 or 1; `confidence` is None by rules.
    `upside_stated` is a fraction (0.07 for "roughly 7% upside"); `action_change` is Raises, Lowers, Maintains,
    Announces or empty; `condition` is the "if ..." clause as printed, or empty; `effective_date` is the day that the
    text gives for the view, "(as of Nov. 26)", where that is not the article's.
    """

    symbol: str
    holder: Holder
    stance: Stance
    stance_score: float
    horizon: Horizon
    proxy: bool
    evidence: Excerpt
    levels: tuple[Level, ...] = ()
    upside_stated: float | None = None
    action_change: str = ""
    condition: str = ""
    confidence: float | None = None
    effective_date: date | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A consensus that an article prints: "strategists' median target for the S&P 500 at year-end is 7,700".

    `start`, `end` bound the number itself; `evidence` is the sentence it stands in. It is nobody's view, and is only
    ever compared with what the views give.
    """

    symbol: str
    statistic: Statistic
    value: float
    start: int
    end: int
    horizon: Horizon
    evidence: Excerpt


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that became no view, and why: counted in the run report, shown by `explain`."""

    step: str
    reason: str
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yields: its views, the observed levels nobody's view holds, what was dropped, and the
    consensus it prints."""

    article: Article
    views: tuple[View, ...]
    observed: tuple[Level, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: which, why, and what to do about it, each in a few words."""

    source_file: str
    reason: str
    advice: str

"""Scores found views against gold: of "Ward on the S&P 500, bullish, 8,100" each part can be right or wrong.

The counts of articles are added up first, so that an article with many views weighs more than one with few.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.gold import FoundView, GoldArticle, GoldView
from pipeline.matching import Pair, firm_key, fold, holder_key, pair_views, right_stance, same_firm, surname
from pipeline.types import Stance

EVIDENCE_LENGTH = 400
RATES = ("view", "stance", *(stance.value for stance in Stance), "level", "value")
SHARES = ("firm", "horizon", "proxy", "evidence")
DRAWS, CUT_OFF = 400, 10  # of 400 scores of resampled articles, the middle 95 % are the interval

LevelKey = tuple[str, str, str, float | None]


class Verdict(StrEnum):
    """What a found view is to gold; `SHARED` is the second name of a view that two people share, no error."""

    RIGHT = "right"
    STANCE = "wrong stance"
    EXTRA = "no view"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that gold has otherwise: its kind is stance, missed, extra, level missed or level extra."""

    article_id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Graded:
    """One article's found views beside gold, and which belong together: `pairs` are positions in both."""

    gold: GoldArticle
    found: tuple[FoundView, ...]
    pairs: tuple[Pair, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What each found view is, in their order."""
        paired = dict(self.pairs)
        shared = {(surname(name), view.index) for view in self.gold.views for name in view.co_analysts}

        def verdict(i: int, view: FoundView) -> Verdict:
            if i in paired:
                return Verdict.RIGHT if right_stance(view, self.gold.views[paired[i]]) else Verdict.STANCE
            return Verdict.SHARED if (surname(view.analyst), view.index) in shared else Verdict.EXTRA

        return tuple(verdict(i, view) for i, view in enumerate(self.found))

    @property
    def missed(self) -> tuple[GoldView, ...]:
        """The gold views that were not found and should have been."""
        hit = {j for _, j in self.pairs}
        return tuple(view for j, view in enumerate(self.gold.views) if j not in hit and not view.optional)


def grade(gold: GoldArticle, found: Sequence[FoundView]) -> Graded:
    """The found views of an article beside gold's."""
    return Graded(gold, tuple(found), tuple(pair_views(found, gold.views)))


def counts_of(graded: Graded) -> Counter[str]:
    """What is counted of one article: "view_tp", "firm_ok" of "firm_n", "level_pred" and so on."""
    counts: Counter[str] = Counter()
    for i, j in graded.pairs:
        counts += _pair_counts(graded.found[i], graded.gold.views[j])
    counts += Counter(f"{view.stances[0]}_gold" for view in graded.missed)
    counts["view_gold"] = len(graded.pairs) + len(graded.missed)
    names = {key(name) for name in graded.gold.distractors for key in (surname, firm_key)}
    for view, verdict in zip(graded.found, graded.verdicts, strict=True):
        if verdict is not Verdict.SHARED:
            counts.update(("view_pred", f"{view.stance}_pred"))
        if verdict is Verdict.EXTRA:
            counts["distract"] += (surname(view.analyst) or firm_key(view.firm)) in names
    wanted, had = level_keys(graded)
    counts += _set_counts("level", wanted, had)
    counts += _set_counts("value", {(key[1], key[3]) for key in wanted}, {(key[1], key[3]) for key in had})
    return counts


def _pair_counts(found: FoundView, gold: GoldView) -> Counter[str]:
    """What one found view has right of its gold view."""
    right = right_stance(found, gold)
    counts = Counter(
        {"view_tp": 1, f"{found.stance if right else gold.stances[0]}_gold": 1, "proxy_n": 1, "evidence_n": 1}
    )
    counts.update(("stance_tp", f"{found.stance}_tp") if right else ())
    counts["proxy_ok"] += found.proxy == gold.proxy
    counts["evidence_ok"] += holds_evidence(found.evidence, gold.evidence)
    if gold.firm:
        counts["firm_n"] += 1
        counts["firm_ok"] += same_firm(found.firm, gold.firm)
    if gold.horizon:
        counts["horizon_n"] += 1
        counts["horizon_ok"] += gold.horizon in (found.horizon, found.horizon_date)
    return counts


def _set_counts(name: str, gold: set[Any], found: set[Any]) -> Counter[str]:
    return Counter({f"{name}_tp": len(gold & found), f"{name}_pred": len(found), f"{name}_gold": len(gold)})


def holds_evidence(found: str, gold: str) -> bool:
    """Whether at least half of gold's words stand in a found evidence of at most 400 characters."""
    wanted, had = fold(gold).split(), set(fold(found).split())
    return bool(wanted) and len(found) <= EVIDENCE_LENGTH and 2 * sum(word in had for word in wanted) >= len(wanted)


def level_keys(graded: Graded) -> tuple[set[LevelKey], set[LevelKey]]:
    """The levels of gold and the found ones as (holder, index, kind, value), the holders named as gold names them.

    Of a gold level with several accepted kinds the one that was found counts; an optional one only where it was found.
    """
    names = {i: holder_key(graded.gold.views[j]) for i, j in graded.pairs}
    found = {
        (names.get(i, holder_key(view)), view.index, level.kind, level.value)
        for i, (view, verdict) in enumerate(zip(graded.found, graded.verdicts, strict=True))
        if verdict is not Verdict.SHARED
        for level in view.levels
    }
    gold = set()
    for view in graded.gold.views:
        for level in view.levels:
            keys = [(holder_key(view), view.index, kind, level.value) for kind in level.kinds]
            hit = [key for key in keys if key in found]
            if hit or not (view.optional or level.optional):
                gold.add((hit or keys)[0])
    return gold, found


def mistakes_of(graded: Graded) -> list[Mistake]:
    """All that gold has otherwise in one article: stances, missed and extra views, missed and extra levels."""
    gold, found = graded.gold.views, graded.found
    made = [
        ("stance", f"{_named(gold[j])}: {found[i].stance}, gold {' or '.join(gold[j].stances)} | {gold[j].evidence}")
        for i, j in graded.pairs
        if not right_stance(found[i], gold[j])
    ]
    made += [("missed", f"{_named(view)} {' or '.join(view.stances)} | {view.evidence}") for view in graded.missed]
    made += [
        ("extra", f"{_named(view)} {view.stance} | {view.evidence[:120]}")
        for view, verdict in zip(found, graded.verdicts, strict=True)
        if verdict is Verdict.EXTRA
    ]
    wanted, had = level_keys(graded)
    made += [("level missed", _level_words(key)) for key in sorted(wanted - had, key=str)]
    made += [("level extra", _level_words(key)) for key in sorted(had - wanted, key=str)]
    return [Mistake(graded.gold.article_id, kind, text) for kind, text in made]


def _named(view: FoundView | GoldView) -> str:
    return f"{' / '.join(filter(None, (view.analyst, view.firm)))} on {view.index}"


def _level_words(key: LevelKey) -> str:
    holder, index, kind, value = key
    return f"{holder} on {index}: {kind} {value:,.10g}" if value is not None else f"{holder} on {index}: {kind}"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many are right of those found and of those in gold: precision, recall and their F1, 0 where nothing is."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of some articles: `rates` by the names in RATES, `shares` of matched views by those in SHARES.

    `interval` bounds the F1 of stance (95 %, by resampling articles); `distractors` counts wrong holders gold warns of.
    """

    rates: Mapping[str, Rate]
    shares: Mapping[str, float]
    stance_accuracy: float
    distractors: int
    articles: int
    interval: tuple[float, float]


def score(articles: Iterable[Graded]) -> Score:
    """The figures of graded articles, of which there must be one at least."""
    each = [counts_of(graded) for graded in articles]
    total = sum(each, Counter())
    rates = {name: Rate(total[f"{name}_tp"], total[f"{name}_pred"], total[f"{name}_gold"]) for name in RATES}
    rates["stance"] = _stance_rate(total)
    return Score(
        rates=rates,
        shares={name: _share(total[f"{name}_ok"], total[f"{name}_n"]) for name in SHARES},
        stance_accuracy=_share(total["stance_tp"], total["view_tp"]),
        distractors=total["distract"],
        articles=len(each),
        interval=_interval(each),
    )


def _stance_rate(counts: Mapping[str, int]) -> Rate:
    return Rate(counts["stance_tp"], counts["view_pred"], counts["view_gold"])


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _interval(each: Sequence[Mapping[str, int]]) -> tuple[float, float]:
    """Where the F1 of stance lies in 95 % of samples of as many articles, the same for the same input."""
    rng = random.Random(0)
    rates = [_stance_rate(counts) for counts in each]
    drawn = []
    for _ in range(DRAWS):
        some = rng.choices(rates, k=len(rates))
        summed = Rate(sum(r.right for r in some), sum(r.found for r in some), sum(r.gold for r in some))
        drawn.append(round(summed.f1, 4))
    drawn.sort()
    return drawn[CUT_OFF], drawn[-CUT_OFF - 1]


def score_data(of: Score) -> dict[str, Any]:
    """A score as plain data for JSON: {"view": {"p": 0.7, "r": 0.6, "f1": 0.65, "tp": 63, ...}, "firm": 0.9, ...}."""
    data: dict[str, Any] = {name: _rate_data(rate) for name, rate in of.rates.items()}
    data["stance"]["interval"] = list(of.interval)
    data["stance_accuracy_on_matched"] = of.stance_accuracy
    return {**data, **of.shares, "distract": of.distractors, "articles": of.articles}


def _rate_data(rate: Rate) -> dict[str, float]:
    figures = {"p": round(rate.precision, 4), "r": round(rate.recall, 4), "f1": round(rate.f1, 4)}
    return {**figures, "tp": rate.right, "pred": rate.found, "gold": rate.gold}

"""Tries a model's scores on articles it has not learned from: what it would decide, and what gold says of that.

The same articles are decided again and again with other weights, so that what does not change is found once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.article import Reading
from pipeline.extract.blend import Blend
from pipeline.extract.confidence import Facts, confidence_of
from pipeline.extract.decide import judge
from pipeline.extract.deciders import Quick, encoder_opinions, is_asked
from pipeline.extract.encoder import NONE, Scores
from pipeline.extract.marking import mark
from pipeline.extract.opinions import BY_RULES, Asked, Decider, Opinion, rule_opinion
from pipeline.extract.pieces import Piece
from pipeline.extract.views import views_with_facts
from pipeline.fitting import views_of
from pipeline.gold import FoundLevel, FoundView, index_code
from pipeline.scoring import Graded, Verdict, grade
from pipeline.training.data import Held
from pipeline.training.fit import Told
from pipeline.types import Article, View

Lines = Mapping[str, Scores]
ByArticle = Mapping[str, Lines]  # the scores of an article's lines, by a model that did not learn from it
Seen = dict[Piece, tuple[Opinion, str]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was decided of an article: its views beside gold, and what the confidence of each is weighed by."""

    key: str
    graded: Graded
    facts: tuple[Facts, ...]


class Trial:
    """Some articles with the lines that an encoder is asked about."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.held = tuple(held)
        self.seen: dict[str, Seen] = {one.key: {} for one in self.held}

    def lines(self, keys: Collection[str]) -> list[str]:
        """The lines of some articles that an encoder must score, each once, in their order."""
        asked = (self._asked(one) for one in self.held if one.key in keys)
        return list(dict.fromkeys(line for lines in asked for line in lines))

    def _asked(self, one: Held) -> list[str]:
        pieces = [piece for piece in one.reading.pieces if not piece.actor.barred]
        looked = [(piece, *self._look(one.key, one.reading, piece)) for piece in pieces]
        return [line for piece, rules, line in looked if is_asked(piece, rules)]

    def _look(self, key: str, reading: Reading, piece: Piece) -> tuple[Opinion, str]:
        seen = self.seen[key]
        if piece not in seen:
            seen[piece] = rule_opinion(reading, piece), mark(reading, piece).text
        return seen[piece]

    def told(self, scores: ByArticle, keys: Collection[str]) -> list[Told]:
        """The candidates of some articles with what gold says of them, where it says it."""
        found = []
        for one in self.held:
            if one.key not in keys:
                continue
            for piece in one.reading.pieces:
                rules, line = self._look(one.key, one.reading, piece)
                mine, here = views_of(one.gold, one.reading, piece)
                if is_asked(piece, rules) and not piece.actor.barred and (here or not mine):
                    text = one.reading.article.text[piece.start : piece.end]
                    accepted = here[0].stances if here else (NONE,)
                    optional = bool(here and here[0].optional)
                    found.append(Told(one.key, text, line, scores[one.key][line], rules, accepted, optional))
        return found

    def by_model(self, one: Held, lines: Lines, blend: Blend, quick: Quick | None = None) -> Decider:
        """The decider of one article that looks scores up."""

        def opinions(asked: Sequence[Asked]) -> list[Opinion]:
            looks = [self._look(one.key, reading, piece) for reading, piece in asked]
            told = [
                line if is_asked(piece, rules) else None for (_, piece), (rules, line) in zip(asked, looks, strict=True)
            ]
            return encoder_opinions([rules for rules, _ in looks], told, lines.__getitem__, blend, quick)

        return Decider(opinions, blend.view_at, blend.joins_at, blend.confidence)

    def by_rules(self, one: Held) -> Decider:
        """The rules, each candidate weighed once."""

        def opinions(asked: Sequence[Asked]) -> list[Opinion]:
            return [self._look(one.key, reading, piece)[0] for reading, piece in asked]

        return Decider(opinions, BY_RULES.view_at, BY_RULES.joins_at)


def try_article(one: Held, decider: Decider) -> Tried:
    """What a decider makes of an article."""
    found = views_with_facts(one.reading, judge(one.reading, decider)[0])
    article = one.reading.article
    graded = grade(one.gold, [found_view(view, article) for view, _ in found])
    return Tried(one.key, graded, tuple(facts for _, facts in found))


def found_view(view: View, article: Article) -> FoundView:
    """A view as the measure reads it from views.csv."""
    return FoundView(
        index=index_code(view.symbol),
        stance=view.stance.value,
        analyst=view.holder.analyst,
        firm=view.holder.firm,
        horizon=view.horizon.words,
        horizon_date=view.horizon.until.isoformat() if view.horizon.until else "",
        proxy=view.proxy,
        evidence=view.evidence.text,
        levels=tuple(FoundLevel(level.kind.value, round(level.value, 4)) for level in view.levels),
        source_file=article.source_file,
    )


def verdicts_of(tried: Iterable[Tried]) -> list[tuple[Facts, bool]]:
    """What each found view rests on, and whether holder, index and stance are right; optional ones count as right."""
    return [
        (facts, verdict is Verdict.RIGHT)
        for one in tried
        for facts, verdict in zip(one.facts, one.graded.verdicts, strict=True)
        if verdict is not Verdict.SHARED
    ]


def calibration_error(sure: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error: how far the confidence of each tenth of the scale is from the share of right
    ones, weighed by how many are there (Guo et al. 2017, https://arxiv.org/abs/1706.04599)."""
    total = 0.0
    for here in binned(sure, bins):
        total += abs(sum(confidence for confidence, _ in here) - sum(right for _, right in here))
    return total / len(sure) if sure else 0.0


def binned(sure: Sequence[tuple[float, bool]], bins: int = 10) -> list[list[tuple[float, bool]]]:
    """The views of each tenth of the scale of confidence."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in sure:
        groups[min(bins - 1, int(confidence * bins))].append((confidence, right))
    return groups


def with_confidence(verdicts: Iterable[tuple[Facts, bool]], weights: Mapping[str, float]) -> list[tuple[float, bool]]:
    """The confidence that weights give each view, beside whether it is right."""
    return [(confidence_of(facts, weights), right) for facts, right in verdicts]

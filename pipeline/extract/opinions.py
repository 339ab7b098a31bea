"""What a decider thinks of a candidate: how likely "small caps look cheap, Ward said" is a view, and with which stance.

`BY_RULES` weighs cues; a trained model is another decider. Both are asked about many candidates at once, and answer for
each whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.article import Reading
from pipeline.extract.cues import load_weights, stance_probabilities, view_probability
from pipeline.extract.features import piece_features
from pipeline.extract.outright import outright_stance
from pipeline.extract.pieces import Piece
from pipeline.types import Stance

VIEW_AT, JOINS_AT = 0.35, 0.15  # chosen on annotated passages
OUTRIGHT = 0.6
AUTHOR = 2.0
ECHOES = ("after", "carried")  # forms of stretches that lean on the sentence before


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a candidate is a view, 0 to 1, and how likely each stance, given that it is one."""

    view: float
    stances: Mapping[Stance, float]

    @property
    def stance(self) -> Stance:
        """The likeliest stance."""
        return max(self.stances, key=lambda stance: (self.stances[stance], stance))


Asked = tuple[Reading, Piece]  # a candidate, with what was found in its article


@dataclass(frozen=True, slots=True)
class Decider:
    """Has an opinion of every candidate; one of `view_at` is a view, one of `joins_at` joins a view.

    `confidence` weighs what a view rests on; None where a decider's probabilities are not calibrated.
    """

    opinions: Callable[[Sequence[Asked]], list[Opinion]]
    view_at: float
    joins_at: float
    confidence: Mapping[str, float] | None = None

    def opinion(self, reading: Reading, piece: Piece) -> Opinion:
        """The opinion of one candidate."""
        return self.opinions([(reading, piece)])[0]


def cue_opinion(reading: Reading, piece: Piece) -> Opinion:
    """The opinion by the weights of the words alone."""
    features = piece_features(reading.article.text, reading.parsed[piece.sentence], piece)
    weights = load_weights()
    return Opinion(view_probability(features, weights), stance_probabilities(features, weights))


def rule_opinion(reading: Reading, piece: Piece) -> Opinion:
    """The opinion by the weights of the words, what is said outright, and who the narrator is."""
    cues = cue_opinion(reading, piece)
    view, stances = cues.view, cues.stances
    outright = outright_stance(reading.article.text, piece.start, piece.end, piece.spans)
    if outright and piece.form not in ECHOES:
        view = max(view, OUTRIGHT)
        stances = {stance: 0.8 if stance == outright else 0.1 for stance in stances}
    if piece.form == "author":
        view = min(1.0, AUTHOR * view)
    return Opinion(view, stances)


def _rule_opinions(asked: Sequence[Asked]) -> list[Opinion]:
    return [rule_opinion(reading, piece) for reading, piece in asked]


BY_RULES = Decider(_rule_opinions, VIEW_AT, JOINS_AT)

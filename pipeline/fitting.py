"""Fits the weights of the cues to annotated passages: "due for a pullback" weighs for a view, and for bearish.

Each candidate of a passage is an example, labelled by gold; scikit-learn (extra `train`) does the rest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.cues import STANCES
from pipeline.extract.features import piece_features
from pipeline.extract.pieces import Piece
from pipeline.extract.recogniser import load_nlp
from pipeline.gold import FoundView, GoldArticle, GoldView, index_code, read_gold
from pipeline.matching import fold, same_holder
from pipeline.run import SPACY_MODEL
from pipeline.types import Article, Block, BlockKind

STRENGTH = 0.1  # C of the logistic regressions: smaller is smoother
RAREST = 5  # a feature of fewer examples has no weight
LEAST = 0.02  # smaller weights are left out of the file
NEAR = 0.6  # a sentence with that share of the evidence's words is where the view stands
FOLDS = 5
MIDDLE = (6, 15)  # of a passage only the year is known

Features = Mapping[str, float]
Weights = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate with its label.

    `is_view` is None where gold leaves it open: an optional view, or one of the same holder and index that stands
    elsewhere in the article. `stances` are the accepted ones, the best first, empty where the candidate is no view.
    `weight` is how much it counts: what was written to learn from counts less than what was found in the news.
    """

    group: str
    features: Features
    is_view: bool | None
    stances: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How well weights that were fitted to the other articles do: `average_precision` of view, accuracy of stance."""

    average_precision: float
    stance_accuracy: float
    examples: int
    views: int


def examples_of(gold_files: Iterable[Path], *, weight: float = 1.0, spacy_model: str = SPACY_MODEL) -> list[Example]:
    """The examples of annotated passages, each of which counts `weight`."""
    nlp = load_nlp(spacy_model)
    examples: list[Example] = []
    for gold in (gold for file in gold_files for gold in read_gold(file).values()):
        found = label(gold, read_candidates(nlp, passage_article(gold)))
        examples += [replace(example, weight=weight) for example in found]
    return examples


def passage_article(gold: GoldArticle) -> Article:
    """A passage as an article of one paragraph, in the middle of its year if that is known."""
    day = date(gold.year, *MIDDLE) if gold.year else None
    block = Block(BlockKind.PARAGRAPH, 0, len(gold.text))
    return Article(gold.article_id, gold.article_id, "", "", day, "", "", gold.text, (block,))


def label(gold: GoldArticle, reading: Reading) -> list[Example]:
    """The candidates of an article as examples; those of barred holders and of rows are decided without weights."""
    weighed = [piece for piece in reading.pieces if not piece.actor.barred and piece.link != "row"]
    return [_example(gold, reading, piece) for piece in weighed]


def _example(gold: GoldArticle, reading: Reading, piece: Piece) -> Example:
    features = piece_features(reading.article.text, reading.parsed[piece.sentence], piece)
    mine, here = views_of(gold, reading, piece)
    if not mine:
        return Example(gold.article_id, features, is_view=False)
    if not here:
        return Example(gold.article_id, features, is_view=None)
    return Example(gold.article_id, features, None if here[0].optional else True, here[0].stances)


def views_of(gold: GoldArticle, reading: Reading, piece: Piece) -> tuple[list[GoldView], list[GoldView]]:
    """The gold views with a candidate's holder and index, and those of them that stand in its sentence."""
    mine = [view for view in gold.views if view.index == index_code(piece.symbol) and _holds(piece, view)]
    return mine, [view for view in mine if _stands_in(view, reading.parsed[piece.sentence].text)]


def _holds(piece: Piece, view: GoldView) -> bool:
    """Whether one of a candidate's holders is the view's, or is its firm, which is right wherever the analyst is."""
    for actor in (piece.actor, *piece.co_actors):
        found = FoundView(view.index, "", analyst=actor.holder.analyst, firm=actor.holder.firm)
        by_firm = FoundView(view.index, "", firm=actor.holder.firm)
        accepting = GoldView(view.index, view.stances, firm=view.firm)
        if same_holder(found, view) or (actor.key.startswith("@") and same_holder(by_firm, accepting)):
            return True
    return False


def _stands_in(view: GoldView, text: str) -> bool:
    wanted, had = fold(view.evidence).split(), set(fold(text).split())
    return bool(wanted) and sum(word in had for word in wanted) >= NEAR * len(wanted)


class Regression:
    """A logistic regression over the named features of examples, of which only those of enough examples count."""

    def __init__(self, examples: Sequence[Example], labels: Sequence[Any], *, counted: frozenset[str]) -> None:
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression

        self.counted = counted
        self.vectorizer = DictVectorizer()
        self.model = LogisticRegression(C=STRENGTH, max_iter=3000)
        table = self.vectorizer.fit_transform(self._known([example.features for example in examples]))
        self.model.fit(table, labels, sample_weight=[example.weight for example in examples])

    def _known(self, features: Sequence[Features]) -> list[dict[str, float]]:
        return [{name: value for name, value in some.items() if name in self.counted} for some in features]

    def probabilities(self, features: Sequence[Features]) -> Any:
        """A row of probabilities for each, in the order of the sorted labels."""
        return self.model.predict_proba(self.vectorizer.transform(self._known(features)))

    def weights(self) -> dict[str, list[float]]:
        """The weights of each feature, one a row of the model, with the intercepts as "bias"; small ones left out."""
        names = self.vectorizer.get_feature_names_out()
        columns = {name: [float(weight) for weight in self.model.coef_[:, i]] for i, name in enumerate(names)}
        kept = {name: weights for name, weights in columns.items() if max(map(abs, weights)) >= LEAST}
        return kept | {"bias": [float(weight) for weight in self.model.intercept_]}


def fit_models(examples: Sequence[Example]) -> tuple[Regression, Regression]:
    """The model of view and that of stance (a row for each of STANCES)."""
    decided = [example for example in examples if example.is_view is not None]
    frequent = Counter(name for example in decided for name in example.features)
    counted = frozenset(name for name, count in frequent.items() if count >= RAREST)
    judged = [example for example in examples if example.stances]
    view = Regression(decided, [e.is_view for e in decided], counted=counted)
    stance = Regression(judged, [_rank(e.stances[0]) for e in judged], counted=counted)
    return view, stance


def _rank(stance: str) -> int:
    return [known.value for known in STANCES].index(stance)


def fit_weights(examples: Sequence[Example]) -> Weights:
    """What cue_weights.json holds: {"view": {name: weight}, "stance": {name: [bullish, neutral, bearish]}}."""
    view, stance = (model.weights() for model in fit_models(examples))
    return {
        "view": {name: _rounded(weights[0]) for name, weights in view.items()},
        "stance": {name: [_rounded(weight) for weight in weights] for name, weights in stance.items()},
    }


def _rounded(weight: float) -> float:
    return round(weight, 3) + 0.0  # no -0.0


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights sorted by name, a line a number, so that a new fit can be read as a diff."""
    path.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def cross_validate(examples: Sequence[Example]) -> Fit:
    """How well the weights do on articles that they were not fitted to: each article is in one of five folds."""
    from sklearn.metrics import average_precision_score
    from sklearn.model_selection import GroupKFold

    truth: list[bool] = []
    scores: list[float] = []
    right: list[bool] = []
    folds = GroupKFold(FOLDS).split(examples, groups=[example.group for example in examples])
    for fitted, held_out in folds:
        view, stance = fit_models([examples[i] for i in fitted])
        decided = [examples[i] for i in held_out if examples[i].is_view is not None]
        judged = [examples[i] for i in held_out if examples[i].stances]
        truth += [bool(example.is_view) for example in decided]
        scores += [row[1] for row in view.probabilities([example.features for example in decided])]
        best = stance.probabilities([example.features for example in judged]).argmax(axis=1)
        right += [STANCES[i].value in example.stances for i, example in zip(best, judged, strict=True)]
    precision = float(average_precision_score(truth, scores))
    return Fit(precision, sum(right) / len(right), examples=len(truth), views=sum(truth))

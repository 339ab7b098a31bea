"""Annotated articles built by hand, and scores for their lines: `held_article("dev/a", BULL, view)`."""

from __future__ import annotations

from collections.abc import Iterable

from extract.factories import article_of, reading_of

from pipeline.extract.encoder import LABELS, Scores
from pipeline.gold import GoldArticle, GoldView
from pipeline.training.data import Held
from pipeline.training.examples import label

BULL = "Nomi Ward of Kest Bank thinks that the S&P 500 is going higher from here."
BEAR = "Ravi Teshome of Orrin Capital thinks that the Nasdaq is going lower from here."


def held_article(key: str, text: str, *views: GoldView) -> Held:
    """An article of one paragraph with its gold."""
    reading = reading_of(article_of(text))
    gold = GoldArticle(key.rpartition("/")[2], views)
    return Held(key, gold, reading, tuple(label(gold, reading)))


def sure(stance: str) -> Scores:
    """The scores of an encoder that is sure of one label."""
    return Scores(tuple(4.0 if name == stance else -1.0 for name in LABELS))


def scored(held: Iterable[Held], stance: str) -> dict[str, dict[str, Scores]]:
    """The same label for every line of some articles."""
    return {one.key: {example.line: sure(stance) for example in one.examples} for one in held}

"""Makes a model from annotated texts: reads them, trains in five folds to measure it, trains once on all to ship it."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.extract.encoder import Encoder, load_onnx
from pipeline.scoring import Score, score
from pipeline.training.arguments import command_of
from pipeline.training.course import Course, Log, Plan, train
from pipeline.training.cross import (
    Crossed,
    articles_to_learn,
    by_rules,
    cross,
    decided,
    fit,
    folds_by_article,
    held_out_scores,
)
from pipeline.training.data import ArticleSet, digest, read_articles, read_passages, worth_learning
from pipeline.training.examples import Example
from pipeline.training.release import Figures, write_card, write_meta
from pipeline.training.trial import Trial, Tried

CHECKED = 0  # the fold on whose articles int8 weights are compared with float ones


@dataclass(frozen=True, slots=True)
class Order:
    """What a model is made from, how, and where: `work` keeps what a training that was broken off had done."""

    course: Course
    passages: tuple[Path, ...]
    articles: tuple[ArticleSet, ...]
    work: Path
    out: Path | None
    command: str
    preface: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What was read for an order: the passages to learn from, the articles, and the fold of each."""

    learned: list[Example]
    trial: Trial
    folds: Mapping[str, int]


def prepare(order: Order) -> Ready:
    """Read all that an order names. Raises RunError where something is missing."""
    order.work.mkdir(parents=True, exist_ok=True)
    held = read_articles(order.articles, order.work)
    passages = read_passages(order.passages, order.work, held)
    learned = worth_learning(passages, seed=order.course.passages.seed)
    return Ready(learned, Trial(held), folds_by_article(held))


def make(order: Order, log: Log) -> Figures:
    """Measure a model in five folds and, with `out`, train it on all and write its folder."""
    ready = prepare(order)
    learned, trial, folds = ready.learned, ready.trial, ready.folds
    scores = held_out_scores(order.course, learned, trial, folds, work=order.work, log=log)
    crossed = cross(trial, scores, folds)
    prefixes = {one.name: f"{one.name}/" for one in order.articles} | {"all": ""}
    figures = Figures(
        crossed,
        {name: score_of(by_rules(trial), prefix) for name, prefix in prefixes.items()},
        {name: score_of(crossed.tried, prefix) for name, prefix in prefixes.items()},
        *_checked(order, ready, crossed, log=log),
    )
    if order.out:
        from pipeline.training.export import export

        network, tokenizer = train(
            order.course, learned, articles_to_learn(trial, folds, but=None), work=order.work, log=log
        )
        export(network, tokenizer, order.out)
        write_meta(order.out, fit(trial, scores, folds.keys()).blend, figures, told=_told(order))
        write_card(order.out, figures, preface=order.preface)
    return figures


def score_of(tried: Iterable[Tried], prefix: str) -> Score:
    """The figures of the articles whose keys begin with a prefix: "dev/"."""
    return score(one.graded for one in tried if one.key.startswith(prefix))


def _checked(order: Order, ready: Ready, crossed: Crossed, *, log: Log) -> tuple[float, float, float]:
    """The F1 of stance of one fold's model on its articles with float and with int8 weights, and lines a second."""
    here = [key for key, fold in ready.folds.items() if fold == CHECKED]
    lines, figures, speed = ready.trial.lines(here), [], 0.0
    for int8 in (False, True):
        encoder = exported(order, ready, CHECKED, int8=int8, log=log)
        began = time.monotonic()
        found = {line: encoder(line) for line in lines}
        speed = len(lines) / (time.monotonic() - began)
        tried = decided(ready.trial, dict.fromkeys(here, found), crossed.fitted[CHECKED], here)
        figures.append(round(score(one.graded for one in tried).rates["stance"].f1, 4))
    return figures[0], figures[1], speed


def exported(order: Order, ready: Ready, fold: int, *, int8: bool, log: Log) -> Encoder:
    """The encoder that did not learn from a fold, as it would ship."""
    from pipeline.training.export import export

    articles = articles_to_learn(ready.trial, ready.folds, but=fold)
    network, tokenizer = train(order.course, ready.learned, articles, work=order.work, log=log)
    folder = order.work / f"fold-{fold}-{'int8' if int8 else 'float'}"
    export(network, tokenizer, folder, int8=int8)
    return load_onnx(folder)


def _told(order: Order) -> dict[str, object]:
    """What meta.json says of the making of a model, without a path of the machine that made it."""
    course = order.course
    sets = {one.name: digest([one.gold, *sorted(one.folder.iterdir())]) for one in order.articles}
    return {
        "base": course.base.name,
        "layers": course.layers,
        "seed": course.passages.seed,
        "plans": {"passages": asdict(course.passages), "articles": asdict(course.articles)},
        "data": sets | {path.name: digest([path]) for path in order.passages},
        "command": order.command,
    }


def order_of(options: Namespace, *, script: str = "train.py", out: Path | None = None, preface: str = "") -> Order:
    """The order of a command line of a script."""
    course = Course(
        base=options.base,
        layers=options.layers,
        passages=Plan(options.epochs, options.rate, options.seed),
        articles=Plan(options.article_epochs, options.article_rate, options.seed, options.frozen),
    )
    articles = tuple(ArticleSet(name, Path(gold), Path(folder)) for name, gold, folder in options.articles)
    return Order(course, tuple(options.passages), articles, options.work, out, command_of(options, script), preface)

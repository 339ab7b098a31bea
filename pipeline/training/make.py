"""Makes a model from annotated texts: reads them, trains in five folds to measure it, trains once on all to ship it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tokenizers import Tokenizer

from pipeline.extract.encoder import Encoder, load_onnx
from pipeline.scoring import score
from pipeline.training.course import Course, Log, train
from pipeline.training.cross import Crossed, by_rules, cross, decided, fit, folds_by_article, held_out_scores
from pipeline.training.data import ArticleSet, digest, read_articles, read_passages, worth_learning
from pipeline.training.examples import Example
from pipeline.training.export import export
from pipeline.training.network import Network
from pipeline.training.release import Figures, write_card, write_meta
from pipeline.training.trial import Trial

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


def make(order: Order, log: Log) -> Figures:
    """Measure a model in five folds and, with `out`, train it on all and write its folder."""
    order.work.mkdir(parents=True, exist_ok=True)
    held = read_articles(order.articles, order.work)
    learned = worth_learning(read_passages(order.passages, order.work, held), seed=order.course.passages.seed)
    folds, trial = folds_by_article(held), Trial(held)
    scores = held_out_scores(order.course, learned, trial, folds, work=order.work, log=log)
    crossed = cross(trial, scores, folds)
    rules = by_rules(trial)
    names = [*(one.name for one in order.articles), "all"]
    prefixes = {name: "" if name == "all" else f"{name}/" for name in names}
    of_rules = {
        name: score(one.graded for one in rules if one.key.startswith(prefix)) for name, prefix in prefixes.items()
    }
    of_model = {name: crossed.score(prefix) for name, prefix in prefixes.items()}
    checked = _checked(order, learned, trial, folds, crossed, log=log)
    figures = Figures(crossed, of_rules, of_model, *checked)
    if order.out:
        network, tokenizer = train(order.course, learned, _examples(trial, folds, but=None), work=order.work, log=log)
        export(network, tokenizer, order.out)
        blend = fit(trial, scores, folds.keys())
        write_meta(order.out, blend, figures, told=_told(order))
        write_card(order.out, figures, preface=order.preface)
    return figures


def _examples(trial: Trial, folds: Mapping[str, int], *, but: int | None) -> list[Example]:
    """The examples of the articles of all folds but one."""
    return [example for one in trial.held if folds[one.key] != but for example in one.examples]


def _checked(
    order: Order, learned: Sequence[Example], trial: Trial, folds: Mapping[str, int], crossed: Crossed, *, log: Log
) -> tuple[float, float, float]:
    """The F1 of stance of one fold's model on its articles with float and with int8 weights, and lines a second."""
    network, tokenizer = train(order.course, learned, _examples(trial, folds, but=CHECKED), work=order.work, log=log)
    here = [key for key, fold in folds.items() if fold == CHECKED]
    figures = []
    speed = 0.0
    for int8 in (False, True):
        encoder = _exported(network, tokenizer, order.work / ("int8" if int8 else "float"), int8=int8)
        lines = trial.lines(here)
        began = time.monotonic()
        found = {line: encoder(line) for line in lines}
        speed = len(lines) / (time.monotonic() - began)
        tried = decided(trial, dict.fromkeys(here, found), crossed.blends[CHECKED], here)
        figures.append(round(score(one.graded for one in tried).rates["stance"].f1, 4))
    return figures[0], figures[1], speed


def _exported(network: Network, tokenizer: Tokenizer, folder: Path, *, int8: bool) -> Encoder:
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

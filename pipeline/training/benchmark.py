"""Compares what could decide about a statement, on candidates of held-out articles and the same lines for all.

Each answers none, bullish, bearish or neutral: the majority, the rules, two lists of words, the encoder.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.extract.blend import blended
from pipeline.extract.encoder import LABELS, NONE, Scores
from pipeline.extract.marking import END, MARKET, START
from pipeline.extract.opinions import BY_RULES, Opinion, rule_opinion
from pipeline.gazetteer import find_indices, index_name
from pipeline.training.course import Log
from pipeline.training.cross import FOLDS, cross, held_out_scores
from pipeline.training.make import Order, Ready, exported, prepare
from pipeline.types import Stance

AT = 0.05  # what VADER's authors call positive or negative (https://github.com/cjhutto/vaderSentiment)
FARED = {"positive": "bullish", "negative": "bearish", "neutral": "neutral"}
SAMPLE = 40  # articles on which the rules are timed
BIGNOMICS_SHARE = 0.1  # how FinVADER weighs its larger list


@dataclass(frozen=True, slots=True)
class Statement:
    """A candidate's words as printed, the line of the encoder, and the labels that gold accepts."""

    text: str
    line: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """How one way to decide did: shares of statements, of views only, macro-F1 over LABELS, statements a second."""

    name: str
    accuracy: float
    macro_f1: float
    stance: float
    speed: float


def measured(name: str, statements: Sequence[Statement], answer: Callable[[Statement], str]) -> Row:
    """The row of one way to decide."""
    began = time.monotonic()
    answers = [answer(statement) for statement in statements]
    return row_of(name, statements, answers, speed=len(answers) / max(1e-9, time.monotonic() - began))


def row_of(name: str, statements: Sequence[Statement], answers: Sequence[str], *, speed: float) -> Row:
    """The figures of given answers. `stance` is the share of views whose stance is right, a none being wrong."""
    counts: Counter[tuple[str, str]] = Counter()
    for statement, said in zip(statements, answers, strict=True):
        truth = said if said in statement.accepted else statement.accepted[0]
        counts.update([("said", said), ("true", truth)])
        counts["right", said] += said == truth
    right = {label: counts["right", label] for label in LABELS}
    f1 = [2 * right[label] / max(1, counts["said", label] + counts["true", label]) for label in LABELS]
    views = sum(statement.accepted != (NONE,) for statement in statements)
    stance = sum(right[label] for label in LABELS if label != NONE) / max(1, views)
    return Row(name, sum(right.values()) / len(statements), sum(f1) / len(LABELS), stance, speed)


def table_of(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = ["| decided by | accuracy | macro-F1 | stance of views right | statements a second |", "|---" * 5 + "|"]
    for row in rows:
        figures = (row.accuracy, row.macro_f1, row.stance)
        lines.append(f"| {row.name} | {' | '.join(f'{figure:.3f}' for figure in figures)} | {row.speed:,.0f} |")
    return "\n".join(lines)


def word_list(name: str) -> Callable[[str], float]:
    """How positive a text is, -1 to 1, by "VADER" or by "FinVADER", which adds two lists of words of finance to it.

    FinVADER's package fetches VADER's list from the network when it is imported; only its own lists are read here.
    """
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer: Any = SentimentIntensityAnalyzer()
    if name == "FinVADER":
        bignomics = _module_of("finvader", "SentiBignomics.py").lexicon1()
        analyzer.lexicon.update({word: BIGNOMICS_SHARE * value for word, value in bignomics.items()})
        analyzer.lexicon.update(_module_of("finvader", "Henry.py").lexicon2())
    return lambda text: float(analyzer.polarity_scores(text)["compound"])


def _module_of(package: str, file: str) -> ModuleType:
    """One module of an installed package, without running the package itself."""
    found = next(path for path in metadata.files(package) or () if path.name == file)
    spec = importlib.util.spec_from_file_location(f"{package}_{found.stem}", Path(str(found.locate())))
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} of {package} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_words(positive: float, *, middle: str = NONE) -> str:
    """The label of a text by how positive it is; `middle` is that of one in between."""
    return Stance.BULLISH.value if positive >= AT else Stance.BEARISH.value if positive <= -AT else middle


def fared_line(row: Mapping[str, Any]) -> str:
    """A passage that says how an index fared, as the line of a candidate whose holder is not named."""
    text, start, end = row["text"], row["start"], row["end"]
    found = find_indices(text[start:end])
    name = index_name(found[0][2]) if found else text[start:end]
    return f"subject index firm {name} | {START} {text[:start]} {MARKET} {text[start:end]}{text[end:]} {END}"


def benchmark(order: Order, fared: Path | None, log: Log) -> dict[str, list[Row]]:
    """The tables by their titles: statements of held-out articles, and passages that say how an index fared."""
    ready = prepare(order)
    scores = held_out_scores(order.course, ready.learned, ready.trial, ready.folds, work=order.work, log=log)
    told = ready.trial.told(scores, ready.folds.keys())
    statements = [Statement(one.text, one.line, one.stances) for one in told]
    blends = [one.blend for one in cross(ready.trial, scores, ready.folds).fitted]
    rows = [
        measured("majority: none", statements, lambda _: NONE),
        *(_by_list(name, statements, middle=NONE) for name in ("VADER", "FinVADER")),
        row_of("rules", statements, [_label(one.rules, BY_RULES.view_at) for one in told], speed=_rules_speed(ready)),
    ]
    for int8 in (False, True):
        encoders = [exported(order, ready, fold, int8=int8, log=log) for fold in range(FOLDS)]
        began = time.monotonic()
        found = [encoders[ready.folds[one.key]](one.line) for one in told]
        speed = len(told) / (time.monotonic() - began)
        name = "int8" if int8 else "float"
        rows.append(row_of(f"encoder, {name}", statements, [likeliest(one.labels) for one in found], speed=speed))
    both = [
        _label(blended(one.rules, one_found, blends[ready.folds[one.key]]), blends[ready.folds[one.key]].view_at)
        for one, one_found in zip(told, found, strict=True)
    ]
    rows.append(row_of("rules and encoder, int8", statements, both, speed=speed))
    tables = {f"{len(statements)} statements of held-out articles": rows}
    if fared:
        passages = _fared(fared)
        title = f"{len(passages)} passages that say how an index fared (no none among the answers)"
        names = (_by_list(name, passages, middle=Stance.NEUTRAL.value) for name in ("VADER", "FinVADER"))
        encoder = exported(order, ready, 0, int8=True, log=log)
        tables[title] = [*names, measured("encoder, int8", passages, lambda one: how_it_fares(encoder(one.line)))]
    return tables


def _by_list(name: str, statements: Sequence[Statement], *, middle: str) -> Row:
    positive = word_list(name)
    return measured(name, statements, lambda one: by_words(positive(one.text), middle=middle))


def _label(opinion: Opinion, view_at: float) -> str:
    return opinion.stance.value if opinion.view >= view_at else NONE


def likeliest(logits: Sequence[float]) -> str:
    """The label of the largest logit."""
    return LABELS[max(range(len(LABELS)), key=lambda place: logits[place])]


def how_it_fares(scores: Scores) -> str:
    """Bullish, bearish or, where the encoder sees no view, neutral."""
    label = likeliest(scores.labels)
    return Stance.NEUTRAL.value if label == NONE else label


def _rules_speed(ready: Ready) -> float:
    """Candidates that the rules weigh in a second."""
    pairs = [(one.reading, piece) for one in ready.trial.held[:SAMPLE] for piece in one.reading.pieces]
    began = time.monotonic()
    for reading, piece in pairs:
        rule_opinion(reading, piece)
    return len(pairs) / (time.monotonic() - began)


def _fared(path: Path) -> list[Statement]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Statement(row["text"], fared_line(row), (FARED[row["label"]],)) for row in rows]

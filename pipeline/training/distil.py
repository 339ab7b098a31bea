"""Adds a quick encoder to a model: it learns from gold, and from what the model's own encoder thinks of the same lines.

Neither has learned from the articles on which both are measured together; only the few weights behind them are fitted
to these, in folds.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from pipeline.extract.blend import blended
from pipeline.extract.deciders import QUICK_TOKENIZER, QUICK_WEIGHTS
from pipeline.extract.encoder import META, TOKENIZER, WEIGHTS, Encoder, Scores, load_onnx, read_meta
from pipeline.extract.marking import HEAD_END, VALUES, short_line
from pipeline.scoring import Score, score_data
from pipeline.training.course import Course, Log, blank
from pipeline.training.cross import ABOVE, BELOW, Crossed, Fitted, by_rules, cross, fit
from pipeline.training.examples import Example
from pipeline.training.make import Order, Ready, prepare, score_of
from pipeline.training.release import Figures, QuickFigures, write_card
from pipeline.training.trial import Lines


def distil(order: Order, model: Path, log: Log) -> Figures:
    """Train a quick encoder from the base of an order, write it to the folder of a model, and measure both together."""
    ready, slow = prepare(order), load_onnx(model)
    log(f"{len(ready.learned)} lines are scored by {model.name}")
    teacher, _ = scores_of(slow, (example.line for example in ready.learned))
    train_quick(order.course, ready.learned, teacher, out=model, log=log)
    return measure(order, ready, model)


def train_quick(course: Course, learned: list[Example], teacher: Lines, *, out: Path, log: Log) -> None:
    """Write the quick encoder that learned from examples, and from the scores that a teacher gave their lines."""
    from pipeline.training.export import export
    from pipeline.training.learn import learn

    network, tokenizer = blank(course)
    taught = {short_line(example.line): teacher[example.line] for example in learned}
    learn(network, tokenizer, [shortened(one) for one in learned], course.passages, log=log, teacher=taught)
    with tempfile.TemporaryDirectory() as scratch:
        export(network, tokenizer, Path(scratch))
        for made, name in ((WEIGHTS, QUICK_WEIGHTS), (TOKENIZER, QUICK_TOKENIZER)):
            (out / name).write_bytes(Path(scratch, made).read_bytes())


def shortened(example: Example) -> Example:
    """An example as the quick encoder reads it, without the kinds of the values that stood in what is cut off."""
    short = short_line(example.line)
    whole, kept = (line.partition(HEAD_END)[2] for line in (example.line, short))
    cut = whole[: whole.find(kept)]
    return replace(example, line=short, kinds=example.kinds[sum(cut.count(marker) for marker in VALUES) :])


def measure(order: Order, ready: Ready, model: Path) -> Figures:
    """Measure a model with its quick encoder in folds, fit what stands behind both, and tell it in meta and card."""
    trial, folds = ready.trial, ready.folds
    lines = trial.lines(folds.keys())
    slow, slow_speed = scores_of(load_onnx(model), lines)
    shorts, fast_speed = scores_of(load_onnx(model, QUICK_WEIGHTS, QUICK_TOKENIZER), map(short_line, lines))
    fast = shorts | {line: shorts[short_line(line)] for line in lines}
    scores, quick = dict.fromkeys(folds, slow), dict.fromkeys(folds, fast)
    alone, both = cross(trial, scores, folds), cross(trial, scores, folds, quick)
    names = {one.name: f"{one.name}/" for one in order.articles} | {"all": ""}
    meta = read_meta(model)
    figures = Figures(
        both,
        {name: score_of(by_rules(trial), prefix) for name, prefix in names.items()},
        {name: score_of(both.tried, prefix) for name, prefix in names.items()},
        meta["scores"]["stance_f1_float"],
        meta["scores"]["stance_f1_int8"],
        slow_speed,
        QuickFigures(settled_share(ready, both, fast), score_of(alone.tried, ""), fast_speed),
    )
    tell(order, model, fit(trial, scores, folds.keys(), quick), figures)
    write_card(model, figures, preface=(model / "about.md").read_text(encoding="utf-8"))
    return figures


def scores_of(encoder: Encoder, lines: Iterable[str]) -> tuple[dict[str, Scores], float]:
    """The scores of lines, and how many were scored in a second of processor time."""
    each = list(dict.fromkeys(lines))
    began = time.process_time()
    found = {line: encoder(line) for line in each}
    return found, len(each) / max(1e-9, time.process_time() - began)


def settled_share(ready: Ready, crossed: Crossed, fast: Lines) -> float:
    """Which share of the candidates of held-out articles the quick encoder settles."""
    told = ready.trial.told(dict.fromkeys(ready.folds, fast), ready.folds.keys())
    blends = [fitted.quick for fitted in crossed.fitted]
    sure = [
        not BELOW <= blended(one.rules, one.scores, blend).view <= ABOVE
        for one in told
        if (blend := blends[ready.folds[one.key]])
    ]
    return sum(sure) / len(sure)


def tell(order: Order, model: Path, fitted: Fitted, figures: Figures) -> None:
    """Add the quick encoder to meta.json, with what is now fitted behind both and how they fare together."""
    meta = read_meta(model)
    files = {name: hashlib.sha256((model / name).read_bytes()).hexdigest() for name in (QUICK_WEIGHTS, QUICK_TOKENIZER)}
    meta["name"] = model.name
    meta["blend"] = asdict(fitted.blend)
    meta["sha256"] |= files
    meta["scores"] |= _scores(figures.model, figures)
    meta["quick"] = {
        "blend": asdict(fitted.quick) if fitted.quick else None,
        "below": BELOW,
        "above": ABOVE,
        "base": order.course.base.name,
        "layers": order.course.layers,
        "plan": asdict(order.course.passages),
        "command": order.command,
    }
    text = json.dumps(meta, indent=2, ensure_ascii=False, sort_keys=True)
    (model / META).write_text(text + "\n", encoding="utf-8")


def _scores(model: Mapping[str, Score], figures: Figures) -> dict[str, object]:
    from pipeline.training.trial import calibration_error

    return {
        "held_out": {name: score_data(score) for name, score in model.items()},
        "calibration_error": round(calibration_error(figures.crossed.sure), 4),
    }

"""Writes the folder of a trained model: weights, tokenizer, meta.json with all that went in, card.md for readers.

The card is made from the figures, so that none in it can be another model's.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline.extract.blend import Blend
from pipeline.extract.deciders import QUICK_WEIGHTS
from pipeline.extract.encoder import LABELS, META, TOKENIZER, WEIGHTS
from pipeline.scoring import Score, score_data
from pipeline.training.cross import Crossed
from pipeline.training.trial import binned, calibration_error
from pipeline.types import Stance

LIBRARIES = ("numpy", "onnx", "onnxruntime", "scikit-learn", "spacy", "tokenizers", "torch", "transformers")
CARD = "card.md"
LARGEST = 95_000_000  # bytes a file may have
BAR = 40  # characters of the longest bar of the calibration plot
CURVE = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of a model: its folds beside the rules on the same articles, by set, and what int8 costs."""

    crossed: Crossed
    rules: Mapping[str, Score]
    model: Mapping[str, Score]
    float_f1: float
    int8_f1: float
    lines_a_second: float
    quick: QuickFigures | None = None


@dataclass(frozen=True, slots=True)
class QuickFigures:
    """What is told of a quick encoder: which share of candidates it settles, how the model fares without it on all
    articles, and lines a second."""

    settled: float
    without: Score
    lines_a_second: float


def write_meta(folder: Path, blend: Blend, figures: Figures, *, told: Mapping[str, Any]) -> None:
    """Write meta.json; `told` says what the model was made from, by which command. Raises ValueError where a file is
    too large to ship."""
    files = {name: folder / name for name in (WEIGHTS, TOKENIZER)}
    large = [name for name, path in files.items() if path.stat().st_size > LARGEST]
    if large:
        raise ValueError(f"{', '.join(large)} in {folder} has more than {LARGEST} bytes: take fewer layers")
    meta = {
        "name": folder.name,
        "labels": LABELS,
        "blend": asdict(blend),
        **told,
        "versions": {"python": platform.python_version()} | {name: metadata.version(name) for name in LIBRARIES},
        "scores": {
            "held_out": {name: score_data(score) for name, score in figures.model.items()},
            "rules": {name: score_data(score) for name, score in figures.rules.items()},
            "calibration_error": round(calibration_error(figures.crossed.sure), 4),
            "stance_f1_float": figures.float_f1,
            "stance_f1_int8": figures.int8_f1,
        },
        "sha256": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
    }
    text = json.dumps(meta, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / META).write_text(text + "\n", encoding="utf-8")


def write_card(folder: Path, figures: Figures, *, preface: str) -> None:
    """Write card.md: what a person wrote of the model, then its figures."""
    parts = [
        preface.rstrip(),
        "## Figures on held-out articles",
        _SETS,
        figures_table(figures),
        "## By stance",
        stance_table(figures),
        "## Confidence",
        _CONFIDENCE.format(error=calibration_error(figures.crossed.sure)),
        calibration_plot(figures.crossed.sure),
        _CURVE,
        confidence_curve(figures.crossed),
        "## Size and speed",
        _SIZE.format(
            mb=(folder / WEIGHTS).stat().st_size / 1e6,
            speed=figures.lines_a_second,
            full=figures.float_f1,
            small=figures.int8_f1,
        ),
    ]
    if figures.quick:
        parts += ["## The quick encoder", _QUICK.format(**_quick_figures(folder, figures, figures.quick))]
    (folder / CARD).write_text("\n\n".join(parts) + "\n", encoding="utf-8")


_SETS = """\
Five folds by article: each article is decided by an encoder, a blend and a confidence that have not seen it.
`F1` of views asks for holder and index, that of stance for the stance too, that of levels for kind and value."""

_CONFIDENCE = """\
`confidence` is how often a view of that confidence has holder, index and stance right. On held-out articles it is off
by {error:.3f} on average (expected calibration error over ten bins). Each line is a tenth of the scale: `=` is how many
of its views are right, `|` where its confidence says they should be."""

_CURVE = "`--min-confidence` leaves out what is less sure:"

_SIZE = """\
The weights are int8, {mb:.0f} MB, and score {speed:.0f} candidates a second on one thread of the machine that made
them. On the articles of one fold the F1 of stance is {full:.3f} with float weights and {small:.3f} with int8."""


_QUICK = """\
A small encoder reads each candidate first and settles those that it is sure of: {settled:.0%} of the candidates of
held-out articles. Its weights are int8, {mb:.0f} MB, and score {speed:.0f} candidates a second. On all articles F1 is
{view:.3f} for views and {stance:.3f} for stance with it, {view_without:.3f} and {stance_without:.3f} without."""


def _quick_figures(folder: Path, figures: Figures, quick: QuickFigures) -> dict[str, float]:
    rates, without = figures.model["all"].rates, quick.without.rates
    return {
        "settled": quick.settled,
        "mb": (folder / QUICK_WEIGHTS).stat().st_size / 1e6,
        "speed": quick.lines_a_second,
        "view": rates["view"].f1,
        "stance": rates["stance"].f1,
        "view_without": without["view"].f1,
        "stance_without": without["stance"].f1,
    }


def figures_table(figures: Figures) -> str:
    """Precision, recall and F1 for each set of articles, the rules first."""
    head = ["set", "articles", "decided by", "view P", "view R", "view F1", "stance F1", "stance right", "level F1"]
    head += ["distractors in 100"]
    rows = []
    for name in figures.model:
        rows += [[name, *_cells("rules", figures.rules[name])], [name, *_cells("model", figures.model[name])]]
    return _table(head, rows)


def _cells(decider: str, score: Score) -> list[str]:
    view, stance, level = (score.rates[name] for name in ("view", "stance", "level"))
    shown = (view.precision, view.recall, view.f1, stance.f1, score.stance_accuracy, level.f1)
    lost = 100 * score.distractors / score.articles
    return [str(score.articles), decider, *(f"{value:.3f}" for value in shown), f"{lost:.1f}"]


def stance_table(figures: Figures) -> str:
    """Precision, recall and F1 of each stance over all sets."""
    rows = []
    for decider, score in (("rules", figures.rules["all"]), ("model", figures.model["all"])):
        for stance in Stance:
            rate = score.rates[stance.value]
            rows.append([decider, stance.value, f"{rate.precision:.3f}", f"{rate.recall:.3f}", f"{rate.f1:.3f}"])
    return _table(["decided by", "stance", "P", "R", "F1"], rows)


def calibration_plot(sure: Sequence[tuple[float, bool]]) -> str:
    """Ten lines, one for each tenth of the scale that has views."""
    lines = []
    for place, here in enumerate(binned(sure)):
        if here:
            said = sum(confidence for confidence, _ in here) / len(here)
            right = sum(truth for _, truth in here) / len(here)
            bar = list(f"{'=' * round(BAR * right):{BAR + 1}}")
            bar[round(BAR * said)] = "|"
            span = f"{place / 10:.1f}-{(place + 1) / 10:.1f}"
            lines.append(f"{span} {''.join(bar)} said {said:.2f}, right {right:.2f} of {len(here)}")
    return "\n".join(["```", *lines, "```"])


def confidence_curve(crossed: Crossed) -> str:
    """How many views are left at some values of --min-confidence, and how many of them are right."""
    rows = []
    for least in CURVE:
        kept = [right for confidence, right in crossed.sure if confidence >= least]
        if kept:
            rows.append([f"{least:.1f}", str(len(kept)), f"{sum(kept) / len(kept):.3f}", f"{sum(kept)}"])
    return _table(["at least", "views", "right", "right views"], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

"""Weighs the words of a candidate: is it a view at all, and is it bullish, bearish or neutral?

The cues are data (`data/cues.csv`) with their weights; "due for a pullback" weighs for a view and for bearish.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.types import Stance

STANCES = (Stance.BULLISH, Stance.NEUTRAL, Stance.BEARISH)
RE_WORD = re.compile(r"(?<![\w.&’'-])[a-z][a-z’']+(?![\w&])")  # small letters only: names are no features
RE_START = re.compile(r"\b\w\w")
RE_GROUP = re.compile(r"\(\?:(?P<parts>[^()]*)\)(?P<optional>[?*{])?")
RE_GROUPS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
RE_OPENING = re.compile(r"[A-Za-z0-9' -]*")
OPTIONAL = frozenset("?*{")
FOLDED = str.maketrans({"ſ": "s", "ı": "i", "İ": "i"})  # what a pattern without case takes for small letters
RE_NEGATION = re.compile(
    (
        r"(?:\b(?:not|no|never|without|hardly|unlikely|little|limited|nor|neither|lack of|no "
        r"longer|don['’]?t|isn['’]?t|rather than|far from|few|end of|doubt\w*|fail\w*)\b|"
        r"n['’]t\b)(?:\s[\w-]+){0,3}\s?$"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase (a regular expression) with its kind: state, move, judge, forward, today or negate."""

    pattern: str
    kind: str
    stance: str


@cache
def load_cues() -> tuple[Cue, ...]:
    """The cues of the data file, in its order."""
    source = resources.files("pipeline.data").joinpath("cues.csv").read_text(encoding="utf-8")
    return tuple(Cue(r["cue"], r["kind"], r["stance"]) for r in csv.DictReader(source.splitlines()))


@cache
def _compiled() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    return tuple(
        (
            c.pattern,
            c.kind,
            c.stance,
            re.compile((r"\b" if c.pattern[0].isalnum() else "") + rf"(?:{c.pattern})\b", re.IGNORECASE),
        )
        for c in load_cues()
    )


@cache
def _by_start() -> Mapping[str, Sequence[tuple[str, int]]]:
    """What the matches of cues begin with, and the places of these cues, by the two letters that a word must begin
    with; by "" those that may begin inside a word."""
    found: dict[str, list[tuple[str, int]]] = {}
    for place, cue in enumerate(load_cues()):
        for opening in openings(cue.pattern):
            start = opening[:2] if cue.pattern[0].isalnum() and opening[:2].isalnum() and len(opening) > 1 else ""
            found.setdefault(start, []).append((opening, place))
    return found


def _possible(text: str) -> list[tuple[str, str, str, re.Pattern[str]]]:
    """The cues that a text may have, in their order: most have nothing of most texts."""
    lowered = text.translate(FOLDED).lower()
    starts = _by_start().keys() & {"", *RE_START.findall(lowered)}
    places = {place for start in starts for opening, place in _by_start()[start] if opening in lowered}
    return [_compiled()[place] for place in sorted(places)]


def openings(pattern: str) -> tuple[str, ...]:
    """What a match of a cue begins with, in small letters, one of which every text with a match must hold.

    "due for" opens so itself, "(?:buy|sell)ing" with "buy" or "sell", "rall(?:y|ies)" with "rall", "gains?" with
    "gain", and "\\w+ly" with "", which stands in every text.
    """
    group = RE_GROUP.match(pattern)
    if group:
        return ("",) if group["optional"] else tuple(o for part in group["parts"].split("|") for o in openings(part))
    if "|" in RE_GROUPS.sub("", pattern):
        return ("",)
    opening = RE_OPENING.match(pattern).group()  # type: ignore[union-attr]
    return ((opening[:-1] if pattern[len(opening) :][:1] in OPTIONAL else opening).lower(),)


def cue_features(text: str) -> dict[str, float]:
    """The cues of a text as features: "c:due for" 1.0, "n:bullish" 1.0 where it is negated, sums per kind, and words.

    The words ("w:beat") are the small ones: names stand in capitals and are left out.
    """
    features: dict[str, float] = {}
    for name, kind, stance, pattern in _possible(text):
        for match in pattern.finditer(text):
            negated = kind in ("state", "move", "judge") and RE_NEGATION.search(
                text, max(0, match.start() - 40), match.start()
            )
            features[("n:" if negated else "c:") + name] = 1.0
            group = f"k:{kind}:{stance}" + (":not" if negated else "")
            features[group] = min(3.0, features.get(group, 0.0) + 1.0)
    for word in RE_WORD.finditer(text):
        features["w:" + word.group().lower()] = 1.0
    for side in ("bullish", "bearish"):
        if features.get(f"k:move:{side}") and any(f.startswith("k:forward") for f in features):
            features[f"x:forward-move:{side}"] = 1.0
    return features


@dataclass(frozen=True, slots=True)
class Weights:
    """Two logistic models over features: `view` (is it one) and `stance` (three rows, as in STANCES)."""

    view: Mapping[str, float]
    stance: Mapping[str, tuple[float, float, float]]


@cache
def load_weights() -> Weights:
    """The weights of the data file, fitted by `scripts/fit_cues.py`."""
    data = json.loads(resources.files("pipeline.data").joinpath("cue_weights.json").read_text(encoding="utf-8"))
    return Weights(data["view"], {k: (v[0], v[1], v[2]) for k, v in data["stance"].items()})


def view_probability(features: Mapping[str, float], weights: Weights) -> float:
    """How likely the features are a view's, 0 to 1."""
    total = weights.view.get("bias", 0.0) + sum(weights.view.get(f, 0.0) * v for f, v in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def stance_probabilities(features: Mapping[str, float], weights: Weights) -> dict[Stance, float]:
    """How likely each stance is, given that it is a view."""
    totals = list(weights.stance.get("bias", (0.0, 0.0, 0.0)))
    for feature, value in features.items():
        row = weights.stance.get(feature)
        if row:
            totals = [t + w * value for t, w in zip(totals, row, strict=True)]
    return dict(zip(STANCES, _softmax(totals), strict=True))


def _softmax(totals: Iterable[float]) -> list[float]:
    powers = [math.exp(max(-30.0, min(30.0, t))) for t in totals]
    return [p / sum(powers) for p in powers]

"""Decides by trained encoders: a small one settles what is plain, and only of the rest the large one is asked.

The small one has learned from the large one, reads shorter lines in a small part of its time, and settles over half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.extract.blend import Blend, blended, read_blend
from pipeline.extract.encoder import Encoder, load_encoder, load_onnx, read_meta
from pipeline.extract.marking import mark, short_line
from pipeline.extract.opinions import Asked, Decider, Opinion, rule_opinion
from pipeline.extract.pieces import Piece

LEAST = 0.05  # what the rules find less likely than that is no view, and no encoder is asked
QUICK_WEIGHTS, QUICK_TOKENIZER = "quick.onnx", "quick-tokenizer.json"


@dataclass(frozen=True, slots=True)
class Quick:
    """A small encoder that is asked first. A candidate that is less likely a view than `below` is none for it, one that
    is more likely than `above` is one; what lies between is not plain."""

    encoder: Encoder
    blend: Blend
    below: float
    above: float

    def opinion(self, rules: Opinion, line: str) -> Opinion | None:
        """What it thinks of a candidate; None where that is not plain."""
        found = blended(rules, self.encoder(short_line(line)), self.blend)
        return None if self.below <= found.view <= self.above else found


def is_asked(piece: Piece, rules: Opinion) -> bool:
    """Whether an encoder is asked about a candidate: not about rows, nor about what is plainly no view."""
    return piece.link != "row" and rules.view >= LEAST


def encoder_opinions(
    rules: Sequence[Opinion], lines: Sequence[str | None], encoder: Encoder, blend: Blend, quick: Quick | None
) -> list[Opinion]:
    """The opinions of candidates by their lines, the quick encoder's where it is sure; where there is no line, what the
    rules think.

    One encoder is asked after the other, each about one line at a time: so its weights stay in the processor's caches.
    """
    settled = [
        rule if line is None else quick.opinion(rule, line) if quick else None
        for rule, line in zip(rules, lines, strict=True)
    ]
    return [
        found or blended(rule, encoder(line or ""), blend)
        for found, rule, line in zip(settled, rules, lines, strict=True)
    ]


def encoder_decider(encoder: Encoder, blend: Blend, quick: Quick | None = None) -> Decider:
    """The decider of a trained model."""

    def opinions(asked: Sequence[Asked]) -> list[Opinion]:
        rules = [rule_opinion(reading, piece) for reading, piece in asked]
        lines = [
            mark(reading, piece).text if is_asked(piece, rule) else None
            for (reading, piece), rule in zip(asked, rules, strict=True)
        ]
        return encoder_opinions(rules, lines, encoder, blend, quick)

    return Decider(opinions, blend.view_at, blend.joins_at, blend.confidence)


def load_decider(folder: Path) -> Decider:
    """The decider of a model's folder. Raises ModelError where it cannot be loaded."""
    meta = read_meta(folder)
    return encoder_decider(load_encoder(folder), read_blend(meta), load_quick(folder, meta))


def load_quick(folder: Path, meta: Mapping[str, Any]) -> Quick | None:
    """The quick encoder of a model's folder; None where it has none. Raises ModelError where a file of it is broken."""
    told = meta.get("quick")
    if told is None:
        return None
    encoder = load_onnx(folder, QUICK_WEIGHTS, QUICK_TOKENIZER)
    return Quick(encoder, Blend(**told["blend"]), told["below"], told["above"])

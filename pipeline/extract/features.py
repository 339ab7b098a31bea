"""Describes a candidate for the decision: its cues, how its market is named, who speaks in which form, its levels.

Names, firms and numbers are in no feature, so that nothing is learned about a person.
"""

from __future__ import annotations

import re

from pipeline.extract.cues import cue_features
from pipeline.extract.outright import outright_stance
from pipeline.extract.parse import Parsed
from pipeline.extract.pieces import Piece
from pipeline.extract.quotes import share_quoted
from pipeline.types import BlockKind, LevelKind

RE_OUTSIDE_ASSET = re.compile(
    (
        r"\b(?:oil|crude|gold|dollar|euro|yen|treasur\w+|bonds?|yields?|currenc\w+|bitcoin|"
        r"copper|commodit\w+|housing|real estate|the economy|inflation|the fed|interest "
        r"rates?)\b"
    ),
    re.IGNORECASE,
)
NEAR = 50
RE_JUDGED_BEFORE = re.compile(
    r"\b(?:describ|call|view|see|rat|consider|judg|regard|keep|find|mak)(?:e[sd]?|s|ed|" r"ing)?\s(?:the |U\.S\. )?$"
)
RE_JUDGED_AFTER = re.compile(r"\s(?:as|is|are|looks?|remains?|seems?|appears?|was|were|have become|has become)\s")
RE_COMPANY = re.compile(r"\b(?:the company|its (?:shares|stock|earnings)|the stock\b|their products|shares of [A-Z])")


def piece_features(text: str, sentence: Parsed, piece: Piece) -> dict[str, float]:
    """The features of a candidate: those of its stretch, and of the whole sentence for what stands around it."""
    stretch = text[piece.start : piece.end]
    features = cue_features(stretch)
    if (piece.start, piece.end) != (sentence.start, sentence.end):
        around = cue_features(text[sentence.start : piece.start] + " " + text[piece.end : sentence.end])
        features |= {"s:" + name: value for name, value in around.items() if name[:2] in ("k:", "x:")}
    for a, b in piece.spans:
        near = cue_features(text[max(piece.start, a - NEAR) : a] + " " + text[b : min(piece.end, b + NEAR)])
        features |= {"x:near:" + name: 1.0 for name in near if name.startswith("k:")}
        judged = RE_JUDGED_BEFORE.search(text, piece.start, a) or RE_JUDGED_AFTER.match(text, b, piece.end)
        if judged:
            features["x:judged"] = 1.0
    outright = outright_stance(text, piece.start, piece.end, piece.spans)
    if outright:
        features["x:outright"] = 1.0
        features[f"x:outright:{outright.value}"] = 1.0
    features[f"link:{piece.link}"] = 1.0
    features[f"form:{piece.form}"] = 1.0
    features["quoted"] = share_quoted(list(sentence.quotes), piece.start, piece.end)
    kinds = {t.kind for t in piece.levels}
    for kind in kinds:
        features[f"level:{kind.value}"] = 1.0
    if kinds - {LevelKind.OBSERVED}:
        features["level"] = 1.0
    if any(piece.start <= h.start < piece.end for h in sentence.horizons):
        features["horizon"] = 1.0
    features[f"who:{'firm' if piece.actor.key.startswith('@') else 'person'}"] = 1.0
    if not piece.actor.introduced and not piece.actor.key.startswith("@"):
        features["who:plain"] = 1.0
    if RE_OUTSIDE_ASSET.search(stretch):
        features["asset"] = 1.0
        features[f"asset:{piece.link}"] = 1.0
    if RE_COMPANY.search(stretch):
        features["company"] = 1.0
    if sentence.kind in (BlockKind.TITLE, BlockKind.HEADING):
        features["title"] = 1.0
    features["length"] = min(1.0, (piece.end - piece.start) / 300)
    return features

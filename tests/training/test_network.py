"""The network on a tiny base made here: it learns, the same seed gives the same weights, and it ships as ONNX."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra train")
pytest.importorskip("transformers", reason="needs the extra train")
pytest.importorskip("onnx", reason="needs the extra train")

import onnx

from pipeline.extract.deciders import QUICK_TOKENIZER, QUICK_WEIGHTS
from pipeline.extract.encoder import LABELS, META, WEIGHTS, Scores, load_encoder, load_onnx
from pipeline.extract.marking import MARKERS
from pipeline.training.course import Course, Plan, scores_of, train
from pipeline.training.distil import train_quick
from pipeline.training.examples import Example
from pipeline.training.export import export

WORDS = ["up", "down", "flat", "rain", "index", "|", "the", "is", "at", "a", "of"]
PLAN = Plan(epochs=8, rate=2e-3, seed=1)
LEARNED = [
    Example("a", f"index [START] [HOLDER] the {word} is {word} [END] [VALUE]", (label,), False, ("none",), 0.5)
    for word, label in zip(WORDS, ("bullish", "bearish", "neutral", "none"), strict=False)
] * 24
LINES = [example.line for example in LEARNED[:4]]
TAUGHT = list(zip((2, 1, 3, 0), LINES, strict=True))  # what a teacher thinks, which is not what gold says


def close(one: Scores, other: Scores, within: float) -> bool:
    return max(abs(a - b) for a, b in zip(one.labels, other.labels, strict=True)) < within


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Threads that wait for each other take longer than a network as small as this one."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers with a vocabulary of a few words, as a folder of transformers."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("base")
    unused = [f"[unused{n}]" for n in range(1, len(MARKERS) + 1)]
    vocabulary = {word: n for n, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *unused, *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture
def course(base: Path) -> Course:
    return Course(base, layers=2, passages=PLAN, articles=Plan(1, 1e-4, 1, frozen=1))


def test_it_learns_what_it_is_shown_and_the_same_seed_gives_the_same(course: Course, tmp_path: Path) -> None:
    said: list[str] = []
    found = scores_of(course, LEARNED, [], LINES, work=tmp_path, log=said.append)
    best = [LABELS[max(range(4), key=lambda place: found[line].labels[place])] for line in LINES]
    assert best == ["bullish", "bearish", "neutral", "none"]
    assert said[0].endswith("96 lines, 72 of them views")
    (tmp_path / "again").mkdir()
    again = scores_of(course, LEARNED, [], LINES, work=tmp_path / "again", log=said.append)
    assert all(close(found[line], again[line], 1e-4) for line in LINES)


def test_what_was_done_is_not_done_again(course: Course, tmp_path: Path) -> None:
    said: list[str] = []
    first = scores_of(course, LEARNED, LEARNED[:8], LINES, work=tmp_path, log=said.append)
    done = len(said)
    assert scores_of(course, LEARNED, LEARNED[:8], LINES, work=tmp_path, log=said.append) == first
    train(course, LEARNED, LEARNED[:8], work=tmp_path, log=said.append)
    assert len(said) == done


def test_it_ships_without_torch(course: Course, tmp_path: Path) -> None:
    network, tokenizer = train(course, LEARNED, [], work=tmp_path, log=lambda line: None)
    learned = scores_of(course, LEARNED, [], LINES, work=tmp_path, log=lambda line: None)
    for int8, within in ((False, 1e-3), (True, 0.8)):
        folder = tmp_path / str(int8)
        export(network, tokenizer, folder, int8=int8)
        (folder / META).write_text(json.dumps({"labels": LABELS}), encoding="utf-8")
        encoder = load_encoder(folder)
        assert all(close(encoder(line), learned[line], within) for line in LINES)
        assert [encoder(line) for line in reversed(LINES)] == [load_onnx(folder)(line) for line in reversed(LINES)]
        inputs = [part.name for part in onnx.load(folder / WEIGHTS).graph.input]
        assert inputs == (["ids"] if int8 else ["ids", "mask"]), "only int8 graphs are slimmed"


def test_a_slimmed_graph_has_the_same_logits(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network, tokenizer = train(course, LEARNED, [], work=tmp_path, log=lambda line: None)
    export(network, tokenizer, tmp_path / "slim")
    monkeypatch.setattr("pipeline.training.export.slim", lambda model, tokens: model)
    export(network, tokenizer, tmp_path / "whole")
    slim, whole = (load_onnx(tmp_path / name) for name in ("slim", "whole"))
    assert [slim(line) for line in LINES] == [whole(line) for line in LINES]


def test_a_quick_encoder_learns_from_what_another_thinks(course: Course, tmp_path: Path) -> None:
    taught = {line: Scores(tuple(6.0 if place == number else -2.0 for place in range(4))) for number, line in TAUGHT}
    train_quick(course, LEARNED, taught, out=tmp_path, log=lambda line: None)
    quick = load_onnx(tmp_path, QUICK_WEIGHTS, QUICK_TOKENIZER)
    best = [max(range(4), key=lambda place: quick(line).labels[place]) for _, line in TAUGHT]
    assert best == [number for number, _ in TAUGHT]
    assert sorted(path.name for path in tmp_path.iterdir()) == [QUICK_TOKENIZER, QUICK_WEIGHTS]


def test_any_sequence_classifier_of_transformers_decides(base: Path, tmp_path: Path) -> None:
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    labels = dict(enumerate(reversed(LABELS)))
    config = BertConfig.from_pretrained(base, id2label=labels, label2id={name: n for n, name in labels.items()})
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(base / "tokenizer.json"), unk_token="[UNK]")
    tokenizer.save_pretrained(tmp_path)
    assert AutoTokenizer.from_pretrained(tmp_path)
    scores = load_encoder(tmp_path)(LINES[0])
    assert len(scores.labels) == len(LABELS)
    assert load_encoder(tmp_path)(LINES[0]) == scores

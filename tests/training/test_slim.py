"""A slimmed graph has the logits of the one that was exported, to the last bit."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline import shipped

pytest.importorskip("onnx", reason="needs the extra train")

import onnx
import onnxruntime
from onnx import helper

from pipeline.training.slim import slim

TOKENS = 128
START, END = 6, 7  # what stands around the stretch in question
MODEL = Path(shipped.resolve_model(shipped.SHIPPED))


def session(model: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


@cache
def exported() -> onnx.ModelProto:
    """The large encoder that ships, as it was exported."""
    return onnx.load(MODEL / "model.onnx")


@cache
def both() -> tuple[Any, Any]:
    return session(exported().SerializeToString()), session(slim(exported(), TOKENS).SerializeToString())


@pytest.mark.slow
@pytest.mark.parametrize("length", [4, 7, 60, TOKENS])
def test_logits_are_the_same(length: int) -> None:
    ids = np.random.default_rng(length).integers(20, 20_000, (1, length))
    ids[0, length // 3], ids[0, length - 2] = START, END
    before, after = both()
    (known,) = before.run(["labels"], {"ids": ids, "mask": np.ones_like(ids)})
    (found,) = after.run(["labels"], {"ids": ids})
    assert np.array_equal(found, known)
    ids[0, length // 3] = 20
    assert not np.array_equal(after.run(["labels"], {"ids": ids})[0], found), "the stretch counts"


@pytest.mark.slow
def test_a_graph_that_is_slim_already_is_refused() -> None:
    with pytest.raises(ValueError, match="inputs and outputs ids, labels"):
        slim(slim(exported(), TOKENS), TOKENS)


def test_a_graph_of_others_is_refused() -> None:
    graph = helper.make_graph([], "none", [], [])
    with pytest.raises(ValueError, match="not ids, mask, labels"):
        slim(helper.make_model(graph), TOKENS)

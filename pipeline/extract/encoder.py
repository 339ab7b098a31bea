"""Reads a marked line with a trained encoder: `load_encoder(Path("models/views-2"))(line)` gives its logits.

Each line is one call of its own, on one thread: what stands beside it in an article cannot change its score.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.types import Stance

NONE = "none"
LABELS = (NONE, Stance.BULLISH.value, Stance.BEARISH.value, Stance.NEUTRAL.value)
META, WEIGHTS, TOKENIZER = "meta.json", "model.onnx", "tokenizer.json"
CONFIG = "config.json"  # of a checkpoint of transformers


class ModelError(Exception):
    """A model that cannot be loaded: what is wrong and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits of a line, one for each of LABELS."""

    labels: tuple[float, ...]


Encoder = Callable[[str], Scores]
SLOWER = ["SkipLayerNormFusion"]  # on a processor it took 0.6 ms, the two steps that it puts together 0.1


def read_meta(folder: Path) -> dict[str, Any]:
    """What a model's folder says of it; empty for a checkpoint of transformers, which has no meta.json.

    Raises ModelError where the folder holds no model.
    """
    path = folder / META
    if not path.is_file():
        if (folder / CONFIG).is_file():
            return {}
        raise ModelError(f"'{folder}' holds no model: neither {META} nor {CONFIG} is there")
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is not readable as JSON: {error}") from error
    if not isinstance(meta, dict) or tuple(meta.get("labels", ())) != LABELS:
        raise ModelError(f"{path} is of no model that decides {', '.join(LABELS)}: take one made for this version")
    return meta


def load_encoder(folder: Path) -> Encoder:
    """The encoder of a folder: ours by onnxruntime, a checkpoint of transformers by torch.

    Raises ModelError where a file is missing or broken, or torch is not installed.
    """
    return load_onnx(folder) if read_meta(folder) else _load_checkpoint(folder)


def load_onnx(folder: Path, weights: str = WEIGHTS, vocabulary: str = TOKENIZER) -> Encoder:
    """An encoder of ours, by the names of its files. Raises ModelError where a file of it is missing or broken."""
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    try:
        tokenizer = Tokenizer.from_file(str(folder / vocabulary))
        session = onnxruntime.InferenceSession(
            str(folder / weights), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
    except Exception as error:  # each library has errors of its own for a file that is missing or broken
        raise ModelError(f"the model in '{folder}' cannot be loaded: {' '.join(str(error).split())}") from error
    is_masked = len(session.get_inputs()) > 1  # a graph that was not slimmed asks which tokens are no padding

    def scores(line: str) -> Scores:
        ids = np.array([tokenizer.encode(line).ids], dtype=np.int64)
        (labels,) = session.run(["labels"], {"ids": ids, "mask": np.ones_like(ids)} if is_masked else {"ids": ids})
        return Scores(tuple(float(logit) for logit in labels[0]))

    return scores


def _load_checkpoint(folder: Path) -> Encoder:
    """Any sequence classifier of transformers with our labels; needs torch, which the extra `train` installs."""
    try:
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer
    except ImportError as error:
        raise ModelError(f"'{folder}' is a checkpoint of transformers: install the extra [train]") from error
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the checkpoint '{folder}' cannot be loaded: {' '.join(str(error).split())}") from error
    places = {name.lower(): place for place, name in model.config.id2label.items()}
    if set(places) != set(LABELS):
        raise ModelError(f"the checkpoint '{folder}' has the labels {', '.join(places)}, not {', '.join(LABELS)}")
    model.eval()

    def scores(line: str) -> Scores:
        inputs = tokenizer(line, return_tensors="pt", truncation=True)
        with torch.inference_mode():
            logits = model(**inputs).logits[0].tolist()
        return Scores(tuple(logits[places[label]] for label in LABELS))

    return scores

"""Writes a trained network for use without torch: `export(network, tokenizer, Path("models/views-2"))`.

The weights become 8-bit integers, a quarter of the size; what that costs is measured on lines the network knows not.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from pipeline.extract.encoder import TOKENIZER, WEIGHTS
from pipeline.training.network import TOKENS, Network
from pipeline.training.slim import UnknownGraph, slim

OPSET = 17
LINES = {0: "batch", 1: "length"}


def export(network: Network, tokenizer: Tokenizer, folder: Path, *, int8: bool = True) -> None:
    """Write `model.onnx` and `tokenizer.json` to a folder, with weights as int8 or as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / TOKENIZER))
    if not int8:
        _write_onnx(network, folder / WEIGHTS)
        return
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch, WEIGHTS)
        _write_onnx(network, full)
        _quantise(full, folder / WEIGHTS)
    _slim(folder / WEIGHTS)


class LabelsOnly(nn.Module):
    """A network without its second head."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        labels: Tensor = self.network(ids, mask)[0]
        return labels


def _write_onnx(network: Network, path: Path) -> None:
    ids = torch.arange(8).unsqueeze(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the exporter is an old one; the new one's graphs cannot be quantised
        torch.onnx.export(
            LabelsOnly(network).eval(),
            (ids, torch.ones_like(ids)),
            str(path),
            opset_version=OPSET,
            input_names=["ids", "mask"],
            output_names=["labels"],
            dynamic_axes={"ids": LINES, "mask": LINES, "labels": {0: "batch"}},
            dynamo=False,
        )


def _quantise(full: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().setLevel(logging.ERROR)
    # Seven bits of the eight: processors without VNNI add two products in 16 bits, which eight bits overflow.
    quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _slim(path: Path) -> None:
    """Rewrite a graph with fewer operators, where it is one of an architecture that we know how to."""
    with suppress(UnknownGraph):
        onnx.save(slim(onnx.load(path), TOKENS), path)

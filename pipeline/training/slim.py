"""Rewrites an exported encoder with the few operators that it needs: `slim(onnx.load("model.onnx"), 128)`.

torch exports a graph for batches and masks of any shape. We read one line a call and never pad it, so the mask is all
ones, and places and distances are slices of tables. Weights and the order of every sum stay: the logits are the same
to the last bit. The new graph takes `ids` alone, (1, length), and no more than `tokens` of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Array = NDArray[Any]
OPSETS = {"": 23, "com.microsoft": 1}  # 23 is the first that has Attention; onnxruntime knows it from 1.23 on
EXTRA = "com.microsoft"
IR = 11
ENCODER = "network.encoder."
EMBEDDINGS = ENCODER + "embeddings."
BUCKETS = 32  # of MPNet's distances between two tokens


class UnknownGraph(ValueError):
    """A graph that is not one of ours, and why."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How an architecture names the parts of a layer, and its place for a line's first token."""

    attention: str
    projections: tuple[str, str, str, str]  # query, key, value, output
    norm: str  # the one after attention
    first: int


BERT = Layout(
    attention="attention/self",
    projections=("attention/self/query", "attention/self/key", "attention/self/value", "attention/output/dense"),
    norm="attention.output.LayerNorm",
    first=0,
)
MPNET = Layout(
    attention="attention/attn",
    projections=("attention/attn/q", "attention/attn/k", "attention/attn/v", "attention/attn/o"),
    norm="attention.LayerNorm",
    first=2,
)


class Source:
    """The exported graph: its arrays and nodes by name. A name that it lacks raises UnknownGraph."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        constants = [node for node in graph.node if node.op_type == "Constant"]
        self._arrays: dict[str, Array] = {part.name: numpy_helper.to_array(part) for part in graph.initializer}
        self._arrays |= {node.output[0]: numpy_helper.to_array(node.attribute[0].t) for node in constants}
        self._nodes = {node.output[0]: node for node in graph.node}
        self.operators = Counter(node.op_type for node in graph.node)
        self.layers = self.operators["Softmax"]
        self.layout = MPNET if ENCODER + "encoder.relative_attention_bias.weight_scale" in self._arrays else BERT

    def array(self, name: str) -> Array:
        """A weight or constant."""
        if name not in self._arrays:
            raise UnknownGraph(f"the graph has no array '{name}'")
        return self._arrays[name]

    def node(self, output: str) -> onnx.NodeProto:
        """The node that writes an output."""
        if output not in self._nodes:
            raise UnknownGraph(f"the graph has no node that writes '{output}'")
        return self._nodes[output]

    def quantised(self, name: str) -> tuple[Array, Array, Array]:
        """A weight as 8-bit integers, their scale and their zero point."""
        return self.array(name + "_quantized"), self.array(name + "_scale"), self.array(name + "_zero_point")

    def full(self, name: str) -> Array:
        """A weight as floats, as DequantizeLinear makes them."""
        integers, scale, zero = self.quantised(name)
        floats: Array = (integers.astype(np.int32) - zero.astype(np.int32)).astype(np.float32) * scale
        return floats

    def product(self, layer: int, part: str) -> tuple[Array, Array, Array, Array]:
        """Integers, scale, zero point and bias of a layer's product."""
        node = self.node(f"/network/encoder/encoder/layer.{layer}/{part}/MatMul_output_0_output_quantized")
        weight = node.input[1].removesuffix("_quantized")
        return *self.quantised(weight), self.array(_in_layer(layer, part.replace("/", ".") + ".bias"))

    def head_size(self) -> int:
        """The width of one head of attention: the last part of the shape that queries get."""
        shape = self.node(f"/network/encoder/encoder/layer.0/{self.layout.attention}/Concat_output_0")
        return int(self.array(shape.input[-1])[0])

    def epsilon(self) -> float:
        """What LayerNormalization adds to a variance."""
        norm = self.node("/network/encoder/embeddings/LayerNorm/LayerNormalization_output_0")
        found = [part.f for part in norm.attribute if part.name == "epsilon"]
        if not found:
            raise UnknownGraph("the graph does not tell what a normalisation adds to a variance")
        return float(found[0])

    def marker(self, equal: str) -> Array:
        """The id that one of the two comparisons of `ids` looks for: the start or the end of the stretch."""
        return self.array(self.node(f"/network/{equal}_output_0").input[1])


def _in_layer(layer: int, name: str) -> str:
    """A name as the network has it, of a part of one of its layers."""
    return f"{ENCODER}encoder.layer.{layer}.{name}"


@dataclass(slots=True)
class Target:
    """The graph that is being written."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: list[onnx.TensorProto] = field(default_factory=list)

    def add(self, operator: str, *inputs: str, extra: bool = False, name: str = "", **attributes: Any) -> str:
        """Append a node, one of onnxruntime's own where `extra`, and return the name of its output."""
        output = name or f"{operator}_{len(self.nodes)}"
        domain = EXTRA if extra else ""
        self.nodes.append(helper.make_node(operator, list(inputs), [output], domain=domain, **attributes))
        return output

    def quantise(self, floats: str) -> tuple[str, str, str]:
        """8-bit integers of some floats, their scale and their zero point."""
        integers, scale, zero = (f"{part}_{len(self.nodes)}" for part in ("integers", "scale", "zero"))
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [floats], [integers, scale, zero]))
        return integers, scale, zero

    def keep(self, array: Array | list[int]) -> str:
        """Store an array and return its name."""
        name = f"weight_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def product(self, floats: str, weights: tuple[Array, ...], name: str = "") -> str:
        """A quantised product of floats, with its bias."""
        kept = map(self.keep, weights)
        return self.add("DynamicQuantizeMatMul", floats, *kept, extra=True, name=name)


def slim(model: onnx.ModelProto, tokens: int) -> onnx.ModelProto:
    """A quick model with the logits of one that `export` wrote, for lines of up to so many tokens.

    Raises UnknownGraph where the graph is not one of ours.
    """
    source, target = Source(model.graph), Target()
    _check(model.graph, source)
    length = target.add("Shape", "ids", start=1)
    distances = [_distances(source, target, length, tokens)] if source.layout is MPNET else []
    hidden = _embed(source, target, length, tokens)
    for layer in range(source.layers):
        hidden = _attend(source, target, hidden, layer, distances)
        hidden = _think(source, target, hidden, layer)
    _decide(source, target, hidden)
    return _model(target, len(source.array("network.stance.bias")))


def _check(graph: onnx.GraphProto, source: Source) -> None:
    """Raise ValueError where a graph has more, fewer or other operators with weights than we would carry over."""
    names = [part.name for part in (*graph.input, *graph.output)]
    if names != ["ids", "mask", "labels"]:
        raise UnknownGraph(f"the graph has the inputs and outputs {', '.join(names)}, not ids, mask, labels")
    layers = source.layers
    expected = {"MatMulInteger": 6 * layers + 1, "MatMul": 2 * layers, "LayerNormalization": 2 * layers + 1}
    expected |= {"Erf": layers, "DequantizeLinear": 3, "Gemm": 0}
    found = {operator: source.operators[operator] for operator in expected}
    if not layers or found != expected:
        raise UnknownGraph(f"the graph of {layers} layers has the operators {found}, not {expected}")


def _distances(source: Source, target: Target, length: str, tokens: int) -> str:
    """What MPNet adds to the attention between two tokens by the distance between them."""
    weight = source.full(ENCODER + "encoder.relative_attention_bias.weight")
    if len(weight) != BUCKETS:
        raise UnknownGraph(f"the graph tells {len(weight)} distances apart, not {BUCKETS}")
    buckets = [[_bucket(query - key) for key in range(tokens)] for query in range(tokens)]
    table = target.keep(weight[buckets].transpose(2, 0, 1)[np.newaxis])
    square = target.add("Concat", length, length, axis=0)
    return target.add("Slice", table, target.keep([0, 0]), square, target.keep([2, 3]))


def _bucket(back: int) -> int:
    """MPNet's number for a distance: near ones have each their own, then there are two to a doubling."""
    far = abs(back)
    number = far if far < BUCKETS // 4 else min(BUCKETS // 2 - 1, 7 + (far * far // 64).bit_length())
    return number + (BUCKETS // 2 if back < 0 else 0)


def _embed(source: Source, target: Target, length: str, tokens: int) -> str:
    """What each token is and where it stands."""
    words, scale, zero = map(target.keep, source.quantised(EMBEDDINGS + "word_embeddings.weight"))
    hidden = target.add("DequantizeLinear", target.add("Gather", words, "ids"), scale, zero)
    if source.layout is BERT:
        kinds = source.full(EMBEDDINGS + "token_type_embeddings.weight")
        hidden = target.add("Add", hidden, target.keep(kinds[0]))
    first = source.layout.first
    places = source.full(EMBEDDINGS + "position_embeddings.weight")[np.newaxis, first : first + tokens]
    if places.shape[1] < tokens:
        raise UnknownGraph(f"the graph knows {places.shape[1]} places, not {tokens}")
    here = target.add("Slice", target.keep(places), target.keep([0]), length, target.keep([1]))
    return _norm(source, target, target.add("Add", hidden, here), EMBEDDINGS + "LayerNorm")


def _norm(source: Source, target: Target, hidden: str, name: str) -> str:
    """A layer normalisation."""
    weights = (target.keep(source.array(f"{name}.{part}")) for part in ("weight", "bias"))
    return target.add("LayerNormalization", hidden, *weights, axis=-1, epsilon=source.epsilon())


def _attend(source: Source, target: Target, hidden: str, layer: int, distances: list[str]) -> str:
    """A layer's attention. Its three projections share what they read as integers."""
    *projections, output = source.layout.projections
    integers, scale, zero = target.quantise(hidden)
    projected = []
    for part in projections:
        weight, factor, offset, bias = map(target.keep, source.product(layer, part))
        inputs = (integers, weight, scale, factor, zero, offset, bias)
        projected.append(target.add("MatMulIntegerToFloat", *inputs, extra=True))
    size = source.head_size()
    heads = len(source.array(f"{EMBEDDINGS}LayerNorm.bias")) // size
    shape = {"q_num_heads": heads, "kv_num_heads": heads, "scale": size**-0.5}
    seen = target.product(target.add("Attention", *projected, *distances, **shape), source.product(layer, output))
    return _norm(source, target, target.add("Add", seen, hidden), _in_layer(layer, source.layout.norm))


def _think(source: Source, target: Target, hidden: str, layer: int) -> str:
    """A layer's two products after attention."""
    wide = target.product(hidden, source.product(layer, "intermediate/dense"))
    narrow = target.product(target.add("Gelu", wide), source.product(layer, "output/dense"))
    return _norm(source, target, target.add("Add", narrow, hidden), _in_layer(layer, "output.LayerNorm"))


def _decide(source: Source, target: Target, hidden: str) -> None:
    """The logits, from the mean of the line and that of the stretch between its markers."""
    axis = target.keep([1])
    starts, ends = (
        target.add("Cast", target.add("Equal", "ids", target.keep(source.marker(name))), to=onnx.TensorProto.FLOAT)
        for name in ("Equal", "Equal_1")
    )
    inside = target.add("CumSum", target.add("Sub", starts, ends), axis)
    count = target.add("Max", target.add("ReduceSum", inside, axis), target.keep(np.ones(1, np.float32)))
    kept = target.add("Mul", hidden, target.add("Unsqueeze", inside, target.keep([2])))
    stretch = target.add("Div", target.add("ReduceSum", kept, axis, keepdims=0), count)
    line = target.add("ReduceMean", hidden, axis, keepdims=0)
    means = target.add("Concat", line, stretch, axis=1)
    weight = source.quantised("network.stance.weight_Transposed")
    target.product(means, (*weight, source.array("network.stance.bias")), name="labels")


def _model(target: Target, labels: int) -> onnx.ModelProto:
    """The graph as a model."""
    inputs = [helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, [1, "length"])]
    outputs = [helper.make_tensor_value_info("labels", onnx.TensorProto.FLOAT, [1, labels])]
    graph = helper.make_graph(target.nodes, "encoder", inputs, outputs, target.weights)
    opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS.items()]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR)

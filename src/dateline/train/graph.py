"""A trained reader as an ONNX graph that multiplies numbers of 8 bits, for encoders laid out as BERT's."""

from __future__ import annotations

from typing import Any

import numpy
import onnx
import onnx.numpy_helper
from onnx import TensorProto, helper
from torch import Tensor

from dateline.extract.nets.heads import ARTICLE_WIDTH, WORD_WIDTH
from dateline.train.network import ReaderNet
from dateline.train.quantize import Int8Embedding, Int8Linear

OPSET = 18
#: The operators of onnxruntime's own that join what ONNX has in several: they run on every CPU.
MICROSOFT = "com.microsoft"


def reader_graph(net: ReaderNet) -> onnx.ModelProto:
    """Return the graph of a reader whose encoder's layers are Int8Linear. It takes one window at a time."""
    graph = _Graph()
    encoder = net.encoder
    embeddings = encoder.embeddings
    word = graph.int8_rows("word", Int8Embedding(embeddings.word_embeddings), "ids")
    case = graph.add("Gather", graph.constant("case", net.case.weight), "case")
    kind = graph.add("Gather", graph.constant("kind", net.kind.weight), "kind")
    zero, one = graph.constant("zero", numpy.zeros(1, numpy.int64)), graph.constant("one", numpy.ones(1, numpy.int64))
    length = graph.add("Shape", "ids", start=1, end=2)
    # Every piece is of the first type.
    places = embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[0]
    place = graph.add("Slice", graph.constant("place", places), zero, length, zero, one)
    place = graph.add("Unsqueeze", place, zero)
    hidden = graph.skip_norm(graph.add("Add", word, case), graph.add("Add", kind, place), embeddings.LayerNorm)
    heads = encoder.config.num_attention_heads
    for layer in encoder.encoder.layer:
        own, out = layer.attention.self, layer.attention.output
        parts = [graph.int8_linear(each, hidden) for each in (own.query, own.key, own.value)]
        seen = graph.add("MultiHeadAttention", *parts, domain=MICROSOFT, num_heads=heads)
        hidden = graph.skip_norm(graph.int8_linear(out.dense, seen), hidden, out.LayerNorm)
        inner = graph.int8_linear(layer.intermediate.dense, hidden, bias=False)
        inner = graph.add("BiasGelu", inner, graph.constant("bias", layer.intermediate.dense.bias), domain=MICROSOFT)
        hidden = graph.skip_norm(graph.int8_linear(layer.output.dense, inner), hidden, layer.output.LayerNorm)
    graph.linear(net.words, hidden, "words")
    opening = graph.add("Gather", hidden, graph.constant("first", numpy.zeros((), numpy.int64)), axis=1)
    graph.linear(net.article, opening, "article")
    return graph.model()


class _Graph:
    """Nodes and constants of a graph, in order."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Tensor | numpy.ndarray[Any, Any]) -> str:
        array = value.detach().cpu().numpy() if isinstance(value, Tensor) else value
        name = f"{name}.{len(self._constants)}"
        self._constants.append(onnx.numpy_helper.from_array(numpy.array(array, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, output: str | None = None, **settings: Any) -> str:
        output = output or f"{kind}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output

    def int8_rows(self, name: str, embedding: Int8Embedding, at: str) -> str:
        found = self.add("Cast", self.add("Gather", self.constant(name, embedding.rows), at), to=TensorProto.FLOAT)
        return self.add("Mul", found, self.add("Gather", self.constant(f"{name}.scale", embedding.scale), at))

    def int8_linear(self, layer: Int8Linear, hidden: str, *, bias: bool = True) -> str:
        weight, scales = layer.weights()
        one, zero = (
            self.constant("one", numpy.ones((), numpy.float32)),
            self.constant("zero", _whole(layer.zero, "uint8")),
        )
        steps = self.add("Mul", hidden, self.constant("per step", 1.0 / layer.step))
        inputs = [
            self.add("QuantizeLinear", steps, one, zero),
            self.constant("weight", _whole(weight.T, "int8")),
            one,
            self.constant("scales", scales[:, 0]),
            zero,
            self.constant("zeros", numpy.zeros(len(scales), numpy.int8)),
        ]
        if bias:
            inputs.append(self.constant("bias", layer.bias))
        return self.add("MatMulIntegerToFloat", *inputs, domain=MICROSOFT)

    def linear(self, layer: Any, hidden: str, output: str) -> str:
        product = self.add("MatMul", hidden, self.constant("weight", layer.weight.T))
        return self.add("Add", product, self.constant("bias", layer.bias), output=output)

    def skip_norm(self, left: str, right: str, norm: Any) -> str:
        weight, bias = self.constant("norm", norm.weight), self.constant("norm.bias", norm.bias)
        return self.add("SkipLayerNormalization", left, right, weight, bias, domain=MICROSOFT, epsilon=float(norm.eps))

    def model(self) -> onnx.ModelProto:
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "case", "kind")
        ]
        outputs = [
            helper.make_tensor_value_info("words", TensorProto.FLOAT, [1, "pieces", WORD_WIDTH]),
            helper.make_tensor_value_info("article", TensorProto.FLOAT, [1, ARTICLE_WIDTH]),
        ]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        # The oldest form that has these operators, so that older onnxruntimes read the file as well.
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def _whole(values: Tensor, kind: str) -> numpy.ndarray[Any, Any]:
    return numpy.asarray(values.detach().cpu().numpy().astype(kind))

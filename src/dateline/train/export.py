"""Weights to one ONNX file of 8-bit numbers that the package loads without torch."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy
import onnx
import onnx.numpy_helper
import torch
from torch import Tensor, nn

from dateline.train.corpus import INPUTS
from dateline.train.graph import reader_graph
from dateline.train.network import ReaderNet, load_encoder
from dateline.train.quantize import Int8Embedding, Int8Linear, quantize_linears

OUTPUTS = ("words", "article")
OPSET = 17


def export_reader(weights: Path, encoder: Path, out: Path) -> None:
    """Write `out` from the weights that training left. Run in a process of its own: exporting marks the torch model.

    Weights that were trained for products of 8 bits become a graph that computes them; others compute in 32 bits.
    """
    net = load_net(weights, encoder)
    quantized = any(isinstance(module, Int8Linear) for module in net.modules())
    onnx.save(reader_graph(net) if quantized else _in_32_bits(net), str(out))


def load_net(weights: Path, encoder: Path) -> ReaderNet:
    """Return the network of a file of weights, on the CPU, as it reads."""
    state = torch.load(weights, map_location="cpu", weights_only=True)
    net = ReaderNet(load_encoder(encoder))
    if any(name.endswith(".dense.zero") for name in state):
        quantize_linears(net.encoder)
    net.load_state_dict(state)
    net.eval()
    return net


def _in_32_bits(net: ReaderNet) -> onnx.ModelProto:
    net.encoder.set_input_embeddings(Int8Embedding(net.encoder.get_input_embeddings()))
    example = tuple(torch.ones((1, 16), dtype=torch.int64) for _ in INPUTS)
    axes = {name: {1: "pieces"} for name in (*INPUTS, "words")}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            _OneWindow(net),
            example,
            str(full),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        return with_int8_weights(onnx.load(str(full)))


class _OneWindow(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """A reader of one window at a time, all of it pieces."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, case: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        outputs: tuple[Tensor, Tensor] = self.net(ids, torch.ones_like(ids), case, kind)
        return outputs


def with_int8_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with the matrices of its products in 8 bits, a scale for each column.

    They become 32-bit numbers again when the file is loaded: weights that were not trained for it lose by products of
    8-bit numbers.
    """
    graph = model.graph
    matrices = {each.name: each for each in graph.initializer if len(each.dims) == 2}
    multiplied = [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in matrices]
    nodes = []
    for name in dict.fromkeys(node.input[1] for node in multiplied):
        weight = onnx.numpy_helper.to_array(matrices[name])
        scale = numpy.maximum(numpy.abs(weight).max(axis=0), 1e-8).astype(numpy.float32) / 127.0
        rounded = numpy.round(weight / scale).astype(numpy.int8)
        graph.initializer.remove(matrices[name])
        graph.initializer.extend(
            [
                onnx.numpy_helper.from_array(rounded, f"{name}.int8"),
                onnx.numpy_helper.from_array(scale, f"{name}.scale"),
                onnx.numpy_helper.from_array(numpy.zeros(len(scale), numpy.int8), f"{name}.zero"),
            ]
        )
        inputs = [f"{name}.int8", f"{name}.scale", f"{name}.zero"]
        nodes.append(onnx.helper.make_node("DequantizeLinear", inputs, [name], axis=1))
    for node in reversed(nodes):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    return model

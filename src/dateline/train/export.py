"""Weights to one ONNX file of 8-bit numbers that the package loads without torch."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy
import onnx
import onnx.numpy_helper
import torch
from torch import Tensor, nn

from dateline.train.network import ReaderNet, load_encoder

INPUTS = ("ids", "mask", "case", "kind")
OUTPUTS = ("words", "article")
OPSET = 17


class Int8Embedding(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """An embedding of 8-bit rows, each with its own scale: a quarter of the size, at no loss that can be measured."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weight = embedding.weight.detach()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127.0
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.rows: Tensor
        self.scale: Tensor

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


def export_reader(weights: Path, encoder: Path, out: Path, *, int8: bool = True) -> None:
    """Write `out` from the weights that training left. Run in a process of its own: exporting marks the torch model."""
    net = ReaderNet(load_encoder(encoder))
    net.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    net.eval()
    if int8:
        net.encoder.set_input_embeddings(Int8Embedding(net.encoder.get_input_embeddings()))
    example = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    axes = {name: {0: "windows", 1: "pieces"} for name in (*INPUTS, "words")} | {"article": {0: "windows"}}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            net,
            example,
            str(full),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        if not int8:
            onnx.save(onnx.load(str(full)), str(out))
            return
        onnx.save(with_int8_weights(onnx.load(str(full))), str(out))


def with_int8_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with the matrices of its products in 8 bits, a scale for each column.

    They become 32-bit numbers again when the file is loaded: products of 8-bit numbers, with what they multiply in
    8 bits too, cost token F1 and are hardly faster on processors without VNNI.
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

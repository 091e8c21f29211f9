"""Linear layers that compute in training what they will in 8 bits, so that the weights learn to live with it.

After Esser et al. 2020, "Learned step size quantization".
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

#: Weights lie within ± so much: 7 bits, as sums of two products of 8 bits overflow on processors without VNNI.
WEIGHT_MOST = 63
INPUT_MOST = 255
#: Share of the span of inputs that is kept at first: the one with the least squared error is.
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
#: Numbers that are looked at to find it.
_SAMPLE = 400_000


class Int8Linear(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """A linear layer whose inputs have 8 bits, and its weights 7 and a scale for each output.

    The size of a step is learned for each input, as a few inputs are many times as large as others; the first batch
    that is seen sets it, after Xiao et al. 2023, "SmoothQuant". `zero` is the whole number that stands for 0.
    """

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.weight, self.bias = linear.weight, linear.bias
        self.step = nn.Parameter(torch.ones(linear.in_features))
        self.register_buffer("zero", torch.zeros(()))
        self.register_buffer("seen", torch.zeros((), dtype=torch.bool))
        self.zero: Tensor
        self.seen: Tensor

    def forward(self, inputs: Tensor) -> Tensor:
        inputs = inputs.float()
        if not self.seen:
            self._look(inputs.detach().flatten(0, -2))
        whole = (_rounded(inputs / self.step) + self.zero).clamp(0, INPUT_MOST) - self.zero
        weight, scales = self.weights()
        # In 16 bits the products would not be those of whole numbers.
        with torch.autocast(inputs.device.type, enabled=False):
            return nn.functional.linear(whole, weight * scales, self.bias)

    def weights(self) -> tuple[Tensor, Tensor]:
        """Return the weights of inputs counted in steps, as whole numbers, and the scale of each output."""
        weight = self.weight * self.step
        scales = weight.detach().abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / WEIGHT_MOST
        return _rounded(weight / scales).clamp(-WEIGHT_MOST, WEIGHT_MOST), scales

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def _look(self, inputs: Tensor) -> None:
        smooth = (inputs.abs().amax(dim=0).clamp_min(1e-3) / self.weight.abs().amax(dim=0).clamp_min(1e-3)).sqrt()
        sample = inputs[:: max(1, inputs.numel() // _SAMPLE)] / smooth
        low, high = min(float(sample.min()), 0.0), max(float(sample.max()), 1e-6)
        best = float("inf")
        for share in _SHARES:
            step = share * (high - low) / INPUT_MOST
            zero = round(-low * share / step)
            kept = (((sample / step).round() + zero).clamp(0, INPUT_MOST) - zero) * step
            error = float((kept - sample).square().sum())
            if error < best:
                best = error
                self.step.copy_(smooth * step)
                self.zero.fill_(zero)
        self.seen.fill_(True)


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


def _rounded(values: Tensor) -> Tensor:
    """Round, with the gradient of no rounding."""
    return values + (values.round() - values).detach()


def quantize_linears(encoder: nn.Module) -> None:
    """Put an Int8Linear in the place of each linear layer of an encoder."""
    for module in list(encoder.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                setattr(module, name, Int8Linear(child))

"""The convolutions of slovnet's encoders without copying every window: one matrix product a layer, the same results."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class _Weight(Protocol):
    shape: tuple[int, ...]
    array: Floats


class _Convolution(Protocol):
    weight: _Weight
    bias: _Weight
    padding: int


class FlatConvolution:
    """A drop-in for ``slovnet.exec.model.Conv1d``: batch x features x length in, batch x filters x length out."""

    def __init__(self, layer: _Convolution) -> None:
        filters, features, self.kernel = layer.weight.shape
        self.filters, self.padding = filters, int(layer.padding)
        kernels = layer.weight.array.transpose(1, 2, 0).reshape(features, self.kernel * filters)
        self.kernels: Floats = np.ascontiguousarray(kernels)
        self.bias: Floats = layer.bias.array

    def __call__(self, batch: Floats) -> Floats:
        """Multiply every position by every row of the kernel at once, then add the rows up, each shifted by one."""
        count, features, length = batch.shape
        padded = np.zeros((count, length + 2 * self.padding, features), dtype=batch.dtype)
        padded[:, self.padding : self.padding + length] = batch.swapaxes(1, 2)
        products = (padded.reshape(-1, features) @ self.kernels).reshape(*padded.shape[:2], self.kernel, self.filters)
        width = padded.shape[1] - self.kernel + 1
        total = products[:, :width, 0] + self.bias
        for row in range(1, self.kernel):
            total += products[:, row : row + width, row]
        out: Floats = total.swapaxes(2, 1)
        return out


def flatten_convolutions(model: Any) -> None:  # noqa: ANN401 - slovnet carries no types
    """Replace the convolutions of a loaded slovnet model (``Morph``, ``Syntax`` or ``NER``)."""
    for layer in model.infer.model.encoder.layers:
        layer.conv = FlatConvolution(layer.conv)

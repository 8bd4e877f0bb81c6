"""Slovnet's encoders without padding and without reading a word twice: the same weights, the same results.

Sentences stand one after another, a gap of one row between them, so that nothing is computed for padding and what comes
out of a sentence does not depend on its neighbours. The first layer, two thirds of the arithmetic, is linear in the
vector of a word, so its products are kept by word; texts repeat their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from slovnet.shape import word_shape  # type: ignore[import-untyped]

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
WORDS_KEPT = 8192  # 3 kB a word and model, 75 MB in all; a news text of 1,000 words holds about 500 different ones


class Layout:
    """Where the words of some sentences stand: row 0 and one row after each sentence are gaps."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.words = [word for sentence in sentences for word in sentence]
        lengths = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
        self.ends = np.cumsum(lengths + 1)
        self.starts = self.ends - lengths
        self.gaps = np.concatenate([np.zeros(1, dtype=np.int64), self.ends])
        inside = np.ones(int(self.ends[-1]) + 1 if len(lengths) else 1, dtype=bool)
        inside[self.gaps] = False
        self.places: Places = np.flatnonzero(inside)
        self.rows = len(inside)

    def parts(self, rows: NDArray[Any]) -> list[NDArray[Any]]:
        """Cut the rows of all words into those of each sentence."""
        return [rows[start:end] for start, end in zip(self.starts, self.ends, strict=True)]


class Encoder:
    """The embedding and the convolutions of one slovnet model."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - slovnet carries no types
        self._vocabularies = model.infer.encoder.words_vocab, model.infer.encoder.shapes_vocab
        self._embedding = model.infer.model.emb
        self._first, *self._others = [_Layer(layer) for layer in model.infer.model.encoder.layers]
        self._place: dict[str, int] = {}
        self._products: Floats = np.empty((WORDS_KEPT, self._first.width), dtype=np.float32)
        words, shapes = self._vocabularies
        self._padding = self._embed([words.pad_id], [shapes.pad_id]) @ self._first.kernels

    def __call__(self, layout: Layout) -> Floats:
        """Give one row of features for each row of a layout; those of gaps are 0."""
        products = np.zeros((layout.rows, self._first.width), dtype=np.float32)
        products[layout.places] = self._products[self._places_of(layout.words)]
        # A sentence ends in the padding that the model was trained on, and begins after nothing.
        products[layout.ends, 2 * self._first.filters :] = self._padding[:, 2 * self._first.filters :]
        rows = self._first.gather(products, layout.gaps)
        for layer in self._others:
            rows = layer.gather(rows @ layer.kernels, layout.gaps)
        return rows

    def _places_of(self, words: list[str]) -> list[int]:
        unknown = [word for word in dict.fromkeys(words) if word not in self._place]
        if len(self._place) + len(unknown) > WORDS_KEPT:
            self._place.clear()
            unknown = list(dict.fromkeys(words))
        if len(unknown) > len(self._products):
            self._products = np.empty((len(unknown), self._first.width), dtype=np.float32)
        if unknown:
            known, shaped = self._vocabularies
            vectors = self._embed(
                [known.encode(w.lower()) for w in unknown], [shaped.encode(word_shape(w)) for w in unknown]
            )
            start = len(self._place)
            self._products[start : start + len(unknown)] = vectors @ self._first.kernels
            self._place.update((word, start + row) for row, word in enumerate(unknown))
        return [self._place[word] for word in words]

    def _embed(self, words: list[int], shapes: list[int]) -> Floats:
        vectors: Floats = self._embedding(np.array(words), np.array(shapes))
        return vectors


class _Layer:
    """A convolution over three words, the greater of it and 0, and its normalisation."""

    def __init__(self, layer: Any) -> None:  # noqa: ANN401 - slovnet carries no types
        weight, norm = layer.conv.weight.array, layer.norm
        self.filters, features, kernel = weight.shape
        if (kernel, layer.conv.padding) != (3, 1):
            raise ValueError(f"a convolution over {kernel} words, padded by {layer.conv.padding}: 3 and 1 are known")
        self.width = kernel * self.filters
        self.kernels: Floats = np.ascontiguousarray(weight.transpose(1, 2, 0).reshape(features, self.width))
        self._bias = layer.conv.bias.array
        self._scale = norm.weight.array / norm.std.array
        self._shift = norm.bias.array - norm.mean.array * self._scale

    def gather(self, products: Floats, gaps: Places) -> Floats:
        """Add up what each word and its two neighbours contribute."""
        size = self.filters
        rows: Floats = products[:, size : 2 * size] + self._bias
        rows[1:] += products[:-1, :size]
        rows[:-1] += products[1:, 2 * size :]
        np.maximum(rows, 0, out=rows)
        rows *= self._scale
        rows += self._shift
        rows[gaps] = 0
        return rows

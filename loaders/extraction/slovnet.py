"""Slovnet's three models on sentences laid out without padding: tags, trees and names from the published weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loaders.extraction.ragged import Encoder, Floats, Layout


class Tagger:
    """Parts of speech and features: one tag a word, as slovnet writes it (``NOUN|Case=Gen|…``)."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - slovnet carries no types
        self._encode, self._project = Encoder(model), model.infer.model.head.proj
        self._tags: list[str] = model.infer.decoder.tags_vocab.items

    def __call__(self, layout: Layout) -> list[list[str]]:
        """Tag every word of the sentences of a layout."""
        best = self._project(self._encode(layout)).argmax(-1)
        return [[self._tags[tag] for tag in row.tolist()] for row in layout.parts(best)]


class Parser:
    """Heads (places in the sentence, -1 for the root) and relations."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - slovnet carries no types
        self._encode = Encoder(model)
        self._head, self._relation = model.infer.model.head, model.infer.model.rel
        self._relations: list[str] = model.infer.decoder.rels_vocab.items

    def __call__(self, layout: Layout) -> list[tuple[list[int], list[str]]]:
        """Parse the sentences of a layout."""
        rows = self._encode(layout)
        parts = layout.parts(rows)
        heads = [self._heads_of(part) for part in parts]
        root = self._relation.root.array
        parents = [np.concatenate((root[None], part))[head] for part, head in zip(parts, heads, strict=True)]
        relations = self._relations_of(np.concatenate(parts), np.concatenate(parents)) if parts else np.zeros(0)
        ends = np.cumsum([len(part) for part in parts])[:-1]
        return [
            ((head - 1).tolist(), [self._relations[one] for one in row.tolist()])
            for head, row in zip(heads, np.split(relations, ends), strict=True)
        ]

    def _heads_of(self, part: Floats) -> NDArray[Any]:
        """Give the best head of each word by the biaffine score; 0 is the root."""
        row = np.concatenate((self._head.root.array[None], part))
        scores = (self._head.head(row) @ self._head.kernel.array) @ self._head.tail(row).T
        best: NDArray[Any] = scores[1:].argmax(-1)
        return best

    def _relations_of(self, rows: Floats, parents: Floats) -> NDArray[Any]:
        above, below = self._relation.head(parents), self._relation.tail(rows)
        scores = (above @ self._relation.kernel.array).reshape(len(rows), -1, below.shape[1])
        best: NDArray[Any] = np.matmul(scores, below[:, :, None])[:, :, 0].argmax(-1)
        return best


class Namer:
    """Names of persons: first and last word of each."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - slovnet carries no types
        self._encode, self._head = Encoder(model), model.infer.model.head
        self._tags: list[str] = model.infer.decoder.tags_vocab.items

    def __call__(self, layout: Layout) -> list[list[tuple[int, int]]]:
        """Find the persons in the sentences of a layout."""
        scores = self._head(self._encode(layout))
        return [list(self._persons(self._best_path(part))) for part in layout.parts(scores)]

    def _best_path(self, scores: Floats) -> list[str]:
        """Viterbi: the most likely tags under the transitions of the model's CRF."""
        if not len(scores):
            return []
        transitions, history, total = self._head.crf.transitions.array, [], scores[0]
        for row in scores[1:]:
            ways = total[:, None] + transitions + row
            history.append(ways.argmax(0))
            total = ways.max(0)
        path = [int(total.argmax())]
        for step in reversed(history):
            path.append(int(step[path[-1]]))
        return [self._tags[tag] for tag in reversed(path)]

    @staticmethod
    def _persons(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
        start: int | None = None
        for place, tag in enumerate([*tags, "O"]):
            if start is not None and not tag.startswith("I"):
                yield start, place - 1
                start = None
            if tag == "B-PER":
                start = place


@cache
def chain() -> tuple[Tagger, Parser, Namer]:
    """Load the three models once."""
    tags, trees, names = load_models()
    return Tagger(tags), Parser(trees), Namer(names)


def load_models() -> tuple[Any, Any, Any]:
    """Load slovnet's morphology, syntax and names as they come, from the files of the natasha wheel."""
    from navec import Navec  # type: ignore[import-untyped]
    from slovnet import NER, Morph, Syntax  # type: ignore[import-untyped]

    found = find_spec("natasha")
    assert found is not None and found.origin is not None
    data = Path(found.origin).parent / "data"
    vectors = Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))
    models = (
        Morph.load(str(data / "model" / "slovnet_morph_news_v1.tar"), batch_size=32),
        Syntax.load(str(data / "model" / "slovnet_syntax_news_v1.tar"), batch_size=32),
        NER.load(str(data / "model" / "slovnet_ner_news_v1.tar")),
    )
    for model in models:
        model.navec(vectors)
    return models

"""Russian: slovnet's morphology, syntax and names as a spaCy component, loaded from the natasha wheel's files.

``import natasha`` is avoided: it pulls the unmaintained pymorphy2.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from loaders.extraction.trees import break_cycles
from loaders.resolve.words import lemma

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, MorphAnalysis
    from spacy.vocab import Vocab

_KEEP = ("Case", "Number", "Gender", "Tense", "Voice", "VerbForm", "Mood", "Aspect", "Animacy", "Person", "Variant")


@cache
def pipeline() -> Language:
    """Load the Russian pipeline once: tokens, then morphology, syntax, person names, lemmas."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy

    nlp = spacy.blank("ru")
    nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    Slovnet.register()
    nlp.add_pipe("trunkline_slovnet")
    return nlp


class RazdelTokenizer:
    """The tokens that slovnet was trained on."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens."""
        from razdel import tokenize  # type: ignore[import-untyped]
        from spacy.tokens import Doc

        found = list(tokenize(text))
        starts = [t.start for t in found[1:]] + [len(text)]
        spaces = [t.stop < following for t, following in zip(found, starts, strict=True)]
        return Doc(self.vocab, words=[t.text for t in found], spaces=spaces)


class Slovnet:
    """Parts of speech, features, heads, relations and persons of one sentence."""

    def __init__(self, vocab: Vocab) -> None:
        from loaders.extraction.slovnet import chain

        self._tagger, self._parser, self._namer = chain()
        self._vocab = vocab
        self._features: dict[str, tuple[str, MorphAnalysis]] = {}  # of each of slovnet's 753 tags

    @staticmethod
    def register() -> None:
        """Make the component known to spaCy."""
        from spacy.language import Language

        if not Language.has_factory("trunkline_slovnet"):
            Language.factory("trunkline_slovnet", func=lambda nlp, name: Slovnet(nlp.vocab))

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one sentence."""
        done: Doc = next(iter(self.pipe([doc])))
        return done

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """Annotate sentences in batches."""
        from spacy.util import minibatch

        from loaders.extraction.ragged import Layout

        for batch in minibatch(docs, size=batch_size):  # type: ignore[no-untyped-call]
            layout = Layout([[token.text for token in doc] for doc in batch])
            for doc, tags, (heads, relations) in zip(batch, self._tagger(layout), self._parser(layout), strict=True):
                self._annotate(doc, tags, break_cycles(heads), relations)
            self._name([doc for doc in batch if _SPEAKS.search(doc.text)])
            yield from batch

    def _name(self, docs: list[Doc]) -> None:
        from spacy.tokens import Span

        from loaders.extraction.ragged import Layout

        found = self._namer(Layout([[token.text for token in doc] for doc in docs]))
        for doc, persons in zip(docs, found, strict=True):
            doc.spans["names"] = [Span(doc, first, last + 1, label="PER") for first, last in persons]

    def _annotate(self, doc: Doc, tags: list[str], heads: list[int], relations: list[str]) -> None:
        for token, tag in zip(doc, tags, strict=True):
            form, features = self._features.get(tag) or self._features.setdefault(tag, self._features_of(tag))
            token.pos_ = form if form in _POS else "X"
            token.set_morph(features)  # type: ignore[attr-defined]
            token.lemma_ = lemma(token.lower_, form)
        self._attach(doc, heads, relations)

    @staticmethod
    def _attach(doc: Doc, heads: list[int], relations: list[str]) -> None:
        """Set all heads at once: spaCy lays out the tree anew after every single one."""
        import numpy as np

        offsets = np.array(heads, dtype=np.int64) - np.arange(len(heads))
        names = [
            doc.vocab.strings.add(one if offset else "root") for one, offset in zip(relations, offsets, strict=True)
        ]
        tree = np.stack([offsets.astype(np.uint64), np.array(names, dtype=np.uint64)], axis=1)
        doc.from_array(["HEAD", "DEP"], tree)  # type: ignore[arg-type]  # spaCy's stub names a type of thinc

    def _features_of(self, tag: str) -> tuple[str, MorphAnalysis]:
        """Read a tag of slovnet: ``NOUN|Case=Gen|Number=Sing``."""
        from spacy.tokens import MorphAnalysis

        form, *rest = tag.split("|")
        features = dict(one.split("=", 1) for one in rest)
        return form, MorphAnalysis(self._vocab, {k: v for k, v in features.items() if k in _KEEP})


# Persons matter as speakers and as those who give orders; elsewhere their names are not looked for.
_SPEAKS = re.compile(
    r"сообщ|заяв|сказ|отме[тч]|подч[её]рк|добав|поясн|уточн|слов|поруч|данным|переда|пиш|говор|мнени|считает|распоряд|приказ|"
    r"президент|министр|глав|директор|пос[ло]|спикер|представител",
    re.IGNORECASE,
)
_POS = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
}  # fmt: skip

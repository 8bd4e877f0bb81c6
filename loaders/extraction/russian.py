"""Russian: slovnet's morphology, syntax and names as spaCy components, loaded from the natasha wheel's files.

``import natasha`` is avoided: it pulls the unmaintained pymorphy2.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loaders.extraction.trees import break_cycles
from loaders.resolve.words import lemma

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
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

    def __init__(self) -> None:
        self.morph, self.syntax, self.ner = _load()

    @staticmethod
    def register() -> None:
        """Make the component known to spaCy."""
        from spacy.language import Language

        if not Language.has_factory("trunkline_slovnet"):
            Language.factory("trunkline_slovnet", func=lambda nlp, name: Slovnet())

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one sentence."""
        done: Doc = next(iter(self.pipe([doc])))
        return done

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """Annotate sentences in batches."""
        from spacy.util import minibatch

        for batch in minibatch(docs, size=batch_size):  # type: ignore[no-untyped-call]
            rows = [[token.text for token in doc] for doc in batch]
            forms = self.morph.map(rows)
            trees = self.syntax.map(rows)
            for doc, form, tree in zip(batch, forms, trees, strict=True):
                _annotate(doc, form.tokens, tree.tokens)
            self._name([doc for doc in batch if _SPEAKS.search(doc.text)])
            yield from batch

    def _name(self, docs: list[Doc]) -> None:
        for doc, found in zip(docs, self.ner.map([doc.text for doc in docs]), strict=True):
            spans = (doc.char_span(s.start, s.stop, label=s.type, alignment_mode="expand") for s in found.spans)
            doc.spans["names"] = [span for span in spans if span is not None]


def _annotate(doc: Doc, forms: list[Any], relations: list[Any]) -> None:
    heads = break_cycles([int(r.head_id) - 1 for r in relations])
    for index, (token, form, relation) in enumerate(zip(doc, forms, relations, strict=True)):
        token.pos_ = form.pos if form.pos in _POS else "X"
        token.set_morph({k: v for k, v in form.feats.items() if k in _KEEP})  # type: ignore[attr-defined]
        token.lemma_ = lemma(form.text.lower(), form.pos)
        token.head = doc[heads[index]]
        token.dep_ = "root" if heads[index] == index else relation.rel


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


@cache
def _load() -> tuple[Any, Any, Any]:
    from loaders.extraction.convolution import flatten_convolutions

    models = load_models()
    for model in models:
        flatten_convolutions(model)
    return models


def load_models() -> tuple[Any, Any, Any]:
    """Load slovnet's morphology, syntax and names as they come."""
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

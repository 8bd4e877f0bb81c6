"""Claims of an article: a pure function of its text and the versions of the extractor's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from graph.errors import BadInput
from graph.model.claim import Claim
from graph.model.identity import new_entity_id
from loaders.documents.limits import PARSED, SENTENCES
from loaders.extraction.assembly import Origin, claim_of, unique
from loaders.extraction.attribution import Speakers
from loaders.extraction.beside import beside
from loaders.extraction.borrowed import give_back, level
from loaders.extraction.cargoes import CargoProposer
from loaders.extraction.confidence import confidence
from loaders.extraction.courses import CourseProposer, described
from loaders.extraction.data import table
from loaders.extraction.dateline import stated_day
from loaders.extraction.details import detail, followed
from loaders.extraction.detours import DetourProposer
from loaders.extraction.exporters import home_country
from loaders.extraction.figures import FigureProposer
from loaders.extraction.fill import Scene
from loaders.extraction.flows import Flow, spoken_flow
from loaders.extraction.framing import Framing
from loaders.extraction.grid import tables_of
from loaders.extraction.holdings import HoldingProposer, OperatorProposer
from loaders.extraction.legs import LegProposer
from loaders.extraction.mentions import PERSON, Context, Mention, generics, place, stations, vessels, without_overlap
from loaders.extraction.names import nominative
from loaders.extraction.owners import Cargo
from loaders.extraction.pairs import PairProposer
from loaders.extraction.plugins import installed
from loaders.extraction.pronouns import leading_pronoun, owner, possessive, pronouns
from loaders.extraction.propose import ClaimProposer, Draft, FrameProposer, Reading
from loaders.extraction.quantities import is_about_uranium, measures
from loaders.extraction.ranks import RankProposer, StateCompanyProposer
from loaders.extraction.rules import reviewed
from loaders.extraction.sanctioned import SanctionedProposer
from loaders.extraction.sentences import Sentence, split
from loaders.extraction.series import SeriesProposer, without_last_of_list
from loaders.extraction.shareholders import ShareholderProposer
from loaders.extraction.shares import ExportShareProposer
from loaders.extraction.shouting import is_shouted, spoken
from loaders.extraction.subsidiaries import SubsidiaryProposer
from loaders.extraction.tables_read import claims_of_tables, dated_by_row
from loaders.extraction.together import Together
from loaders.extraction.topics import other_topic, sentence_subject
from loaders.extraction.towns import without_towns
from loaders.extraction.trees import Tree, english_tree, russian_tree
from loaders.extraction.unknown import unknown_things
from loaders.extraction.worth import is_worth_parsing
from loaders.resolve.gazetteer import Found, gazetteer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LANGUAGES = ("ru", "en")
_MAX_CHARS = 2000
_MAX_TOKENS = 160  # a longer sentence is a list or a broken page: no tree of it can be trusted


class Source(Protocol):
    """What extraction needs of an article."""

    @property
    def id(self) -> str:
        """The stable id of the article."""
        ...

    @property
    def title(self) -> str:
        """Its headline, empty if it has none."""
        ...

    @property
    def lang(self) -> str:
        """Its language, as ISO 639-1."""
        ...

    @property
    def published(self) -> str | None:
        """The EDTF day, month or year of publication, if the source gives it."""
        ...

    @property
    def body(self) -> str:
        """Title, newline, text: what offsets count in."""
        ...


class Weigh(Protocol):
    """Gives a draft its confidence."""

    def __call__(self, draft: Draft, reading: Reading, *, in_title: bool) -> float:
        """Give it, 0 to 1."""
        ...


def extract(article: Source) -> list[Claim]:
    """Give the claims of an article, in the order of its text.

    Raises:
        BadInput: a language without a pipeline.
    """
    return extractor().extract(article)


@cache
def extractor() -> Extractor:
    """Give the one extractor of this process; models load with the first article of their language."""
    return Extractor()


class Extractor:
    """The pipelines of the languages and the proposers of claims; ``weigh`` gives their drafts a confidence."""

    def __init__(self, weigh: Weigh = confidence) -> None:
        self._weigh = weigh
        self._proposers: tuple[ClaimProposer, ...] = (
            FrameProposer(), RankProposer(), StateCompanyProposer(), CourseProposer(), SeriesProposer(),
            ShareholderProposer(), SanctionedProposer(), HoldingProposer(), OperatorProposer(),
            SubsidiaryProposer(), LegProposer(), CargoProposer(), DetourProposer(), *installed(),
        )  # fmt: skip

    def extract(self, article: Source) -> list[Claim]:
        """Give the claims of one article.

        Raises:
            BadInput: a language without a pipeline, or so many sentences that it is no article.
        """
        nlp = _pipeline(article.lang)
        written = split(article.body)
        sentences = [replace(s, text=spoken(s.text, article.lang)) if is_shouted(s.text) else s for s in written]
        _bounded(len(sentences), SENTENCES, "sentences")
        names = [gazetteer(article.lang).find(s.text) for s in sentences]
        known = _with_wholes(frozenset(i for row in names for f in row for i in f.ids))
        wanted = [
            i for i, s in enumerate(sentences) if _is_short(s.text) and is_worth_parsing(s.text, article.lang, names[i])
        ]
        _bounded(len(wanted), PARSED, "sentences with names or figures")
        wanted.sort(key=lambda i: len(sentences[i].text))  # alike in length: little of a batch is padding
        docs = dict(zip(wanted, nlp.pipe([sentences[i].text for i in wanted], batch_size=32), strict=True))
        run = _Run(article, known, home_country(names), self._proposers)
        run.weigh = self._weigh
        read = [list(run.read(s, docs.get(i), _found(article.lang, s.text, known))) for i, s in enumerate(sentences)]
        for i, after in enumerate(sentences[1:]):
            read[i] = followed(read[i], sentences[i], after, article.body, article.lang)
        read = [_as_written(claims, s, w) for claims, s, w in zip(read, sentences, written, strict=True)]
        tables = tables_of(article.body)
        told = dated_by_row([c for claims in read for c in claims], tables, article.lang, run.origin.written)
        tabled = claims_of_tables(tables, article, article.lang, run.origin, self._weigh_row)
        return unique([*run.finish(told), *tabled], len(article.title))

    def _weigh_row(self, draft: Draft, row: Reading) -> float:
        return self._weigh(draft, row, in_title=False)


def _as_written(claims: list[Claim], read: Sentence, written: Sentence) -> list[Claim]:
    """Give the claims of a sentence in capitals the quotation as it stands in the text."""
    return claims if read.text == written.text else [replace(c, quote=written.text) for c in claims]


def _bounded(count: int, most: int, what: str) -> None:
    if count > most:
        raise BadInput(f"{count} {what}, more than the {most} that one article may have: cut it into articles")


def _with_wholes(known: frozenset[str]) -> frozenset[str]:
    implied = table("generic")["implied"]
    return known | {implied[i] for i in known if i in implied}


class _Run:
    """The reading of one article, sentence by sentence, with what it has named so far."""

    def __init__(
        self, article: Source, known: frozenset[str], home: str | None, shared: tuple[ClaimProposer, ...]
    ) -> None:
        self.lang = article.lang
        written = article.published or stated_day(article.body, article.lang)
        self.origin = Origin(article.id, article.published, written)
        self.context = Context(known)
        self.speakers = Speakers()
        self.framing = Framing(article.lang, written)
        self.known = known
        self.home = home
        self.cargo = Cargo()
        self.uranium = is_about_uranium(article.body)
        self.figures = FigureProposer()
        self.proposers: tuple[ClaimProposer, ...] = (*shared, PairProposer(), self.figures, ExportShareProposer())
        self.topic: tuple[str, ...] = ()
        self.together = Together()
        self.flow: Flow | None = None
        self.ruled: tuple[str, ...] = ()
        self.harmed: dict[int, tuple[str, ...]] = {}  # by paragraph
        self.weigh: Weigh = confidence

    def read(self, sentence: Sentence, doc: Doc | None, found: list[Found]) -> Iterator[Claim]:
        """Give the claims of one sentence and remember what it names."""
        named_times = self.framing.times_of(sentence) if _is_short(sentence.text) else ()
        self.speakers.note(sentence.text, found, self.lang, sentence.paragraph)
        if doc is None or len(doc) > _MAX_TOKENS:
            self.framing.told((), named_times, sentence.paragraph)
            self.speakers.skip(sentence.text, sentence.paragraph)
            self.context.note([Mention(f.ids, f.kind, f.start, f.end) for f in found])
            self.figures.pass_over([f.ids[0] for f in found])
            self.topic = other_topic(self.topic, found)
            self.cargo.note(None)
            self.together.note(None)
            self.flow = None
            return
        tree = russian_tree(doc) if self.lang == "ru" else english_tree(doc)
        scene = self._scene(tree, doc, found, sentence.text)
        reading = Reading(
            scene,
            sentence.text,
            named_times,
            tuple(measures(sentence.text, self.lang, uranium=self.uranium)),
            self.known,
            self.topic,
            self.framing.compared_in(sentence),
            self.context,
            self.home,
            self.cargo.country(),
            self.flow,
            self.harmed.get(sentence.paragraph, ()),
            self.ruled,
        )
        said_by = self.speakers.of(scene, sentence.text, sentence.paragraph)
        drafts = [d for proposer in self.proposers for d in proposer.propose(reading)]
        claims = []
        for draft in reviewed(beside(without_last_of_list(drafts, reading), reading), reading):
            draft.said_by = said_by or (self.speakers.of_figure(sentence.paragraph) if _is_figure(draft) else ())
            self.framing.place(draft, reading, sentence.paragraph)
            give_back(draft, reading)
            level(draft, reading)
            detail(draft, sentence.text, self.lang)
            draft.confidence = self.weigh(draft, reading, in_title=sentence.paragraph == 0)
            claim = claim_of(draft, sentence, self.origin)
            claims.extend([claim] if claim is not None else [])
        self.framing.told(claims, named_times, sentence.paragraph)
        yield from claims
        self.context.note(list(scene.mentions), tree, in_title=sentence.paragraph == 0)
        self.topic = sentence_subject(reading) or self.topic
        self.cargo.note(scene)
        self.together.note(scene)
        self.flow = spoken_flow(scene, claims)
        self.ruled = next((c.about for c in claims if c.type == "ruling"), self.ruled)
        blows = [c.about for c in claims if c.type in {"attack", "accident"}]
        if blows:
            self.harmed[sentence.paragraph] = blows[-1]

    def finish(self, claims: list[Claim]) -> list[Claim]:
        """Give the speakers of the claims their full names, which an article may tell after the first mention."""
        return [replace(c, said_by=tuple(self.speakers.full(s) for s in c.said_by)) if c.said_by else c for c in claims]

    def _scene(self, tree: Tree, doc: Doc, found: list[Found], text: str) -> Scene:
        placed = unknown_things(tree, text, place(found, tree))
        named = without_overlap([*vessels(tree, text), *stations(tree, text, placed)], placed)
        named = without_overlap(named, _persons(tree, doc, self.lang))
        named = without_towns(without_overlap(named, described(tree, named)), tree, self.known)
        both = self.together.meant(tree, named)
        generic = [*both, *generics(tree, [*named, *both], self.context)]
        generic += pronouns(tree, [*named, *generic]) or leading_pronoun(tree, [*named, *generic], self.topic)
        generic += possessive(tree, named, self.topic) + owner(tree, self.context)
        return Scene(tree, tuple(without_towns(without_overlap(named, generic), tree, self.known)))


def _persons(tree: Tree, doc: Doc, lang: str) -> list[Mention]:
    spans: list[Any] = (
        [s for s in doc.spans.get("names", []) if s.label_ == "PER"]
        if lang == "ru"
        else [e for e in doc.ents if e.label_ == "PERSON"]
    )
    found = []
    for span in spans:
        tokens = tuple(tree.at(span.start_char, span.end_char))
        if tokens and span.text[:1].isupper():
            name = nominative(span.text) if lang == "ru" else re.sub(r"['’]s$", "", span.text)
            found.append(
                Mention((new_entity_id(name),), PERSON, span.start_char, span.end_char, tree.top(tokens), tokens)
            )
    return found


def _is_figure(draft: Draft) -> bool:
    return draft.value is not None and draft.type in table("framing")["figures"]


def _found(lang: str, text: str, known: frozenset[str]) -> list[Found]:
    return gazetteer(lang).find(text, known)


@cache
def _pipeline(lang: str) -> Language:
    if lang == "ru":
        from loaders.extraction.russian import pipeline
    elif lang == "en":
        from loaders.extraction.english import pipeline
    else:
        raise BadInput(f'no pipeline reads "{lang}"; there are: {", ".join(LANGUAGES)}')
    return pipeline()


def _is_short(text: str) -> bool:
    return len(text) <= _MAX_CHARS and text.count(" ") < _MAX_TOKENS

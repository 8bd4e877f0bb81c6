"""The term language of ``--avoid``, ``--only`` and ``--close``, read by recursive descent.

::

    any    = every { ("or" | ",") every }
    every  = factor { "and" factor }
    factor = "not" factor | "(" any ")" | atom
    atom   = [ kind ":" ] name [ ">=" number [ "%" ] ]
    name   = words, or anything in double quotes

``not`` binds before ``and``, and ``and`` before ``or``. A name ends at a sign or at one of these three words; a name
that holds such a word or sign goes into double quotes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from queries.routes.avoid.lexing import TermError, Token, tokens


@dataclass(frozen=True, slots=True)
class Atom:
    """One statement about a leg; ``kind`` is empty where only a name was typed, ``share`` is in percent."""

    kind: str
    name: str
    share: float | None = None
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a term."""

    term: Term


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these."""

    terms: tuple[Term, ...]


Term = Atom | Not | Every | Any
DEEPEST = 50  # nested brackets and nots; more is no question of a person


def parse(text: str) -> Term:
    """Read a term.

    Raises:
        TermError: the text is no term; the message points at the place.
    """
    return _Parser(text, tokens(text)).whole()


@dataclass(slots=True)
class _Parser:
    text: str
    left: list[Token]
    depth: int = 0

    def whole(self) -> Term:
        term = self._any()
        if self.left[0].kind != "end":
            raise self._error(f'"{self.left[0].text}" is not expected here')
        return term

    def _any(self) -> Term:
        terms = [self._every()]
        while self.left[0].kind in (",", "or"):
            self.left.pop(0)
            terms.append(self._every())
        return terms[0] if len(terms) == 1 else Any(tuple(terms))

    def _every(self) -> Term:
        terms = [self._factor()]
        while self.left[0].kind == "and":
            self.left.pop(0)
            terms.append(self._factor())
        return terms[0] if len(terms) == 1 else Every(tuple(terms))

    def _factor(self) -> Term:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._error(f"More than {DEEPEST} brackets and nots within each other cannot be read")
        term = self._nested()
        self.depth -= 1
        return term

    def _nested(self) -> Term:
        if self.left[0].kind == "not":
            self.left.pop(0)
            return Not(self._factor())
        if self.left[0].kind != "(":
            return self._atom()
        self.left.pop(0)
        term = self._any()
        if self.left[0].kind != ")":
            raise self._error('A closing bracket ")" is missing')
        self.left.pop(0)
        return term

    def _atom(self) -> Atom:
        first = self.left[0]
        kind = ""
        if first.kind == "word" and self.left[1].kind == ":":
            kind = first.text
            del self.left[:2]
        name = self._name(kind)
        return Atom(kind, name, self._share(), first.start)

    def _name(self, kind: str) -> str:
        first = self.left[0]
        if first.kind == "quoted" and first.text.strip():
            return self.left.pop(0).text
        words: list[Token] = []
        while self.left[0].kind == "word":
            words.append(self.left.pop(0))
        if not words:
            raise self._error(f'After "{kind}:" a name is missing' if kind else "A name is missing")
        return self.text[words[0].start : words[-1].end]

    def _share(self) -> float | None:
        if self.left[0].kind != ">=":
            return None
        self.left.pop(0)
        number = self.left[0]
        share = _number(number.text) if number.kind == "word" else None
        if share is None or not 0 < share <= 100:
            raise self._error('After ">=" stands a share above 0 and up to 100 percent')
        self.left.pop(0)
        if self.left[0].kind == "%":
            self.left.pop(0)
        return share

    def _error(self, problem: str) -> TermError:
        return TermError(problem, self.text, self.left[0].start)


def _number(text: str) -> float | None:
    plain = text.replace(".", "", 1)
    return float(text) if plain.isascii() and plain.isdigit() else None


def written(term: Term) -> str:
    """Write a term in its shortest form, as it can be typed again."""
    if isinstance(term, Atom):
        share = f">={term.share:g}" if term.share is not None else ""
        return f"{term.kind}:{_quoted(term.name)}{share}" if term.kind else f"{_quoted(term.name)}{share}"
    if isinstance(term, Not):
        return f"not {_inner(term.term)}"
    return (" and " if isinstance(term, Every) else " or ").join(_inner(one) for one in term.terms)


def _inner(term: Term) -> str:
    return written(term) if isinstance(term, Atom | Not) else f"({written(term)})"


def _quoted(name: str) -> str:
    plain = [one.kind for one in tokens(name)[:-1]] if '"' not in name and ">" not in name else []
    return name if plain and set(plain) == {"word"} else f'"{name}"'

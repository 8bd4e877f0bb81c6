"""The parser's place in the tokens of one statement."""

from __future__ import annotations

from queries.console.cypher.findings import Fault, Findings, Named
from queries.console.cypher.tokens import SILENT, Token, tokens

_PAIRS = {")": "(", "]": "[", "}": "{"}
_END = "the end of the statement"
DEEPEST = 150  # nested brackets; a limit of ours keeps Python's own stack safe


class NotCypher(Exception):
    """The text cannot go on like this."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


class Reader:
    """Tokens without blanks and comments, a place among them, and what has been seen so far."""

    def __init__(self, text: str) -> None:
        self.tokens = [one for one in tokens(text) if one.kind not in SILENT]
        self.tokens.append(Token("end", "", len(text.rstrip())))
        self.place = 0
        self.findings = Findings()
        self.closing = self._brackets()

    def _brackets(self) -> dict[int, int]:
        """For each open bracket the index of its closing one; raises NotCypher for one that has no partner."""
        opened: list[int] = []
        found: dict[int, int] = {}
        for index, token in enumerate(self.tokens):
            self._check(token)
            if token.text in _PAIRS and token.kind == "mark":
                if not opened or self.tokens[opened[-1]].text != _PAIRS[token.text]:
                    raise NotCypher(Fault(token.start, f"this {token.text} closes nothing"))
                found[opened.pop()] = index
            elif token.kind == "mark" and token.text in "([{":
                opened.append(index)
                if len(opened) > DEEPEST:
                    raise NotCypher(Fault(token.start, f"brackets are nested more than {DEEPEST} deep"))
        if opened:
            left = self.tokens[opened[-1]]
            raise NotCypher(Fault(left.start, f"this {left.text} is never closed"))
        return found

    def _check(self, token: Token) -> None:
        if token.kind in {"string", "quoted"} and not token.closed:
            raise NotCypher(Fault(token.start, f"this {token.text[0]} is never closed"))
        if token.kind == "wrong_number":
            raise NotCypher(Fault(token.start, f"{token.text} is no number and no name", len(token.text)))

    @property
    def now(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.place]

    def ahead(self, count: int = 1) -> Token:
        """A token further on."""
        return self.tokens[min(self.place + count, len(self.tokens) - 1)]

    def step(self) -> Token:
        """Take the next token."""
        token = self.now
        if token.kind != "end":
            self.place += 1
        return token

    def at(self, *marks: str) -> bool:
        """Tell whether one of these marks comes next."""
        return self.now.kind == "mark" and self.now.text in marks

    def take(self, *marks: str) -> bool:
        """Take a mark if it comes next."""
        if self.at(*marks):
            self.place += 1
            return True
        return False

    def need(self, mark: str) -> Token:
        """Take a mark that must come."""
        if not self.at(mark):
            self.fail(mark)
        return self.step()

    def at_word(self, *words: str) -> bool:
        """Tell whether one of these keywords comes next."""
        return self.now.kind == "word" and self.now.text.upper() in words

    def at_words(self, *words: str) -> bool:
        """Tell whether these keywords come next, one after the other."""
        return all(
            self.ahead(count).kind == "word" and self.ahead(count).text.upper() == word
            for count, word in enumerate(words)
        )

    def take_words(self, *words: str) -> bool:
        """Take these keywords if all of them come next."""
        if self.at_words(*words):
            self.place += len(words)
            return True
        return False

    def need_word(self, word: str) -> None:
        """Take a keyword that must come."""
        if not self.take_words(word):
            self.fail(word)

    def at_name(self) -> bool:
        """Tell whether a name comes next."""
        return self.now.kind in {"word", "quoted"}

    def name(self, wanted: str) -> Named:
        """Take a name that must come."""
        if not self.at_name():
            self.fail(wanted)
        token = self.step()
        return Named(token.name, token.start)

    def fail(self, expected: str) -> None:
        """Stop here. Raises NotCypher."""
        found = self.now.text if self.now.kind != "end" else _END
        raise NotCypher(Fault(self.now.start, f"expected {expected}, found {found}", max(1, len(self.now.text))))

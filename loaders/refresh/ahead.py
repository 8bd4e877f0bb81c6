"""Articles of a run that are read by others, a few ahead of the one that is being written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from graph.model.claim import Claim
from loaders.documents.article import Article, Rejected
from loaders.extraction.pool import HERE, InOrder, ReaderLost, Workers
from loaders.refresh.article import ArticleLoad, Task, claims_of_task
from loaders.refresh.items import Loaded, Problem, SourceItem

Read = tuple[SourceItem, "Article | Rejected | Exception"]


class Ahead:
    """Loads the items of a run in their order; the articles among them are handed over before their turn.

    Few articles are read in this process, whoever else could: starting others takes longer.
    """

    def __init__(self, items: Iterable[SourceItem], workers: Workers = HERE) -> None:
        articles = [item for item in items if isinstance(item.load, ArticleLoad)]
        shared = workers.executor is not None and len(articles) >= workers.enough
        self._next: Iterator[SourceItem] = iter(articles if shared else ())
        self._calls: InOrder[Task, list[Claim]] = InOrder(workers, claims_of_task)
        self._read: deque[Read] = deque()

    def load(self, item: SourceItem) -> Loaded | Problem:
        """Load the next item.

        Raises:
            Exception: whatever is wrong with it.
        """
        while self._calls.has_room and (following := next(self._next, None)) is not None:
            self._hand_over(following)
        if not self._read or self._read[0][0] is not item or not isinstance(item.load, ArticleLoad):
            return item.load()
        found = self._read.popleft()[1]
        if isinstance(found, Exception):
            raise found
        if isinstance(found, Rejected):
            return Problem(found.place, found.reason)
        try:
            return item.load.told(found, self._calls.next())
        except ReaderLost as error:
            return Problem("", str(error))

    def _hand_over(self, item: SourceItem) -> None:
        assert isinstance(item.load, ArticleLoad)
        try:
            found: Article | Rejected | Exception = item.load.read()
        except Exception as error:  # kept for its turn, where it is judged like that of any item
            found = error
        self._read.append((item, found))
        if isinstance(found, Article):
            self._calls.hand_over(Task(found, item.load.decisions))

    def close(self) -> None:
        """Take back what has not begun."""
        self._calls.cancel()

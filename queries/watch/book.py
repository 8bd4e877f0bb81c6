"""The file of watches, ``watch.toml`` in the data folder: read, added to, and taken from; its comments stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.commented import CommentedFile, as_toml, without_table
from graph.errors import UsageError
from graph.settings import load_settings
from queries.watch.deliver.destinations import check_destination
from queries.watch.deliver.settings import Delivery, delivery_of
from queries.watch.model import Watch
from queries.watch.schedule import read_schedule

FILE = "watch.toml"
HEADER = """\
# The watches: questions whose changed answers are told after a refresh; docs/watch.md explains every setting.
# Add one with `trunkline watch add NAME -- routes KZ mediterranean`, try it with `trunkline watch test NAME`.
"""
STDOUT = "stdout"
_KEYS = {"ask": list, "to": list, "quiet": str, "digest": str, "zone": str}


class WatchBook:
    """All watches of this data folder, and the settings of delivery that they share."""

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or load_settings().home
        self._file = CommentedFile(self.home / FILE, "watches")

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

    def watches(self) -> dict[str, Watch]:
        """Give all watches in the order of the file; none where there is no file.

        Raises:
            UsageError: the file cannot be read, or something in it is wrong.
        """
        delivery = self.delivery()
        return {name: _watch(name, row, delivery) for name, row in self._tables().items()}

    def watch(self, name: str) -> Watch:
        """Give one watch. Raises UsageError where there is none of this name."""
        found = self.watches()
        if name not in found:
            raise UsageError(f'No watch is called "{name}"; {self.path} has: {", ".join(found) or "none"}.')
        return found[name]

    def delivery(self) -> Delivery:
        """Give what mail and webhooks need. Raises UsageError where it is wrong."""
        return delivery_of(self.home, self._document())

    def checked(self, name: str, given: Mapping[str, Any]) -> Watch:
        """Read a new watch, writing nothing. Raises UsageError where it is wrong, or its name is taken."""
        if name in self.watches():
            raise UsageError(f'A watch called "{name}" stands in {self.path} already; choose another name.')
        return _watch(name, given, self.delivery())

    def add(self, name: str, given: Mapping[str, Any]) -> Watch:
        """Append a watch. Raises UsageError as ``checked``."""
        watch, before = self.checked(name, given), self._file.text()
        wanted = self._file.parsed(before)
        wanted["watches"] = {**wanted.get("watches", {}), name: dict(given)}
        lines = [f"[watches.{as_toml(name)}]", *(f"{key} = {as_toml(value)}" for key, value in given.items())]
        self._file.replace(f"{(before or HEADER).rstrip()}\n\n" + "\n".join(lines) + "\n", wanted)
        return watch

    def remove(self, name: str) -> Watch:
        """Take a watch out of the file. Raises UsageError where there is none of this name."""
        watch, before = self.watch(name), self._file.text()
        wanted = self._file.parsed(before)
        del wanted["watches"][name]
        text = without_table(before, "watches", name)
        if not wanted["watches"] and "watches" not in self._file.parsed(text):
            del wanted["watches"]
        self._file.replace(text, wanted)
        return watch

    def _document(self) -> dict[str, Any]:
        return self._file.parsed(self._file.text())

    def _tables(self) -> dict[str, dict[str, Any]]:
        found = self._document().get("watches", {})
        if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
            raise UsageError(f"A watch in {self.path} must be a table written [watches.NAME].")
        return found


def _watch(name: str, row: Mapping[str, Any], delivery: Delivery) -> Watch:
    """Check one watch as it is written."""
    from queries.watch.answering import read_words

    if not name.strip() or not name.isprintable() or len(name) > 200:
        raise UsageError("A watch needs a name of 1 to 200 letters on one line.")
    where = f'The watch "{name}"'
    for key, value in row.items():
        if not isinstance(value, _KEYS.get(key, ())):
            raise UsageError(f'{where} has a wrong "{key}"; docs/watch.md lists its settings.')
    ask, to = row.get("ask", []), row.get("to", [STDOUT])
    if not ask or not to or not all(isinstance(one, str) for one in (*ask, *to)):
        raise UsageError(f"{where} needs the words of a command (ask) and where to tell (to), as lists of texts.")
    try:
        for one in to:
            check_destination(one, delivery)
        watch = Watch(
            name, tuple(ask), tuple(dict.fromkeys(to)),
            read_schedule(row.get("quiet"), row.get("digest"), row.get("zone") or delivery.zone),
        )  # fmt: skip
        read_words(watch.question)
    except UsageError as error:
        sentence = str(error)
        raise UsageError(f"{where}: {sentence if sentence.endswith(('.', '?')) else f'{sentence}.'}") from None
    return watch

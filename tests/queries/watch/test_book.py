"""The file of watches: its comments stay, and what is wrong in it is named in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import UsageError
from queries.watch.book import WatchBook

ASK = ["routes", "KZ", "mediterranean", "--avoid", "RU"]
MAIL = '[mail]\nhost = "mail.example"\nsender = "trunkline@example.org"\n'


def test_add_appends_and_remove_takes_out_only_the_watch(tmp_path: Path) -> None:
    book = WatchBook(tmp_path)
    assert book.watches() == {}
    book.add('Каспий [1] = "x"', {"ask": ASK})
    book.path.write_text(
        book.path.read_text("utf-8") + "# ours\n\n[watches.later]\n# why\nask = [\n  'ask', 'runs',\n]\n", "utf-8"
    )
    before = book.path.read_text("utf-8")
    book.add("third", {"ask": ["flow", "KZ", "EU"], "to": ["file:x.jsonl"], "quiet": "22:00-07:00"})
    assert book.path.read_text("utf-8").startswith(before.rstrip())
    assert list(book.watches()) == ['Каспий [1] = "x"', "later", "third"]
    assert book.watch("third").command == "trunkline flow KZ EU"
    book.remove("later")
    left = book.path.read_text("utf-8")
    assert "# ours" in left and "# why" in left and "later" not in left and "runs" not in left
    book.remove("third")
    book.remove('Каспий [1] = "x"')
    assert book.watches() == {} and "# ours" in book.path.read_text("utf-8")
    with pytest.raises(UsageError, match="No watch is called"):
        book.remove("third")


def test_a_name_is_given_once(tmp_path: Path) -> None:
    book = WatchBook(tmp_path)
    book.add("one", {"ask": ASK})
    with pytest.raises(UsageError, match="stands in"):
        book.add("one", {"ask": ASK})


def test_an_inline_table_is_left_to_an_editor(tmp_path: Path) -> None:
    book = WatchBook(tmp_path)
    book.path.write_text('watches = { one = { ask = ["ask", "runs"] } }\n')
    with pytest.raises(UsageError, match="in an editor"):
        book.remove("one")
    assert list(book.watches()) == ["one"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ask": []}, "needs the words"),
        ({}, "needs the words"),
        ({"ask": "routes KZ EU"}, 'wrong "ask"'),
        ({"ask": ASK, "often": True}, 'wrong "often"'),
        ({"ask": ["refresh"]}, '"refresh" cannot be saved'),
        ({"ask": ["routes", "KZ"]}, "Missing argument"),
        ({"ask": ["routes", "KZ", "EU", "--by", "luck"]}, "luck"),
        ({"ask": ["routes", "KZ", "EU", "--as-of", "someday"]}, "--as-of"),
        ({"ask": ["routes", "KZ", "EU", "--format", "json"]}, '"--format"'),
        ({"ask": ["assert", "KZ", "EU", "--min-flow", "-1"]}, "--min-flow"),
        ({"ask": ["ask"]}, "Name a question"),
        ({"ask": ["ask", "nothing-such"]}, "nothing-such"),
        ({"ask": ["ask", "legs", "colour=red"]}, "colour"),
        ({"ask": ["ask", "legs", "--show"]}, '"--show"'),
        ({"ask": ASK, "to": ["pigeon:coop"]}, "no destination"),
        ({"ask": ASK, "to": ["mailto:desk@example.org"]}, r"host and sender under \[mail\]"),
        ({"ask": ASK, "to": ["http://hooks.example/x"]}, "unencrypted"),
        ({"ask": ASK, "to": ["https://user:secret@hooks.example/x"]}, "no address of a webhook"),
        ({"ask": ASK, "to": ["https://"]}, "no address of a webhook"),
        ({"ask": ASK, "quiet": "night"}, "no quiet time"),
        ({"ask": ASK, "zone": "Nowhere"}, "No time zone"),
    ],
)
def test_a_wrong_watch(tmp_path: Path, given: dict[str, object], sentence: str) -> None:
    book = WatchBook(tmp_path)
    with pytest.raises(UsageError, match=sentence) as caught:
        book.add("one", given)
    assert str(caught.value).endswith((".", "?")) and "\n" not in str(caught.value)
    assert not book.path.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[watches.one\n", "no TOML"),
        ("watches = 3\n", "must be a table"),
        ("colour = 1\n", '"colour", which is no setting'),
        ("[mail]\nhost = 'x'\n", "needs host, sender"),
        ("[mail]\nhost = 'mail.example'\nsender = 'a@b'\nsecurity = 'none'\n", "unencrypted"),
        ("[mail]\nhost = 'x'\nsender = \"a@b\\nBcc: c@d\"\n", "no address"),
        ("[webhook]\nsecret = 3\n", "takes: secret"),
        ("zone = 3\n", "must name a time zone"),
    ],
)
def test_a_wrong_file(tmp_path: Path, text: str, sentence: str) -> None:
    book = WatchBook(tmp_path)
    book.path.write_text(text)
    with pytest.raises(UsageError, match=sentence):
        book.watches()


@pytest.mark.parametrize("address", ["mailto:desk@example.org", "mailto:деск@example.org"])
def test_addresses_with_a_mail_server(tmp_path: Path, address: str) -> None:
    book = WatchBook(tmp_path)
    book.path.write_text(MAIL)
    assert book.add("one", {"ask": ASK, "to": [address]}).to == (address,)
    for wrong in ("mailto:a@b\nc", "mailto:a", "mailto:a@b,c@d", "mailto:a b@c"):
        with pytest.raises(UsageError, match="no address"):
            book.add("two", {"ask": ASK, "to": [wrong]})

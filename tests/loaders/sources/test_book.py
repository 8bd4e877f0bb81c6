"""The file of sources: strict reading, and changes that keep what a person wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from graph.model.claim import Claim
from loaders.sources.allowed import refused_sentences, split_allowed
from loaders.sources.book import add_source, read_book, set_enabled, source_in
from loaders.sources.check import checked
from loaders.sources.model import kinds
from loaders.sources.state import SourceState, at_current_address, write_states

FEED: dict[str, Any] = {"kind": "rss", "address": "https://news.example/rss", "outlet": "News", "trust": "medium"}
TABLE: dict[str, Any] = {"kind": "table", "address": "t.csv", "outlet": "T", "trust": "low", "table": "pipelines"}


def test_a_source_is_read_with_its_defaults() -> None:
    found = checked("news", FEED)
    assert (found.interval, found.enabled, found.language, found.is_remote) == (3600, True, None, True)
    assert {"attack", "ruling"} < found.may_say
    assert "leg" not in found.may_say


def test_a_table_cannot_say_what_happened() -> None:
    found = checked("lines", TABLE)
    assert {"capacity", "leg", "ownership"} < found.may_say
    assert not {"ruling", "attack"} & found.may_say


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"kind": "rsss"}, "kind must be one of rss, atom, json-feed, sitemap, folder, table, gem"),
    ({"kind": 3}, "kind must be one of"),
    ({"adress": "x"}, 'a rss source has no setting "adress"; it has kind, address'),
    ({"table": "pipelines"}, 'a rss source has no setting "table"'),
    ({"outlet": ""}, "outlet must be a text on one line"),
    ({"outlet": "a\nb"}, "outlet must be a text on one line"),
    ({"trust": "great"}, 'trust "great" is unknown; it is one of unverified, low, medium, high'),
    ({"interval": "1 hour"}, 'interval "1 hour" is none; write one such as 30m, 1h or 1d'),
    ({"interval": 3600}, "interval must be a text"),
    ({"interval": "0h"}, 'interval "0h" is none'),
    ({"language": "russian"}, 'language "russian" must be two letters such as ru'),
    ({"enabled": "no"}, "enabled must be true or false"),
    ({"may_say": ["atack"]}, 'may_say names "atack", which is no claim type'),
    ({"may_say": []}, "may_say is empty"),
    ({"private_hosts": "intranet"}, "private_hosts must be a list of texts"),
    ({"address": "news/rss"}, 'address "news/rss" must be an http or https address'),
    ({"address": "ftp://news.example/rss"}, "must be an http or https address"),
    ({"address": "https://a:b@news.example/rss"}, "must not hold a name or password"),
    ({"address": "https://news.example:99999/"}, "must be an http or https address"),
    ({"kind": "folder"}, 'address "https://news.example/rss" must be a path on this machine'),
    ({"kind": "table"}, "table is missing"),
    ({"kind": "gem", "release": "coal"}, 'release "coal" is unknown; it is one of oil-pipelines, gas-pipelines'),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_what_is_wrong_is_said_in_one_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as error:
        checked("news", {**FEED, **given})
    assert said in str(error.value)
    assert str(error.value).startswith('The source "news": ')


@pytest.mark.parametrize("name", ["", "News", "a b", "-a", "a" * 51, "reference", "новости", 'x"y'])
def test_names_that_would_confuse_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="a name is made of"):
        checked(name, FEED)


@pytest.mark.parametrize("missing", ["kind", "address", "outlet", "trust"])
def test_what_must_be_there(missing: str) -> None:
    with pytest.raises(UsageError, match=missing):
        checked("news", {key: value for key, value in FEED.items() if key != missing})


WRITTEN = """\
# Our sources. Ask Dana before you add one.

[sources.old]        # since 2024
kind = "rss"         # not Atom, whatever they say
address = "https://old.example/rss"
outlet = "Старые новости"
trust = "low"
enabled = true       # back since May

  [ sources . "bare" ]
kind = "folder"
address = "articles"
outlet = "Desk"
trust = "high"
"""


def test_adding_and_switching_keep_every_comment(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(WRITTEN, "utf-8")
    add_source(file, "news", {**FEED, "outlet": 'The "News"\\', "may_say": ["attack"]})
    assert file.read_text("utf-8").startswith(WRITTEN.rstrip())
    assert source_in(file, "news").outlet == 'The "News"\\'
    assert set_enabled(file, "old", False)
    assert set_enabled(file, "bare", False)
    assert not set_enabled(file, "bare", False)
    text = file.read_text("utf-8")
    assert "enabled = false       # back since May" in text
    assert '[ sources . "bare" ]\nenabled = false\nkind = "folder"' in text
    assert {name: one.enabled for name, one in read_book(file).items()} == {"old": False, "bare": False, "news": True}
    set_enabled(file, "old", True)
    set_enabled(file, "bare", True)
    assert file.read_text("utf-8").startswith(WRITTEN.replace('"bare" ]\n', '"bare" ]\nenabled = true\n').rstrip())
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_one_line_cannot_change_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    text = 'sources = { a = { kind = "folder", address = "x", outlet = "y", trust = "low" } }\n'
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="change it in an editor"):
        set_enabled(file, "a", False)
    assert file.read_text("utf-8") == text


def test_a_taken_name_an_unknown_one_and_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    assert read_book(file) == {}
    add_source(file, "news", FEED)
    with pytest.raises(UsageError, match=r"stands in .* already"):
        add_source(file, "news", FEED)
    with pytest.raises(UsageError, match=r'No source is called "nws"; .* has: news'):
        source_in(file, "nws")
    file.write_text("[sources.a\n", "utf-8")
    with pytest.raises(UsageError, match="is no TOML"):
        read_book(file)
    file.write_text("[source.a]\nkind = 'rss'\n", "utf-8")
    with pytest.raises(UsageError, match="nothing but tables written"):
        read_book(file)


def test_a_move_is_remembered_until_the_file_says_something_else(tmp_path: Path) -> None:
    news = checked("news", FEED)
    assert at_current_address(tmp_path, news) == news
    write_states(tmp_path, {"news": SourceState(address=news.address, moved_to="https://new.example/rss")})
    assert at_current_address(tmp_path, news).address == "https://new.example/rss"
    assert at_current_address(tmp_path, checked("other", FEED)).address == FEED["address"]
    edited = checked("news", {**FEED, "address": "https://third.example/rss"})
    assert at_current_address(tmp_path, edited) == edited
    (tmp_path / "sources-state.json").write_text("{", "utf-8")
    assert at_current_address(tmp_path, news) == news


def test_claims_that_a_source_may_not_make_are_refused_with_a_reason() -> None:
    claims = [Claim(name, ("cpc",), "i", "d", "q") for name in ("attack", "accident", "accident")]
    allowed, refused = split_allowed(checked("news", {**FEED, "may_say": ["attack"]}), claims)
    assert allowed == tuple(claims[:1])
    assert refused_sentences("news", refused) == [
        '2 claims of the type accident refused: "news" may not say that (see its may_say)'
    ]
    assert split_allowed(checked("news", FEED), claims) == (tuple(claims), {})


def test_every_kind_says_what_it_is() -> None:
    assert all(one.help and one.reads in {"feed", "sitemap", "folder", "table"} for one in kinds().values())

"""Strict reading of one source: every value is right, or one sentence says what is wrong and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from graph.errors import UsageError
from graph.model.claim import Trust
from graph.model.vocabulary import claim_types
from loaders.sources.model import ConfiguredSource, Kind, default_claim_types, kinds, releases

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
RESERVED = ("reference", "examples")  # the sources of the package
COMMON = ("kind", "address", "language", "interval", "outlet", "trust", "may_say", "enabled", "private_hosts",
          "least_items", "most_new_items", "most_claims")  # fmt: skip
REQUIRED = ("kind", "address", "outlet", "trust")
DEFAULT_INTERVAL = "1h"
_INTERVAL = re.compile(r"([1-9][0-9]{0,3})([mhd])")
_SECONDS = {"m": 60, "h": 3600, "d": 86400}
_LANGUAGE = re.compile(r"[a-z]{2}")
_TABLE_NAME = re.compile(r"[a-z_]+")


def checked(name: str, given: dict[str, Any]) -> ConfiguredSource:
    """Read the settings of one source.

    Raises:
        UsageError: a setting is unknown, missing or wrong.
    """
    if not NAME.fullmatch(name) or name in RESERVED:
        raise _wrong(name, "a name is made of a-z, 0-9 and -, at most 50, and is not one of the package's own")
    kind = _kind(name, given)
    _check_names(name, kind, given)
    try:
        return _source(name, kind, given)
    except ValueError as error:
        raise _wrong(name, str(error)) from None


def _source(name: str, kind: Kind, given: dict[str, Any]) -> ConfiguredSource:
    return ConfiguredSource(
        name=name,
        kind=kind,
        address=_address(_text(given, "address"), kind),
        outlet=_text(given, "outlet"),
        trust=_one_of(given, "trust", tuple(one.name.lower() for one in Trust)),
        interval=seconds(_text(given, "interval", DEFAULT_INTERVAL)),
        language=_matching(given, "language", _LANGUAGE, "two letters such as ru"),
        enabled=_flag(given, "enabled"),
        may_say=_claim_types(given) or default_claim_types(kind.says),
        private_hosts=frozenset(one.lower() for one in _texts(given, "private_hosts")),
        table=_matching(given, "table", _TABLE_NAME, "the name of a reference table such as pipelines"),
        release=_one_of(given, "release", tuple(releases())) if "release" in given else None,
        sheet=_text(given, "sheet") if "sheet" in given else None,
        columns=_columns(given),
        least_items=_count(given, "least_items"),
        most_new_items=_count(given, "most_new_items"),
        most_claims=_count(given, "most_claims"),
    )


def seconds(interval: str) -> int:
    """Read ``30m``, ``1h`` or ``1d``.

    Raises:
        ValueError: anything else.
    """
    found = _INTERVAL.fullmatch(interval)
    if not found:
        raise ValueError(f'interval "{interval}" is none; write one such as 30m, 1h or 1d')
    return int(found[1]) * _SECONDS[found[2]]


def _wrong(name: str, reason: str) -> UsageError:
    return UsageError(f'The source "{name}": {reason}.')


def _kind(name: str, given: dict[str, Any]) -> Kind:
    found = kinds().get(str(given.get("kind", "")))
    if found is None:
        raise _wrong(name, f"kind must be one of {', '.join(kinds())}")
    return found


def _check_names(name: str, kind: Kind, given: dict[str, Any]) -> None:
    known = (*COMMON, *kind.needs, *kind.takes)
    if strange := sorted(set(given) - set(known)):
        raise _wrong(name, f'a {kind.name} source has no setting "{strange[0]}"; it has {", ".join(known)}')
    if lacking := [one for one in (*REQUIRED, *kind.needs) if one not in given]:
        raise _wrong(name, f"{lacking[0]} is missing")


def _text(given: dict[str, Any], key: str, default: str = "") -> str:
    value = given.get(key, default)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError(f"{key} must be a text on one line")
    return value.strip()


def _texts(given: dict[str, Any], key: str) -> list[str]:
    value = given.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one and one.isprintable() for one in value):
        raise ValueError(f'{key} must be a list of texts such as ["a", "b"]')
    return value


def _flag(given: dict[str, Any], key: str) -> bool:
    value = given.get(key, True)
    if not isinstance(value, bool):
        raise ValueError(f"{key} must be true or false")
    return value


def _count(given: dict[str, Any], key: str) -> int | None:
    value = given.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise ValueError(f"{key} must be a whole number such as 20")
    return value


def _one_of(given: dict[str, Any], key: str, choices: tuple[str, ...]) -> str:
    value = _text(given, key)
    if value not in choices:
        raise ValueError(f'{key} "{value}" is unknown; it is one of {", ".join(choices)}')
    return value


def _matching(given: dict[str, Any], key: str, form: re.Pattern[str], wanted: str) -> str | None:
    if key not in given:
        return None
    value = _text(given, key)
    if not form.fullmatch(value):
        raise ValueError(f'{key} "{value}" must be {wanted}')
    return value


def _address(value: str, kind: Kind) -> str:
    is_url = "://" in value
    if is_url != (kind.address == "url") and kind.address != "either":
        wanted = "an http or https address" if kind.address == "url" else "a path on this machine"
        raise ValueError(f'address "{value}" must be {wanted}')
    if is_url:
        _check_url(value)
    return value


def _check_url(value: str) -> None:
    try:
        parts = urlsplit(value)
        fine = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:
        fine = None
    if not fine:
        raise ValueError(f'address "{value}" must be an http or https address')
    if parts.username or parts.password:
        raise ValueError("address must not hold a name or password, as everybody can read this file")


def _claim_types(given: dict[str, Any]) -> frozenset[str]:
    found = _texts(given, "may_say")
    for one in found:
        if one not in claim_types():
            raise ValueError(f'may_say names "{one}", which is no claim type; there are {", ".join(claim_types())}')
    if "may_say" in given and not found:
        raise ValueError("may_say is empty; leave it out for all that this kind may say, or disable the source")
    return frozenset(found)


def _columns(given: dict[str, Any]) -> dict[str, str]:
    value = given.get("columns", {})
    checks: Callable[[object], bool] = lambda one: isinstance(one, str) and bool(one)  # noqa: E731
    if not isinstance(value, dict) or not all(map(checks, value.values())):
        raise ValueError('columns must be a table such as { name_en = "Pipeline" }')
    return dict(value)

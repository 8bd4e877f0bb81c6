"""The embedded engine's own check of its records, edges and indexes.

Only its SQL has it (``CHECK DATABASE``), which Bolt does not carry: it is asked over the engine's loopback HTTP port.
"""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError
from graph.store.embedded.accounts import read_accounts
from graph.store.embedded.launch import LOOPBACK
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.embedded.state import read_state

if TYPE_CHECKING:
    from graph.settings import Settings

PATIENCE_SECONDS = 600.0
_COUNTS = {
    "totalErrors": "errors",
    "totalCorruptedRecords": "corrupted records",
    "totalUndecodableRecords": "records that cannot be decoded",
    "totalConstraintViolations": "records that break a unique key",
    "invalidLinks": "edges that lead nowhere",
    "edgesMissingInReference": "edges that their end does not know",
    "edgesMissingOutReference": "edges that their start does not know",
    "orphanedChunks": "orphaned chunks",
    "danglingPlaceholderPointers": "pointers that lead nowhere",
}
_LISTS = {"corruptedIndexes": "corrupted indexes", "unreferencedFiles": "files that belong to nothing"}


def engine_complaints(settings: Settings) -> list[str]:
    """Let the running engine check its database; gives what it found wrong, one sentence each."""
    found = _ask(settings, "CHECK DATABASE")
    complaints = [f"The engine counts {found[key]} {said}." for key, said in _COUNTS.items() if found.get(key)]
    complaints += [f"The engine found {said}: {_some(found[key])}." for key, said in _LISTS.items() if found.get(key)]
    return complaints + [f"The engine warns: {one}" for one in found.get("warnings") or ()][:5]


def _ask(settings: Settings, statement: str) -> Mapping[str, Any]:
    layout = Layout.under(settings.home)
    state, accounts = read_state(layout), read_accounts(layout)
    if state is None or accounts is None:
        raise StoreError("The embedded store does not run: start it with `trunkline store start`.")
    root = accounts["root"]
    login = base64.b64encode(f"{root.user}:{root.password}".encode()).decode()
    request = urllib.request.Request(
        f"http://{LOOPBACK}:{state.http_port}/api/v1/command/{DATABASE}",
        data=json.dumps({"language": "sql", "command": statement}).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Basic {login}"},
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy must never see this
    try:
        with direct.open(request, timeout=PATIENCE_SECONDS) as answer:
            result: Mapping[str, Any] = json.load(answer)["result"][0]
    except urllib.error.HTTPError as error:
        return {"warnings": [f"its own check failed: {error.read(300).decode('utf-8', 'replace')}"]}
    except (OSError, HTTPException, ValueError, LookupError) as error:
        return {"warnings": [f"its own check failed ({error})"]}
    return result


def _some(found: object) -> str:
    return ", ".join(map(str, found[:5])) if isinstance(found, list) else str(found)

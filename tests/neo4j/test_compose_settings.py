"""The server knows every setting that ``compose.yaml`` gives it."""

from __future__ import annotations

import pytest
import yaml

from graph.store import Store
from tests.test_compose import FILE

pytestmark = pytest.mark.neo4j
FOR_THE_IMAGE = {"NEO4J_AUTH_FILE"}  # read by the image's own start script


def test_every_setting_exists(store: Store) -> None:
    given = set(yaml.safe_load(FILE.read_text("utf-8"))["services"]["neo4j"]["environment"]) - FOR_THE_IMAGE
    named = {name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_") for name in given}
    known = {row["name"] for row in store.read("SHOW SETTINGS YIELD name RETURN name")}
    assert len(named) > 5
    assert named <= known

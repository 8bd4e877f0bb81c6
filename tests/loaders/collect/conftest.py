from pathlib import Path

import pytest

from tests.internet import Internet
from tests.loaders.collect.world import World
from tests.loaders.fetch.conftest import internet

__all__ = ["internet"]


@pytest.fixture
def world(internet: Internet, tmp_path: Path) -> World:
    return World(internet, tmp_path)

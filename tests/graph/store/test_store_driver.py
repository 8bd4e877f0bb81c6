"""The driver loads without pandas, and pandas works afterwards."""

from __future__ import annotations

import subprocess
import sys

LOADED = "[name for name in ('pandas', 'numpy', 'pyarrow') if name in sys.modules]"


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_driver_drags_no_pandas_in() -> None:
    assert _run(f"import sys; import graph.store.driver; print({LOADED})") == "[]"


def test_pandas_and_numpy_work_after_the_driver() -> None:
    code = (
        "import graph.store.driver; import pandas, numpy; "
        "print(pandas.DataFrame({'a': [1, 2]}).a.sum(), numpy.arange(3).sum(), pandas.Timestamp('2022-07-05').year)"
    )
    assert _run(code) == "3 3 2022"


def test_loaded_packages_stay_loaded() -> None:
    code = "import sys, numpy; import graph.store.driver; print(sys.modules['numpy'] is numpy, 'pandas' in sys.modules)"
    assert _run(code) == "True False"


def test_importing_the_store_loads_no_driver() -> None:
    code = "import sys; import graph.store, graph.store.commands; print([m for m in sys.modules if m in "
    assert _run(code + "('neo4j', 'psutil', 'filelock', 'pydantic')])") == "[]"

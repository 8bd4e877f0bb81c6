"""What ``from queries.routes import …`` offers, and that asking for the package alone imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import queries.routes


def test_every_public_name_is_there_and_documented() -> None:
    for name in queries.routes.__all__:
        assert getattr(queries.routes, name).__doc__


def test_the_package_alone_imports_nothing_heavy() -> None:
    code = "import sys, queries.routes; print(sorted({'numpy', 'scipy', 'ortools', 'networkx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_small_question_needs_no_solver() -> None:
    code = (
        "import sys; from queries.routes import answer_flow, answer_routes, worth_of, limits_of; "
        "print(sorted({'numpy', 'scipy', 'ortools', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

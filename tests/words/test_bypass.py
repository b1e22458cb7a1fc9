"""No sentence goes past the catalogue: what a person reads is said by `_`, `n_` or `p_`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.words.catalogue import PACKAGE

MODULES = sorted(PACKAGE.rglob("*.py"))
SPOKEN = {"_", "n_", "p_", "N_"}
FAULTS_OF_THE_PROGRAM = {"AssertionError", "KeyError", "NotImplementedError", "TypeError"}
"""Errors that tell a programmer something."""
PRINTS = {"say", "say_aside", "say_parts", "report", "_fail", "echo", "tell", "say_error"}
FINDINGS = {"Diagnostic", "TemplateProblem", "LineMeaning"}
"""What is found in a person's files is said in sentences as well."""
WORDS = re.compile(r"[A-Za-z]{2,}|[가-힣]")
PROSE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
"""The code of a diagnostic, which programs read."""
STYLES = {"dim", "title", "found", "label", "good", "bad"}


def calls_in(code: str) -> Iterator[ast.Call]:
    """Yield the calls that make what is raised, and those that print."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if name_of(node.exc) not in FAULTS_OF_THE_PROGRAM:
                yield node.exc
        elif isinstance(node, ast.Call) and name_of(node) in PRINTS | FINDINGS:
            yield node


def name_of(call: ast.Call) -> str:
    """Return the name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def unspoken(node: ast.AST) -> Iterator[str]:
    """Yield the words in an argument that no catalogue will ever see."""
    if isinstance(node, ast.Call) and name_of(node) in SPOKEN:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        words = node.value.removeprefix("studylog: ")
        if WORDS.search(words) and not CODE.fullmatch(words) and words not in STYLES:
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from unspoken(part)
    elif isinstance(node, ast.FormattedValue):
        yield from unspoken(node.value)
    elif isinstance(node, ast.Tuple):
        for part in node.elts:
            yield from unspoken(part)
    elif isinstance(node, ast.BinOp):
        yield from unspoken(node.left)
        yield from unspoken(node.right)
    elif isinstance(node, ast.IfExp):
        yield from unspoken(node.body)
        yield from unspoken(node.orelse)


def bypassing(code: str) -> list[str]:
    """Return what is said in code without the catalogue, with its line."""
    found = []
    for call in calls_in(code):
        for argument in (*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "shell")):
            found += [f"line {argument.lineno}: {words}" for words in unspoken(argument)]
    return found


def prose_in(code: str) -> list[str]:
    """Return the strings that read like a sentence, in a row of three small words, and are none of the catalogue's."""
    tree = ast.parse(code)
    known: set[int] = set()
    for node in ast.walk(tree):
        spoken = isinstance(node, ast.Call) and name_of(node) in SPOKEN | FAULTS_OF_THE_PROGRAM
        # What the holes of a template are for is told to those who read the code.
        told = isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "HOLES"
        # The help of verbs and options is taken into the catalogue as it is.
        explains = isinstance(node, ast.keyword) and node.arg == "help"
        documents = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if spoken or told or explains or documents:
            known |= {id(part) for part in ast.walk(node)}
    return [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in known
        and PROSE.search(node.value)
    ]


def lost_in(code: str) -> list[str]:
    """Return the places where `_` is given an f-string, which is no sentence of the catalogue."""
    return [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        and name_of(node) in SPOKEN
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:2])
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_said_is_said_by_the_catalogue(module: Path) -> None:
    assert bypassing(module.read_text("utf-8")) == []


# What click says in English is known there by its words.
@pytest.mark.parametrize(
    "module",
    [module for module in MODULES if module.name != "misuse.py"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_sentence_lies_about(module: Path) -> None:
    assert prose_in(module.read_text("utf-8")) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_sentences_are_whole(module: Path) -> None:
    assert lost_in(module.read_text("utf-8")) == []


def test_what_goes_past_the_catalogue_is_found() -> None:
    assert bypassing('raise NotFound("There is none.")') == ["line 1: There is none."]
    assert bypassing('raise NotFound(f"No log of {day}.")') == ["line 1: No log of "]
    assert bypassing('raise NotFound(_("None."), shell="Try again.")') == ["line 1: Try again."]
    assert bypassing('say(f"{day}  done")') == ["line 1:   done"]
    assert bypassing('say_parts((f"{day} is gone", "dim"))') == ["line 1:  is gone"]
    assert bypassing('Diagnostic(1, "date-invalid", "No such date.")') == ["line 1: No such date."]
    assert bypassing('say(f"{day}  {words}")\nraise AssertionError("never")\nraise NotFound(_("None."))') == []
    assert prose_in('report.append((path, "has no date at all"))') == ["line 1: has no date at all"]
    assert prose_in('def f():\n    """Return what it is."""\n    return _("There is no such day.")') == []
    assert lost_in('_(f"No log of {day}.")') == ["line 1"]
    assert lost_in('_("No log of " + day)') == ["line 1"]

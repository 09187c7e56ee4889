"""Nothing grows beyond what a reader can hold in mind."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import SOURCE

LONGEST_FUNCTION = 50
LONGEST_CLASS = 250
LONGEST_MODULE = 400

MODULES = sorted((SOURCE / "aijournal").rglob("*.py"))


def _lengths(module: Path) -> Iterator[tuple[str, int, int]]:
    """Yield what is defined in a module, its length in lines, and how long it may be."""
    text = module.read_text(encoding="utf-8")
    yield "the module", text.count("\n"), LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, _length(node), LONGEST_FUNCTION
        elif isinstance(node, ast.ClassDef):
            yield node.name, _length(node), LONGEST_CLASS


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_nothing_is_too_long(module: Path) -> None:
    too_long = [f"{name}: {lines} of {most}" for name, lines, most in _lengths(module) if lines > most]
    assert too_long == []


def test_modules_are_found() -> None:
    assert len(MODULES) > 50

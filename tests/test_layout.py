"""Modules and functions of a size that a reader holds in mind.

Who imports whom is checked by `lint-imports`, see `pyproject.toml`.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "curriculum"
MOST_LINES, FEWEST_LINES, LONGEST_FUNCTION = 250, 30, 40

# What is still to be divided: entries only go.
LARGE: set[str] = set()
LONG: set[tuple[str, str]] = set()
# Why a module of so few lines is one.
SMALL = {
    "claims/hint.py": "the gate that all grammars share; text/patterns loads no library",
    "write/comments.py": "comments back on their lines, which only the writer needs",
    "__main__.py": "the entry point alone",
    "cli/schema.py": "still to join what it serves",
    "config/settings.py": "the settings alone, which all rules import",
    "files/file.py": "the only way to read a file that anybody may have put there",
    "files/own_pages.py": "the mark of what the tool writes, which no other module of files needs",
    "model/teaching_order.py": "still to join what it serves",
    "read.py": "bytes to a record file: the only place that knows all forms",
    "render/markdown/alphabet.py": "still to join what it serves",
    "render/markdown/model_names.py": "still to join what it serves",
    "render/site/lesson_load.py": "still to join what it serves",
    "render/site/site_building.py": "still to join what it serves",
    "report/concise.py": "one module for each report format",
    "text/numbers.py": "numbers of any length, which all layers read",
    "text/visible.py": "what a terminal must not obey, which all layers print",
    "workspace/file_result.py": "still to join what it serves",
    "workspace/garbage_collection.py": "still to join what it serves",
}


def modules() -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in ROOT.rglob("*.py")}


def test_no_module_is_larger_than_a_reader_can_hold() -> None:
    sizes = {name: len(text.splitlines()) for name, text in modules().items()}
    assert {name for name, size in sizes.items() if size > MOST_LINES} <= LARGE


def test_a_module_of_few_lines_has_a_reason() -> None:
    sizes = {name: len(text.splitlines()) for name, text in modules().items()}
    small = {name for name, size in sizes.items() if size < FEWEST_LINES}
    assert {name for name in small if not name.endswith("__init__.py")} <= set(SMALL)


def test_no_function_is_longer_than_a_screen() -> None:
    functions = (
        (name, node)
        for name, text in modules().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    long = {
        (name, node.name)
        for name, node in functions
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long <= LONG

"""Docstrings that users read, also where Python was told to drop them (`python -OO`)."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any


def docstring(documented: ModuleType | Callable[..., Any]) -> str:
    """That of a module or of one of its functions; from the source where it was dropped."""
    return documented.__doc__ or _from_source(documented)


def _from_source(documented: ModuleType | Callable[..., Any]) -> str:
    import ast  # no usual run needs it

    module = inspect.getmodule(documented)
    try:
        tree = ast.parse(inspect.getsource(module)) if module else ast.Module([], [])
    except OSError:  # a program that was packed without its sources
        return ""
    if isinstance(documented, ModuleType):
        return ast.get_docstring(tree, clean=False) or ""
    named = (
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == documented.__name__
    )
    return next((ast.get_docstring(node, clean=False) or "" for node in named), "")

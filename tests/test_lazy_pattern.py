"""Patterns that are compiled late: a wrong one must not wait for a user's record."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec import Struct

import curriculum
from curriculum.text.patterns import lazy_pattern

LAZY = type(lazy_pattern(""))


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, LAZY):
        yield value
    elif isinstance(value, Mapping):
        for one in (*value.keys(), *value.values()):
            yield from patterns_in(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from patterns_in(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from patterns_in(getattr(value, name))


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(curriculum.__path__, "curriculum."):
        if not module.name.endswith("__main__"):
            yield module.name


def test_every_pattern_compiles() -> None:
    found = {
        id(pattern): pattern
        for name in modules()
        for value in vars(importlib.import_module(name)).values()
        for pattern in patterns_in(value)
    }
    sources = Path(curriculum.__path__[0]).rglob("*.py")
    written = sum(len(re.findall(r"lazy_pattern\(\s*r?f?\"", file.read_text())) for file in sources)
    assert len(found) >= written > 300
    for pattern in found.values():
        assert pattern.groups >= 0


def test_it_does_what_a_compiled_one_does() -> None:
    late, compiled = lazy_pattern("(?P<a>b)c?", re.IGNORECASE), re.compile("(?P<a>b)c?", re.I)
    assert late.pattern == compiled.pattern
    assert late.sub("x", "aBC") == compiled.sub("x", "aBC") == "ax"
    assert late.findall("bcb") == compiled.findall("bcb")
    assert late.groupindex == compiled.groupindex
    with pytest.raises(re.error, match="missing"):
        lazy_pattern("(").search("")

"""On which line of a configuration a key or a value stands; asked only when something is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

TABLE = ("tool", "curriculum")

_HEADER = lazy_pattern(r"\s*\[+([^\[\]#]+)\]+\s*(?:#.*)?")
_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_KEY = lazy_pattern(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")


def toml_line(text: str, path: Sequence[str]) -> int | None:
    """The 1-based line of the last part of `path`, or of the last that can be found."""
    wanted = (*TABLE, *path)
    found, depth, is_wanted = None, len(TABLE), False
    for number, (names, value) in enumerate(_toml_lines(text), start=1):
        if names:
            is_wanted = depth <= len(names) and names == wanted[: len(names)]
            if is_wanted and depth < len(names):
                found, depth = number, len(names)
        said = _said(value, wanted[depth:]) if is_wanted else 0
        if said:
            found, depth = number, depth + said
    return found


def _toml_lines(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each line: the table or key that begins there, with all that it lies in, and the value."""
    table: tuple[str, ...] = ()
    for line in text.split("\n"):
        if header := _HEADER.fullmatch(line.rstrip("\r")):
            table = _dotted(header[1])
            yield table, ""
        elif key := _KEY.match(line):
            yield (*table, *_dotted(key[1])), line[key.end() :]
        else:
            yield (), "" if line.lstrip().startswith("#") else line


def _dotted(names: str) -> tuple[str, ...]:
    try:
        value: object = tomllib.loads(f"{names} = 0")
    except tomllib.TOMLDecodeError:
        return ("",)
    path: list[str] = []
    while isinstance(value, dict):
        name = next(iter(value))
        path.append(name)
        value = value[name]
    return tuple(path)


def _said(line: str, parts: Sequence[str]) -> int:
    """How many of the parts, in their order, stand on the line."""
    at, count = 0, 0
    for part in parts:
        match = re.compile(rf"(?<![\w-]){re.escape(part)}(?![\w-])").search(line, at)
        if not match:
            break
        at, count = match.end(), count + 1
    return count


def yaml_line(text: str, path: Sequence[str]) -> int | None:
    """The same for YAML."""
    from ruamel.yaml import YAML

    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    found: int | None = None
    for name in path:
        key, node = _below(node, name)
        found = key.start_mark.line + 1 if key else found
    return found


def _below(node: Node | None, name: str) -> tuple[Node | None, Node | None]:
    """The key or entry of this name, and what it leads to."""
    from ruamel.yaml.nodes import MappingNode

    if isinstance(node, MappingNode):
        return next((pair for pair in node.value if pair[0].value == name), (None, None))
    return next(((entry, None) for entry in _entries(node) if entry.value == name), (None, None))


def _entries(node: Node | None) -> Iterator[Node]:
    """One word, the words of a list, or those of its groups."""
    from ruamel.yaml.nodes import ScalarNode, SequenceNode

    if isinstance(node, ScalarNode):
        yield node
    for entry in node.value if isinstance(node, SequenceNode) else ():
        yield entry
        yield from entry.value if isinstance(entry, SequenceNode) else ()

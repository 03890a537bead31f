"""Where a YAML record departs from `schemas/yaml-record.schema.json`, in words for its author."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from jsonschema import Draft202012Validator

from curriculum.config.nearest import nearest
from curriculum.config.schema import schema_text
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern
from curriculum.yaml.mistakes import Mistake
from curriculum.yaml.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from jsonschema import ValidationError

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain]"

SCHEMA = "yaml-record"
_FORMS = {
    "string": "text",
    "array": "a list",
    "object": "a table of keys",
    "integer": "a whole number",
    "boolean": "true or false",
}
# Whatever else looks like a number or a truth is text.
_WHOLE = lazy_pattern("-?[0-9]{1,100}")
_NUMBERS = frozenset({"number", "line"})
_FLAGS = frozenset({"ordered", "joined", "own_line"})


def schema_mistakes(root: Mapping) -> Iterator[Mistake]:
    for error in _validator().iter_errors(_plain(root)):
        tell = _TELLERS.get(str(error.validator))
        if tell:
            yield from tell(error, _node_at(root, list(error.absolute_path)))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(SCHEMA)))


def _plain(node: Node, key: str = "") -> Plain:
    """What has no value counts as absent."""
    if isinstance(node, Mapping):
        return {
            name.text: _plain(value, name.text)
            for name, value in node.entries.values()
            if not (isinstance(value, Scalar) and value.is_null)
        }
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    if node.style == "" and key in _NUMBERS and _WHOLE.fullmatch(node.text):
        return whole_number(node.text)
    if node.style == "" and key in _FLAGS and node.text in {"true", "false"}:
        return node.text == "true"
    return node.text


def _node_at(node: Node, path: list[str | int]) -> tuple[Node, str]:
    """The node, and what its author calls it."""
    name = "the record"
    for step in path:
        if isinstance(node, Mapping) and (value := node.get(str(step))):
            node, name = value, f'"{step}"'
        elif isinstance(node, Sequence) and isinstance(step, int):
            name = f"entry {step + 1} of {name}"
            node = node.items[step]
    return node, name


def _schema(error: ValidationError) -> dict[str, Any]:
    assert isinstance(error.schema, dict)
    return error.schema


def _value(error: ValidationError) -> Any:
    """What the schema's keyword says."""
    return error.validator_value


def _instance(error: ValidationError) -> Any:
    return error.instance


def _type(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    node, name = place
    wanted = _FORMS[str(_value(error))]
    found = f'"{_short(node.text)}"' if isinstance(node, Scalar) else _FORMS[_kind(node)]
    message = f"{name} is {found}, and {wanted} was expected{_example(error)}"
    if (
        isinstance(node, Scalar)
        and node.style
        and wanted not in {_FORMS["array"], _FORMS["object"]}
    ):
        message += ", without quotes"
    yield _mistake(node, message, name)


def _kind(node: Node) -> str:
    return "object" if isinstance(node, Mapping) else "array"


def _required(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    """One error for each key; jsonschema tells which only in its own words."""
    node, name = place
    missing = [key for key in _value(error) if key not in _instance(error)]
    unknown = [key for key in _instance(error) if key not in _schema(error)["properties"]]
    for key in missing:
        # The sentence about a misspelt key says it all.
        if f"'{key}'" not in error.message or nearest(key, unknown):
            continue
        example = _shown(_schema(error)["properties"][key]["examples"][0])
        message = f'{_kind_of(error)} has no "{key}"; add `{key}: {example}`'
        yield _mistake(node, message, key if name == "the record" else name)


def _dependent(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    node, name = place
    for key, others in _value(error).items():
        for other in others:
            if (
                isinstance(node, Mapping)
                and key in _instance(error)
                and other not in _instance(error)
            ):
                message = f'"{key}" says how "{other}" are marked, and there are none; delete it'
                yield _mistake(node.key(key) or node, message, name)


def _additional(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    node, _ = place
    known = _schema(error)["properties"]
    for key in _instance(error):
        if key not in known and isinstance(node, Mapping):
            meant = nearest(key, known)
            hint = f'did you mean "{meant}"?' if meant else f"it may have {', '.join(known)}"
            message = f'{_kind_of(error)} has no key "{_short(key)}"; {hint}'
            yield _mistake(node.key(key) or node, message, key)


def _kind_of(error: ValidationError) -> str:
    return f"a {_schema(error)['title']}"


def _pattern(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    node, name = place
    message = f'{name} cannot be "{_short(str(_instance(error)))}"; write it'
    yield _mistake(node, f"{message} like `{_shown(_schema(error)['examples'][0])}`", name)


def _enum(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    node, name = place
    meant = nearest(str(_instance(error)), _value(error))
    choices = " or ".join(f'"{choice}"' for choice in _value(error))
    hint = f'did you mean "{meant}"?' if meant else f"write {choices}"
    message = f'{name} cannot be "{_short(str(_instance(error)))}"; {hint}'
    yield _mistake(node, message + (f" It is {choices}." if meant else ""), name)


def _minimum(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    node, name = place
    message = f"{name} is {_instance(error)}, and at least {_value(error)} was expected"
    yield _mistake(node, message, name)


def _maximum(error: ValidationError, place: tuple[Node, str]) -> Iterator[Mistake]:
    node, name = place
    number = _short(str(_instance(error)))
    message = f"{name} is {number}, and no more than {_value(error)} was expected"
    yield _mistake(node, message, name)


_TELLERS: dict[str, Callable[[ValidationError, tuple[Node, str]], Iterator[Mistake]]] = {
    "type": _type,
    "required": _required,
    "dependentRequired": _dependent,
    "additionalProperties": _additional,
    "pattern": _pattern,
    "enum": _enum,
    "minimum": _minimum,
    "maximum": _maximum,
}
TOLD_KEYWORDS = frozenset(_TELLERS)


def _example(error: ValidationError) -> str:
    examples = _schema(error).get("examples")
    if not examples or isinstance(examples[0], list | dict):
        return ""
    return f", such as `{_shown(examples[0])}`"


def _shown(example: object) -> str:
    return str(example).lower() if isinstance(example, bool) else json.dumps(example)


def _mistake(node: Node, message: str, subject: str) -> Mistake:
    """A table or a list is shown by its beginning."""
    end = node.end if isinstance(node, Scalar) else node.start
    return Mistake(node.start, end, message, subject.strip('"'))


def _short(text: str, width: int = 60) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= width else f"{text[: width - 1]}…"

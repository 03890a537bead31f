"""The schemas are the contract: they say what the code does, and their words reach the author."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from curriculum.check.engine import Checker, check
from curriculum.check.registry import RULES
from curriculum.claims.read_claims import claims_of
from curriculum.config.dialect import DEFAULT_DIALECT
from curriculum.config.keys import KEYS, ConfigError, check_keys
from curriculum.config.schema import PYPROJECT, printable, schema_names, schema_text
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.course.change import Change, Place
from curriculum.course.course import course_of
from curriculum.export.as_json import chunks
from curriculum.model import record as model
from curriculum.problem import Problem
from curriculum.read import read_bytes
from curriculum.report import as_json
from curriculum.report.summary import Report, summarise
from curriculum.yaml.proof import as_yaml
from curriculum.yaml.schema_mistakes import TOLD_KEYWORDS
from tests.case_pages import PAGES, read_page
from tests.conftest import BROKEN as BROKEN_RECORD
from tests.conftest import Ran
from tests.strategies import damaged

Schema = dict[str, Any]

every_schema = pytest.mark.parametrize("name", schema_names())


def schema(name: str) -> Schema:
    loaded: Schema = json.loads(schema_text(name))
    return loaded


def parts(root: Schema) -> Iterator[tuple[str, Schema]]:
    """The schema, its definitions and all properties, each with its name."""
    yield "", root
    for name, inner in {**root.get("$defs", {}), **root.get("properties", {})}.items():
        yield from ((f"{name} {more}".strip(), part) for more, part in parts(inner))


@every_schema
def test_a_schema_explains_itself(name: str) -> None:
    root = schema(name)
    Draft202012Validator.check_schema(root)
    assert root["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert root["$id"] == f"urn:curriculum:schemas:1:{name}"
    for where, part in parts(root):
        assert part.get("description"), where
        assert part.get("examples") or "$ref" in json.dumps(part), where
    for where, part in [("", root), *root.get("$defs", {}).items()]:
        assert part.get("title"), where
        assert part.get("examples"), where


@every_schema
def test_the_examples_of_a_schema_are_valid(name: str) -> None:
    root = schema(name)
    for where, part in parts(root):
        validator = Draft202012Validator({**part, "$defs": root.get("$defs", {})})
        for example in part.get("examples", []):
            assert list(validator.iter_errors(example)) == [], where


def test_the_schemas_are_these() -> None:
    assert schema_names() == ["changes", "config", "problems", "record", "yaml-record"]


MODELS = {
    "record": model.Record,
    "status": model.Status,
    "concept": model.Concept,
    "other_cell": model.OtherCell,
    "lesson": model.Lesson,
    "field": model.Field,
    "taught_concept": model.TaughtConcept,
    "review": model.Review,
    "review_iteration": model.ReviewIteration,
    "mental_model": model.MentalModel,
    "extra": model.Extra,
    "comment": model.Comment,
}


def test_the_record_schema_has_the_fields_of_the_model() -> None:
    definitions = schema("record")["$defs"]
    assert set(definitions) == {*MODELS, "span"}
    for name, kind in MODELS.items():
        names = list(kind.__struct_fields__)
        assert list(definitions[name]["properties"]) == names
        assert definitions[name]["required"] == [one for one in names if one != "kept"]
        assert definitions[name]["additionalProperties"] is False


def test_the_schema_of_changes_has_the_fields_of_a_change() -> None:
    definitions = schema("changes")["$defs"]
    for name, kind in (("change", Change), ("place", Place)):
        assert list(definitions[name]["properties"]) == list(kind.__struct_fields__)
        assert definitions[name]["required"] == list(kind.__struct_fields__)


def test_the_config_schema_has_the_keys_of_a_configuration() -> None:
    properties = schema("config")["properties"]
    assert list(properties) == list(KEYS)
    for name, key in KEYS.items():
        assert properties[name]["description"] == key.help
        assert properties[name].get("default") == key.default


VALUES: tuple[Any, ...] = (
    "word", "", "error", "--", 3, True, [], ["word"], [3], [["a", "b"]], [[3]], {},
    {"a": "b"}, {"a": ["b"]}, {"a": 3}, {"a": "error"}, {"a": [["b"]]},
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_code_and_config_schema_accept_the_same(key: str) -> None:
    validator = Draft202012Validator(schema("config"))
    for value in VALUES:
        try:
            check_keys({key: value}, str)
            accepted = True
        except ConfigError:
            accepted = False
        assert validator.is_valid({key: value}) == accepted, value
    assert not validator.is_valid({f"{key}s-": []})


def keys_of(name: str) -> set[str]:
    root = schema("yaml-record")
    return set((root["$defs"][name] if name else root)["properties"])


def test_every_key_of_a_yaml_record_is_read_and_written() -> None:
    """A record that has them all comes back with each of them."""
    cases = {case.name: case for case in read_page(PAGES / "rules" / "schema-violation.md")}
    text = cases["schema-violation-silent-all-keys"].record.decode() + (
        "  - after: concepts[1]\n    text: Another.\n"
        'comments:\n  - {part: "6.1.1", line: 6, own_line: true, '
        'text: "<!-- curriculum: ignore[date-order] it is quoted -->"}\n'
    )
    text = text.replace('    notes: ""\n', '    notes: ""\n    other: {Priority: high}\n')
    listed = text.split("mental_models:", maxsplit=1)[0] + (
        "mental_models:\n  - {text: A relay, detail: of two, form: list, marker: 3., other: {}}\n"
    )
    written = "".join(
        as_yaml(read_bytes(form.encode(), "record.yaml"), DEFAULT_DIALECT)
        for form in (text, listed)
    )
    for name in ("", *schema("yaml-record")["$defs"]):
        for key in keys_of(name):
            assert f"{key}:" in written or name == "comment", (name, key)
    assert "  # curriculum: ignore[date-order] it is quoted" in written or "comments:" in written


def told(text: str) -> list[Problem]:
    reading = read_bytes(text.encode(), "record.yaml")
    return check(reading, [RULES["schema-violation"]], DEFAULT_SETTINGS)


def test_the_examples_of_the_yaml_schema_are_records_without_a_violation() -> None:
    root = schema("yaml-record")
    for example in root["examples"]:
        assert told(json.dumps(example, ensure_ascii=False)) == []


HEAD = 'module: "3.1"\n'
COMMENT = "<!-- curriculum: ignore[date-order] it is quoted -->"
LESSON = f"{HEAD}lessons:\n  - slug: a-b\n"
# Keyword: a record that breaks it; where, and what its author is told to do.
BROKEN = {
    "type": [
        (f"{HEAD}concepts: none\n", (2, 11), '"concepts" is "none", and a list was expected'),
        (f"{HEAD}lessons: [a-b]\n", (2, 11), 'entry 1 of "lessons" is "a-b", and a table of keys'),
        (f"{HEAD}goal:\n  - x\n", (3, 3), '"goal" is a list, and text was expected, such as'),
        (f"{LESSON}    number: two\n", (4, 13), "a whole number was expected, such as `3`"),
        (
            f"{LESSON}    fields: [{{name: A, ordered: yes}}]\n",
            (4, 33),
            '"ordered" is "yes", and true or false was expected, such as `true`',
        ),
        (f"{HEAD}concepts: [{{name: A, other: {{B: [c]}}}}]\n", (2, 33), '"B" is a list, and text'),
    ],
    "required": [
        ("title: Probability\n", (1, 1), 'a record has no "module"; add `module: "8.4"`'),
        (f"{HEAD}title:\n", (1, 1), 'a record has no "title"; add `title: "Latent'),
        (f"{HEAD}concepts:\n  - depth: APPLIED\n", (3, 5), 'a concept has no "name"; add `name:'),
        (f"{HEAD}concepts: [{{name: }}]\n", (2, 12), 'a concept has no "name"'),
    ],
    "additionalProperties": [
        (f"{HEAD}titel: A\n", (2, 1), 'a record has no key "titel"; did you mean "title"?'),
        (f"{LESSON}    q: A\n", (4, 5), 'a lesson has no key "q"; it may have number, slug, title'),
    ],
    "pattern": [
        (f"{HEAD}lessons: [{{slug: A b}}]\n", (2, 18), '"slug" cannot be "A b"; write it like'),
        (f'{LESSON}    fields: [{{name: ""}}]\n', (4, 21), '"name" cannot be ""; write it like'),
        ("module: \u0663.\u0661\n", (1, 9), '"module" cannot be "\u0663.\u0661"'),
        ("module: eight\n", (1, 9), '"module" cannot be "eight"; write it like `"8.4"`'),
        (
            f"{LESSON}    fields: [{{name: A, items: [b], markers: [x]}}]\n",
            (4, 46),
            'entry 1 of "markers" cannot be "x"; write it like `"1."`',
        ),
    ],
    "enum": [
        (
            f"{HEAD}mental_models: [{{text: A, form: tabel}}]\n",
            (2, 33),
            '"form" cannot be "tabel"; did you mean "table"? It is "table" or "list".',
        ),
        (
            f"{HEAD}mental_models: [{{text: A, form: rows}}]\n",
            (2, 33),
            '"form" cannot be "rows"; write "table" or "list"',
        ),
    ],
    "minimum": [
        (
            f"{HEAD}comments: [{{part: goal, line: -1, text: '{COMMENT}'}}]\n",
            (2, 31),
            '"line" is -1, and at least 0 was expected',
        ),
    ],
    "maximum": [
        (
            f"{LESSON}    number: 1234567\n",
            (4, 13),
            '"number" is 1234567, and no more than 999999 was expected',
        ),
    ],
    "dependentRequired": [
        (
            f"{LESSON}    fields: [{{name: A, markers: ['1.']}}]\n",
            (4, 24),
            '"markers" says how "items" are marked, and there are none; delete it',
        ),
    ],
}
CASES = [(keyword, *case) for keyword, cases in BROKEN.items() for case in cases]

STRUCTURE = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "examples", "properties", "items",
}  # fmt: skip


def keywords(part: object) -> Iterator[str]:
    """The keywords of a schema; names of properties and definitions are none."""
    if not isinstance(part, dict):
        return
    for keyword, value in part.items():
        yield keyword
        if keyword in {"properties", "$defs"}:
            for inner in value.values():
                yield from keywords(inner)
        elif keyword in {"items", "additionalProperties"}:
            yield from keywords(value)


def test_every_keyword_of_the_schema_has_a_failing_example() -> None:
    used = set(keywords(schema("yaml-record"))) - STRUCTURE
    assert used == set(BROKEN) == set(TOLD_KEYWORDS)


@pytest.mark.parametrize(("keyword", "text", "place", "words"), CASES)
def test_a_violation_names_place_and_remedy(
    keyword: str, text: str, place: tuple[int, int], words: str
) -> None:
    del keyword
    found = told(text if re.search("^tit", text, re.MULTILINE) else f"{text}title: A\n")
    assert [(p.span.line, p.span.column) for p in found] == [place]
    assert words in found[0].message
    for raw in ("is not valid", "is not of type", "does not match", "given schemas", "['"):
        assert raw not in found[0].message


# Keyword: a configuration that breaks it, what its author is told, and the line of it.
BROKEN_CONFIGURATIONS = {
    "type": ("select = 3", '"select" must be a list of words, not 3'),
    "enum": ('fail-on = "waring"', '"fail-on" cannot be "waring"; did you mean warning?'),
    "minLength": ('baseline = ""', '"baseline" is empty'),
    "minItems": ("ladder = []", '"ladder" has no depth'),
    "required": ('dialect = {ladder = [{also = "I"}]}', 'a depth of "ladder" has no "name"'),
    "additionalProperties": ('recods = ["x"]', 'there is no key "recods"; did you mean records?'),
}


def test_every_keyword_of_the_config_schema_has_a_failing_example() -> None:
    used = set(keywords(schema("config"))) - STRUCTURE - {"default"}
    assert used == set(BROKEN_CONFIGURATIONS)


@pytest.mark.parametrize("form", ["toml", "yaml"])
@pytest.mark.parametrize("keyword", BROKEN_CONFIGURATIONS)
def test_a_broken_configuration_names_place_and_remedy(
    run: Callable[..., Ran], folder: Path, keyword: str, form: str
) -> None:
    toml, words = BROKEN_CONFIGURATIONS[keyword]
    data = tomllib.loads(toml)
    assert not Draft202012Validator(schema("config")).is_valid(data)
    name = "pyproject.toml" if form == "toml" else ".curriculum.yaml"
    text = (
        f"[tool.curriculum]\n{toml}\n" if form == "toml" else f"# own\n{json.dumps(data)[1:-1]}\n"
    )
    (folder / name).write_text(text, encoding="utf-8")
    ran = run("lint")
    assert ran.code == 2
    assert f"{name}:2: " in ran.err
    assert words in ran.err


def exported(data: bytes, path: str) -> dict[str, Any]:
    course = course_of([claims_of(read_bytes(data, path))], DEFAULT_SETTINGS)
    loaded: dict[str, Any] = json.loads("".join(chunks(course)))
    return loaded


def reported(data: bytes, path: str) -> dict[str, Any]:
    checked = Checker(list(RULES.values()), DEFAULT_SETTINGS).check(read_bytes(data, path))
    report = Report(checked.problems, summarise(checked.problems, 1), {}, RULES)
    loaded: dict[str, Any] = json.loads("".join(as_json.write(report)))
    return loaded


def contract(data: bytes) -> None:
    """Whatever a file holds, what is written of it is what the schema says."""
    for path in ("record.md", "record.yaml"):
        for name, written in (("record", exported), ("problems", reported)):
            errors = Draft202012Validator(schema(name)).iter_errors(written(data, path))
            assert [(list(e.absolute_path), e.message) for e in errors] == []


every_health = list(HealthCheck)
quick = settings(max_examples=25, deadline=None, suppress_health_check=every_health)
test_what_is_written_of_any_record_fits_its_schema = quick(given(damaged())(contract))


def test_what_is_written_of_the_corpus_fits_its_schema(corpus: Path) -> None:
    for file in sorted((corpus / "records").glob("*.md")):
        contract(file.read_bytes())


# Schema, keyword: a place in what is written, and what must not stand there.
SPOILED: tuple[tuple[str, str, tuple[str | int, ...], object], ...] = (
    ("record", "type", ("modules", 0, "title"), 3),
    ("record", "const", ("version",), 2),
    ("record", "required", ("modules", 0, "lessons", 0), {}),
    ("record", "additionalProperties", ("modules", 0, "concepts", 0, "more"), 1),
    ("record", "minimum", ("modules", 0, "concepts", 0, "span", "line"), 0),
    ("record", "pattern", ("modules", 0, "module"), " "),
    ("record", "anyOf", ("modules", 0, "status"), "done"),
    ("record", "enum", ("modules", 0, "lessons", 0, "type"), "FOO"),
    ("problems", "type", ("problems", 0, "message"), None),
    ("problems", "const", ("version",), 2),
    ("problems", "required", ("problems", 0), {}),
    ("problems", "additionalProperties", ("summary", "more"), 1),
    ("problems", "pattern", ("problems", 0, "rule"), "Not A Rule"),
    ("problems", "enum", ("problems", 0, "severity"), "fatal"),
    ("problems", "minimum", ("problems", 0, "line"), 0),
    ("problems", "anyOf", ("problems", 0, "fix"), "mend it"),
    ("problems", "minItems", ("problems", 0, "fix"), {"title": "x", "safe": True, "edits": []}),
)


@pytest.mark.parametrize("name", ["record", "problems"])
def test_every_keyword_of_what_is_written_can_fail(name: str) -> None:
    used = set(keywords(schema(name))) - STRUCTURE - {"format"}
    assert used == {keyword for of, keyword, _, _ in SPOILED if of == name}


@pytest.mark.parametrize(("name", "keyword", "path", "value"), SPOILED)
def test_a_schema_refuses_what_is_not_written(
    name: str, keyword: str, path: tuple[str | int, ...], value: object
) -> None:
    data: Any = (exported if name == "record" else reported)(BROKEN_RECORD.encode(), "record.md")
    validator = Draft202012Validator(schema(name))
    assert validator.is_valid(data)
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    found = list(validator.iter_errors(data))
    found += [inner for error in found for inner in error.context or ()]
    assert keyword in {error.validator for error in found}


def test_a_whole_pyproject_has_a_schema() -> None:
    root = json.loads(printable(PYPROJECT))
    validator = Draft202012Validator(root)
    assert validator.is_valid({"tool": {"other": 1, "curriculum": {"records": ["records"]}}})
    assert not validator.is_valid({"tool": {"curriculum": {"recods": []}}})
    # Taplo follows no reference to another file.
    assert "$ref" not in json.dumps(root)

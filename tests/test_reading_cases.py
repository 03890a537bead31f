"""Every dialect form and every damage, one small record each, beside what it must be read as.

`cases/reading/NAME.json` is the expected part of the record: an object is compared key by key,
lists are as long as what they are compared with. All expectations were written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import curriculum
from curriculum.model.as_data import Data, as_data

FOLDER = Path(__file__).parent / "cases" / "reading"
CASES = sorted(path.stem for path in FOLDER.glob("*.md"))
PATH = frozenset({"path"})
BOM = b"\xef\xbb\xbf"

every_case = pytest.mark.parametrize("name", CASES)


def differences(expected: Data, found: Data, where: str) -> Iterator[str]:
    """What `found` says otherwise than `expected`, which may leave out keys of an object."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key in found:
                yield from differences(value, found[key], f"{where}.{key}")
            else:
                yield f"{where}: there is no {key}"
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{where}: expected {len(expected)} entries, found {len(found)}: {found!r}"
        for place, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from differences(one, other, f"{where}[{place}]")
    elif expected != found or type(expected) is not type(found):
        yield f"{where}: expected {expected!r}, found {found!r}"


def read(data: bytes, folder: Path) -> Data:
    """The record of these bytes, through the public way to read a file."""
    file = folder / "record.md"
    file.write_bytes(data)
    return as_data(curriculum.load(file), PATH)


@every_case
def test_is_read_as_expected(name: str) -> None:
    expected: Data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    found = as_data(curriculum.load(FOLDER / f"{name}.md"))
    assert list(differences(expected, found, name)) == []


@every_case
def test_crlf_makes_no_difference(name: str, tmp_path: Path) -> None:
    data = (FOLDER / f"{name}.md").read_bytes()
    assert b"\r" not in data
    assert read(data.replace(b"\n", b"\r\n"), tmp_path) == read(data, tmp_path)


@every_case
def test_a_bom_makes_no_difference(name: str, tmp_path: Path) -> None:
    data = (FOLDER / f"{name}.md").read_bytes()
    assert read(BOM + data, tmp_path) == read(data, tmp_path)


@every_case
def test_a_missing_final_newline_makes_no_difference(name: str, tmp_path: Path) -> None:
    data = (FOLDER / f"{name}.md").read_bytes()
    assert data.endswith(b"\n")
    assert read(data.removesuffix(b"\n"), tmp_path) == read(data, tmp_path)


@every_case
def test_text_is_read_as_its_file(name: str) -> None:
    file = FOLDER / f"{name}.md"
    text = file.read_text(encoding="utf-8")
    assert curriculum.loads(text, str(file)) == curriculum.load(file)


def test_a_byte_that_is_not_utf8_is_read_and_kept() -> None:
    """Only its own text is concerned: the rest of the record is read as ever."""
    data = (FOLDER / "plain.md").read_bytes()
    broken = data.replace(b"Spin locks", b"Spin \xff locks")
    assert broken != data
    record = curriculum.loads(broken.decode("utf-8", "surrogateescape"))
    assert record.concepts[0].term == "Spin \udcff locks"
    assert len(record.lessons) == 1


def test_every_expectation_has_its_record() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == CASES


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        ([1], [1, 2]),
        ([1, 2], [1]),
        ([{"a": 1}], [{"a": None}]),
        (None, ""),
        (1, True),
        ({}, []),
    ],
)
def test_a_difference_is_seen(expected: Data, found: Data) -> None:
    assert list(differences(expected, found, "record"))


def test_what_is_not_expected_is_not_compared() -> None:
    expected: Data = {"a": [{"b": 1}]}
    assert list(differences(expected, {"a": [{"b": 1, "c": 2}], "d": 3}, "record")) == []

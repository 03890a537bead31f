"""Every dialect form and every damage, one small record each, beside what it must be read as.

The data below a record in `cases/reading/TOPIC.md` are the expected part of it: an object is
compared key by key, lists are as long as what they are compared with. All expectations were written
by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import curriculum
from curriculum.model.as_data import Data, as_data
from tests.case_pages import PAGES, Case, each, read_pages

ALL = read_pages(PAGES / "reading")
PATH = frozenset({"path"})
BOM = b"\xef\xbb\xbf"

every_case = each(ALL)


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
def test_is_read_as_expected(case: Case, tmp_path: Path) -> None:
    expected: Data = json.loads(case.texts["json"])
    assert list(differences(expected, read(case.record, tmp_path), case.name)) == []


@every_case
def test_crlf_makes_no_difference(case: Case, tmp_path: Path) -> None:
    data = case.record
    assert b"\r" not in data
    assert read(data.replace(b"\n", b"\r\n"), tmp_path) == read(data, tmp_path)


@every_case
def test_a_bom_makes_no_difference(case: Case, tmp_path: Path) -> None:
    data = case.record
    assert read(BOM + data, tmp_path) == read(data, tmp_path)


@every_case
def test_a_missing_final_newline_makes_no_difference(case: Case, tmp_path: Path) -> None:
    data = case.record
    assert data.endswith(b"\n")
    assert read(data.removesuffix(b"\n"), tmp_path) == read(data, tmp_path)


@every_case
def test_text_is_read_as_its_file(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "record.md"
    file.write_bytes(case.record)
    assert curriculum.loads(case.record.decode(), str(file)) == curriculum.load(file)


def test_a_byte_that_is_not_utf8_is_read_and_kept() -> None:
    """Only its own text is concerned: the rest of the record is read as ever."""
    (data,) = [case.record for case in ALL if case.titles[-1] == "Plain record"]
    broken = data.replace(b"Spin locks", b"Spin \xff locks")
    assert broken != data
    record = curriculum.loads(broken.decode("utf-8", "surrogateescape"))
    assert record.concepts[0].term == "Spin \udcff locks"
    assert len(record.lessons) == 1


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

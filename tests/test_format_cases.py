"""What `format` and `format --canonical` make of small records, byte for byte.

The pages in `cases/format` show a record and, written by hand, what the two commands must write.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.cli.main import main
from tests.case_pages import PAGES, Case, each, read_pages

ALL = read_pages(PAGES / "format")
FORMS = {"layout": ("format",), "canonical": ("format", "--canonical")}
BOM = b"\xef\xbb\xbf"

every_case = each(ALL)
both_forms = pytest.mark.parametrize("form", FORMS)


def run(form: str, *arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stop:
        main([*FORMS[form], *map(str, arguments)])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def before_and_after(case: Case, form: str) -> tuple[bytes, bytes]:
    """A record, and what it must become."""
    return case.record, case.after[" ".join(FORMS[form])]["record.md"]


def with_crlf(data: bytes) -> bytes:
    assert b"\r" not in data
    return data.replace(b"\n", b"\r\n")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "record.md"


def shown(data: bytes) -> list[str]:
    return data.decode("utf-8").split("\n")


@both_forms
@every_case
def test_is_written_as_expected(case: Case, form: str, record: Path) -> None:
    before, expected = before_and_after(case, form)
    record.write_bytes(before)
    assert run(form, record) == 0
    assert shown(record.read_bytes()) == shown(expected)


@both_forms
@every_case
def test_the_result_is_left_as_it_is(case: Case, form: str, record: Path) -> None:
    _, expected = before_and_after(case, form)
    record.write_bytes(expected)
    assert run(form, record) == 0
    assert shown(record.read_bytes()) == shown(expected)
    assert run(form, "--check", record) == 0


@every_case
def test_canonical_words_are_in_canonical_layout(case: Case, record: Path) -> None:
    _, expected = before_and_after(case, "canonical")
    record.write_bytes(expected)
    assert run("layout", "--check", record) == 0
    assert record.read_bytes() == expected


@both_forms
@every_case
def test_check_tells_and_writes_nothing(case: Case, form: str, record: Path) -> None:
    before, expected = before_and_after(case, form)
    record.write_bytes(before)
    assert run(form, "--check", record) == (1 if before != expected else 0)
    assert record.read_bytes() == before
    assert list(record.parent.iterdir()) == [record]


@both_forms
@every_case
def test_crlf_stays(case: Case, form: str, record: Path) -> None:
    before, expected = map(with_crlf, before_and_after(case, form))
    record.write_bytes(before)
    assert run(form, record) == 0
    assert shown(record.read_bytes()) == shown(expected)


@both_forms
@every_case
def test_a_bom_stays(case: Case, form: str, record: Path) -> None:
    before, expected = (BOM + data for data in before_and_after(case, form))
    record.write_bytes(before)
    assert run(form, record) == 0
    assert shown(record.read_bytes()) == shown(expected)


@both_forms
@every_case
def test_a_missing_final_newline_stays_missing(case: Case, form: str, record: Path) -> None:
    before, expected = (data.removesuffix(b"\n") for data in before_and_after(case, form))
    record.write_bytes(before)
    assert run(form, record) == 0
    assert shown(record.read_bytes()) == shown(expected)


@every_case
def test_every_case_changes_something(case: Case) -> None:
    assert any(len(set(before_and_after(case, form))) == 2 for form in FORMS)


HEADER = "| Concept | Depth | Lesson | Notes |\n"
DASHES = "|---------|-------|--------|-------|\n"
ROW = "| Sample space | DEVELOPED | sample-spaces | |\n"


@pytest.mark.parametrize(
    ("table", "headers"),
    [
        (HEADER + HEADER + DASHES + ROW, 2),
        (HEADER + DASHES + HEADER + ROW, 2),
        (HEADER + DASHES + ROW + HEADER + ROW.replace("Sample space", "Events"), 2),
        (HEADER + "\n" + HEADER + DASHES + ROW, 2),
        (HEADER.replace(" Depth", "<!-- curriculum:  Depth") + HEADER + DASHES + ROW, 1),
    ],
    ids=["above", "below", "between", "apart", "with a mark"],
)
def test_a_header_row_that_is_there_twice_is_kept(table: str, headers: int, folder: Path) -> None:
    """Its words are the author's, as those of any row; a file may be left as it is."""
    (folder / "record.md").write_text(f"# Module 3.1: A -- Record\n\n## Concept Index\n\n{table}")
    for form in FORMS:
        run(form)
        text = (folder / "record.md").read_text()
        assert text.count(HEADER) == headers
        assert ("<!-- curriculum:" in table) == ("<!-- curriculum:" in text)

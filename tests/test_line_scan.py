"""The look at each line sees what the real parser sees, or leaves the file to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.files.source import Source, read_source
from curriculum.parse.blocks import parse_blocks
from curriculum.parse.line_scan import scan
from tests.case_pages import PAGES, read_pages

RECORDS = Path(__file__).parent.parent / "records"
LINES = (
    *("", "", "  ", "text", "lazy", "  lazy", "    code", "\xa0text", "**Label:** text", "**"),
    *("- a", "- b", "  - c", " - d", "\t- e", "-", "- ", "-  wide", "-     wider", "- `c` d"),
    *("- # h", "- - n", "- [ ] t", "* s", "+ p", "1. a", "2. b", "10) c", "- 1. d", "   x", "1."),
    *("# H", "## H #", "###### six", "#no", "## H <!-- c -->", "***", "---", "===", "- ---"),
    *("```", "``` py", "~~~", "  ```", "`c`", "<!-- c -->", "<!-- open", "x -->", "<!-->"),
    *("<!-- a > b -->", "a <!-- c -->", "<div>", "> q", "| a | b |", "|---|---|", "2 of 3", "_x_"),
)


@pytest.mark.parametrize("path", sorted(RECORDS.glob("*.md")), ids=lambda path: path.name)
def test_records_need_no_other_parser(path: Path) -> None:
    lines = read_source(path).lines
    found = scan(lines)
    assert found is not None
    assert found == parse_blocks(lines)


def test_all_cases_are_seen_alike() -> None:
    seen = 0
    for case in [case for folder in PAGES.iterdir() for case in read_pages(folder)]:
        for files in (case.records, *case.after.values()):
            for name, data in files.items():
                lines = Source(name, data).lines
                found = scan(lines)
                seen += found is not None
                assert found is None or found == parse_blocks(lines), case.name
    assert seen > 100


def test_a_nul_is_left_to_the_parser() -> None:
    assert scan(["# a\0b"]) is None


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_any_lines_are_seen_alike_or_left_alone(lines: list[str]) -> None:
    found = scan(lines)
    assert found is None or found == parse_blocks(lines)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.text("-*+#`~<>!|1. \ta(\\=_\x0b\x0c\u2028\x00é", max_size=8), max_size=4))
def test_any_characters_are_seen_alike_or_left_alone(lines: list[str]) -> None:
    found = scan(lines)
    assert found is None or found == parse_blocks(lines)

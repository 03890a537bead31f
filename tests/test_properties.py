"""The promises of reading, formatting and fixing, on records that nobody wrote."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from curriculum.check.engine import Checker, check
from curriculum.check.registry import RULES
from curriculum.config.dialect import DEFAULT_DIALECT
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.fix.fix import UnprovenFix, fix_record
from curriculum.model.as_data import as_data, same_layout_aside, same_words_aside
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem, is_fixable
from curriculum.read import read_bytes
from curriculum.write.markdown import write_markdown
from curriculum.write.proof import Unproven, canonical, formatted, words
from tests.strategies import damaged, records

QUICK, FULL = 30, 3000
quick = settings(max_examples=QUICK, deadline=None, suppress_health_check=list(HealthCheck))
full = settings(max_examples=FULL, deadline=None, suppress_health_check=list(HealthCheck))


CHECKER = Checker(tuple(RULES.values()), DEFAULT_SETTINGS)


def lint(reading: RecordFile) -> list[Problem]:
    return check(reading, RULES.values(), DEFAULT_SETTINGS)


def reading_never_fails(data: bytes) -> None:
    reading = read_bytes(data, "record.md")
    as_data(reading.record)
    lines = reading.source.lines
    for problem in lint(reading):
        assert 1 <= problem.span.line <= max(len(lines), 1)
    assert reading.source.with_edits(()) == data
    pieces = zip(lines, reading.source.endings, strict=True)
    assert reading.source.with_lines(list(pieces)) == data


def spans_are_in_order(data: bytes) -> None:
    record = read_bytes(data, "record.md").record
    for nodes in (record.concepts, record.lessons, record.mental_models):
        for one, other in pairwise(node.span for node in nodes):
            assert one.line < other.line
    for lesson in record.lessons:
        for one, other in pairwise(field.span for field in lesson.fields):
            assert one < other
            assert lesson.span.line < one.line <= other.end_line <= lesson.span.end_line


def every_word_is_in_the_model(data: bytes) -> None:
    """What the canonical text does not hold, the model does not hold."""
    reading = read_bytes(data, "record.md")
    written = write_markdown(reading.record).encode("utf-8", "surrogateescape")
    assert not plain_words(data) - plain_words(written) - CANONICAL_LOSSES


def plain_words(data: bytes) -> set[str]:
    """Without punctuation: a canonical heading has a slug in brackets that stood alone before."""
    return set(re.findall(r"[^\W_]+", data.decode("utf-8", "surrogateescape")))


# Words of headings, headers and labels that have other canonical words.
CANONICAL_LOSSES = {
    "Lesson", "Lessons", "Summaries", "Available", "For", "Cognitive", "New", "concepts", "Type",
    "What", "was", "taught", "load", "Review", "Record", "Module", "Concept", "Index", "Depth",
    "Key", "Mental", "Models", "and", "Analogies", "Notes", "Note", "A", "Used", "Again", "In",
}  # fmt: skip


def format_keeps_its_promise(data: bytes) -> None:
    reading = read_bytes(data, "record.md")
    try:
        new = formatted(reading, DEFAULT_DIALECT)
    except Unproven:
        return
    again = read_bytes(new, "record.md")
    assert words(new) == words(data)
    assert same_layout_aside(reading.record, again.record)
    assert formatted(again, DEFAULT_DIALECT) == new


def canonical_reads_back(data: bytes) -> None:
    reading = read_bytes(data, "record.md")
    try:
        new = canonical(reading, DEFAULT_DIALECT)
    except Unproven:
        return
    again = read_bytes(new, "record.md")
    assert same_words_aside(reading.record, again.record)
    assert canonical(again, DEFAULT_DIALECT) == new


def fixes_keep_their_promise(data: bytes) -> None:
    reading = read_bytes(data, "record.md")
    problems = lint(reading)
    try:
        fixed = fix_record(reading, CHECKER)
    except UnprovenFix:
        return
    remaining = lint(read_bytes(fixed.data, "record.md"))
    assert [p.message for p in remaining] == [p.message for p in fixed.problems]
    assert not any(map(is_fixable, remaining))
    assert len(remaining) <= len(problems)
    if not any(map(is_fixable, problems)):
        assert fixed.data == data


PROMISES = [
    reading_never_fails,
    spans_are_in_order,
    every_word_is_in_the_model,
    format_keeps_its_promise,
    canonical_reads_back,
    fixes_keep_their_promise,
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_promise(promise: object) -> None:
    _run(promise, quick)


@pytest.mark.thorough
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_promise_thoroughly(promise: object) -> None:
    _run(promise, full)


def _run(promise: object, profile: settings) -> None:
    assert callable(promise)
    call = promise

    @profile
    @given(damaged())
    def example(data: bytes) -> None:
        call(data)

    example()


@quick
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    reading_never_fails(data)


@quick
@given(records())
def test_undamaged_records_are_proven(text: str) -> None:
    """A formatter that refuses everything would keep every promise above.

    Without the empty cells behind it, what a comment says would be no text of the row any more. An
    empty bullet below a text is the underline of a heading for a renderer, and a text in angle
    brackets may begin a block of HTML: laid out, they would be something else.
    """
    assume("--> ||" not in text)
    assume(not re.search(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]*(?:<.*)?$", text, re.MULTILINE))
    reading = read_bytes(text.encode(), "record.md")
    formatted(reading, DEFAULT_DIALECT)

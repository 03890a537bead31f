"""Input that no author writes: it is read, in bounded time, and does no harm."""

from __future__ import annotations

import time

import pytest

from curriculum.check.engine import check
from curriculum.check.registry import RULES
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.model.as_data import as_data
from curriculum.read import read_bytes
from tests.conftest import RECORD

ROW = "| Concept {} | DEVELOPED | a-lesson | note |\n"
INDEX = RECORD[: RECORD.index("| Sample")]
LESSON = RECORD[: RECORD.index("**Type")]
N = 20_000

HOSTILE = {
    "empty": "",
    "one newline": "\n",
    "nul": "\0" * 1000,
    "binary": bytes(range(256)).decode("latin-1") * 20,
    "a long line": RECORD + "x" * 10_000_000,
    "a long line of blanks": RECORD + "**Goal:**" + " " * 1_000_000 + "x",
    "blanks in a cell": INDEX
    + "| a"
    + " " * 1_000_000
    + "b | DEVELOPED | a-b"
    + " " * 9999
    + ",c |",
    "blanks in a title": "# Module 1.1: a" + " " * 1_000_000 + "b -- Record\n",
    "blanks in a heading": LESSON.replace("Sample Spaces", "a" + " " * 1_000_000 + "b"),
    "a thousand nested quotes": RECORD + "> " * 1000 + "x\n",
    "nested lists": RECORD + "".join("  " * depth + "- x\n" for depth in range(800)),
    "an unclosed fence": RECORD.replace("## Per", "```\n## Per"),
    "a record in a fence": f"```markdown\n{RECORD}```\n",
    "many pipes": INDEX + "|" * N + "\n",
    "many readings": INDEX + "| DEVELOPED | a-lesson " * 2000 + "|\n",
    "many rows": INDEX + "".join(ROW.format(n) for n in range(2000)),
    "many brackets": INDEX + f"| {'(' * N} | DEVELOPED | a-b | {')' * N} |\n",
    "many backticks": LESSON + "`" * N + " " + "` `` " * 2000,
    "many asterisks": LESSON + "a*b" * 3000,
    "many labels": LESSON + "**A:** b | " * 3000,
    "many open labels": LESSON + "**" * N,
    "many dashes": LESSON.replace("Sample Spaces", "a -- " * 5000),
    "many comments": LESSON + "x " + "<!-- curriculum: ignore[x] y -->" * 2000,
    "many tags": LESSON + "<a>" * 3000,
    "many quotation marks": LESSON + "**Concepts taught:** " + '",' * N,
    "many iterations": LESSON + "**Review:** " + "Iteration 1 had 1 critical (" * 3000,
    "many commas": LESSON + "**Concepts taught:** " + "a (DEVELOPED), " * 5000,
    "many headings": RECORD + "### x\n" * 3000,
    "tabs": RECORD.replace(" ", "\t"),
    "a label that ends in a comment": RECORD.replace("**Type:**", "**a <!-- curriculum: x:** -->"),
    "line endings of two kinds": RECORD.replace("\n", "\r", 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_read_in_bounded_time(name: str) -> None:
    data = HOSTILE[name].encode()
    started = time.process_time()
    reading = read_bytes(data, "record.md")
    as_data(reading.record)
    check(reading, RULES.values(), DEFAULT_SETTINGS)
    # Far above what any of them takes, far below what a quadratic step would.
    assert time.process_time() - started < 20


def test_a_record_in_a_fence_is_none() -> None:
    record = read_bytes(HOSTILE["a record in a fence"].encode(), "record.md").record
    assert (record.module, record.concepts) == (None, ())
    assert record.extra[0].text.startswith("```markdown\n# Module 3.1")


def test_an_unclosed_fence_keeps_its_text() -> None:
    record = read_bytes(HOSTILE["an unclosed fence"].encode(), "record.md").record
    assert len(record.concepts) == 2
    assert record.lessons == ()
    assert "Key Mental Models" in record.extra[0].text

"""Fixes and formatters keep their promises on real records that were damaged on purpose."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.config.dialect import DEFAULT_DIALECT
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.fix.fix import UnprovenFix, fix_record
from curriculum.model.as_data import same_layout_aside, same_words_aside
from curriculum.problem import is_fixable
from curriculum.read import read_bytes
from curriculum.write.proof import Unproven, canonical, formatted, words

CHECKER = Checker(selected((), ()), DEFAULT_SETTINGS)
# A real record and a handful of damages are seldom beyond proof; more would be a weak tool.
MOST_REFUSED = 0.02


def _pipe(line: str, at: int) -> list[str]:
    return [line[:at] + "|" + line[at:]]


def _typo(line: str, _: int) -> list[str]:
    return [line.replace("DEVELOPED", "DEVELOPD", 1).replace("INTRODUCED", "INTRDUCED", 1)]


def _tag(line: str, at: int) -> list[str]:
    return [f"{line[:at]} <eos> {line[at:]}"]


def _formula(line: str, at: int) -> list[str]:
    return [f"{line[:at]} (1-t)*x + t*y {line[at:]}"]


def _dunder(line: str, at: int) -> list[str]:
    return [f"{line[:at]} __call__ {line[at:]}"]


def _blank(line: str, _: int) -> list[str]:
    return [line, ""]


def _suppression(line: str, _: int) -> list[str]:
    return [f"{line} <!-- curriculum: ignore[split-table] a test -->"]


def _bullet(line: str, _: int) -> list[str]:
    return [line.replace("- ", "* ", 1)]


def _twice(line: str, _: int) -> list[str]:
    return [line, line]


def _gone(_: str, __: int) -> list[str]:
    return []


def _quoted(line: str, _: int) -> list[str]:
    return [f"> {line}"]


def _in_an_item(line: str, _: int) -> list[str]:
    return [f"- {line}"]


def _indented(line: str, _: int) -> list[str]:
    return [f"  {line}"]


def _hard_break(line: str, _: int) -> list[str]:
    return [f"{line}  "]


def _instruction(line: str, _: int) -> list[str]:
    return ["<!-- markdownlint-disable-next-line -->", line]


def _fence(line: str, _: int) -> list[str]:
    return ["```", line]


def _html(line: str, _: int) -> list[str]:
    return ["<div>", line, "</div>"]


def _bullet_below(line: str, _: int) -> list[str]:
    return [line, "- an item"]


DAMAGES: tuple[Callable[[str, int], list[str]], ...] = (
    _pipe, _typo, _tag, _formula, _dunder, _blank, _suppression, _bullet, _twice, _gone,
    _quoted, _in_an_item, _indented, _hard_break, _instruction, _fence, _html, _bullet_below,
)  # fmt: skip


def mutated(corpus: Path, seed: int) -> bytes:
    dice = random.Random(seed)
    path = dice.choice(sorted(corpus.glob("records/*.md")))
    lines = path.read_text().split("\n")
    for _ in range(dice.randint(1, 6)):
        damage, many = dice.choice(DAMAGES), dice.choice([1, 1, 1, 2, 5])
        first = dice.randrange(len(lines))
        for at in reversed(range(first, min(first + many, len(lines)))):
            line = lines[at]
            lines[at : at + 1] = damage(line, dice.randint(0, len(line)))
    return dice.choice(["\n", "\n", "\r\n"]).join(lines).encode()


def seen(data: bytes) -> Counter[str]:
    """How many there are of each thing that layout may not make, move or take away."""
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    html = MarkdownIt("commonmark", {"xhtmlOut": True}).enable("table").render(text)
    return Counter(re.findall(r"<(table|t[dhr]|blockquote|li|pre|h[1-6]|hr|br)\b", html))


def keeps_promises(data: bytes) -> int:
    """The number of refusals, of three attempts."""
    reading = read_bytes(data, "record.md")
    refused = 0
    try:
        fixed = fix_record(reading, CHECKER)
    except UnprovenFix:
        refused += 1
    else:
        before = CHECKER.check(reading).problems
        assert not any(map(is_fixable, fixed.problems))
        assert len(fixed.problems) <= len(before)
        assert (fixed.data == data) == (fixed.applied == 0)
    for make, same in ((formatted, same_layout_aside), (canonical, same_words_aside)):
        try:
            new = make(reading, DEFAULT_DIALECT)
        except Unproven:
            refused += 1
            continue
        again = read_bytes(new, "record.md")
        assert same(reading.record, again.record)
        assert make(again, DEFAULT_DIALECT) == new
        if make is formatted:
            assert words(new) == words(data)
            assert seen(new) == seen(data)
    return refused


def run(corpus: Path, count: int) -> None:
    refused = sum(keeps_promises(mutated(corpus, seed)) for seed in range(count))
    assert refused <= MOST_REFUSED * 3 * count


def test_mutated_records(corpus: Path) -> None:
    run(corpus, 25)


@pytest.mark.thorough
def test_a_thousand_mutated_records(corpus: Path) -> None:
    run(corpus, 1000)

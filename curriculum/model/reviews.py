"""Review histories: verdicts, iterations and counts, in all the forms that records have.

PASS after 2 iterations. Iteration 1: 0 critical, 4 improvement, 4 polish. …
PASS after 3 iterations (2 critical -> 0, 4 improvement -> 0, 1 polish carry). …
Passed at iteration 2/3. Iteration 1 had 1 critical finding (…), 2 improvement findings …
PASS on iteration 2/3 (iteration 1 had 2 IMPROVEMENT + 1 POLISH, all fixed)
Built, reviewed (PASS on iteration 3), two polish items noted
- Iteration 1: NEEDS REVISION--0 critical, 2 improvement (…), 1 polish
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from curriculum.model.record import Review, ReviewIteration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_NUMBERS)}|no)"
_ITERATION = re.compile(r"\biteration (\d{1,3})(?:/\d{1,3})?\b(?! findings?)", re.IGNORECASE)
_AFTER = re.compile(rf"\bafter ({_NUMBER}) iterations?", re.IGNORECASE)
_VERDICT = re.compile(
    r"\b(PASS pending|PENDING|PASS(?:ED)?|Passed|NEEDS REVISION|MAJOR REVISION)\b"
)
_FINDING = re.compile(
    rf"\b(?P<count>{_NUMBER}) (?:minor |remaining |new )?"
    r"(?P<kinds>(?:critical|improvement|polish)s?(?:/(?:critical|improvement|polish)s?)*)\b"
    r"(?: (?:findings?|items?|issues?))?(?P<open> \()?",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"\A\(\d+\) ")


@dataclass
class _Iteration:
    outcome: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    @property
    def fullness(self) -> tuple[int, int]:
        return len(self.counts), len(self.findings)


def read_review(texts: Iterable[str]) -> Review | None:
    """One review from all the texts of a lesson that speak of it; None where no text does."""
    iterations: dict[int, _Iteration] = {}
    outcome: str | None = None
    for text in texts:
        verdict, found = _read_text(text)
        outcome = verdict or outcome
        for number, iteration in found.items():
            known = iterations.get(number)
            iterations[number] = _fuller(known, iteration) if known else iteration
    if outcome is None and not iterations:
        return None
    return Review(outcome, tuple(_frozen(*pair) for pair in sorted(iterations.items())))


def _fuller(known: _Iteration, other: _Iteration) -> _Iteration:
    best, rest = (other, known) if other.fullness > known.fullness else (known, other)
    return _Iteration(best.outcome or rest.outcome, best.counts, best.findings)


def _frozen(number: int, iteration: _Iteration) -> ReviewIteration:
    counts = iteration.counts
    return ReviewIteration(
        number,
        iteration.outcome,
        counts.get("critical"),
        counts.get("improvement"),
        counts.get("polish"),
        tuple(iteration.findings),
    )


def _read_text(text: str) -> tuple[str | None, dict[int, _Iteration]]:
    """The last verdict of a text and its iterations, each with what stands before the next."""
    found: dict[int, _Iteration] = {}
    last = None
    for number, part in _parts(text):
        verdicts = [_outcome(match[1]) for match in _VERDICT.finditer(part)]
        last = verdicts[-1] if verdicts and (number is None or last is None) else last
        if number is not None:
            iteration = found.setdefault(number, _Iteration())
            _read_findings(part, iteration)
            iteration.outcome = iteration.outcome or (verdicts[0] if verdicts else None)
    return _final(text, found, last)


def _final(
    text: str, found: dict[int, _Iteration], last: str | None
) -> tuple[str | None, dict[int, _Iteration]]:
    """A verdict that stands before all iterations is that of the last one it speaks of."""
    head = _VERDICT.search(text)
    if head is None:
        return None, found
    first = _ITERATION.search(text)
    if first is None or head.start() < first.start():
        total = _AFTER.match(text, head.end() + 1)
        passed = _ITERATION.search(text, head.end(), head.end() + 40)
        number = int(passed[1]) if passed and not total else None
        number = _number(total[1]) if total else number
        outcome = _outcome(head[1])
        if number:
            found.setdefault(number, _Iteration()).outcome = outcome
        return outcome, found
    ordered = [found[number].outcome for number in sorted(found) if found[number].outcome]
    return (ordered[-1] if ordered else last), found


def _parts(text: str) -> Iterator[tuple[int | None, str]]:
    starts = list(_ITERATION.finditer(text))
    yield None, text[: starts[0].start()] if starts else text
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for start, end in zip(starts, ends, strict=False):
        yield int(start[1]), text[start.end() : end]


def _read_findings(part: str, iteration: _Iteration) -> None:
    for match in _FINDING.finditer(part):
        for kind in match["kinds"].casefold().split("/"):
            name = kind.removesuffix("s")
            iteration.counts.setdefault(name, _number(match["count"]))
        if match["open"]:
            iteration.findings.extend(_bracket_items(part, match.end()))


def _bracket_items(text: str, start: int) -> list[str]:
    """The findings that a bracket lists, cut at top-level commas and semicolons."""
    depth, quoted, item, items = 1, False, start, []
    for mark in re.compile(r'[()",;]').finditer(text, start):
        if mark[0] == '"':
            quoted = not quoted
        elif mark[0] in "()":
            depth += 1 if mark[0] == "(" else -1
        if depth == 0 or (depth == 1 and not quoted and mark[0] in ",;"):
            items.append(text[item : mark.start()].strip())
            item = mark.end()
        if depth == 0:
            break
    return [_ITEM_NUMBER.sub("", entry) for entry in items if entry]


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    word = text.casefold()
    return 0 if word == "no" else _NUMBERS.index(word)


def _outcome(verdict: str) -> str:
    word = verdict.casefold()
    if "pending" in word:
        return "pending"
    return "pass" if word.startswith("pass") else word

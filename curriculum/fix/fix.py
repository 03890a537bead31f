"""Applies fixes until none is left, and proves that they did what they promise."""

from __future__ import annotations

from bisect import bisect, insort
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field

from curriculum.check.engine import Checked, Checker
from curriculum.model.record_file import RecordFile
from curriculum.problem import Edit, Fix, Problem, is_fixable
from curriculum.read import read_bytes
from curriculum.write.outside import same_outside

MOST_ROUNDS = 20


class UnprovenFix(Exception):
    """Fixes that did not remove their problems, made new ones, or changed other blocks.

    `reasons` says why, by the path of each record that must stay as it is.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons


class Fixed(Struct, frozen=True):
    """`problems` are those that remain in `data`; `applied` counts the fixes applied."""

    data: bytes
    problems: tuple[Problem, ...]
    applied: int


class CourseFixed(Struct, frozen=True):
    """Each record by its path; `unproven` says why a record had to stay as it was."""

    fixed: Mapping[str, Fixed]
    unproven: Mapping[str, str]


def fix_record(reading: RecordFile, checker: Checker, *, unsafe: bool = False) -> Fixed:
    """Safe fixes, or all, to the fixed point. Raises UnprovenFix, and then nothing is written."""
    path = reading.path
    return _Fixing(checker, unsafe, {path}).run([reading])[path]


def fix_course(
    readings: Sequence[RecordFile],
    checker: Checker,
    scope: Collection[str],
    *,
    unsafe: bool = False,
    read_only: Collection[str] = (),
) -> CourseFixed:
    """Fixes the records in `scope` that may be written, all of a record's fixes or none."""
    unproven: dict[str, str] = {}
    while True:
        try:
            writable = set(scope) - set(unproven) - set(read_only)
            fixed = _Fixing(checker, unsafe, writable, set(scope)).run(readings)
        except UnprovenFix as error:
            unproven |= error.reasons
        else:
            return CourseFixed(fixed, unproven)


class _Fixing(Struct):
    checker: Checker
    unsafe: bool
    writable: Collection[str]
    scope: Collection[str] | None = None
    applied: Counter[str] = field(default_factory=Counter)

    def run(self, readings: Sequence[RecordFile]) -> dict[str, Fixed]:
        now = {reading.path: reading for reading in readings}
        checked = self._check(now)
        for _ in range(MOST_ROUNDS):
            chosen = self._chosen(checked)
            if not chosen:
                return {path: self._fixed(now[path], checked[path]) for path in now}
            edited = {path: self._edited(now[path], fixes) for path, fixes in chosen.items()}
            _check_blocks(chosen, now, edited)
            now = now | edited
            after = self._check(now)
            _check_applied(chosen, checked, after)
            checked = after
            self.applied += Counter({path: len(fixes) for path, fixes in chosen.items()})
        reason = f"its fixes did not settle in {MOST_ROUNDS} rounds"
        raise UnprovenFix(dict.fromkeys(self._chosen(checked), reason))

    def _check(self, now: Mapping[str, RecordFile]) -> dict[str, Checked]:
        return self.checker.check_course(list(now.values()), self.scope)

    def _chosen(self, checked: Mapping[str, Checked]) -> dict[str, list[tuple[Problem, Fix]]]:
        chosen = {
            path: non_overlapping(p for p in checked[path].problems if self._is_fixable(p))
            for path in self.writable
        }
        return {path: fixes for path, fixes in sorted(chosen.items()) if fixes}

    def _is_fixable(self, problem: Problem) -> bool:
        return is_fixable(problem, unsafe=self.unsafe)

    def _edited(self, reading: RecordFile, fixes: Sequence[tuple[Problem, Fix]]) -> RecordFile:
        edits = tuple(edit for _, fix in fixes for edit in fix.edits)
        data = reading.source.with_edits(edits)
        return read_bytes(data, reading.path, self.checker.settings.dialect)

    def _fixed(self, reading: RecordFile, checked: Checked) -> Fixed:
        path = reading.path
        return Fixed(reading.source.data, checked.problems, self.applied[path])


def non_overlapping(problems: Iterable[Problem]) -> list[tuple[Problem, Fix]]:
    """The fixes in order of place, each taken whole if none of its edits meets an earlier one."""
    chosen: list[tuple[Problem, Fix]] = []
    taken: list[Edit] = []
    for problem in problems:
        fix = problem.fix
        if fix and not any(_meets_one(edit, taken) for edit in fix.edits):
            chosen.append((problem, fix))
            for edit in fix.edits:
                insort(taken, edit)
    return chosen


def _meets_one(edit: Edit, taken: Sequence[Edit]) -> bool:
    """`taken` is in order and no two of it meet, so only the neighbours can meet this one."""
    at = bisect(taken, edit)
    return any(_meet(edit, other) for other in taken[max(at - 1, 0) : at + 1])


def _meet(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return (a.line, a.column) <= (b.end_line, b.end_column) and (b.line, b.column) <= (
        a.end_line,
        a.end_column,
    )


def _check_blocks(
    chosen: Mapping[str, Sequence[tuple[Problem, Fix]]],
    before: Mapping[str, RecordFile],
    after: Mapping[str, RecordFile],
) -> None:
    """A renderer must see the same blocks outside those that the fixes name."""
    reasons = {
        path: (
            f"fixing {_names(fixes)} would change blocks or line breaks that have nothing to do "
            "with it; fix that by hand"
        )
        for path, fixes in chosen.items()
        if before[path].as_markdown is before[path]
        if not same_outside(
            before[path].source.data, after[path].source.data, [fix for _, fix in fixes]
        )
    }
    if reasons:
        raise UnprovenFix(reasons)


def _check_applied(
    chosen: Mapping[str, Sequence[tuple[Problem, Fix]]],
    before: Mapping[str, Checked],
    after: Mapping[str, Checked],
) -> None:
    """Counted by rule: a fix may change the very words that other problems quote.

    Where a fix makes a problem in another record, all records that were changed stay as they are.
    """
    reasons: dict[str, str] = {}
    for path, checked in after.items():
        applied = [problem for problem, _ in chosen.get(path, ())]
        expected = Counter(p.rule for p in before[path].problems)
        expected -= Counter(p.rule for p in applied)
        extra = Counter(p.rule for p in checked.problems) - expected
        for rule in extra:
            for blamed in [path] if applied else chosen:
                reasons.setdefault(blamed, _reason(rule, chosen[blamed], checked.problems))
    if reasons:
        raise UnprovenFix(reasons)


def _reason(rule: str, chosen: Sequence[tuple[Problem, Fix]], problems: Sequence[Problem]) -> str:
    place = next(p for p in reversed(problems) if p.rule == rule)
    return (
        f'fixing {_names(chosen)} would leave or make a problem of the rule "{rule}" '
        f"({place.path}:{place.span.line}: {place.message}); fix that one first, by hand"
    )


def _names(chosen: Sequence[tuple[Problem, Fix]]) -> str:
    return f'"{", ".join(sorted({problem.rule for problem, _ in chosen}))}"'

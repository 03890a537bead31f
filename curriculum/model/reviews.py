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
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from curriculum.model.brackets import Entry, bracket_entries
from curriculum.model.record import Review, ReviewIteration
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(NUMBER_WORDS)}|no)"
ITERATION = lazy_pattern(r"\biteration (\d{1,3})(?:/\d{1,3})?\b(?! findings?)", re.IGNORECASE)
_AFTER = lazy_pattern(rf"\bafter ({NUMBER}) iterations?", re.IGNORECASE)
VERDICT = lazy_pattern(
    r"(?=[PNMF])(?<![\w/])(PASS pending|PENDING|PASS(?:ED)?(?!/)|Passed|NEEDS (?:REVISION|WORK)"
    r"|MAJOR REVISION|FAIL(?:ED)?(?!/)|Failed(?= (?:at|on|in) iteration))\b"
)
_KIND = r"(?:critical|improvement|polish)s?"
KIND = lazy_pattern(rf"\b{_KIND}\b", re.IGNORECASE)
_LEFT = "remaining|left|open|carried|carry|noted|deferred"
# `all 3 improvements fixed` tells nothing new. The groups `how` and `left` tell findings that were
# left from those of the iteration. What a count begins with is asked first: few words do.
FINDINGS = lazy_pattern(
    rf"\b(?=[\dzotfsen])(?<!\ball )(?<!\bof )(?P<count>{NUMBER}) "
    rf"(?P<how>(?:(?:minor|new|small|further|{_LEFT}) ){{0,2}})"
    rf"(?P<kinds>{_KIND}(?:(?:/| and | or ){_KIND})*)\b"
    rf"(?: (?:findings?|items?|issues?))?(?! ?(?:->|→))(?P<left> (?:{_LEFT}))?(?P<open> \()?",
    re.IGNORECASE,
)
# `2 critical -> 0`, `1 polish carry`: what the first iteration found, and the last one left.
_CHANGE = lazy_pattern(
    rf"\b(?P<first>{NUMBER}) (?P<kind>{_KIND})"
    rf"(?: ?(?:->|→) ?(?P<last>{NUMBER})\b| carr(?:y|ied)\b)",
    re.IGNORECASE,
)
# How a verdict names its iteration; `(iteration 1 had …)` names another.
_OWN = lazy_pattern(r"[^.;:]* (?:on|at|in) |,? ?\(?")
_TELLS = lazy_pattern(r" (?:had|found|saw|was|counted)\b|:", re.IGNORECASE)
_TOLD = lazy_pattern(r"(?:- )?Iteration \d{1,3}:", re.IGNORECASE)
_ITEM_NUMBER = lazy_pattern(r"\A\(\d+\) ")


class _Iteration(Struct):
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
        verdict, found = _read_text(_unwrapped(text))
        outcome = verdict or outcome
        for number, iteration in found.items():
            known = iterations.get(number)
            iterations[number] = _fuller(known, iteration) if known else iteration
    if outcome is None and not iterations:
        return None
    return Review(outcome, tuple(_frozen(*pair) for pair in sorted(iterations.items())))


def _unwrapped(text: str) -> str:
    """A count may run over a line end; a line that begins with its iteration stays one."""
    lines = (line.strip() for line in text.split("\n"))
    return "".join(f"\n{line}" if _TOLD.match(line) else f" {line}" for line in lines).strip()


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
        verdicts = [outcome_of(match[1]) for match in VERDICT.finditer(part)]
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
    head = VERDICT.search(text)
    if head is None:
        return None, found
    first = ITERATION.search(text)
    if first is None or head.start() < first.start():
        total = _AFTER.match(text, head.end() + 1)
        number = number_of(total[1]) if total else _own_iteration(text, head.end())
        outcome = outcome_of(head[1])
        if total and number:
            _read_changes(text, total.end(), number, found)
        if number:
            found.setdefault(number, _Iteration()).outcome = outcome
        later = [found[n].outcome for n in sorted(found) if number and n > number]
        return next((said for said in reversed(later) if said), outcome), found
    ordered = [found[number].outcome for number in sorted(found) if found[number].outcome]
    return (ordered[-1] if ordered else last), found


def _own_iteration(text: str, verdict_ends: int) -> int | None:
    named = ITERATION.search(text, verdict_ends, verdict_ends + 40)
    if named and _OWN.fullmatch(text, verdict_ends, named.start()):
        return None if _TELLS.match(text, named.end()) else whole_number(named[1])
    return None


def _read_changes(text: str, start: int, last: int, found: dict[int, _Iteration]) -> None:
    """`(2 critical -> 0, 1 polish carry)` counts for the first iteration and for the last."""
    end = text.find(")", start)
    changes = list(_CHANGE.finditer(text, start, end)) if text[start : start + 2] == " (" else []
    if last < 2 or end < 0 or not any(change["last"] for change in changes):
        return
    for number, group in ((1, "first"), (last, "last")):
        counts = found.setdefault(number, _Iteration()).counts
        for change in changes:
            count = change[group] or change["first"]
            counts.setdefault(kinds_of(change["kind"])[0], number_of(count))


def _parts(text: str) -> Iterator[tuple[int | None, str]]:
    starts = list(_iteration_starts(text))
    yield None, text[: starts[0][0]] if starts else text
    ends = [*(start for start, _, _ in starts[1:]), len(text)]
    for (_, begin, number), end in zip(starts, ends, strict=False):
        yield number, text[begin:end]


def _iteration_starts(text: str) -> Iterator[tuple[int, int, int]]:
    """Where an iteration is named, where its text begins, and its number.

    A line that tells of one, as `Iteration 2: PASS`, may speak of an earlier one in passing.
    """
    offset = 0
    for line in text.split("\n"):
        told = _TOLD.match(line)
        for match in ITERATION.finditer(line):
            in_passing = (
                told and match.end() > told.end() and line[match.end() : match.end() + 1] != ":"
            )
            if not in_passing:
                yield offset + match.start(), offset + match.end(), whole_number(match[1])
        offset += len(line) + 1


def _read_findings(part: str, iteration: _Iteration) -> None:
    matches = list(FINDINGS.finditer(part))
    brackets = bracket_entries(part) if any(match["open"] for match in matches) else {}
    for match in matches:
        for kind in kinds_of(match["kinds"]):
            iteration.counts.setdefault(kind, number_of(match["count"]))
        entries = (part[start:end] for start, end in named_in(match, brackets))
        iteration.findings.extend(_ITEM_NUMBER.sub("", entry) for entry in entries)


def named_in(
    findings: re.Match[str], brackets: Mapping[int, tuple[Entry, ...]]
) -> tuple[Entry, ...]:
    """The findings that the bracket names; one finding has commas of its own."""
    entries = brackets.get(findings.end(), ()) if findings["open"] else ()
    if entries and number_of(findings["count"]) == 1:
        return ((entries[0][0], entries[-1][1]),)
    return entries


def kinds_of(words: str) -> tuple[str, ...]:
    """`critical`, `improvement`, `polish`, in the order in which the words name them."""
    return tuple(kind.casefold().removesuffix("s") for kind in KIND.findall(words))


def number_of(text: str) -> int:
    if text.isdigit():
        return whole_number(text)
    word = text.casefold()
    return 0 if word == "no" else NUMBER_WORDS.index(word)


def outcome_of(verdict: str) -> str:
    word = verdict.casefold()
    if "pending" in word:
        return "pending"
    if word.startswith("fail"):
        return "fail"
    return "pass" if word.startswith("pass") else word

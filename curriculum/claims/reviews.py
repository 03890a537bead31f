"""What a review history says: `PASS after 2 iterations. Iteration 1: 4 improvement (a, b). …`

`Iteration` opens a stretch of text, the other claims stand in the one before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.model.brackets import bracket_entries
from curriculum.model.reviews import (
    FINDINGS,
    NUMBER,
    VERDICT,
    kinds_of,
    named_in,
    number_of,
    outcome_of,
)
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_ITERATION = lazy_pattern(
    r"\biteration (?P<number>\d{1,3})(?:/(?P<limit>\d{1,3}))?\b(?! findings?)", re.IGNORECASE
)
_AT = lazy_pattern(r",? (?:on|at|in) (?=iteration (?P<at>\d{1,3}))", re.IGNORECASE)
_AFTER = lazy_pattern(rf",? after (?P<total>{NUMBER}) iterations?\b", re.IGNORECASE)
_DONE_WORD = "fixed|addressed|resolved|closed|incorporated|implemented|applied|mended|corrected"
_KIND = r"(?:critical|improvement|polish)s?"
_WHAT = (
    r"(?: iteration (?P<iteration>\d{1,3}))?"
    rf"(?P<kinds>(?: (?:and )?{_KIND}){{1,3}})?(?: (?:findings?|items?|issues?|points?))?"
    rf"(?: (?:were|was|are|have been|now|then)){{0,2}} (?:{_DONE_WORD})\b(?P<list>: \(1\))?"
)
_ALL_DONE = lazy_pattern(
    rf"\b(?:all|both)(?: of)?(?: the)?(?: (?P<of>{NUMBER}))?{_WHAT}", re.IGNORECASE
)
_PART_DONE = lazy_pattern(
    rf"\b(?P<done>{NUMBER})(?: out)? of(?: the)? (?P<of>{NUMBER}){_WHAT}", re.IGNORECASE
)
# `Fixed 4 of 5 improvements`, `addressed all 3 findings`.
_FINDING_WORDS = (
    rf"(?P<kinds>(?: (?:and )?{_KIND}){{1,3}})?(?: (?:findings?|items?|issues?|points?))?"
)
_DONE_FIRST = lazy_pattern(
    rf"\b(?:{_DONE_WORD}) (?:(?P<done>{NUMBER})(?: out)? of|all|both)(?: of)?(?: the)?"
    rf"(?: (?P<of>{NUMBER}))?(?: iteration (?P<iteration>\d{{1,3}}))?{_FINDING_WORDS}"
    r"(?P<list>: \(1\))?(?![\w/])",
    re.IGNORECASE,
)
# Each with what stands in all that it matches, in small letters.
_DONE_FORMS = (
    (_ALL_DONE, ("all", "both")),
    (_PART_DONE, (" of ",)),
    (_DONE_FIRST, ("ed all", "ed both", " of")),
)
_LISTED = lazy_pattern(r"\((\d{1,3})\)")
_NUMBERED = lazy_pattern(r"\((?P<number>\d{1,3})\) ")


class Iteration(Struct, frozen=True):
    start: int
    end: int
    number: int
    limit: int | None

    def __str__(self) -> str:
        return f"iteration {self.number}" + (f" of {self.limit}" if self.limit else "")


class Verdict(Struct, frozen=True):
    """`at` is the iteration that it names itself, `total` how many it says there were."""

    start: int
    end: int
    outcome: str
    at: int | None
    total: int | None

    def __str__(self) -> str:
        at = f" at {self.at}" if self.at is not None else ""
        return self.outcome + at + (f" after {self.total}" if self.total is not None else "")


class Named(Struct, frozen=True):
    """One finding that a bracket names."""

    start: int
    end: int
    text: str


class Findings(Struct, frozen=True):
    """`left`: the text says that these remain. `numbered`: the bracket counts `(1) … (2) …`."""

    start: int
    end: int
    count: int
    kinds: tuple[str, ...]
    left: bool
    named: tuple[Named, ...]
    numbered: bool

    def __str__(self) -> str:
        said = f"{self.count} {'/'.join(self.kinds)}" + (" left" if self.left else "")
        return said + (f": {' | '.join(one.text for one in self.named)}" if self.named else "")


class Done(Struct, frozen=True):
    """Findings mended: `done` of `of`, of an iteration and kinds; `listed` counts `(1) … (n)`.

    None and empty are what the text does not say; `done` None stands for all.
    """

    start: int
    end: int
    done: int | None
    of: int | None
    iteration: int | None
    kinds: tuple[str, ...]
    listed: int | None

    def __str__(self) -> str:
        share = "all" if self.done is None else f"{self.done}"
        of = f" of {self.of}" if self.of is not None else ""
        kinds = f" {'/'.join(self.kinds)}" if self.kinds else ""
        at = f" at {self.iteration}" if self.iteration is not None else ""
        return share + of + kinds + at + (f": {self.listed}" if self.listed is not None else "")


Claim = Iteration | Verdict | Findings | Done

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "PASS after 2 iterations. Iteration 1: 0 critical, 2 improvement (font, no legend).": (
        "pass after 2", "iteration 1", "0 critical", "2 improvement: font | no legend",
    ),
    "Passed at iteration 2/3.": ("pass at 2", "iteration 2 of 3"),
    "PASS pending notebook on iteration 2": ("pending", "iteration 2"),
    "Iteration 1: NEEDS REVISION--1 critical": ("iteration 1", "needs revision", "1 critical"),
    "iteration 1 had 2 IMPROVEMENT + 1 POLISH, all fixed": (
        "iteration 1", "2 improvement", "1 polish", "all",
    ),
    "All improvements addressed: (1) a sketch, (2) a table.": ("all improvement: 2",),
    "All critical and improvement findings resolved.": ("all critical/improvement",),
    "all 6 iteration 1 findings resolved": ("all of 6 at 1",),
    "1 polish (a caption, left by choice)": ("1 polish: a caption, left by choice",),
    "4 of 5 improvement findings fixed": ("4 of 5 improvement",),
    "2 polish remaining (a caption, a colour)": ("2 polish left: a caption | a colour",),
    "Fixed 4 of 5 improvements.": ("4 of 5 improvement",),
    "Iteration 2: PASS--addressed all 3 iteration 1 findings": (
        "iteration 2", "pass", "all of 3 at 1",
    ),
    "Iteration 3: NEEDS WORK--1 critical": ("iteration 3", "needs work", "1 critical"),
    "FAIL at iteration 2": ("fail at 2", "iteration 2"),
    "tests print PASS/FAIL, the lock may fail": (),
    "fixed 4 of the tiles": (),
    "no critical/improvement findings": ("0 critical/improvement",),
    "Both improvement findings: charts were tables": (),
    "the lesson passed over noise, in all parts": (),
    "critical thinking, polished prose": (),
}  # fmt: skip


def find(text: str) -> Iterator[Claim]:
    """By their place in the text."""
    found: list[Claim] = [*_iterations(text), *_verdicts(text), *_findings(text), *_done(text)]
    yield from sorted(found, key=lambda claim: (claim.start, claim.end))


def _iterations(text: str) -> Iterator[Iteration]:
    for match in _ITERATION.finditer(text):
        limit = whole_number(match["limit"]) if match["limit"] else None
        yield Iteration(*match.span(), whole_number(match["number"]), limit)


def _verdicts(text: str) -> Iterator[Verdict]:
    for match in VERDICT.finditer(text):
        at, after = _AT.match(text, match.end()), _AFTER.match(text, match.end())
        yield Verdict(
            *match.span(),
            outcome_of(match[1]),
            whole_number(at["at"]) if at else None,
            number_of(after["total"]) if after else None,
        )


def _findings(text: str) -> Iterator[Findings]:
    brackets = bracket_entries(text)
    for match in FINDINGS.finditer(text):
        ranges = named_in(match, brackets)
        left = bool(match["left"]) or any(
            word in match["how"].casefold() for word in ("remaining", "left", "open")
        )
        yield Findings(
            *match.span(),
            number_of(match["count"]),
            kinds_of(match["kinds"]),
            left,
            tuple(_named(text, start, end) for start, end in ranges),
            bool(ranges) and all(_NUMBERED.match(text, start) for start, _ in ranges),
        )


def _named(text: str, start: int, end: int) -> Named:
    number = _NUMBERED.match(text, start)
    start = number.end() if number and number.end() < end else start
    return Named(start, end, text[start:end])


def _done(text: str) -> Iterator[Done]:
    matches = list(_done_matches(text))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    for match, end in zip(matches, ends, strict=False):
        groups = match.groupdict()
        iteration, done, of = groups["iteration"], groups.get("done"), groups["of"]
        yield Done(
            *match.span(),
            number_of(done) if done else None,
            number_of(of) if of else None,
            whole_number(iteration) if iteration else None,
            kinds_of(groups["kinds"] or ""),
            _listed(text, match.end(), end) if groups["list"] else None,
        )


def _done_matches(text: str) -> Iterator[re.Match[str]]:
    """In their order; what says it twice, as `fixed all 4 findings fixed`, is read once."""
    folded = text.casefold()
    forms = [form for form, words in _DONE_FORMS if any(word in folded for word in words)]
    found = [match for form in forms for match in form.finditer(text)]
    end = 0
    for match in sorted(found, key=re.Match.start):
        counts = match["of"] or not match.groupdict().get("done")
        if match.start() >= end and counts:
            end = match.end()
            yield match


def _listed(text: str, start: int, end: int) -> int:
    """How far `(1) … (2) …` counts, before the next iteration."""
    following = _ITERATION.search(text, start, end)
    count = 1
    for number in _LISTED.finditer(text, start, following.start() if following else end):
        count += whole_number(number[1]) == count + 1
    return count

"""Whether what is said to have been reached before can be true, with all that a course says.

Silence is the verdict where no earlier lesson has exactly this concept, where a neighbouring row
agrees, and where a record that is not there may have raised it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from curriculum.check.rules.shared.depth_claims import Told
from curriculum.check.rules.shared.earlier_depths import EarlierDepths
from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.course.uncovered import LeftOut
from curriculum.problem import Place
from curriculum.text.names import is_distinctive
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import whole_words

# What stands behind it says where or what for, not what.
_SETTING = lazy_pattern(r" (?:in|as|for|on|at|under|across|within|inside) ")
_CORRECT = "correct one of them"


class Verdict(Struct, frozen=True):
    """The parts of a message: what is said here, what is found there, and what to do.

    It is `doubtful` where a neighbouring row may be what is spoken of.
    """

    said: str
    found: str
    advice: str
    places: tuple[Place, ...] = ()
    doubtful: bool = False


class DepthJudge(Struct, frozen=True, dict=True):
    """`told` are all claims of the record."""

    course: Course
    earlier: EarlierDepths
    told: Sequence[Told]

    def verdict(self, told: Told) -> Verdict | None:
        told = self._with_sources(told)
        entries = self.earlier.of(told.term, told.place) or self._without_setting(told)
        if told.denied:
            return self._denied(told, entries)
        if told.depth is None or self._rank(told.depth) < 0:
            return None
        if told.raised and -1 < self._rank(told.reached) <= self._rank(told.depth):
            return Verdict(
                f"is listed as raised from {told.depth}",
                f"its depth here is {told.reached}, which is not higher",
                _CORRECT,
            )
        if not entries:
            return self._uncovered(told) or self._against_itself(told)
        return self._against_others(told, told.depth, entries)

    @cached_property
    def _left_out(self) -> LeftOut:
        return LeftOut()

    def _without_setting(self, told: Told) -> Sequence[Appearance]:
        """`Padding in 3D` is what the cited lesson has as `Padding`, if it has just that."""
        term = _SETTING.split(told.term, maxsplit=1)[0]
        if term == told.term or not (len(term.split()) > 1 or is_distinctive(term)):
            return ()
        entries = self.earlier.of(term, told.place)
        return entries if _cites_one_of(told, entries) else ()

    def _rank(self, depth: str | None) -> int:
        return self.course.depths.rank(depth)

    def _with_sources(self, told: Told) -> Told:
        """A claim that cites nothing stands on what its lesson cites for the same term."""
        if told.cited or told.missing:
            return told
        other = self._citing.get((told.place, whole_words(told.term)))
        return replace(told, cited=other.cited, missing=other.missing) if other else told

    @cached_property
    def _citing(self) -> dict[tuple[int, tuple[str, ...]], Told]:
        return {
            (told.place, whole_words(told.term)): told
            for told in self.told
            if told.cited or told.missing
        }

    def _denied(self, told: Told, entries: Sequence[Appearance]) -> Verdict | None:
        """What was only mentioned may still be new."""
        taught = [entry for entry in entries if self._rank(entry.depth) > 0]
        if not taught:
            return None
        return Verdict(
            "is listed as new",
            f"{_where(taught[-1], told)} reached {taught[-1].depth}",
            "describe what is new, or name the prior depth",
            _places(taught[-1:]),
        )

    def _against_others(
        self, told: Told, depth: str, entries: Sequence[Appearance]
    ) -> Verdict | None:
        if entries[-1].depth == depth:
            return None
        rank, rank_of = self._rank(depth), self.course.depths.rank
        ranks = [rank_of(entry.depth) for entry in entries]
        if self._agrees(told, rank, ranks, entries):
            return None
        # Where the cited lesson has just this, what stands beside it is not what is lower.
        sure = rank < max(ranks) and _cites_one_of(told, entries)
        if rank > max(ranks) and not self._is_proven(told, entries):
            return None
        return self._mismatch(told, entries, doubtful=not sure)

    def _agrees(
        self, told: Told, rank: int, ranks: Sequence[int], entries: Sequence[Appearance]
    ) -> bool:
        """The latest depth, or the highest; the cited lesson's, if nothing raised it later."""
        latest = [r for r, e in zip(ranks, entries, strict=True) if e.place == entries[-1].place]
        if rank in {*latest, max(ranks)} or (told.originally and rank in ranks):
            return True
        cited = {lesson.place for lesson in told.cited}
        there = [e.place for r, e in zip(ranks, entries, strict=True) if r == rank]
        raised = [e.place for r, e in zip(ranks, entries, strict=True) if r > rank]
        return any(place in cited and place > max(raised, default=-1) for place in there)

    def _is_proven(self, told: Told, entries: Sequence[Appearance]) -> bool:
        """A depth above all that is known: no other lesson can have raised it unseen."""
        if told.cited:
            return _cites_one_of(told, entries)
        return not told.missing and not self.course.has_gap(entries[-1].facts, told.facts)

    def _mismatch(self, told: Told, entries: Sequence[Appearance], *, doubtful: bool) -> Verdict:
        highest = max(entries, key=lambda entry: (self._rank(entry.depth), entry.place))
        latest = entries[-1]
        shown = [latest] if latest.depth == highest.depth else [highest, latest]
        found = ", ".join(f"{_where(entry, told)} reached {entry.depth}" for entry in shown)
        said = f"is listed as {told.depth} before this lesson"
        return Verdict(said, found, _CORRECT, _places(shown), doubtful)

    def _against_itself(self, told: Told) -> Verdict | None:
        """The row says one thing and the list another; two steps of one rise are none."""
        first = self._first.get((told.place, whole_words(told.term)), told)
        depths = {told.depth, first.depth}
        if len(depths) == 1 or told.originally or {told.reached, first.reached} & depths:
            return None
        return Verdict(
            f"is listed as {told.depth} before this lesson",
            f"line {first.span.line} says {first.depth}",
            _CORRECT,
            (Place(first.facts.path, first.span, f"{first.depth} before: {first.words}"),),
        )

    @cached_property
    def _first(self) -> dict[tuple[int, tuple[str, ...]], Told]:
        found: dict[tuple[int, tuple[str, ...]], Told] = {}
        for told in self.told:
            if told.depth and not told.originally:
                found.setdefault((told.place, whole_words(told.term)), told)
        return found

    def _uncovered(self, told: Told) -> Verdict | None:
        left_out = self._left_out.find(told.term, told.cited) if not told.missing else None
        if left_out is None:
            return None
        lesson, words = left_out
        where = f'"{lesson.lesson.slug or lesson.lesson.title}" ({lesson.id})'
        return Verdict(
            f"is listed as {told.depth} before this lesson",
            f'{where} lists "{words}" only as not covered',
            "correct the depth or the lesson",
            (Place(lesson.facts.path, lesson.lesson.span, f'does not cover "{words}"'),),
        )


def _cites_one_of(told: Told, entries: Sequence[Appearance]) -> bool:
    cited = {lesson.place for lesson in told.cited}
    return any(entry.place in cited for entry in entries)


def _where(entry: Appearance, told: Told) -> str:
    where = f"line {entry.span.line}" if entry.facts is told.facts else entry.facts.module
    return f'"{entry.lesson}" ({where or entry.facts.path})'


def _places(entries: Sequence[Appearance]) -> tuple[Place, ...]:
    return tuple(
        Place(entry.facts.path, entry.span, f"{entry.depth} here: {entry.name}")
        for entry in entries
    )

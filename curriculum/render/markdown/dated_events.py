"""Dated things of a course in the order of their dates, conflicts marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from curriculum.claims.dates import Dated, Dating
from curriculum.claims.placed import Placed
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course, CourseLesson
from curriculum.problem import Problem
from curriculum.render.markdown.scope import WHOLE, Scope

CONFLICT = "date-conflict"
YEAR = 12
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# A thing, the stage, and the months.
EventKey = tuple[str, str, int, int]


class Event(Struct):
    """`first` and `last` are months counted from year 0, both included.

    `lessons` are those that tell it, by their place; `records` tell it outside their lessons.
    """

    name: str
    role: str
    first: int
    last: int
    makers: dict[str, None] = field(default_factory=dict)
    lessons: dict[int, CourseLesson] = field(default_factory=dict)
    records: dict[str, RecordClaims] = field(default_factory=dict)
    in_conflict: bool = False

    @property
    def year(self) -> int:
        return self.first // YEAR

    @property
    def date(self) -> str:
        """`2024`, `Jul 2024`, `Jun to Oct 2024`, `Nov 2023 to Feb 2024`."""
        if self.first % YEAR == 0 and self.last == self.first + YEAR - 1:
            return str(self.year)
        if self.first == self.last:
            return _month(self.first)
        first = _month(self.first)
        same_year = self.year == self.last // YEAR
        return f"{first.partition(' ')[0] if same_year else first} to {_month(self.last)}"

    def join(self, other: Event) -> None:
        self.makers |= other.makers
        self.lessons |= other.lessons
        self.records |= other.records
        self.in_conflict |= other.in_conflict


def _month(month: int) -> str:
    return f"{_MONTHS[month % YEAR]} {month // YEAR}"


def events_of(course: Course, problems: Iterable[Problem], scope: Scope = WHOLE) -> list[Event]:
    """One for each thing, stage and period: what a list or a maker shows to be meant, or disputes.

    Other brackets may date a paper by that name, or an event.
    """
    found: dict[EventKey, Event] = {}
    disputed = _disputed(course, problems)
    for facts in course.facts:
        for placed, in_conflict in _told(course, facts, disputed):
            lesson = _lesson(course, facts, placed)
            if scope.holds(facts, lesson):
                for dating in placed.claim.datings:
                    event = _event(placed.claim, dating, facts, lesson, in_conflict=in_conflict)
                    thing = course.names.of(event.name), event.role, event.first, event.last
                    found.setdefault(thing, event).join(event)
    events = _without_plainer(found)
    return sorted(events, key=lambda one: (one.first, one.last, one.name.casefold(), one.role))


def _told(
    course: Course, facts: RecordClaims, disputed: Mapping[tuple[str, int], set[str]]
) -> Iterator[tuple[Placed[Dated], bool]]:
    """What the record dates, and whether that is in conflict; of sentences only what is."""

    def is_disputed(placed: Placed[Dated]) -> bool:
        things = disputed.get((facts.path, placed.span.line))
        names = (placed.claim.name, *placed.claim.named) if things else ()
        return any(course.names.of(name) in (things or ()) for name in names)

    for placed in facts.dated:
        in_conflict = is_disputed(placed)
        if in_conflict or placed.entry or placed.claim.certain:
            yield placed, in_conflict
    yield from ((placed, True) for placed in facts.date_statements if is_disputed(placed))


def _event(
    claim: Dated,
    dating: Dating,
    facts: RecordClaims,
    lesson: CourseLesson | None,
    *,
    in_conflict: bool,
) -> Event:
    first, last = sorted((dating.period.first, dating.period.last))
    event = Event(claim.name, dating.role, first, last, dict.fromkeys(claim.makers))
    event.in_conflict = in_conflict
    if lesson:
        event.lessons[lesson.place] = lesson
    else:
        event.records[facts.path] = facts
    return event


def _without_plainer(found: Mapping[EventKey, Event]) -> Iterator[Event]:
    """A date that one place gives without a stage is that of the stage that another one names."""
    staged = {
        (thing, first, last): event for (thing, role, first, last), event in found.items() if role
    }
    for (thing, role, first, last), event in found.items():
        other = staged.get((thing, first, last))
        if role or other is None:
            yield event
        else:
            other.join(event)


def _lesson(course: Course, facts: RecordClaims, placed: Placed[Dated]) -> CourseLesson | None:
    place = course.place_of(facts, placed.span.line)
    own = course.lessons_of(facts)
    return course.lessons[place] if own and place >= own[0].place else None


def _disputed(course: Course, problems: Iterable[Problem]) -> Mapping[tuple[str, int], set[str]]:
    """The things whose dates contradict each other, by path and line."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for problem in problems:
        if problem.rule == CONFLICT and problem.subject:
            thing = course.names.of(problem.subject)
            found[problem.path, problem.span.line].add(thing)
            for place in problem.related:
                found[place.path, place.span.line].add(thing)
    return found

"""Rows of a concept that an earlier lesson has, and that do not say so.

Three rules share them, so that none is told of twice: lower is a regression; equal, with the same
name and in another record, a duplicate; equal otherwise, an undeclared revisit. Higher is a stage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.check.judged_record import JudgedRecord
from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.model.record import Concept, Record
from curriculum.model.teaching_order import module_key
from curriculum.text.names import Identity, code_name
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import loose, share, stems, whole_words

# What its words begin with is asked first: most words are none of them.
_SAYS_SO = lazy_pattern(
    r"\b(?=[abcdefikmnoprsu])"
    r"(?:again|already|earlier|previous|prior|before|known|original|recap|recall|review|callback"
    r"|revisit|reinforc|refresh|remind|continu|exten[ds]|deepen|elevat|upgrad|expand|familiar"
    r"|build(?:s|ing)|built on|from|since|brief|mention|named only|not re-?taught|echo)",
    re.IGNORECASE,
)
_MARKS = str.maketrans("", "", "*`")

# Glosses that share less than this are those of two sides of a thing.
_ONE_SIDE = 0.5


class Repeat(Struct, frozen=True):
    """Two rows of one concept, in teaching order; `steps` is how far the depth goes down."""

    earlier: Concept
    later: Concept
    steps: int

    @property
    def same_name(self) -> bool:
        """Also the same function or class of a program, whatever stands round it."""
        code = code_name(self.later.term)
        same = code is not None and code == code_name(self.earlier.term)
        return same or plain_name(self.earlier) == plain_name(self.later)


def plain_name(concept: Concept) -> str:
    """Case is kept: `torch.tensor` is not `torch.Tensor`."""
    return " ".join(concept.name.translate(_MARKS).split())


def repeats_in(record: Record, ladder: Sequence[str]) -> Iterator[Repeat]:
    """Within one record, each row against the one before it."""
    places = {lesson.slug: place for place, lesson in enumerate(record.lessons)}
    latest: dict[tuple[str, ...], Concept] = {}
    for concept in _taught(record):
        key = _key(concept.term)
        earlier = latest.get(key) if key else None
        latest[key] = concept
        if earlier and places.get(earlier.lesson, 0) <= places.get(concept.lesson, len(places)):
            yield from _repeat(earlier, concept, ladder)


def _key(term: str) -> tuple[str, ...]:
    code = code_name(term)
    return ("", code) if code else whole_words(term)


def _taught(record: Record) -> Sequence[Concept]:
    """In the order of the rows; the entries of one row, in that of the numbers of their places."""
    if record.lessons or not any(concept.kept for concept in record.concepts):
        return record.concepts
    return sorted(record.concepts, key=lambda concept: module_key(concept.lesson))


def _repeat(earlier: Concept, later: Concept, ladder: Sequence[str]) -> Iterator[Repeat]:
    """Nothing where the lesson is the same, the depth is higher, or the row says what it is."""
    if earlier.depth not in ladder or later.depth not in ladder:
        return
    steps = ladder.index(earlier.depth) - ladder.index(later.depth)
    apart = later.lessons and not {*earlier.lessons} & {*later.lessons}
    if apart and steps >= 0 and not declares(later) and not _two_sides(earlier, later):
        yield Repeat(earlier, later, steps)


def declares(concept: Concept) -> bool:
    """The row says that it is no new thing."""
    if concept.revisit or concept.prior_depth is not None:
        return True
    if concept.kept:  # of a row with several entries, only the notes speak of this one
        return _SAYS_SO.search(concept.notes or "") is not None
    said = f"{concept.name} {concept.depth_text} {concept.lesson_text} {concept.notes or ''}"
    return _SAYS_SO.search(said) is not None


def _two_sides(earlier: Concept, later: Concept) -> bool:
    first, second = (loose(stems(concept.gloss or "")) for concept in (earlier, later))
    if not first or not second:
        return False
    fewer, more = sorted((first, second), key=len)
    return share(fewer, more) < _ONE_SIDE


class CourseRepeat(Struct, frozen=True):
    """A repeat over two records; what is at the top of the ladder may be practised again."""

    facts: RecordClaims
    other: RecordClaims
    rows: Repeat
    at_the_top: bool

    @property
    def is_duplicate(self) -> bool:
        return self.rows.steps == 0 and self.rows.same_name and not self.at_the_top


def repeats_of(record: JudgedRecord, course: Course) -> Iterator[CourseRepeat]:
    """Those whose later row is one of this record's."""
    keys = dict.fromkeys(key for key, _ in named_rows(record.claims, record.names))
    for key in keys:
        yield from course.answer(_repeats, key).get(record.path, ())


def named_rows(facts: RecordClaims, names: Identity) -> Iterator[tuple[str, Concept]]:
    """By the whole term, or the alias that a project gives it."""
    aliases = frozenset(names.aliases.values())
    for concept in facts.record.concepts:
        if words := _key(concept.term):
            alias = names.of(concept.term) if aliases else ""
            yield alias if alias in aliases else " ".join(words), concept


def _repeats(course: Course, key: str) -> Mapping[str, Sequence[CourseRepeat]]:
    """Rows against the highest of earlier records, where their own record has no earlier one.

    By the path of the later row's record.
    """
    found: dict[str, list[CourseRepeat]] = defaultdict(list)
    highest: tuple[RecordClaims, Concept] | None = None
    own: set[str] = set()
    rank, ladder = course.depths.rank, course.settings.dialect.ladder
    for facts, concept in _in_order(course, key) if course.is_shared(named_rows, key) else ():
        if highest and facts.module != highest[0].module and facts.path not in own:
            for repeat in _repeat(highest[1], concept, ladder):
                at_the_top = concept.depth == ladder[-1]
                found[facts.path].append(CourseRepeat(facts, highest[0], repeat, at_the_top))
        own.add(facts.path)
        if highest is None or rank(concept.depth) >= rank(highest[1].depth):
            highest = (facts, concept)
    return found


def _in_order(course: Course, key: str) -> Iterator[tuple[RecordClaims, Concept]]:
    """The rows that know their lesson, in teaching order."""
    rows = [
        (entry.place, facts, concept)
        for facts, concept in course.ask(named_rows, key)
        if course.lesson_named(concept.lesson, facts)
        for entry in course.depths.of_row(facts, concept)
    ]
    return ((facts, concept) for _, facts, concept in sorted(rows, key=lambda row: row[0]))

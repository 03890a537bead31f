"""What all records of a course state of sizes and makers, ready to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from curriculum.claims.dates import Dated
from curriculum.claims.quantities import Quantity
from curriculum.course.course import Course
from curriculum.course.course_agreement import Statement, contradicted_in_a_record
from curriculum.course.makers import number_of


def size_statements(course: Course) -> Iterator[Statement[Quantity]]:
    """What no list tells of may be a family of several sizes, and is one if a record says two."""
    names = course.names
    claims = [(facts, placed) for facts in course.facts for placed in facts.quantities]
    listed = {names.of(name) for _, one in claims if one.entry for name in one.claim.named}
    claims += [(facts, placed) for facts in course.facts for placed in facts.size_statements]
    unlisted: dict[str, list[Statement[Quantity]]] = defaultdict(list)
    for facts, placed in claims:
        size = placed.claim
        for name in size.named:
            about = f"{names.of(name)}\n{size.unit}\n{size.stage}"
            one = Statement(facts, placed, about, name, size.text, size.low, size.high)
            if names.of(name) in listed:
                yield one
            elif size.unit == "parameters":
                unlisted[about].append(one)
    for group in unlisted.values():
        if not contradicted_in_a_record(group):
            yield from group


def maker_statements(course: Course) -> Iterator[Statement[Dated]]:
    """Makers that share a sign are one, and are numbered in the order of the course."""
    numbers: dict[str, dict[str, int]] = {}
    for facts in course.facts:
        for placed in facts.dated:
            claim = placed.claim
            for name in claim.named if claim.makers else ():
                for role in dict.fromkeys(dating.role for dating in claim.datings):
                    about = f"{course.names.of(name)}\n{role}"
                    number = number_of(numbers.setdefault(about, {}), claim.makers, course.names)
                    text = " / ".join(claim.makers)
                    yield Statement(facts, placed, about, name, text, number, number)

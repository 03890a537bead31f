"""Defects that are put into the project's own, clean records, one at a time.

Each kind is a function that yields all its mutants: the changed text, the line where the defect
now stands, and the rules that may find it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from curriculum.course.course import Course, CourseLesson

LADDER = ("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED")
PAIR = re.compile(r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<gap>, | \()(?P<id>\d\.\d\.\d)\)")
MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?= 20\d\d)")
OTHER_MONTH = {"Jan": "Jun", "Feb": "Jul", "Mar": "Sep", "Apr": "Oct", "May": "Nov", "Jun": "Jan"}
OTHER_MONTH |= {"Jul": "Feb", "Aug": "Apr", "Sep": "Mar", "Oct": "May", "Nov": "Jun", "Dec": "May"}


@dataclass(frozen=True)
class Mutant:
    """`line` is 1-based; `rules` are those that may find the defect there."""

    path: str
    text: str
    line: int
    rules: frozenset[str]


Lines = Mapping[str, list[str]]
Kind = Callable[[Lines, "Course"], Iterator[Mutant]]


def changed(lines: Lines, path: str, at: int, new: str, *rules: str) -> Mutant:
    """With another text on the line with this 0-based index."""
    text = "\n".join([*lines[path][:at], new, *lines[path][at + 1 :], ""])
    return Mutant(path, text, at + 1, frozenset(rules))


def added(
    lines: Lines, lesson: CourseLesson, label: str, item: str, *rules: str
) -> Iterator[Mutant]:
    """With one more item at the top of the list below a lesson's label."""
    path = lesson.facts.path
    for at in range(lesson.lesson.span.line - 1, lesson.lesson.span.end_line):
        if lines[path][at].startswith(f"**{label}:**"):
            text = [*lines[path][: at + 1], f"- {item}", *lines[path][at + 1 :], ""]
            if not lines[path][at + 1].startswith("1."):
                yield Mutant(path, "\n".join(text), at + 2, frozenset(rules))
            return


def every(lines: Lines, pattern: re.Pattern[str]) -> Iterator[tuple[str, int, str, re.Match[str]]]:
    for path, texts in lines.items():
        for at, text in enumerate(texts):
            for match in pattern.finditer(text):
                yield path, at, text, match


def replaced(text: str, match: re.Match[str], group: str | int, new: str) -> str:
    return text[: match.start(group)] + new + text[match.end(group) :]


def other_lesson(course: Course, id_: str, step: int = 3) -> CourseLesson:
    place = course.lessons_by_id[id_].place
    return course.lessons[(place + step) % len(course.lessons)]


def rows(lines: Lines, course: Course) -> Iterator[tuple[str, int, list[str]]]:
    """Index rows as their five raw pieces around unescaped pipes."""
    for facts in course.facts:
        for concept in facts.record.concepts:
            at = concept.span.line - 1
            yield facts.path, at, re.split(r"(?<!\\)\|", lines[facts.path][at])


# --- references


def wrong_number(lines: Lines, course: Course) -> Iterator[Mutant]:
    for path, at, text, match in every(lines, PAIR):
        new = other_lesson(course, match["id"]).id
        rules = ("lesson-number-mismatch", "forward-reference")
        yield changed(lines, path, at, replaced(text, match, "id", new), *rules)


def wrong_slug(lines: Lines, course: Course) -> Iterator[Mutant]:
    for path, at, text, match in every(lines, PAIR):
        slug = other_lesson(course, match["id"], 2).lesson.slug or ""
        new = replaced(text, match, "slug", slug)
        yield changed(lines, path, at, new, "lesson-number-mismatch", "forward-reference")


def unknown_number(lines: Lines, _: Course) -> Iterator[Mutant]:
    for path, at, text, match in every(lines, re.compile(r"(?<![\d.])\d\.\d\.(\d)(?![\d.]\d)")):
        new = replaced(text, match, 1, "9")
        yield changed(lines, path, at, new, "unknown-lesson", "lesson-number-mismatch")


def slug_that_no_lesson_has(lines: Lines, course: Course) -> Iterator[Mutant]:
    for path, at, cells in rows(lines, course):
        if "->" not in cells[3] and "," not in cells[3]:
            new = "|".join([*cells[:3], f" {cells[3].strip()}-draft ", *cells[4:]])
            yield changed(lines, path, at, new, "unknown-lesson", "lesson-without-summary")


def model_from_no_lesson(lines: Lines, course: Course) -> Iterator[Mutant]:
    for facts in course.facts:
        for model in facts.record.mental_models:
            if len(model.established_in) == 1:
                at = model.span.line - 1
                slug = model.established_in[0]
                new = lines[facts.path][at].replace(f" {slug}", f" {slug}-draft", 1)
                yield changed(lines, facts.path, at, new, "unknown-lesson")


def lesson_of_another_module(lines: Lines, course: Course) -> Iterator[Mutant]:
    foreign = course.lessons[0].lesson.slug, course.lessons[-1].lesson.slug
    for path, at, cells in rows(lines, course):
        slug = foreign[path == course.facts[0].path]
        new = "|".join([*cells[:3], f" {slug} ", *cells[4:]])
        rules = ("foreign-lesson", "unknown-lesson", "forward-reference")
        yield changed(lines, path, at, new, *rules)


def module_in_a_gap(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons[9:]:
        item = "Latent scaling factor (from Module 7.2) -- the same constant."
        yield from added(lines, lesson, "Concepts reinforced/connected", item, "unknown-module")


def lesson_that_comes_later(lines: Lines, course: Course) -> Iterator[Mutant]:
    later = course.lessons[-1]
    for lesson in course.lessons[:-4]:
        slug = later.lesson.slug
        for item in (
            f"Recalled from {slug} ({later.id}), where it was taught.",
            f"Already taught in {slug}; repeated in two sentences.",
            f"Extends what the student learned in {later.id}.",
        ):
            yield from added(
                lines, lesson, "Concepts reinforced/connected", item, "forward-reference"
            )


def lesson_twice(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons:
        other = course.lessons[(lesson.place + 4) % len(course.lessons)]
        at, path = lesson.lesson.span.line - 1, lesson.facts.path
        new = lines[path][at].replace(f"({lesson.lesson.slug})", f"({other.lesson.slug})")
        yield changed(lines, path, at, new, "duplicate-lesson")


def module_twice(lines: Lines, course: Course) -> Iterator[Mutant]:
    for facts, other in zip(course.facts, (*course.facts[1:], course.facts[0]), strict=True):
        new = lines[facts.path][0].replace(f"Module {facts.module}", f"Module {other.module}")
        yield changed(lines, facts.path, 0, new, "duplicate-module")


# --- depths

_PRIOR = re.compile(
    r"(?i:elevated|upgraded|extended|deepened|gap fill) from (MENTIONED|INTRODUCED|DEVELOPED)\b"
    r"|already has (INTRODUCED|DEVELOPED) understanding"
    r"|(?:Originally|Previously) (INTRODUCED|DEVELOPED) in"
)


def _prior(lines: Lines, step: int) -> Iterator[Mutant]:
    for path, at, text, match in every(lines, _PRIOR):
        group = next(number for number in (1, 2, 3) if match[number])
        rank = LADDER.index(match[group]) + step
        if 0 <= rank < len(LADDER):
            new = replaced(text, match, group, LADDER[rank])
            yield changed(lines, path, at, new, "prior-depth-mismatch", "depth-mismatch")


def raised_prior_depth(lines: Lines, _: Course) -> Iterator[Mutant]:
    yield from _prior(lines, +1)


def lowered_prior_depth(lines: Lines, _: Course) -> Iterator[Mutant]:
    yield from _prior(lines, -1)


def wrong_depth_before_the_arrow(lines: Lines, course: Course) -> Iterator[Mutant]:
    for path, at, cells in rows(lines, course):
        if "->" in cells[2] and "->" not in cells[3]:
            before, _, after = cells[2].strip().partition(" -> ")
            wrong = LADDER[LADDER.index(before) - 1]
            if LADDER.index(wrong) < LADDER.index(after):
                new = "|".join([*cells[:2], f" {wrong} -> {after} ", *cells[3:]])
                yield changed(lines, path, at, new, "prior-depth-mismatch")


def lower_than_before(lines: Lines, course: Course) -> Iterator[Mutant]:
    """A concept that the first module DEVELOPED stands again, as new, at the end of a later one."""
    taught = [c for c in course.facts[0].record.concepts if c.depth == "DEVELOPED"]
    for facts in course.facts[3:]:
        has = {concept.term for concept in facts.record.concepts}
        for concept in [c for c in taught if c.term not in has][:3]:
            last = facts.record.concepts[-1].span.line
            row = f"| {concept.term} | INTRODUCED | {facts.record.lessons[-1].slug} | |"
            text = [*lines[facts.path][:last], row, *lines[facts.path][last:], ""]
            rules = frozenset({"depth-regression", "duplicate-concept", "undeclared-revisit"})
            yield Mutant(facts.path, "\n".join(text), last + 1, rules)


def other_depth_in_the_list(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons:
        for taught in lesson.lesson.concepts_taught:
            at, path = taught.span.line - 1, lesson.facts.path
            text = lines[path][at]
            match = re.match(r"- [^(]+ \((DEVELOPED|APPLIED)\)", text)
            if match and not _PRIOR.search(text):
                new = replaced(text, match, 1, "MENTIONED")
                yield changed(lines, path, at, new, "depth-mismatch")


KINDS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        wrong_number,
        wrong_slug,
        unknown_number,
        slug_that_no_lesson_has,
        model_from_no_lesson,
        lesson_of_another_module,
        module_in_a_gap,
        lesson_that_comes_later,
        lesson_twice,
        module_twice,
        raised_prior_depth,
        lowered_prior_depth,
        wrong_depth_before_the_arrow,
        lower_than_before,
        other_depth_in_the_list,
    )
}

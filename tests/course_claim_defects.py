"""More defects: dates, facts, models, promises, counts. See `course_defects`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.course.course import Course
from tests.course_defects import (
    MONTH,
    OTHER_MONTH,
    PAIR,
    Kind,
    Lines,
    Mutant,
    added,
    changed,
    every,
    replaced,
)

# Things that two places date: the row of one record, and rows, timelines or tables of others.
_TWICE = ("FLUX.1 (", "SDXL (", "SD3 (", "SD 1.5 (", "SDXL Turbo", "SDXL-Lightning", "LCM-LoRA")
_TEACHING = "How concepts were taught"


def other_month_in_a_row(lines: Lines, _: Course) -> Iterator[Mutant]:
    for path, at, text, match in every(lines, MONTH):
        if text.startswith(tuple(f"| {name}" for name in _TWICE)) and "schnell |" not in text:
            new = replaced(text, match, 0, OTHER_MONTH[match[0]])
            yield changed(lines, path, at, new, "date-conflict", "date-order")


def other_month_in_a_timeline(lines: Lines, _: Course) -> Iterator[Mutant]:
    for path, at, text, match in every(lines, MONTH):
        if re.match(r"\s+\w{3} 20\d\d : ", text):
            new = replaced(text, match, 0, OTHER_MONTH[match[0]])
            yield changed(lines, path, at, new, "date-conflict")


def second_date_elsewhere(lines: Lines, course: Course) -> Iterator[Mutant]:
    for facts in course.facts:
        for concept in facts.record.concepts:
            match = re.match(r"(?!paper)[^,:]+, (\w{3} 20\d\d):", concept.gloss or "")
            if match:
                date = match[1].replace(match[1][:3], OTHER_MONTH[match[1][:3]])
                item = f"{concept.term} ({date}) as a picture on the wall, without a word about it."
                for lesson in (course.lessons[-2], course.lessons[12], course.lessons[2]):
                    yield from added(lines, lesson, _TEACHING, item, "date-conflict")


def second_date_in_the_record(lines: Lines, course: Course) -> Iterator[Mutant]:
    for facts in course.facts:
        for concept in facts.record.concepts:
            match = re.match(r"(?!paper)[^,:]+, (\w{3} 20\d\d):", concept.gloss or "")
            if match:
                date = match[1].replace(match[1][:3], OTHER_MONTH[match[1][:3]])
                item = f"{concept.term} ({date}): a picture on the wall."
                lesson = course.lessons_of(facts)[-1]
                yield from added(lines, lesson, _TEACHING, item, "date-conflict")


def other_maker(lines: Lines, course: Course) -> Iterator[Mutant]:
    for facts in course.facts:
        for concept in facts.record.concepts:
            match = re.match(r"([A-Z][\w. -]+), (\w{3} 20\d\d): ", concept.gloss or "")
            if match:
                row = f"{concept.term} (Kyoto Image Works, {match[2]}: seen on a poster)"
                for lesson in (course.lessons[-1], course.lessons[3]):
                    yield from added(lines, lesson, _TEACHING, row, "fact-conflict")


def other_size(lines: Lines, course: Course) -> Iterator[Mutant]:
    for facts in course.facts:
        for concept in facts.record.concepts:
            match = re.search(r"(?:^|[:,] )(?:about )?(\d[\d.]*B) params", concept.gloss or "")
            if match and "variant" not in (concept.gloss or ""):
                item = f"{concept.term} (77B params) as the largest bar of a chart."
                for lesson in (course.lessons[-1], course.lessons[4]):
                    yield from added(lines, lesson, _TEACHING, item, "fact-conflict")


def impossible_date(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons:
        for date in ("Feb 30, 2024", "2024-13-05", "31 April 2023"):
            item = f"The exercise sheet, first printed on {date}, is handed out once more."
            yield from added(lines, lesson, _TEACHING, item, "impossible-date")


def dates_against_their_order(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons[::2]:
        for item in (
            "Order on the wall: SDXL (Jul 2023) came before SD 1.5 (Oct 2022).",
            "SD 1.5 (Oct 2022) followed SDXL (Jul 2023).",
            "The card of SDXL (Jul 2023), later succeeded by SD 1.5 (Oct 2022).",
        ):
            yield from added(lines, lesson, _TEACHING, item, "date-order")


def model_from_the_wrong_lesson(lines: Lines, course: Course) -> Iterator[Mutant]:
    pattern = re.compile(r'^- "[^"]+" \((?:from )?' + PAIR.pattern)
    for path, at, text, match in every(lines, pattern):
        true = course.lessons_by_id[match["id"]].place
        other = course.lessons[true - 1 if true else 1]
        new = replaced(text, match, "id", other.id)
        new = new.replace(match["slug"], other.lesson.slug or "", 1)
        yield changed(lines, path, at, new, "misattributed-model", "forward-reference")


def promise_that_nobody_keeps(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons[:-6]:
        for topic in ("Quantum error correction", "Protein folding", "Chess endgames"):
            item = f"{topic} (deferred to Module 8.4)"
            yield from added(lines, lesson, "What is NOT covered", item, "unkept-promise")


def source_that_never_taught_it(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons[8:]:
        for topic in ("Rotary embeddings", "Monte Carlo tree search", "Beam search"):
            item = f"{topic} (from Module 6.2) -- named once."
            yield from added(
                lines, lesson, "Concepts reinforced/connected", item, "untaught-source"
            )


def count_that_is_wrong(lines: Lines, course: Course) -> Iterator[Mutant]:
    for lesson in course.lessons:
        item = "Four stations: (1) look, (2) guess, (3) measure."
        yield from added(lines, lesson, _TEACHING, item, "count-mismatch")


def words_of_a_model_changed(lines: Lines, _: Course) -> Iterator[Mutant]:
    """A quotation with one word changed, and its lesson beside it."""
    pattern = re.compile(r'^- "((?:[\w\',-]+ ){3,}[\w-]+)" \((?:from )?' + PAIR.pattern)
    for path, at, text, match in every(lines, pattern):
        words = match[1].split()
        new = replaced(text, match, 1, " ".join([*words[:-2], "purple", words[-1]]))
        yield changed(lines, path, at, new, "misquoted-model", "misattributed-model")


CLAIM_KINDS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        other_month_in_a_row,
        other_month_in_a_timeline,
        second_date_elsewhere,
        second_date_in_the_record,
        other_maker,
        other_size,
        impossible_date,
        dates_against_their_order,
        model_from_the_wrong_lesson,
        promise_that_nobody_keeps,
        source_that_never_taught_it,
        count_that_is_wrong,
        words_of_a_model_changed,
    )
}

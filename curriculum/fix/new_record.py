"""The record of a planned module: canonical, and filled with what the course knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from curriculum.config.dialect import label_key
from curriculum.course.course import Course
from curriculum.course.owed import Owed, owed_to
from curriculum.model.record_file import RecordFile
from curriculum.read import read_bytes
from curriculum.text.patterns import lazy_pattern
from curriculum.write.empty_sections import EMPTY_SECTIONS
from curriculum.write.proof import Unproven, canonical

_NUMBER = lazy_pattern(r"(?:0|[1-9]\d?)\.(?:0|[1-9]\d?)")
_SLUG = lazy_pattern(r"(?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")
_GOAL = "To be written: what the student can do after this module."
_NOT_DECIDED = "To be decided."
_NONE_TAUGHT = "None taught yet."
_OWED = "Promised earlier"
# Its name says only that it is no YAML.
_MARKDOWN = "record.md"


class Refused(Exception):
    """No such record is made; the message says why, where, and what to do."""


class NewLesson(Struct, frozen=True):
    slug: str
    title: str | None = None


class NewModule(Struct, frozen=True):
    number: str
    title: str
    lessons: tuple[NewLesson, ...] = ()


def new_record(course: Course, module: NewModule) -> RecordFile:
    """The record in canonical Markdown. Raises Refused."""
    _check_words(module)
    _check_course(course, module)
    dialect = course.settings.dialect
    text = "\n\n".join("\n".join(block) for block in _blocks(course, module)) + "\n"
    reading = read_bytes(text.encode("utf-8", "surrogateescape"), _MARKDOWN, dialect)
    _check_read(module, reading)
    try:
        return read_bytes(canonical(reading, dialect), _MARKDOWN, dialect)
    except Unproven as error:
        raise Refused(f"the record cannot be written: {error}; choose plainer titles") from error


def _check_words(module: NewModule) -> None:
    if not _NUMBER.fullmatch(module.number):
        raise Refused(
            f'"{module.number}" is no number of a module; it is that of the series and its own, '
            "each of one or two digits, as in 9.1"
        )
    if not module.title:
        raise Refused("a module needs a title")
    if not all(map(_is_text, (module.title, *(lesson.title for lesson in module.lessons)))):
        raise Refused("a title holds bytes that are no UTF-8; type it again")
    seen: set[str] = set()
    for lesson in module.lessons:
        if not _SLUG.fullmatch(lesson.slug):
            raise Refused(
                f'"{lesson.slug}" is no slug; a slug is small letters and digits, joined by '
                "hyphens, as in noise-schedules"
            )
        if lesson.slug in seen:
            raise Refused(f'two lessons are called "{lesson.slug}"; each needs a slug of its own')
        seen.add(lesson.slug)


def _is_text(title: str | None) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in title or "")


def _check_course(course: Course, module: NewModule) -> None:
    known = course.modules.get(module.number)
    if known:
        place = f"{known.path}:{known.head.line}"
        raise Refused(f"the course has module {module.number} already, at {place}")
    for lesson in module.lessons:
        for other in course.lessons_by_slug.get(lesson.slug, ()):
            place = f"{other.facts.path}:{other.lesson.span.line}"
            raise Refused(
                f'the course has a lesson "{lesson.slug}" already, {other.id} at {place}; '
                "choose another slug"
            )


def _check_read(module: NewModule, reading: RecordFile) -> None:
    """What was asked for is what a reader of the file will find."""
    record = reading.record
    if (record.module, record.title) != (module.number, module.title):
        raise Refused(
            f'"{module.title}" cannot be the title of a module: it would be read as '
            f'"{record.title or ""}"'
        )
    if len(record.lessons) != len(module.lessons):
        raise Refused("the titles of the lessons would not be read as titles; use plain words")
    for wanted, found in zip(module.lessons, record.lessons, strict=True):
        if found.slug != wanted.slug and not (wanted.title and "-" in wanted.slug):
            raise Refused(
                f'"{wanted.slug}" would not be read as the slug of a lesson; choose two words '
                "joined by a hyphen"
            )
        if (found.slug, found.title, found.remark) != (wanted.slug, wanted.title, None):
            raise Refused(
                f'"{wanted.title}" cannot be the title of a lesson: it would be read as '
                f'"{found.title or ""}"'
            )


def _blocks(course: Course, module: NewModule) -> Iterator[Sequence[str]]:
    dash = course.settings.dialect.dash
    owed = owed_to(course, module.number, [lesson.slug for lesson in module.lessons])
    yield [f"# Module {module.number}: {module.title} {dash} Record"]
    yield [f"**Goal:** {_GOAL}", f"**Status:** {_status(len(module.lessons))}"]
    if owed.get(None):
        yield [f"{_OWED}, and to be taken up in one of the lessons:"]
        yield [_item(entry) for entry in owed[None]]
    yield [EMPTY_SECTIONS["concepts"]]
    yield [EMPTY_SECTIONS["lessons"]]
    for number, lesson in enumerate(module.lessons, start=1):
        yield from _lesson(course, number, lesson, owed)
    yield [EMPTY_SECTIONS["mental_models"]]


def _status(lessons: int) -> str:
    return (
        f"Planned ({lessons} {'lesson' if lessons == 1 else 'lessons'})" if lessons else "Planned"
    )


def _lesson(
    course: Course,
    number: int,
    lesson: NewLesson,
    owed: Mapping[str | None, Sequence[Owed]],
) -> Iterator[Sequence[str]]:
    title = f": {lesson.title}" if lesson.title else ""
    yield [f"### Lesson {number}{title} ({lesson.slug})"]
    yield [f"**Concepts taught:** {_NONE_TAUGHT}"]
    if owed.get(lesson.slug):
        yield [f"**{_OWED}:**", *(_item(entry) for entry in owed[lesson.slug])]
    names = course.settings.dialect.canonical_labels
    required = [names.get(label_key(name), name) for name in course.settings.required_fields]
    for name in dict.fromkeys(required):
        if name not in {"Concepts taught", _OWED}:
            yield [f"**{name}:** {_NOT_DECIDED}"]


def _item(owed: Owed) -> str:
    lesson = owed.lesson
    source = f"Module {owed.facts.module}"
    if lesson:
        slug = lesson.lesson.slug
        source = f"{lesson.id} ({slug})" if slug and slug != lesson.id else lesson.id
    hedge = f", {owed.hedge}" if owed.hedge else ""
    return f"- {owed.words}, put off in {source}{hedge}"

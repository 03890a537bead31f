"""The headings of a record, in the forms of its team."""

from __future__ import annotations

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.config.forms import first_read
from curriculum.model.record import Lesson, Record
from curriculum.parse.headings import read_title


def own_title(record: Record, dialect: Dialect) -> str | None:
    """In the first form that reads back as it was; None where the team has none that does."""
    values = {**_id_values(record, dialect), "title": record.title}
    for form in dialect.own.titles:
        text = form.write(values)
        title = read_title(text, dialect) if text else None
        if title and (title.module, title.text or None) == (record.module, record.title):
            return text
    return None


def _id_values(record: Record, dialect: Dialect) -> dict[str, str | None]:
    """What the placeholders of a title are, by the id and by the lesson of a file."""
    values: dict[str, str | None] = {}
    for form in (*dialect.own.ids, *dialect.own.titles):
        read = next(first_read((form,), record.module or ""), None)
        values |= read[1] if read else {}
    series, dot, module = (record.module or "").partition(".")
    lesson = record.lessons[0] if dialect.own.record == "lesson" and record.lessons else None
    if dot:
        values |= {"series": series, "module": module}
    elif "lesson" not in values and record.module:
        values["lesson"] = record.module
    if lesson and lesson.slug and record.module and record.module.endswith(lesson.slug):
        values |= {"slug": lesson.slug, "lesson": record.module[: -len(lesson.slug)].rstrip("-_. ")}
    return values


def lesson_heading(lesson: Lesson, place: int, dialect: Dialect = DEFAULT_DIALECT) -> str:
    number = place if lesson.number is None else lesson.number
    slug = lesson.slug if not lesson.slug_inferred else None
    for form in dialect.own.headings if not lesson.remark else ():
        values = {"lesson": str(number), "slug": slug, "title": lesson.title}
        has_all = all(name in form.names for name, value in values.items() if value)
        if has_all and (text := form.write(values)):
            return f"### {text}"
    title = f": {lesson.title}" if lesson.title else ""
    bracket = f" ({slug})" if slug else ""
    remark = f" -- {lesson.remark}" if lesson.remark else ""
    return f"### Lesson {number}{title}{bracket}{remark}"

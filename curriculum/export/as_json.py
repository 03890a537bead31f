"""All records as one JSON document, or one JSON object a line, written one record at a time."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.course.course import Course
from curriculum.export.rows import TABLES, course_rows
from curriculum.model.as_data import VERSION, as_data
from curriculum.text.visible import json_text

INDENT = "  "


def chunks(course: Course) -> Iterator[str]:
    """Together they are what `json.dumps` makes of the whole with an indent of two."""
    yield f'{{\n{INDENT}"version": {VERSION},\n{INDENT}"modules": ['
    before = "\n"
    for facts in course.facts:
        data = json_text(as_data(facts.record), indent=len(INDENT))
        # No text in JSON holds a line break of its own.
        yield before + "\n".join(INDENT * 2 + line for line in data.split("\n"))
        before = ",\n"
    yield f"\n{INDENT}]\n}}\n" if course.facts else "]\n}\n"


OBJECTS = {name: name.removesuffix("s") for name in TABLES}


def lines(course: Course) -> Iterator[str]:
    """`object` says what a line is; the other names are those of the tables' columns."""
    for name, row in course_rows(course):
        data = {"object": OBJECTS[name], **dict(zip(TABLES[name].columns, row, strict=True))}
        yield json_text(data)

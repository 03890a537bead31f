"""One JSON object a line: modules, concepts, lessons, models and claims, each with its kind."""

from __future__ import annotations

import json
from collections.abc import Iterator

from curriculum.course.course import Course
from curriculum.export.rows import TABLES, course_rows

OBJECTS = {name: name.removesuffix("s") for name in TABLES}


def lines(course: Course) -> Iterator[str]:
    """`object` says what a line is; the other names are those of the tables' columns."""
    for name, row in course_rows(course):
        data = {"object": OBJECTS[name], **dict(zip(TABLES[name].columns, row, strict=True))}
        yield json.dumps(data, ensure_ascii=False)

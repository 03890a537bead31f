"""All records as one JSON document, written one record at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator

from curriculum.course.course import Course
from curriculum.model.as_data import VERSION, as_data

INDENT = "  "


def chunks(course: Course) -> Iterator[str]:
    """Together they are what `json.dumps` makes of the whole with an indent of two."""
    yield f'{{\n{INDENT}"version": {VERSION},\n{INDENT}"modules": ['
    before = "\n"
    for facts in course.facts:
        data = json.dumps(as_data(facts.record), ensure_ascii=False, indent=len(INDENT))
        # No text in JSON holds a line break of its own.
        yield before + "\n".join(INDENT * 2 + line for line in data.split("\n"))
        before = ",\n"
    yield f"\n{INDENT}]\n}}\n" if course.facts else "]\n}\n"

"""A folder with one CSV file for each table, in UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import contextlib
import csv
import unicodedata
from pathlib import Path

from curriculum.course.course import Course
from curriculum.export.rows import TABLES, Value, course_rows
from curriculum.files.temporary import clear_after_killed_runs
from curriculum.files.writing import replacing
from curriculum.text.patterns import lazy_pattern

# A cell that begins with one of these would be run as a formula.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_CONTROL = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write(course: Course, folder: Path) -> None:
    """Raises OSError. Each file is replaced whole, or stays as it was."""
    folder.mkdir(parents=True, exist_ok=True)
    clear_after_killed_runs([folder])
    with contextlib.ExitStack() as stack:
        writers = {}
        for name, table in TABLES.items():
            temporary = stack.enter_context(replacing(folder / f"{name}.csv"))
            file = stack.enter_context(
                temporary.open("w", encoding="utf-8-sig", errors="replace", newline="")
            )
            writers[name] = csv.writer(file)
            writers[name].writerow(table.columns)
        for name, row in course_rows(course):
            writers[name].writerow(map(_cell, row))


def _cell(value: Value) -> Value:
    """An apostrophe keeps a spreadsheet from running a text; numbers are numbers.

    A character that ends a cell in some programs, such as NUL, becomes a replacement.
    """
    if not isinstance(value, str):
        return value
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    return f"'{text}" if text.startswith(_FORMULA) or _first_seen(text) in _FORMULA else text


def _first_seen(text: str) -> str:
    """The first character that is neither a blank nor invisible, or nothing."""
    return next((char for char in text if unicodedata.category(char)[0] not in "ZC"), "")

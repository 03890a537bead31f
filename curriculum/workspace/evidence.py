"""What makes a file a record: its sections, or a title that says so."""

from __future__ import annotations

import re

from curriculum.config.dialect import Dialect
from curriculum.config.forms import first_read
from curriculum.files.source import Source
from curriculum.model.record_file import RecordFile
from curriculum.read import is_yaml
from curriculum.text.patterns import lazy_pattern

_RECORD = lazy_pattern(r"\brecord\b", re.IGNORECASE)
# What other documents of a course call themselves, in front or behind a dash or colon.
_KIND = r"(?:(?:lesson|module|series) )?(?:plan|summary|overview|template|outline)"
_OTHER_KIND = lazy_pattern(
    rf"^\W*{_KIND}\b|(?:\s[-–—]+|:)\s+{_KIND}\s*$|\b(?:explained simply|eli5)\b", re.IGNORECASE
)
_MODULE_KEY = lazy_pattern(
    r"""(?:\A\ufeff?\s*(?:---\s+)?\{\s*|^\ufeff?)(?:module[ \t]*:(?=\s|\Z)"""
    r"""|(?:'module'|"module")[ \t]*:)""",
    re.MULTILINE,
)
# No record is without one of the two.
_MARKS = lazy_pattern(r"Module[ \t]+\d|concepts? index|index of concepts", re.IGNORECASE)


def may_be_record(source: Source, dialect: Dialect) -> bool:
    """A cheap look that spares the parser.

    A file that is no YAML may have the key all the same; that it is broken is told.
    """
    if is_yaml(source.path):
        return _MODULE_KEY.search(source.text) is not None
    return dialect.is_own or _MARKS.search(source.text) is not None


def is_record(reading: RecordFile, *, named: bool) -> bool:
    """By evidence: a section that the dialect names, or a title that says what the file is.

    Where the file has a record's name, a goal or a status is enough, and so is no heading at all:
    it is a record that is broken.
    """
    if is_yaml(reading.path):
        return True
    document = reading.document
    first = document.first_heading
    has_section = any(section.kind for section in document.sections)
    if named:
        has_head = document.goal is not None or document.status is not None
        return first is None or has_section or has_head or _says_record(reading)
    if first is not None and _OTHER_KIND.search(first.text):
        return False
    if document.title is not None:
        return has_section or _says_record(reading)
    return any(section.kind == "concepts" for section in document.sections)


def _says_record(reading: RecordFile) -> bool:
    """Its title has the word *Record*, or a form of the team that fits no other heading."""
    title = reading.document.title
    if title is None:
        return False
    own = (form for form, _ in first_read(reading.dialect.own.titles, title.text))
    if any(form.text != "{title}" for form in own):
        return True
    return _RECORD.search(title.text) is not None

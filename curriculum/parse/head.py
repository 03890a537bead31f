"""What stands above the first section: the goal, the status, and whatever else."""

from __future__ import annotations

from itertools import pairwise

from curriculum.config.dialect import label_key
from curriculum.parse.comments import BLANKS
from curriculum.parse.document import HeadField, Role
from curriculum.parse.fields import labels_of, read_fields
from curriculum.parse.reader import Reader

LABELS = ("goal", "status")


def read_head(reader: Reader, start: int, end: int) -> None:
    starts = [index for index in range(start, end) if index in reader.layout.label_lines]
    reader.leftover(start, starts[0] if starts else end)
    for first, last in pairwise([*starts, end]):
        _read_line(reader, first, last)


def _read_line(reader: Reader, start: int, end: int) -> None:
    """Goal and status take their paragraph; another label, or a second one, is kept."""
    stop = _paragraph_end(reader, start, end)
    _, fields = read_fields(reader.layout, start, stop)
    known = reader.dialect.canonical_labels
    names = [known.get(label_key(field.label), field.label).casefold() for field in fields]
    if any(name not in LABELS or name in reader.head_fields for name in names):
        reader.leftover(start, end)
        reader.roles[start] = Role.LABEL
        return
    for name, found in zip(names, fields, strict=True):
        text = _paragraph(reader, start, stop) if found is fields[-1] else found.text
        reader.head_fields[name] = HeadField(name, text, found.span)
    reader.begin(names[-1], start, stop, Role.LABEL)
    reader.leftover(stop, end)


def _paragraph(reader: Reader, start: int, end: int) -> str:
    """What stands behind the last label, with the lines below it, a list among them."""
    line = reader.layout.texts[start]
    first = line[labels_of(line)[-1].end :].strip(BLANKS)
    below = reader.layout.verbatim(start + 1, end)
    return "\n".join(text for text in (first, below) if text)


def _paragraph_end(reader: Reader, start: int, end: int) -> int:
    while start < end and reader.layout.source.lines[start].strip(BLANKS):
        start += 1
    return start

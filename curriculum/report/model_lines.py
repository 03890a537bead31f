"""The model of one record as lines that stay the same where the record only moved.

`git diff` compares them: one fact is one line, and no line holds a place in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curriculum.model.record import Concept, Field, Lesson, MentalModel, OtherCell, Record
from curriculum.model.record_file import RecordFile
from curriculum.text.visible import visible

INDENT = "  "


def model_lines(file: RecordFile) -> Iterator[str]:
    """What the record says; of a file that says nothing, or only in part, also the file's lines."""
    if not file.source.is_utf8:
        yield "(this file is not UTF-8: other bytes are shown as \N{REPLACEMENT CHARACTER})"
    record = file.record
    if file.is_broken:
        yield "(this record cannot be read to its end; `curriculum lint` says why)"
    elif not (record.module or record.concepts or record.lessons or record.mental_models):
        yield "(this file is no record that can be read)"
    else:
        yield from _record(record)
        return
    yield from map(visible, file.source.lines)


def _record(record: Record) -> Iterator[str]:
    kept = _Kept(record)
    yield from kept.behind(None)
    yield from _fact("module", record.module, "")
    yield from _fact("title", record.title, "")
    yield from kept.behind("title")
    yield from _fact("goal", record.goal, "")
    yield from kept.behind("goal")
    yield from _fact("status", record.status.text if record.status else None, "")
    yield from kept.behind("status")
    yield from kept.behind("concepts")
    for place, concept in enumerate(record.concepts, start=1):
        yield from _concept(concept)
        yield from kept.behind(f"concepts[{place}]")
    yield from kept.behind("lessons")
    for place, lesson in enumerate(record.lessons, start=1):
        yield from _lesson(lesson)
        yield from kept.behind(lesson.id or f"lessons[{place}]")
    yield from kept.behind("mental_models")
    for place, model in enumerate(record.mental_models, start=1):
        yield from _model(model)
        yield from kept.behind(f"mental_models[{place}]")
    yield from kept.others()


class _Kept:
    """What was not understood, and comments, by the part that they stand behind."""

    def __init__(self, record: Record) -> None:
        self._waiting: dict[str | None, list[str]] = {}
        for extra in record.extra:
            self._add(extra.after, "not understood", extra.text)
        for comment in record.comments:
            self._add(comment.part or None, "comment", comment.text)

    def _add(self, part: str | None, name: str, text: str) -> None:
        self._waiting.setdefault(part, []).extend(_fact(name, text.strip("\n"), INDENT))

    def behind(self, part: str | None) -> list[str]:
        return self._waiting.pop(part, [])

    def others(self) -> Iterator[str]:
        """Behind parts that the record does not name."""
        for lines in self._waiting.values():
            yield from lines


def _concept(concept: Concept) -> Iterator[str]:
    yield ""
    yield from _fact("concept", concept.name, "")
    yield from _fact("depth", concept.depth_text, INDENT)
    yield from _fact("lesson", concept.lesson_text, INDENT)
    yield from _fact("notes", concept.notes, INDENT)
    yield from _other(concept.other)


def _other(cells: Iterable[OtherCell]) -> Iterator[str]:
    for cell in cells:
        yield from _fact(f'column "{visible(cell.column)}"', cell.text, INDENT)


def _lesson(lesson: Lesson) -> Iterator[str]:
    yield ""
    slug = None if lesson.slug_inferred else lesson.slug
    yield from _fact("lesson", slug or lesson.title or "(without a name)", "")
    number = None if lesson.number is None else str(lesson.number)
    yield from _fact("number", number, INDENT)
    yield from _fact("title", lesson.title, INDENT)
    yield from _fact("remark", lesson.remark, INDENT)
    yield from _fact("text", lesson.prose, INDENT)
    for field in lesson.fields:
        yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    label = field.name if field.qualifier is None else f"{field.name} ({field.qualifier})"
    yield from _fact(f"**{visible(label)}**", field.text, INDENT, always=True)
    for item in field.items:
        yield from _listed(item)
    yield from _fact("below", field.text_after, INDENT * 2)


def _listed(item: str) -> Iterator[str]:
    """Without the numbers of a numbered list, which change where an item is put in."""
    first, *more = item.split("\n")
    yield f"{INDENT * 2}- {visible(first)}".rstrip()
    yield from (f"{INDENT * 3}{visible(line)}".rstrip() for line in more)


def _model(model: MentalModel) -> Iterator[str]:
    yield ""
    yield from _fact("model", model.text, "")
    yield from _fact("detail", model.detail, INDENT)
    yield from _fact("established in", model.established_text, INDENT)
    yield from _fact("used again in", model.used_again_text, INDENT)
    yield from _other(model.other)


def _fact(name: str, text: str | None, indent: str, *, always: bool = False) -> Iterator[str]:
    """The lines below the first one are set in, so that none is taken for another fact."""
    if not text and not always:
        return
    first, *more = (text or "").split("\n")
    yield f"{indent}{name}: {visible(first)}".rstrip()
    yield from (f"{indent}{INDENT * 2}{visible(line)}".rstrip() for line in more)

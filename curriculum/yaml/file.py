"""A YAML record, read: its own positions, and the Markdown twin that rules look at."""

from __future__ import annotations

from functools import cached_property

from msgspec.structs import replace

from curriculum.config.dialect import Dialect
from curriculum.files.source import Source
from curriculum.model.record import Record
from curriculum.model.record_file import RecordFile, moved
from curriculum.parse.document import Document
from curriculum.parse.markdown import parse
from curriculum.problem import Edit, Fix, Place, Problem, Span
from curriculum.text.patterns import lazy_pattern
from curriculum.yaml.losses import losses, unread
from curriculum.yaml.mistakes import Mistake
from curriculum.yaml.nodes import Mapping, Scalar, Tree, read_tree
from curriculum.yaml.remedies import in_yaml_words
from curriculum.yaml.text import replaced
from curriculum.yaml.twin import Twin, read_twin

_SLUG = lazy_pattern(r" \(([a-z0-9][a-z0-9-]*)\)")


class YamlRecordFile(RecordFile, frozen=True, kw_only=True, dict=True):
    """`record` has the positions of the YAML file, `twin` those of the Markdown that it makes."""

    own_record: Record
    tree: Tree
    twin: Twin

    @cached_property
    def document(self) -> Document:
        """That of a Markdown file without a line."""
        return parse(Source(self.path, b""), self.dialect)

    @cached_property
    def record(self) -> Record:
        return self.own_record

    @property
    def as_markdown(self) -> RecordFile:
        return self.twin.reading

    @property
    def head(self) -> Span:
        return self.twin.places.node_span(None)

    def with_bytes(self, data: bytes, dialect: Dialect) -> RecordFile:
        return read_yaml_record(Source(self.path, data), dialect)

    @property
    def is_broken(self) -> bool:
        return self.tree.broken

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Where the file is no YAML, or departs from the form of a record."""
        from curriculum.yaml.schema_mistakes import schema_mistakes  # jsonschema costs 160 ms

        told = {mistake.start for mistake in self.tree.mistakes}
        whole = self.tree.root if not self.tree.broken else None
        wrong = tuple(schema_mistakes(whole)) if whole else ()
        # What has the wrong form may be what makes another part hard to read.
        more = wrong or losses(self.twin.draft, self.twin.plain)
        return (*self.tree.mistakes, *(m for m in more if m.start not in told))

    @cached_property
    def lost(self) -> Span | None:
        """The first text that its Markdown would not say, or would say somewhere else."""
        nodes = (
            *self.tree.mistakes,
            *unread(self.tree, self.twin.draft),
            *losses(self.twin.draft, self.twin.plain),
        )
        first = min(nodes, key=lambda node: node.start, default=None)
        return self.source.span_of(first.start, first.end) if first else None

    def span_in_file(self, span: Span) -> Span:
        return self.twin.places.span(span)

    def place_in_file(self, place: Place) -> Place:
        return replace(
            place, span=self.span_in_file(place.span), message=in_yaml_words(place.message)
        )

    def in_file(self, problem: Problem) -> Problem:
        """Its fix only as far as that is provable."""
        span = self.twin.places.span(problem.span)
        at_comment = self.source.lines[span.line - 1 : span.line] and self.source.lines[
            span.line - 1
        ].startswith("#", span.column - 1)
        return replace(
            problem,
            message=in_yaml_words(problem.message, at_comment=bool(at_comment)),
            span=span,
            fix=self._fix(problem.fix) if problem.fix else None,
        )

    def canonical_names(self) -> tuple[Edit, ...]:
        edits: list[Edit] = []
        for at, lesson in enumerate(self.record.lessons):
            for number, field in enumerate(lesson.fields):
                node = self.twin.draft.nodes.get(("lessons", at, "fields", number, "name"))
                if isinstance(node, Scalar) and node.text == field.label != field.name:
                    change = (0, len(node.text), field.name)
                    made = replaced(node, self.source.text, [change]) or []
                    edits += [Edit(self.source.span_of(a, b), text) for a, b, text in made]
        return tuple(edits)

    def _fix(self, fix: Fix) -> Fix | None:
        changes: dict[int, tuple[Scalar, list[tuple[int, int, str]]]] = {}
        edits: list[Edit] = []
        for edit in sorted(fix.edits):
            if comment := self._deleted_comment(edit):
                edits.append(comment)
                continue
            if key := self._slug_key(edit):
                edits.append(key)
                continue
            found = self._found(edit)
            if found is None:
                return None
            scalar, change = found
            changes.setdefault(scalar.start, (scalar, []))[1].append(change)
        for scalar, wanted in changes.values():
            made = replaced(scalar, self.source.text, wanted)
            if made is None:
                return None
            edits += [Edit(self.source.span_of(a, b), text) for a, b, text in made]
        return replace(fix, title=in_yaml_words(fix.title), edits=tuple(sorted(edits)))

    def _found(self, edit: Edit) -> tuple[Scalar, tuple[int, int, str]] | None:
        span = edit.span
        if span.line != span.end_line or "\n" in edit.text:
            return None
        place = self.twin.places.located(span.line, span.column, span.end_column)
        if place is None:
            return None
        scalar, start, end = place
        is_cell = self.twin.reading.source.lines[span.line - 1].startswith("|")
        text = edit.text.replace("\\|", "|") if is_cell else edit.text
        return scalar, (start, end, text)

    def _slug_key(self, edit: Edit) -> Edit | None:
        """What Markdown writes in brackets into a lesson's heading, YAML writes under a key."""
        slug = _SLUG.fullmatch(edit.text)
        lesson = self.twin.places.nodes.get(self._heading_at(edit.span.line))
        if slug is None or not isinstance(lesson, Mapping) or not lesson.entries:
            return None
        at = self.source.span_of(*[min(key.start for key, _ in lesson.entries.values())] * 2)
        between = ", " if lesson.flow else "\n" + " " * (at.column - 1)
        return Edit(at, f"slug: {slug[1]}{between}") if "slug" not in lesson.entries else None

    def _heading_at(self, line: int) -> Span:
        return self.twin.reading.source.span(line - 1)

    def _deleted_comment(self, edit: Edit) -> Edit | None:
        """A comment goes with the blanks before it, and with its line where it has one."""
        if edit.text:
            return None
        for span, node in self.twin.places.comments_on(edit.span.line):
            inside = (span.line, span.column) >= (edit.span.line, edit.span.column)
            if inside and (span.end_line, span.end_column) <= (
                edit.span.end_line,
                edit.span.end_column,
            ):
                return _deletion(self.source, self.twin.places.node_span(node))
        return None


def _deletion(source: Source, span: Span) -> Edit:
    before = source.lines[span.line - 1][: span.column - 1]
    if before.strip():
        start = len(before.rstrip()) + 1
        return Edit(Span(span.line, start, span.line, span.end_column), "")
    if span.line < len(source.lines):
        return Edit(Span(span.line, 1, span.line + 1, 1), "")
    return Edit(Span(span.line, 1, span.line, span.end_column), "")


def read_yaml_record(source: Source, dialect: Dialect) -> YamlRecordFile:
    tree = read_tree(source.text)
    twin = read_twin(source, tree, dialect)
    record = moved(twin.reading.record, twin.places.span)
    record = replace(record, path=source.path)
    return YamlRecordFile(source.path, source, dialect, own_record=record, tree=tree, twin=twin)

"""The Markdown twin of a YAML record: the canonical text that says the same, read as Markdown.

Both forms are understood by the same reader, so neither can mean what the other does not.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from curriculum.config.dialect import Dialect
from curriculum.files.source import Source
from curriculum.model.record import Record
from curriculum.model.record_file import RecordFile
from curriculum.problem import Span
from curriculum.text.patterns import lazy_pattern
from curriculum.write.markdown import write_markdown
from curriculum.yaml.comments import YamlComment, anchors, find_comments, with_yaml_comments
from curriculum.yaml.nodes import Mapping, Scalar, Tree
from curriculum.yaml.places import Piece, Places, value_scalars
from curriculum.yaml.record import Draft, Path, read_draft

_COMMENT = lazy_pattern(r"<!-- curriculum: (?P<body>(?:(?!-->).)*) -->")


class Twin(Struct, frozen=True):
    """`plain` is what is read where the comments of the file are left out."""

    reading: RecordFile
    draft: Draft
    places: Places
    comments: tuple[YamlComment, ...]
    plain: Record


def read_twin(source: Source, tree: Tree, dialect: Dialect) -> Twin:
    root = tree.root or Mapping({}, 0, 0)
    draft = read_draft(root, source.path)
    reading = _markdown(draft.record, source, dialect)
    plain = reading.record
    comments = find_comments(source.text, tree)
    if comments and _same_shape(draft.record, reading.record):
        found = list(anchors(reading))
        record = with_yaml_comments(draft.record, comments, draft.nodes, found)
        reading = _markdown(record, source, dialect)
    places = Places(reading.source, source)
    places.root = root.get("module") or root
    _fill(places, draft, reading, comments)
    return Twin(reading, draft, places, tuple(comments), plain)


def _markdown(record: Record, source: Source, dialect: Dialect) -> RecordFile:
    data = write_markdown(record, dialect).encode("utf-8", "surrogatepass")
    return RecordFile(source.path, Source(source.path, data), dialect)


def _same_shape(one: Record, other: Record) -> bool:
    return _shape(one) == _shape(other)


def _shape(record: Record) -> tuple[object, ...]:
    fields = [[len(field.items) for field in lesson.fields] for lesson in record.lessons]
    return len(record.concepts), fields, len(record.mental_models)


class _Filler:
    """Adds the parts of a record to its places, by their paths."""

    def __init__(self, places: Places, draft: Draft) -> None:
        self.places = places
        self.nodes = draft.nodes

    def part(
        self, path: Path, span: Span, names: Sequence[str] = (), *, cell: bool = False
    ) -> None:
        node = self.nodes.get(path)
        if node is None:
            return
        self.places.add(span, node)
        self.texts(path, span, names, cell=cell)

    def texts(self, path: Path, region: Span, names: Sequence[str], *, cell: bool = False) -> None:
        node = self.nodes.get(path)
        if isinstance(node, Mapping):
            scalars = list(value_scalars(node, names))
            other = node.get("other") if cell else None
            if isinstance(other, Mapping):
                scalars += value_scalars(other, other.entries)
        else:
            scalars = [node] if isinstance(node, Scalar) else []
        self.places.add_texts(region, scalars, cell=cell)


def _fill(
    places: Places, draft: Draft, reading: RecordFile, comments: Sequence[YamlComment]
) -> None:
    filler = _Filler(places, draft)
    document, record = reading.document, reading.record
    if document.title:
        places.nodes[document.title.span] = places.root or Mapping({}, 0, 0)
        filler.texts((), document.title.span, ("module", "title"), cell=False)
    for head in (document.goal, document.status):
        if head:
            filler.part((head.name,), head.span)
    for at, concept in enumerate(record.concepts):
        names = ("name", "depth", "lesson", "notes")
        filler.part(("concepts", at), concept.span, names, cell=True)
    _fill_sections(places, draft, reading)
    _fill_lessons(filler, reading)
    _fill_models(filler, reading)
    for at, leftover in _own_leftovers(reading, draft):
        filler.part(("extra", at), leftover, ("text",))
    _fill_comments(places, reading, comments)


def _own_leftovers(reading: RecordFile, draft: Draft) -> Iterator[tuple[int, Span]]:
    """Those that the key `extra` holds, by their places there.

    The first leftover may be a comment at the top of the file.
    """
    waiting: dict[str | None, deque[int]] = defaultdict(deque)
    for at, extra in enumerate(draft.record.extra):
        waiting[extra.after].append(at)
    pairs = list(zip(reading.document.leftovers, reading.record.extra, strict=True))
    for leftover, extra in pairs[len(pairs) - len(draft.record.extra) :]:
        if waiting[extra.after]:
            yield waiting[extra.after].popleft(), leftover.span


def _fill_sections(places: Places, draft: Draft, reading: RecordFile) -> None:
    """A heading that the key `extra` holds is a text of the file."""
    kept = [leftover.span for leftover in reading.document.leftovers]
    root = draft.nodes[()]
    for section in reading.document.sections:
        line = section.heading.span.line
        key = root.key(section.kind) if section.kind and isinstance(root, Mapping) else None
        own = key is draft.nodes.get((section.kind or "",))
        if key and (own or not any(span.line <= line <= span.end_line for span in kept)):
            places.nodes[section.heading.span] = key


def _fill_lessons(filler: _Filler, reading: RecordFile) -> None:
    for at, lesson in enumerate(reading.document.lessons):
        path: Path = ("lessons", at)
        filler.part(path, lesson.span)
        filler.part(path, lesson.heading.span, ("title", "slug", "remark"))
        first = lesson.fields[0].span.line - 1 if lesson.fields else lesson.span.end_line
        below = Span(lesson.heading.span.end_line + 1, 1, first, _width(reading, first) + 1)
        filler.texts(path, below, ("prose",))
        for number, field in enumerate(lesson.fields):
            inner: Path = (*path, "fields", number)
            filler.part(inner, field.span, ("name", "qualifier", "text"))
            for place, item in enumerate(field.items):
                filler.part((*inner, "items", place), item.span)
            if field.items:
                last = field.items[-1].span
                after = replace(field.span, line=last.end_line, column=last.end_column)
                filler.texts(inner, after, ("text_after",))


def _width(reading: RecordFile, line: int) -> int:
    return len(reading.source.lines[line - 1])


def _fill_models(filler: _Filler, reading: RecordFile) -> None:
    for at, model in enumerate(reading.record.mental_models):
        path: Path = ("mental_models", at)
        if model.form == "table":
            names = ("text", "established_in", "used_again_in")
            filler.part(path, model.span, names, cell=True)
        else:
            filler.part(path, model.span, ("text", "detail"))


def _fill_comments(places: Places, reading: RecordFile, comments: Sequence[YamlComment]) -> None:
    """The n-th comment of the file that says something is the n-th of the twin that does."""
    waiting: dict[str, list[YamlComment]] = defaultdict(list)
    for comment in reversed(comments):
        waiting[comment.markdown].append(comment)
    for number, line in enumerate(reading.source.lines if comments else (), start=1):
        for match in _COMMENT.finditer(line):
            if found := waiting.get(match[0]):
                comment = found.pop()
                node = Scalar(comment.body, "", False, comment.start, comment.end)
                span = Span(number, match.start() + 1, number, match.end() + 1)
                places.nodes[span] = node
                places.comments[number].append(span)
                body = Scalar(comment.body, "", False, comment.body_start, comment.end)
                piece = Piece(match.start("body") + 1, len(comment.body), body, 0)
                places.pieces[number].append(piece)

"""What a YAML record says that its Markdown twin would say elsewhere, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from curriculum.config.nearest import nearest
from curriculum.model.record import Concept, MentalModel, Record
from curriculum.yaml.mistakes import Mistake
from curriculum.yaml.nodes import Mapping, Node, Sequence, Tree
from curriculum.yaml.record import Draft, Path

# Each is compared with all parts of the record.
MOST_MISPLACED = 20
_REMEDIES = {
    "table": 'say it in "text", or give each model `form: list`',
    "list": 'say it in "detail", or write `form: table`',
}


def losses(draft: Draft, twin: Record) -> Iterator[Mistake]:
    """`twin` is what is read from the Markdown. A wrong place may be what moves other texts."""
    misplaced = [
        *islice(_formless(draft), MOST_MISPLACED),
        *islice(_misplaced(draft), MOST_MISPLACED),
    ]
    yield from misplaced or _misread(draft, twin)


def unread(tree: Tree, draft: Draft) -> Iterator[Node]:
    """Texts that stand where nothing reads them."""
    known = {id(node) for node in draft.nodes.values()}
    waiting: list[Node] = [tree.root] if tree.root else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            waiting += reversed([value for _, value in node.entries.values()])
        elif isinstance(node, Sequence):
            waiting += reversed(node.items)
        elif id(node) not in known and not node.is_null:
            yield node


def _formless(draft: Draft) -> Iterator[Mistake]:
    """The first model says whether all are rows of a table or items of a list."""
    models = draft.record.mental_models
    form = models[0].form if models else "table"
    strange = ("detail", "marker") if form == "table" else ("established_in", "used_again_in")
    for at in range(len(models)):
        for key in strange:
            if node := draft.nodes.get(("mental_models", at, key)):
                message = f'"{key}" is lost where the first model has the form "{form}"; '
                yield Mistake(node.start, node.end, f"{message}{_REMEDIES[form]}", key)


def _misplaced(draft: Draft) -> Iterator[Mistake]:
    record = draft.record
    known = set(_parts(record))
    named = [
        *((("extra", at, "after"), extra.after) for at, extra in enumerate(record.extra)),
        *((("comments", at, "part"), comment.part) for at, comment in enumerate(record.comments)),
    ]
    for path, part in named:
        if part is not None and part not in known and path in draft.nodes:
            node, meant = draft.nodes[path], nearest(part, known)
            hint = f'did you mean "{meant}"?' if meant else f"it has {_shown(record)}"
            message = f'"{path[-1]}" is "{part}", and the record has no such part; {hint}'
            yield Mistake(node.start, node.end, message, part)


def _parts(record: Record) -> Iterator[str]:
    """As `Extra.after` names them."""
    if record.module is not None:
        yield "title"
    yield from ("goal", "status")
    for name, entries in (("concepts", record.concepts), ("mental_models", record.mental_models)):
        yield from [name] if entries else []
        yield from (f"{name}[{number}]" for number in range(1, len(entries) + 1))
    yield from ["lessons"] if record.lessons else []
    for number, lesson in enumerate(record.lessons, start=1):
        yield lesson.id or f"lessons[{number}]"


def _shown(record: Record) -> str:
    """One name for each kind of part."""
    lesson = next((lesson.id for lesson in record.lessons if lesson.id), None)
    found = [part for part in _parts(record) if "[" not in part or part.endswith("[1]")]
    return ", ".join(part for part in found if part == lesson or "." not in part)


def _misread(draft: Draft, twin: Record) -> Iterator[Mistake]:
    """The first text that is not read as it was written: what follows may be its doing."""
    found = dict(_texts(twin))
    wrong = [
        (path, text)
        for path, text in _texts(draft.record)
        if found.get(path, "").split() != text.split()
    ]
    for path, text in sorted(wrong, key=lambda pair: not pair[1])[:1]:
        node = _nearest(draft, path)
        message = (
            f'the text of "{_name(path)}" would be read as another part of a record; '
            "write it without Markdown headings, labels, lists or comments of its own"
        )
        yield Mistake(node.start, node.end, message, text)


def _name(path: Path) -> str:
    return next(str(step) for step in reversed(path) if isinstance(step, str))


def _nearest(draft: Draft, path: Path) -> Node:
    if path[0] == "extra":
        keys = [key for key, _ in _extras(draft.record)]
        path = ("extra", keys.index(path), "text")
    while path not in draft.nodes:
        path = path[:-1]
    return draft.nodes[path]


def _texts(record: Record) -> Iterator[tuple[Path, str]]:
    yield ("title",), record.title or ""
    yield ("goal",), record.goal or ""
    yield ("status",), record.status.text if record.status else ""
    for at, concept in enumerate(record.concepts):
        path: Path = ("concepts", at)
        yield (*path, "name"), concept.name
        yield (*path, "depth"), concept.depth_text
        yield (*path, "lesson"), concept.lesson_text
        yield (*path, "notes"), concept.notes or ""
        yield from _other_texts(concept, path)
    yield from _lesson_texts(record)
    for at, model in enumerate(record.mental_models):
        path = ("mental_models", at)
        yield (*path, "text"), model.text
        yield (*path, "detail"), model.detail
        yield (*path, "established_in"), model.established_text or ""
        yield (*path, "used_again_in"), model.used_again_text or ""
        yield from _other_texts(model, path)
    yield from _extras(record)
    for at, comment in enumerate(record.comments):
        yield ("comments", at, "text"), comment.text


def _extras(record: Record) -> Iterator[tuple[Path, str]]:
    """By the part that each stands behind: their order in the file is free."""
    counts: Counter[str] = Counter()
    for extra in record.extra:
        after = extra.after or ""
        yield ("extra", after, counts[after], "text"), extra.text
        counts[after] += 1


def _lesson_texts(record: Record) -> Iterator[tuple[Path, str]]:
    for at, lesson in enumerate(record.lessons):
        path: Path = ("lessons", at)
        yield (*path, "slug"), (not lesson.slug_inferred and lesson.slug) or ""
        yield (*path, "title"), lesson.title or ""
        yield (*path, "remark"), lesson.remark or ""
        yield (*path, "prose"), lesson.prose
        for number, field in enumerate(lesson.fields):
            inner: Path = (*path, "fields", number)
            yield (*inner, "name"), field.label.removesuffix(f" ({field.qualifier})")
            yield (*inner, "qualifier"), field.qualifier or ""
            yield (*inner, "text"), field.text
            for place, item in enumerate(field.items):
                yield (*inner, "items", place), item
            yield (*inner, "text_after"), field.text_after


def _other_texts(row: Concept | MentalModel, path: Path) -> Iterator[tuple[Path, str]]:
    for cell in row.other:
        yield (*path, "other", cell.column), cell.text

"""Modules, lessons, concepts, models and rules as text for people, in 80 columns or fewer."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from curriculum.check.rule import Rule, page_sections
from curriculum.course.lookup import Answer
from curriculum.model.record import Concept, Field, Lesson, MentalModel, Record, Review
from curriculum.text.visible import visible

WIDTH, LEAST_WIDTH = 80, 40
INDENT = "  "
DEPTH_WIDTH = 11


def answer_lines(answer: Answer) -> Iterator[str]:
    parts = [
        *(module_lines(record) for record in answer.modules),
        *(lesson_lines(*pair) for pair in answer.lessons),
        *(concept_lines(*pair) for pair in answer.concepts),
        *(model_lines(*pair) for pair in answer.mental_models),
    ]
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield from part


def module_lines(record: Record) -> Iterator[str]:
    yield from wrapped(f"Module {record.module}: {record.title or '(no title)'}", "")
    yield f"{INDENT}{visible(record.path)}"
    if record.goal:
        yield from _labelled("Goal", record.goal)
    if record.status:
        yield from _labelled("Status", record.status.text)
    yield from _heading("Lessons", len(record.lessons))
    for lesson in record.lessons:
        yield from _listed(lesson.span.line, _lesson_name(lesson))
    yield from _heading("Concepts", len(record.concepts))
    for concept in record.concepts:
        text = f"{concept.depth or concept.depth_text or '-':{DEPTH_WIDTH}} {concept.term}"
        yield from _listed(concept.span.line, text, DEPTH_WIDTH + 1)
    yield from _heading("Mental models", len(record.mental_models))
    for model in record.mental_models:
        yield from _listed(model.span.line, model.text)


def _heading(name: str, count: int) -> Iterator[str]:
    if count:
        yield ""
        yield f"{name} ({count}), each with its line"


def _listed(line: int, text: str, hanging: int = 0) -> Iterator[str]:
    yield from wrapped(text, f"{line:6}  ", hanging)


def lesson_lines(record: Record, lesson: Lesson) -> Iterator[str]:
    yield from wrapped(f"Lesson {_lesson_name(lesson)}", "")
    yield f"{INDENT}{visible(record.path)}:{lesson.span.line}"
    if lesson.slug_inferred:
        inferred = f'its heading has no slug; "{lesson.slug}" is inferred from the index'
        yield from wrapped(inferred, INDENT)
    if lesson.prose:
        yield ""
        yield from wrapped(lesson.prose, INDENT)
    if lesson.review:
        yield from _labelled("Review", _review(lesson.review))
    concepts = [concept for concept in record.concepts if lesson.slug in concept.lessons]
    yield from _heading("Concepts in the index", len(concepts))
    for concept in concepts:
        text = f"{concept.depth or concept.depth_text or '-':{DEPTH_WIDTH}} {concept.term}"
        yield from _listed(concept.span.line, text, DEPTH_WIDTH + 1)
    for field in lesson.fields:
        yield from _field(field)


def _lesson_name(lesson: Lesson) -> str:
    name = lesson.title or lesson.slug or "(no title)"
    slug = f" ({lesson.slug})" if lesson.slug and lesson.title else ""
    kind = f", {lesson.type}" if lesson.type else ""
    return f"{lesson.id or lesson.number or ''} {name}{slug}{kind}".strip()


def _review(review: Review) -> str:
    parts = [review.outcome or "no verdict"]
    for iteration in review.iterations:
        counts = (
            ("critical", iteration.critical),
            ("improvement", iteration.improvement),
            ("polish", iteration.polish),
        )
        found = ", ".join(f"{count} {name}" for name, count in counts if count is not None)
        if found:
            parts.append(f"iteration {iteration.number}: {found}")
    return "; ".join(parts)


def _field(field: Field) -> Iterator[str]:
    qualifier = f" ({field.qualifier})" if field.qualifier else ""
    yield ""
    yield from wrapped(f"{field.name}{qualifier}, line {field.span.line}", "")
    if field.text:
        yield from wrapped(field.text, INDENT)
    for number, item in enumerate(field.items, start=1):
        marker = f"{number}. " if field.ordered else "- "
        yield from wrapped(item, f"{INDENT}{marker}")
    if field.text_after:
        yield from wrapped(field.text_after, INDENT)


def concept_lines(record: Record, concept: Concept) -> Iterator[str]:
    yield from wrapped(concept.term, "")
    yield f"{INDENT}{visible(record.path)}:{concept.span.line}"
    if concept.gloss:
        yield from wrapped(concept.gloss, INDENT)
    yield from _labelled("Depth", _depth(concept))
    yield from _labelled("Lesson", _lesson_of(record, concept))
    if concept.notes:
        yield from _labelled("Notes", concept.notes)
    for cell in concept.other:
        yield from _labelled(cell.column, cell.text)


def _depth(concept: Concept) -> str:
    if concept.depth is None:
        return concept.depth_text or "none given"
    prior = f", {concept.prior_depth} before" if concept.prior_depth else ""
    return f"{concept.depth}{prior}{', a revisit' if concept.revisit else ''}"


def _lesson_of(record: Record, concept: Concept) -> str:
    ids = {lesson.slug: lesson.id for lesson in record.lessons}
    number = ids.get(concept.lesson)
    return f"{number} {concept.lesson_text}" if number else concept.lesson_text or "none given"


def model_lines(record: Record, model: MentalModel) -> Iterator[str]:
    yield from wrapped(model.text, "")
    yield f"{INDENT}{visible(record.path)}:{model.span.line}"
    if model.detail:
        yield from wrapped(model.detail, INDENT)
    if model.established_text:
        yield from _labelled("Established in", model.established_text)
    if model.used_again_text:
        yield from _labelled("Used again in", model.used_again_text)


def _labelled(label: str, text: str) -> Iterator[str]:
    yield from wrapped(text, f"{INDENT}{label + ':':9} ")


def wrapped(text: str, lead: str, hanging: int = 0) -> Iterator[str]:
    """The paragraphs of a text in the width, standing under where its first line begins."""
    indent = " " * (len(lead) + hanging)
    width = max(min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns), LEAST_WIDTH)
    for number, line in enumerate(_paragraphs(text)):
        first = lead if number == 0 else indent
        yield from textwrap.wrap(
            line, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
        ) or [first.rstrip()]


def _paragraphs(text: str) -> Iterable[str]:
    return [visible(line) for line in text.split("\n") if line.strip()] or [""]


HEAD = """\
# Rules

Made from the rules' own pages with `curriculum rule --all`. Names are permanent and are what
`--select`, `--ignore`, the configuration and suppressions take. A rule is read as "allow …".

A problem that should stand is suppressed where it is, with a reason:

```markdown
<!-- curriculum: ignore[rule-name] reason -->
```

On a line of its own it covers the lines below it down to the next blank one; at the end of a
line, or in a table row's last cell, that line; as `ignore-file[rule-name]` before the first
heading, the whole file.
"""


def page(rule: Rule) -> str:
    return "\n".join(_page(rule, level=1))


def all_pages(rules: Iterable[Rule]) -> str:
    known = list(rules)
    rows = [
        f"| [{rule.name}](#{rule.name}) | {_severity(rule)} | {rule.summary} |" for rule in known
    ]
    table = ["| Rule | Severity | What it asks |", "|------|----------|--------------|", *rows, ""]
    pages = [line for rule in known for line in _page(rule, level=2)]
    return "\n".join([HEAD, *table, *pages])


def _severity(rule: Rule) -> str:
    return rule.severity.value + ("" if rule.default else ", off unless selected")


def _page(rule: Rule, level: int) -> Iterator[str]:
    yield f"{'#' * level} {rule.name}"
    yield f"\n{rule.summary} ({_severity(rule)})\n"
    for title, text in page_sections(rule.page).items():
        yield f"{'#' * (level + 1)} {title}\n\n{text}\n"

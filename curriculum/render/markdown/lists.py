"""Lists of pages and regions: modules and their map, lessons, the state, reviews."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import CourseLesson
from curriculum.course.knowledge import state_before
from curriculum.model.record import Lesson, ReviewIteration
from curriculum.render.markdown.escaping import header, inline, label, row
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View

# A map with more modules is unreadable; its nodes are series then.
MOST_NODES = 40
# Each module is joined to those that it refers to most.
MOST_SOURCES = 3


def index_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    yield from header("Module", "Status", "Lessons", "Concepts", "Models")
    for facts in view.course.facts:
        if scope.holds(facts, None):
            record = facts.record
            yield row(
                links.module(facts),
                inline(record.status.text) if record.status else "",
                str(len(record.lessons)),
                str(len(record.concepts)),
                str(len(record.mental_models)),
            )


def map_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    """An arrow leads from what is built on to what builds on it."""
    del links  # a diagram on GitHub has none
    chosen = [facts for facts in view.course.facts if scope.holds(facts, None)]
    node_of = _nodes(chosen)
    yield from ("```mermaid", "flowchart LR")
    yield from _boxes(chosen, node_of)
    for source, target in _arrows(view, node_of):
        yield f"    {source} --> {target}"
    yield "```"


def _nodes(chosen: Sequence[RecordClaims]) -> dict[str, str]:
    """The node of each record, by its path."""
    if len(chosen) <= MOST_NODES:
        return {facts.path: f"m{number}" for number, facts in enumerate(chosen)}
    return {facts.path: f"s{series_of(facts) or 0}" for facts in chosen}


def _boxes(chosen: Sequence[RecordClaims], node_of: dict[str, str]) -> Iterator[str]:
    by_series: dict[str, list[RecordClaims]] = defaultdict(list)
    for facts in chosen:
        by_series[series_of(facts)].append(facts)
    for series, records in by_series.items():
        name = f"Series {series}" if series else "Without a number"
        if len(chosen) > MOST_NODES:
            yield f'    {node_of[records[0].path]}["{name}, {len(records)} modules"]'
            continue
        yield f'    subgraph g{series or 0}["{name}"]'
        for facts in records:
            title = f"{facts.module or ''} {label(facts.record.title or '')}".strip()
            yield f'        {node_of[facts.path]}["{title or "untitled"}"]'
        yield "    end"


def series_of(facts: RecordClaims) -> str:
    """Empty for a record without a number."""
    return (facts.module or "").partition(".")[0]


def _arrows(view: View, node_of: dict[str, str]) -> list[tuple[str, str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    order = {node: place for place, node in enumerate(dict.fromkeys(node_of.values()))}
    for mention in view.course.references.mentions:
        lesson = mention.lesson
        target = node_of.get(mention.facts.path)
        source = node_of.get(lesson.facts.path) if lesson else None
        if source and target and order[source] < order[target]:
            counts[target][source] += 1
    chosen = ((target, _most(sources, order)) for target, sources in counts.items())
    arrows = [(source, target) for target, sources in chosen for source in sources]
    return sorted(arrows, key=lambda arrow: (order[arrow[1]], order[arrow[0]]))


def _most(sources: Counter[str], order: Mapping[str, int]) -> list[str]:
    """Of equals the one nearest in the course."""
    ranked = sorted(sources, key=lambda one: (-sources[one], -order[one]))
    return ranked[:MOST_SOURCES]


def lessons_in(view: View, scope: Scope) -> Iterator[CourseLesson]:
    course = view.course
    lessons = course.lessons_of(scope.record) if scope.record else course.lessons
    return (lesson for lesson in lessons if scope.holds(lesson.facts, lesson))


def lesson_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    yield from header("Lesson", "Slug", "Type", "Concepts", "Review")
    for lesson in lessons_in(view, scope):
        one = lesson.lesson
        rows = [row for row in lesson.facts.record.concepts if one.slug and row.lesson == one.slug]
        yield row(
            links.lesson(lesson, titled=True),
            f"`{one.slug}`" if one.slug and "`" not in one.slug else "",
            inline(one.type or ""),
            str(len(rows)),
            inline(one.review.outcome or "") if one.review else "",
        )


def misconception_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    return _texts(view, links, scope, "Misconception", lambda lesson: lesson.misconceptions)


def left_out_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    return _texts(view, links, scope, "Not covered", lambda lesson: lesson.not_covered)


def _texts(
    view: View,
    links: Links,
    scope: Scope,
    name: str,
    texts: Callable[[Lesson], tuple[str, ...]],
) -> Iterator[str]:
    yield from header("Lesson", name)
    for lesson in lessons_in(view, scope):
        for text in texts(lesson.lesson):
            yield row(links.lesson(lesson), inline(text))


_PARTS = (
    ("Mental models", "mental_models"),
    ("Analogies", "analogies"),
    ("Misconceptions addressed", "misconceptions"),
    ("Explicitly not covered", "not_covered"),
)


def state_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    """After the whole course where no lesson is named."""
    state = state_before(view.course, scope.before)
    yield from header("Concept", "Depth", "First", "Last")
    for known in state.concepts:
        if scope.holds_depth(known.depth, view.course.depths.rank):
            key = view.course.names.of(known.term)
            ends = (links.lesson_by_id(known.first), links.lesson_by_id(known.last))
            yield row(links.concept(key, known.term), known.depth or "", *ends)
    for name, entries_of in _PARTS:
        entries = getattr(state, entries_of)
        if entries:
            yield ""
            yield from header(name, "Lesson")
            for entry in entries:
                yield row(inline(entry.text), links.lesson_by_id(entry.lesson))


LEFT_OPEN = ("unresolved-review", "known-defect")
_PASSED = "pass"


def review_lines(view: View, links: Links, scope: Scope) -> Iterator[str]:
    yield from header("Lesson", "Verdict", "Iterations", "Open")
    for lesson in lessons_in(view, scope):
        review = lesson.lesson.review
        open_findings = list(open_of(view, lesson))
        if review or open_findings:
            yield row(
                links.lesson(lesson, titled=True),
                inline(review.outcome or "none") if review else "none",
                inline("; ".join(map(_iteration, review.iterations))) if review else "",
                "<br>".join(map(inline, open_findings)),
            )


def _iteration(iteration: ReviewIteration) -> str:
    counts = (
        (iteration.critical, "critical"),
        (iteration.improvement, "improvement"),
        (iteration.polish, "polish"),
    )
    found = ", ".join(f"{count} {name}" for count, name in counts if count)
    said = ", ".join(part for part in (iteration.outcome or "", found) if part)
    return f"{iteration.number}: {said or 'no verdict'}"


def open_of(view: View, lesson: CourseLesson) -> Iterator[str]:
    """What the last iteration found where it did not pass, and what the rules found left open."""
    review = lesson.lesson.review
    if review and review.iterations and review.outcome not in {None, _PASSED}:
        yield from review.iterations[-1].findings
    path, span = lesson.facts.path, lesson.lesson.span
    for line in range(span.line, span.end_line + 1):
        for rule in LEFT_OPEN:
            for problem in view.problems_by_place.get((rule, path, line), ()):
                yield problem.message

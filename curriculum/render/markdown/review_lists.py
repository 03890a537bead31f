"""What reviews of the lessons came to, and what they left open."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.course.course import CourseLesson
from curriculum.model.record import ReviewIteration
from curriculum.render.markdown.escaping import header, inline, row
from curriculum.render.markdown.lesson_lists import lessons_in
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View

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

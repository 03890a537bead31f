"""Lessons, and what each says that belongs on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from curriculum.course.course import CourseLesson
from curriculum.model.record import Lesson
from curriculum.render.markdown.escaping import header, inline, row
from curriculum.render.markdown.scope import Scope
from curriculum.render.markdown.view import Links, View


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

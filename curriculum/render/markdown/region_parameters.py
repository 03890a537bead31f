"""`module=8.4 depth>=INTRODUCED`: what a region is limited to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from curriculum.config.nearest import meant, nearest
from curriculum.course.course import CourseLesson
from curriculum.render.markdown.scope import WHOLE, Scope
from curriculum.render.markdown.view import View
from curriculum.text.patterns import lazy_pattern

_PARAMETER = lazy_pattern(r"(?P<name>[^=<>]+)(?P<sign>>?=)(?P<value>.+)")


def scope_of(parameters: Iterable[str], known: Sequence[str], view: View) -> Scope:
    """Raises ValueError with the end of a sentence that says what is wrong with one of them."""
    scope = WHOLE
    given: set[str] = set()
    for parameter in parameters:
        match = _PARAMETER.fullmatch(parameter)
        if match is None:
            raise ValueError(
                f'"{parameter}" is no parameter; write it like {known[0]}=…, without blanks'
            )
        name, sign, value = match.groups()
        if name not in known:
            raise ValueError(f'there is no parameter "{name}"; {meant(name, known, "it takes")}')
        if sign == ">=" and name != "depth":
            raise ValueError(f'"{parameter}" has no order; write {name}={value}')
        if name in given:
            raise ValueError(f'"{name}" is given twice; write it once')
        given.add(name)
        scope = _limited(scope, name, value, view, or_deeper=sign == ">=")
    return scope


def _limited(scope: Scope, name: str, value: str, view: View, *, or_deeper: bool) -> Scope:
    course = view.course
    if name == "depth":
        ladder = course.settings.dialect.ladder
        return replace(scope, depth=_known(value, ladder, "depth"), or_deeper=or_deeper)
    if name == "series":
        return replace(scope, series=_known(value, course.series, "series"))
    if name == "module":
        return replace(scope, module=_known(value, course.modules, "module"))
    lesson = _lesson(value, view)
    return replace(scope, before=lesson) if name == "before" else replace(scope, lesson=lesson)


def _known(value: str, names: Iterable[str], kind: str) -> str:
    known = list(names)
    if value not in known:
        raise ValueError(f'there is no {kind} "{value}" in this course{_hint(value, known)}')
    return value


def _hint(value: str, names: Iterable[str]) -> str:
    near = nearest(value, names)
    return f"; did you mean {near}?" if near else ""


def _lesson(value: str, view: View) -> CourseLesson:
    course = view.course
    by_id: Mapping[str, CourseLesson] = course.lessons_by_id
    found = (by_id[value],) if value in by_id else course.lessons_by_slug.get(value, ())
    if len(found) > 1:
        ids = ", ".join(lesson.id for lesson in found)
        raise ValueError(f'"{value}" is the slug of several lessons; write one of {ids}')
    if not found:
        _known(value, [*by_id, *course.lessons_by_slug], "lesson")
    return found[0]

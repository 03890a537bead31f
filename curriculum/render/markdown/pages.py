"""The pages of a course: overviews, and one for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sized

from curriculum.claims.record_claims import RecordClaims
from curriculum.files.own_pages import mark
from curriculum.render.markdown import concept_histories, concepts
from curriculum.render.markdown.escaping import header, row
from curriculum.render.markdown.lists import (
    index_lines,
    left_out_lines,
    map_lines,
    misconception_lines,
    review_lines,
    series_of,
)
from curriculum.render.markdown.model_lists import model_lines, promise_lines
from curriculum.render.markdown.record_text import neighbours, record_lines
from curriculum.render.markdown.scope import WHOLE, Scope
from curriculum.render.markdown.timeline import timeline_lines
from curriculum.render.markdown.view import CONCEPTS, INDEX, Links, View

Lines = Callable[[View, Links, Scope], Iterator[str]]


def _index(view: View, links: Links) -> Iterator[str]:
    course = view.course
    yield (
        f"{_count(course.facts, 'module')}, {_count(course.lessons, 'lesson')}, "
        f"{_count(view.concepts, 'concept')}."
    )
    yield ""
    yield from (f"- [{title}]({links.page(name)})" for name, (title, _) in OVERVIEWS.items())
    yield from ("", "## Map", "", *map_lines(view, links, WHOLE))
    for series in dict.fromkeys(map(series_of, course.facts)):
        yield from ("", f"## {series_heading(series)}", "")
        yield from index_lines(view, links, Scope(series=series))
        for facts in course.facts:
            if series_of(facts) == series:
                yield from _module_in_index(facts, links)


def _count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}" + ("" if len(things) == 1 else "s")


def _module_in_index(facts: RecordClaims, links: Links) -> Iterator[str]:
    yield from ("", f"### {links.module(facts)}", "")
    for lesson in links.view.course.lessons_of(facts):
        yield f"- {links.lesson(lesson, titled=True)}"


def series_heading(series: str) -> str:
    return f"Series {series}" if series else "Without a number"


def _for_each_module(lines: Lines) -> Callable[[View, Links], Iterator[str]]:
    """The parts that have something to say, each under the name of its module."""

    def page(view: View, links: Links) -> Iterator[str]:
        for facts in view.course.facts:
            found = list(lines(view, links, Scope(record=facts)))
            if len(found) > len(header()):
                yield from (f"## {links.module(facts)}", "", *found, "")

    return page


def _whole(lines: Lines) -> Callable[[View, Links], Iterator[str]]:
    return lambda view, links: lines(view, links, WHOLE)


def _not_covered(view: View, links: Links) -> Iterator[str]:
    yield from ("## Promises", "", *promise_lines(view, links, WHOLE), "")
    yield from _for_each_module(left_out_lines)(view, links)


OVERVIEWS: Mapping[str, tuple[str, Callable[[View, Links], Iterator[str]]]] = {
    CONCEPTS: (concepts.TITLE, concept_histories.page_lines),
    "models.md": ("Mental models and analogies", _whole(model_lines)),
    "timeline.md": ("Timeline", _whole(timeline_lines)),
    "reviews.md": ("Reviews", _for_each_module(review_lines)),
    "not-covered.md": ("What is not covered", _not_covered),
    "misconceptions.md": ("Misconceptions", _for_each_module(misconception_lines)),
}


def overview_pages(view: View) -> Iterator[tuple[str, str]]:
    """Names of pages in the output folder, and their texts."""
    yield INDEX, _page("the records", "Course", _index(view, view.links(INDEX)), "")
    for name, (title, lines) in OVERVIEWS.items():
        links = view.links(name)
        top = f"[Course]({links.page(INDEX)})"
        found = list(lines(view, links))
        told = found if len(found) > len(header()) else ["The records have none."]
        yield name, _page("the records", title, told, top)


def module_page(view: View, facts: RecordClaims) -> tuple[str, str]:
    name = view.pages_of_modules[facts.path]
    links = view.links(name)
    lines = [*record_lines(view, facts, links), *_neighbours(view, facts, links)]
    return name, _page(facts.path, "", lines, _way(view, facts, links))


def _page(source: str, title: str, lines: Iterator[str] | list[str], top: str) -> str:
    heading = [f"# {title}", ""] if title else []
    above = [top, ""] if top else []
    text = "\n".join([mark(source), "", *above, *heading, *lines])
    return f"{text.rstrip()}\n"


def _way(view: View, facts: RecordClaims, links: Links) -> str:
    """To the course and to the modules before and behind."""
    at = view.places_of_modules[facts.path]
    before, behind = view.course.facts[:at][-1:], view.course.facts[at + 1 : at + 2]
    return " · ".join(
        [
            f"[Course]({links.page(INDEX)})",
            *(f"before: {links.module(one)}" for one in before),
            *(f"next: {links.module(one)}" for one in behind),
        ]
    )


def _neighbours(view: View, facts: RecordClaims, links: Links) -> Iterator[str]:
    builds_on, used_by = neighbours(view, facts)
    for title, column, found in (
        ("Builds on", "Spoken of in", builds_on),
        ("Used by", "Used in", used_by),
    ):
        if found:
            yield from ("", f"## {title}", "", *header("Lesson", column))
            for place in sorted(found):
                told = ", ".join(
                    links.lesson(view.course.lessons[at]) for at in sorted(found[place])
                )
                yield row(links.lesson(view.course.lessons[place], titled=True), told)

"""A course as a site: static pages that need no server and ask for nothing from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from curriculum.render.markdown.dated_events import Event, events_of
from curriculum.render.site.charts.heat_map import DepthScale, HeatMap
from curriculum.render.site.charts.timeline_chart import MOST_NAMED, TimelineChart
from curriculum.render.site.course_pictures import course_arcs, load_rows, part_arcs
from curriculum.render.site.listings import Group, by_initial, by_rule, by_year, pages_of
from curriculum.render.site.page_pool import make_pages
from curriculum.render.site.search_index import search_entries, search_files
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_parts import Part, parts_of
from curriculum.render.site.site_things import (
    ConceptPage,
    LessonPage,
    ModulePage,
    Step,
    Thing,
)
from curriculum.render.site.templating import Templates, assets

Made = TypeVar("Made")

# Nobody reads more of the history of one thing; their number is told.
MOST_TOLD = 200


class PagePlan(Struct, frozen=True):
    """`part` is what its pictures show; they are drawn when the page is made."""

    name: str
    template: str
    values: dict[str, object]
    part: Part | None = None

    @property
    def root(self) -> str:
        return "../" * self.name.count("/")


class Site(Struct, frozen=True, dict=True):
    """`title` is the name of the course; `templates` a folder of the house's own."""

    contents: SiteContents
    title: str
    templates: Path | None = None

    def made(self, use: Callable[[str, bytes], Made]) -> Iterator[Made]:
        """What `use` makes of each file's name and bytes. Raises TemplateFailure.

        A big course is made in several processes, and `use` is called there.
        """
        plans = self._plans

        def make(number: int) -> list[Made]:
            files = self._other_files() if number == 0 else (self._page(plans[number - 1]),)
            return [use(*file) for file in files]

        for files in make_pages(make, len(plans) + 1):
            yield from files

    def _other_files(self) -> Iterator[tuple[str, bytes]]:
        for name, data in assets(self.templates).items():
            yield f"assets/{name}", data
        for name, script in search_files(search_entries(self.contents)):
            yield f"search/{name}", script.encode("utf-8")

    def places_of(self, event: Event) -> Iterator[LessonPage | ModulePage]:
        """Where it is told, in teaching order."""
        yield from (self.contents.lessons[place] for place in sorted(event.lessons))
        yield from map(self.contents.module_of, event.records.values())

    def concepts_of(self, lesson: LessonPage) -> Sequence[tuple[ConceptPage, Step]]:
        """What the index says of a lesson."""
        return self._concepts_of.get(lesson, ())

    @cached_property
    def _concepts_of(self) -> Mapping[LessonPage, Sequence[tuple[ConceptPage, Step]]]:
        found: dict[LessonPage, list[tuple[ConceptPage, Step]]] = defaultdict(list)
        for concept in self.contents.concepts:
            for step in concept.steps:
                if step.lesson and step.appearance.in_index:
                    found[step.lesson].append((concept, step))
        return found

    def _page(self, plan: PagePlan) -> tuple[str, bytes]:
        values = plan.values | (self._pictures(plan.part, plan.root) if plan.part else {})
        page = self._templates.page(
            plan.name,
            plan.template,
            **values,
        )
        return plan.name, page

    @cached_property
    def _plans(self) -> Sequence[PagePlan]:
        return tuple(self._pages())

    def _pages(self) -> Iterator[PagePlan]:
        yield from self._overviews()
        yield from self._lists()
        if len(self.parts) > 1:
            for part in self.parts:
                yield PagePlan(part.url, "part.html", {"part": part}, part)
        for module in self.contents.modules:
            yield PagePlan(module.url, "module.html", {"module": module})
        yield from self._things("lesson.html", self.contents.lessons)
        yield from self._things("concept.html", self.contents.concepts)
        yield from self._things("model.html", self.contents.models)

    def _overviews(self) -> Iterator[PagePlan]:
        whole = self.parts[0] if len(self.parts) == 1 else None
        arcs = course_arcs(self.contents, self.parts, "")
        yield PagePlan("index.html", "index.html", {"arcs": arcs})
        for name in ("heat-map", "load"):
            yield PagePlan(f"{name}.html", f"{name}.html", {"whole": whole}, whole)

    def _lists(self) -> Iterator[PagePlan]:
        contents = self.contents
        yield from self._listing("concepts", by_initial(contents.concepts))
        yield from self._listing("models", by_initial(contents.models))
        yield from self._timeline()
        modules = [module for module in contents.modules if module.problems]
        values = {"rules": by_rule(contents.problems), "modules": modules}
        yield PagePlan("problems.html", "problems.html", values)

    def _timeline(self) -> Iterator[PagePlan]:
        events = events_of(self.contents.course, self.contents.problems)
        groups = by_year(events)
        pages = pages_of("timeline", groups)
        urls = {year: f"#year-{year}" for year, _ in groups}
        urls |= {page.group: page.url for page in reversed(pages)}
        chart = TimelineChart(events, urls, named=not pages and len(events) <= MOST_NAMED)
        yield from self._listing("timeline", groups, chart=chart)

    def _listing(self, name: str, groups: Sequence[Group], **values: object) -> Iterator[PagePlan]:
        """One page, or where that were too long, several; the first has `values`."""
        template = f"{name}.html"
        pages = pages_of(name, groups)
        first = {"groups": [] if pages else groups, "pages": pages}
        yield PagePlan(template, template, first | values)
        for page in pages:
            here = {"groups": [(page.name, page.things)], "pages": pages}
            yield PagePlan(page.url, template, here)

    def _things(self, template: str, things: Iterable[Thing]) -> Iterator[PagePlan]:
        pages: dict[str, list[Thing]] = {}
        for thing in things:
            pages.setdefault(thing.url.partition("#")[0], []).append(thing)
        for url, together in pages.items():
            yield PagePlan(url, template, {"things": together})

    def _pictures(self, part: Part, root: str) -> dict[str, object]:
        lessons = part.lessons
        return {
            "diagram": part_arcs(self.contents, part, root),
            "lessons": lessons,
            "heat": self._heat.rows(self._concepts_in(part), lessons),
            "load": load_rows(lessons),
        }

    def _concepts_in(self, part: Part) -> Iterable[ConceptPage]:
        here = [self.contents.concepts_in.get(module, ()) for module in part.modules]
        return dict.fromkeys(concept for one in here for concept in one)

    @cached_property
    def _heat(self) -> HeatMap:
        return HeatMap(self.scale, self.contents.course.depths)

    @cached_property
    def parts(self) -> list[Part]:
        return parts_of(self.contents)

    @cached_property
    def scale(self) -> DepthScale:
        return DepthScale(self.contents.course.settings.dialect.ladder)

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self.templates, self.contents, self.scale, site=self, most_told=MOST_TOLD)

"""A course as a site: static pages that need no server and ask for nothing from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum.render.course_pictures import course_arcs, load_rows, part_arcs
from curriculum.render.dated_things import dated_things
from curriculum.render.heat_map import DepthScale, HeatRow, heat_rows
from curriculum.render.listings import by_initial, by_rule, by_year
from curriculum.render.model_names import model_key, model_name
from curriculum.render.owned_folder import Update, update_folder
from curriculum.render.page_pool import make_pages
from curriculum.render.search_entries import search_entries
from curriculum.render.search_index import search_files
from curriculum.render.site_contents import SiteContents
from curriculum.render.site_parts import Part, parts_of
from curriculum.render.templating import Templates, assets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from curriculum.course import Course
    from curriculum.problem import Problem
    from curriculum.render.site_things import ConceptPage, LessonPage, ModelPage, Step, Thing

Files = dict[str, bytes]

# A list with more things is a page for each of its groups.
MOST_LISTED = 2_500


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

    def files(self) -> Files:
        """Every file of the site by its name."""
        found = dict(make_pages(self._made, len(self._plans)))
        for name, data in assets(self.templates).items():
            found[f"assets/{name}"] = data
        for name, script in search_files(search_entries(self.contents)):
            found[f"search/{name}"] = script.encode("utf-8")
        return found

    def concept_page(self, term: str) -> ConceptPage | None:
        return self._concepts.get(self.contents.course.names.of(term))

    def model_page(self, text: str) -> ModelPage | None:
        return self._models.get(model_key(model_name(text)))

    def concepts_of(self, lesson: LessonPage) -> Sequence[tuple[ConceptPage, Step]]:
        """What the index says of a lesson."""
        return self._concepts_of.get(lesson, ())

    @cached_property
    def _concepts(self) -> Mapping[str, ConceptPage]:
        return {concept.key: concept for concept in self.contents.concepts}

    @cached_property
    def _models(self) -> Mapping[str, ModelPage]:
        return {model.key: model for model in self.contents.models}

    @cached_property
    def _concepts_of(self) -> Mapping[LessonPage, Sequence[tuple[ConceptPage, Step]]]:
        found: dict[LessonPage, list[tuple[ConceptPage, Step]]] = defaultdict(list)
        for concept in self.contents.concepts:
            for step in concept.steps:
                if step.lesson and step.appearance.in_index:
                    found[step.lesson].append((concept, step))
        return found

    def _made(self, number: int) -> tuple[str, bytes]:
        plan = self._plans[number]
        values = plan.values | (self._pictures(plan.part, plan.root) if plan.part else {})
        page = self._templates.page(
            plan.name, plan.template, site=self, contents=self.contents, scale=self.scale, **values
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
        yield from self._listing("timeline", by_year(dated_things(contents)))
        modules = [module for module in contents.modules if module.problems]
        values = {"rules": by_rule(contents.problems), "modules": modules}
        yield PagePlan("problems.html", "problems.html", values)

    def _listing(
        self, name: str, groups: Sequence[tuple[str, Sequence[object]]]
    ) -> Iterator[PagePlan]:
        """One page, or where that were too long, one for each group."""
        count = sum(len(things) for _, things in groups)
        template = f"{name}.html"
        if count <= MOST_LISTED:
            yield PagePlan(template, template, {"groups": groups, "pages": []})
            return
        pages = [
            (group, f"{name}-pages/{number}.html", len(things))
            for number, (group, things) in enumerate(groups, start=1)
        ]
        yield PagePlan(template, template, {"groups": [], "pages": pages})
        for (_, url, _), group in zip(pages, groups, strict=True):
            yield PagePlan(url, template, {"groups": [group], "pages": pages})

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
            "heat": self._heat(part, lessons),
            "load": load_rows(lessons),
        }

    def _heat(self, part: Part, lessons: Sequence[LessonPage]) -> list[HeatRow]:
        if not lessons:
            return []
        here = [self.contents.concepts_in.get(module, ()) for module in part.modules]
        concepts = dict.fromkeys(concept for one in here for concept in one)
        return heat_rows(concepts, lessons, self.scale, self.contents.course.depths)

    @cached_property
    def parts(self) -> list[Part]:
        return parts_of(self.contents)

    @cached_property
    def scale(self) -> DepthScale:
        return DepthScale(self.contents.course.settings.dialect.ladder)

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self.templates, self.contents.links)


def build(
    course: Course,
    problems: Iterable[Problem],
    output: Path,
    *,
    title: str = "Course",
    templates: Path | None = None,
) -> Update:
    """Writes the site of a course. Raises TemplateFailure, ForeignFile, OSError.

    `problems` are shown where they are. Nothing is written before all pages are made, and nothing
    is replaced or removed that an earlier call did not write.
    """
    site = Site(SiteContents(course, problems), title, templates)
    return update_folder(output, site.files())

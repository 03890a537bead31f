"""All things that have a page, and what the records say of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import Course
from curriculum.course.depths import Appearance
from curriculum.problem import Problem
from curriculum.render.markdown.model_names import model_key, model_name
from curriculum.render.site.page_names import PageNames
from curriculum.render.site.site_things import (
    ConceptPage,
    LessonPage,
    ModelPage,
    ModulePage,
    Said,
    Step,
    Thing,
)

# With more of a kind, the pages of a module are one.
MOST_PAGES = 2_000


class SiteContents:
    """In teaching order. `site_building.contents_of` fills in what they say of each other."""

    def __init__(self, course: Course, problems: Iterable[Problem]) -> None:
        self.course = course
        self.problems = sorted(problems, key=lambda problem: problem.sort_key)
        self.modules = _modules(course)
        self._module_at = {module.facts.path: module for module in self.modules}
        self.lessons = [lesson for module in self.modules for lesson in module.lessons]
        self.concepts = list(self._concepts())
        self.models: list[ModelPage] = []

    @cached_property
    def links(self) -> Mapping[str, str]:
        """From the number or the slug of a lesson to its page, where only one lesson has it."""
        slugs = self.course.lessons_by_slug
        found = {slug: self.lessons[those[0].place].url for slug, those in slugs.items()}
        many = {slug for slug, those in slugs.items() if len(those) > 1}
        ids = {id_: self.lessons[one.place].url for id_, one in self.course.lessons_by_id.items()}
        return {name: url for name, url in (found | ids).items() if name not in many}

    @cached_property
    def citations(self) -> Mapping[tuple[int, int], int]:
        """How often one lesson refers to another, by their places."""
        return Counter(
            (mention.place, mention.lesson.place)
            for mention in self.course.references.mentions
            if mention.lesson and 0 <= mention.place != mention.lesson.place
        )

    @cached_property
    def cited_from(self) -> Mapping[int, Mapping[int, int]]:
        """The same by the lesson that refers."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for (start, end), count in self.citations.items():
            found[start][end] = count
        return found

    @cached_property
    def concepts_in(self) -> Mapping[ModulePage, Sequence[ConceptPage]]:
        """The concepts that a module has, new there or not, in teaching order."""
        found: dict[ModulePage, dict[ConceptPage, None]] = defaultdict(dict)
        for concept in self.concepts:
            for step in concept.steps:
                found[step.module][concept] = None
        return {module: tuple(concepts) for module, concepts in found.items()}

    def module_of(self, facts: RecordClaims) -> ModulePage:
        return self._module_at[facts.path]

    def module_at(self, path: str) -> ModulePage | None:
        return self._module_at.get(path)

    def concept_named(self, term: str) -> ConceptPage | None:
        return self._concepts_by_key.get(self.course.names.of(term))

    def model_named(self, text: str) -> ModelPage | None:
        return self._models_by_key.get(model_key(model_name(text)))

    def thing_at(self, path: str, line: int) -> Thing | None:
        """What the line of a record is about: a lesson, a concept or a model, else the module."""
        module = self._module_at.get(path)
        if module is None:
            return None
        facts = module.facts
        lesson, row, model = (
            facts.lesson_place_at(line),
            facts.concept_at(line),
            facts.mental_model_at(line),
        )
        if lesson is not None:
            return module.lessons[lesson]
        found = self.concept_named(row.term) if row else None
        return found or (self.model_named(model.text) if model else None) or module

    def lesson_at(self, place: int) -> LessonPage | None:
        return self.lessons[place] if 0 <= place < len(self.lessons) else None

    def said(
        self, facts: RecordClaims, line: int, words: str, lesson: LessonPage | None = None
    ) -> Said:
        if lesson is None:
            at = facts.lesson_place_at(line)
            lesson = None if at is None else self.module_of(facts).lessons[at]
        return Said(self.module_of(facts), lesson, words, line)

    @cached_property
    def _concepts_by_key(self) -> Mapping[str, ConceptPage]:
        return {concept.key: concept for concept in self.concepts}

    @cached_property
    def _models_by_key(self) -> Mapping[str, ModelPage]:
        return {model.key: model for model in self.models}

    def _concepts(self) -> Iterator[ConceptPage]:
        depths = self.course.depths
        terms = dict.fromkeys(entry.term for entry in depths.appearances if entry.in_index)
        for key in dict.fromkeys(map(self.course.names.of, terms)):
            entries = depths.by_key[key]
            best = max(entries, key=lambda entry: depths.rank(entry.depth))
            row = next(entry for entry in entries if entry.in_index)
            concept = ConceptPage(
                row.term or row.name or "(no name)",
                key=key,
                names=tuple(dict.fromkeys(entry.name for entry in entries)),
                steps=[self._step(entry) for entry in entries],
                depth=best.depth,
            )
            concept.home.concepts.append(concept)
            yield concept

    def _step(self, entry: Appearance) -> Step:
        lesson = self.lesson_at(entry.place)
        slug = lesson.lesson.lesson.slug if lesson else None
        # A row that names no lesson of the course stands for its record.
        is_there = not entry.in_index or (slug is not None and slug == entry.lesson)
        return Step(lesson if is_there else None, self.module_of(entry.facts), entry)

    def place_pages(self) -> None:
        """Gives each thing its address, once all are known."""
        _place("lessons", [(lesson, lesson.module) for lesson in self.lessons])
        _place("concepts", [(concept, concept.home) for concept in self.concepts])
        _place("models", [(model, model.home) for model in self.models])

    @cached_property
    def _orders(self) -> Mapping[ModulePage, int]:
        return {module: place for place, module in enumerate(self.modules)}

    def order(self, module: ModulePage) -> int:
        return self._orders[module]


def _modules(course: Course) -> list[ModulePage]:
    names = PageNames()
    places = iter(course.lessons)
    found = []
    for facts in course.facts:
        title = facts.record.title or facts.path
        label = facts.record.module or "?"
        module = ModulePage(title, facts=facts, label=label)
        module.url = f"modules/{names.name(facts.record.module or title)}.html"
        for lesson in facts.record.lessons:
            one = next(places)
            name = lesson.title or (lesson.slug or one.id).replace("-", " ")
            module.lessons.append(LessonPage(name, lesson=one, module=module, label=one.id))
        found.append(module)
    return found


def _place(kind: str, pairs: Sequence[tuple[Thing, ModulePage]]) -> None:
    """A page for each, or where that were too many, one for all of a module."""
    names = PageNames()
    anchors: dict[ModulePage, PageNames] = defaultdict(PageNames)
    for thing, module in pairs:
        label = thing.label if isinstance(thing, LessonPage) else thing.name
        if len(pairs) > MOST_PAGES:
            thing.anchor = f"at-{anchors[module].name(label)}"
            thing.url = f"{kind}/{module.url.removeprefix('modules/')}#{thing.anchor}"
        else:
            thing.anchor = "content"
            thing.url = f"{kind}/{names.name(label)}.html"

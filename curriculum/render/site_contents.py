"""All things that have a page, and what the records say of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from curriculum.render.model_names import model_key, model_name
from curriculum.render.page_names import PageNames
from curriculum.render.site_things import (
    ConceptPage,
    LessonPage,
    ModelPage,
    ModulePage,
    Said,
    Step,
    Use,
)
from curriculum.render.term_finder import TermFinder, around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from curriculum.course import Course
    from curriculum.depths import Appearance
    from curriculum.facts import Facts
    from curriculum.model.record import Lesson, MentalModel
    from curriculum.problem import Problem
    from curriculum.render.site_things import Thing

# With more of a kind, the pages of a module are one.
MOST_PAGES = 2_000
# Nobody reads more places than these; their number is told.
MOST_MENTIONS = 40


class SiteContents:
    """Built once; everything in teaching order."""

    def __init__(self, course: Course, problems: Iterable[Problem]) -> None:
        self.course = course
        self.problems = sorted(problems, key=lambda problem: problem.sort_key)
        self.modules = _modules(course)
        self._module_at = {module.facts.path: module for module in self.modules}
        self.lessons = [lesson for module in self.modules for lesson in module.lessons]
        self.concepts = list(self._concepts())
        self.models = list(self._models())
        self._place_pages()
        self._count_load()
        self._connect()
        self._find_mentions()
        self._place_problems()

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

    def module_of(self, facts: Facts) -> ModulePage:
        return self._module_at[facts.path]

    def module_at(self, path: str) -> ModulePage:
        return self._module_at[path]

    def lesson_at(self, place: int) -> LessonPage | None:
        return self.lessons[place] if 0 <= place < len(self.lessons) else None

    def said(self, facts: Facts, line: int, words: str, lesson: LessonPage | None = None) -> Said:
        if lesson is None:
            at = facts.lesson_place_at(line)
            lesson = None if at is None else self.module_of(facts).lessons[at]
        return Said(self.module_of(facts), lesson, words, line)

    def _concepts(self) -> Iterator[ConceptPage]:
        depths = self.course.depths
        listed = dict.fromkeys(
            self.course.names.of(entry.term) for entry in depths.appearances if entry.in_index
        )
        for key in listed:
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
        # A row without a lesson stands for its record, which may have none.
        is_own = lesson is not None and lesson.module.facts is entry.facts
        is_named = entry.lesson is not None or not entry.in_index
        return Step(lesson if is_own or is_named else None, self.module_of(entry.facts), entry)

    def _models(self) -> Iterator[ModelPage]:
        found: dict[str, ModelPage] = {}
        for name, use in self._uses():
            key = model_key(name)
            if key:
                found.setdefault(key, ModelPage(name, key=key)).uses.append(use)
        for model in found.values():
            model.home.models.append(model)
            yield model

    def _uses(self) -> Iterator[tuple[str, Use]]:
        for module in self.modules:
            for page in module.lessons:
                yield from self._lesson_uses(page)
            for model in module.facts.record.mental_models:
                for use in self._row_uses(module, model):
                    yield model_name(model.text), use

    def _lesson_uses(self, page: LessonPage) -> Iterator[tuple[str, Use]]:
        for field in page.lesson.lesson.fields:
            if field.name in _MODEL_FIELDS:
                for text in field.items or ([field.text] if field.text else []):
                    said = Said(page.module, page, text, field.span.line)
                    yield model_name(text), Use(_MODEL_FIELDS[field.name], said)

    def _row_uses(self, module: ModulePage, model: MentalModel) -> Iterator[Use]:
        line = model.span.line
        detail = f"{model.text} -- {model.detail}" if model.detail else model.text
        first = self.course.lesson_named((model.established_in or (None,))[0], module.facts)
        lesson = self.lessons[first.place] if first else None
        yield Use("established", Said(module, lesson, detail, line))
        for slug in model.used_again_in:
            again = self.course.lesson_named(slug, module.facts)
            if again:
                yield Use("used again", Said(module, self.lessons[again.place], detail, line))

    def _place_pages(self) -> None:
        _place("lessons", [(lesson, lesson.module) for lesson in self.lessons])
        _place("concepts", [(concept, concept.home) for concept in self.concepts])
        _place("models", [(model, model.home) for model in self.models])

    def _count_load(self) -> None:
        """Each lesson counts a concept once: as new, as deeper than before, or as known."""
        rank = self.course.depths.rank
        for concept in self.concepts:
            best: int | None = None
            by_lesson: dict[LessonPage, list[Appearance]] = defaultdict(list)
            for step in concept.steps:
                if step.lesson and step.appearance.in_index:
                    by_lesson[step.lesson].append(step.appearance)
            for lesson, entries in by_lesson.items():
                reached = max(rank(entry.depth) for entry in entries)
                is_new = not any(entry.revisit or entry.prior_depth for entry in entries)
                if best is None and is_new:
                    lesson.new += 1
                elif reached > (
                    max(rank(e.prior_depth) for e in entries) if best is None else best
                ):
                    lesson.deepened += 1
                else:
                    lesson.revisited += 1
                best = max(reached, -1 if best is None else best)

    def _connect(self) -> None:
        cited: dict[ModulePage, Counter[ModulePage]] = defaultdict(Counter)
        seen: set[tuple[int, int]] = set()
        for mention in self.course.references.mentions:
            here = self.lesson_at(mention.place)
            target = mention.lesson
            if target is not None and mention.place != target.place:
                there = self.lessons[target.place]
                line = mention.placed.span.line
                there.cited_by.append(self.said(mention.facts, line, mention.words, here))
                if here and (mention.place, target.place) not in seen:
                    seen.add((mention.place, target.place))
                    here.cites.append((there, mention.words))
            self._cite_module(mention.facts, mention.module, cited)
        for module, targets in cited.items():
            ordered = sorted(targets.items(), key=lambda pair: self.order(pair[0]))
            module.builds_on = [p for p in ordered if self.order(p[0]) < self.order(module)]
            module.looks_ahead_to = ordered[len(module.builds_on) :]
            for other, count in module.builds_on:
                other.used_by.append((module, count))
        for lesson in self.lessons:
            lesson.cites.sort(key=lambda pair: pair[0].lesson.place)

    def _cite_module(
        self,
        facts: Facts,
        number: str | None,
        cited: dict[ModulePage, Counter[ModulePage]],
    ) -> None:
        target = self.course.modules.get(number or "")
        if target is not None and target is not facts:
            cited[self.module_of(facts)][self.module_of(target)] += 1

    @cached_property
    def _orders(self) -> Mapping[ModulePage, int]:
        return {module: place for place, module in enumerate(self.modules)}

    def order(self, module: ModulePage) -> int:
        return self._orders[module]

    def _find_mentions(self) -> None:
        concepts = {concept.key: concept for concept in self.concepts}
        models = {f"model {model.key}": model for model in self.models}
        terms = [(concept.name, concept.key) for concept in self.concepts]
        names = [(model.name, f"model {model.key}") for model in self.models]
        finder = TermFinder([*terms, *(pair for pair in names if " " in pair[0])])
        for lesson in self.lessons:
            own: set[str] = set()
            for line, text in _texts(lesson.lesson.lesson):
                for key, start, end in finder.find(text):
                    thing = models.get(key) or concepts[key]
                    if key not in own:
                        own.add(key)
                        thing.mentioned += 1
                        if len(thing.mentions) < MOST_MENTIONS:
                            words = around(text, start, end)
                            thing.mentions.append(Said(lesson.module, lesson, words, line))

    def _place_problems(self) -> None:
        concepts = {concept.key: concept for concept in self.concepts}
        models = {model.key: model for model in self.models}
        for problem in self.problems:
            module = self._module_at.get(problem.path)
            if module is None:
                continue
            module.problems.append(problem)
            line = problem.span.line
            at = module.facts.lesson_place_at(line)
            row = module.facts.concept_at(line)
            model = module.facts.mental_model_at(line)
            if at is not None:
                module.lessons[at].problems.append(problem)
            elif row is not None and self.course.names.of(row.term) in concepts:
                concepts[self.course.names.of(row.term)].problems.append(problem)
            elif model is not None and model_key(model_name(model.text)) in models:
                models[model_key(model_name(model.text))].problems.append(problem)


_MODEL_FIELDS = {
    "Mental models established": "established",
    "Mental models reinforced": "used again",
    "Analogies used": "analogy",
}


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


def _texts(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """What the lesson says, field by field, with the line where it begins."""
    if lesson.prose:
        yield lesson.span.line, lesson.prose
    for field in lesson.fields:
        for text in (field.text, *field.items, field.text_after):
            if text:
                yield field.span.line, text

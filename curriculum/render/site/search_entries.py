"""What the search of the site finds: modules, lessons, concepts, models, with all their words."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.render.site.search_index import SearchEntry
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_things import ConceptPage, LessonPage, ModelPage, ModulePage


def search_entries(contents: SiteContents) -> list[SearchEntry]:
    """The more there is to read behind an entry, the earlier it stands."""
    return [
        *map(_module, contents.modules),
        *map(_lesson, contents.lessons),
        *map(_concept, contents.concepts),
        *map(_model, contents.models),
    ]


def _module(module: ModulePage) -> SearchEntry:
    record = module.facts.record
    texts = (record.goal or "", *(extra.text for extra in record.extra))
    problems = tuple(f"{one.rule} {one.message}" for one in module.problems)
    return SearchEntry(
        "Module", module.plain, f"Module {module.label}", module.url, (*texts, *problems)
    )


def _lesson(page: LessonPage) -> SearchEntry:
    lesson = page.lesson.lesson
    where = " ".join(dict.fromkeys(filter(None, (page.label, lesson.slug))))
    return SearchEntry("Lesson", page.plain, where, page.url, tuple(_texts(page)))


def _texts(page: LessonPage) -> Iterator[str]:
    lesson = page.lesson.lesson
    yield lesson.prose
    yield lesson.remark or ""
    for field in lesson.fields:
        yield field.label
        yield field.text
        yield from field.items
        yield field.text_after


def _concept(concept: ConceptPage) -> SearchEntry:
    first = concept.steps[0]
    where = first.lesson.label if first.lesson else f"Module {first.module.label}"
    words = tuple(step.appearance.words for step in concept.steps)
    depth = f", {concept.depth}" if concept.depth else ""
    return SearchEntry("Concept", concept.plain, f"{where}{depth}", concept.url, words)


def _model(model: ModelPage) -> SearchEntry:
    place = model.uses[0].said.place
    words = tuple(use.said.words for use in model.uses)
    return SearchEntry("Model", model.plain, place.label, model.url, words)

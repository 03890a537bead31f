"""Mental models and analogies with the places where they are established and used again."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.model.record import MentalModel
from curriculum.render.markdown.model_names import model_key, model_name
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_things import LessonPage, ModelPage, ModulePage, Said, Use

_MODEL_FIELDS = {
    "Mental models established": "established",
    "Mental models reinforced": "used again",
    "Analogies used": "analogy",
}


def model_pages(contents: SiteContents) -> list[ModelPage]:
    """In the order in which they are met."""
    found: dict[str, ModelPage] = {}
    for name, use in _uses(contents):
        key = model_key(name)
        if key:
            found.setdefault(key, ModelPage(name, key=key)).uses.append(use)
    for model in found.values():
        model.home.models.append(model)
    return list(found.values())


def _uses(contents: SiteContents) -> Iterator[tuple[str, Use]]:
    for module in contents.modules:
        for page in module.lessons:
            yield from _lesson_uses(page)
        for model in module.facts.record.mental_models:
            for use in _row_uses(contents, module, model):
                yield model_name(model.text), use


def _lesson_uses(page: LessonPage) -> Iterator[tuple[str, Use]]:
    for field in page.lesson.lesson.fields:
        if field.name in _MODEL_FIELDS:
            for text in field.items or ([field.text] if field.text else []):
                said = Said(page.module, page, text, field.span.line)
                yield model_name(text), Use(_MODEL_FIELDS[field.name], said)


def _row_uses(contents: SiteContents, module: ModulePage, model: MentalModel) -> Iterator[Use]:
    line = model.span.line
    detail = f"{model.text} -- {model.detail}" if model.detail else model.text
    first = contents.course.lesson_named((model.established_in or (None,))[0], module.facts)
    lesson = contents.lessons[first.place] if first else None
    yield Use("established", Said(module, lesson, detail, line))
    for slug in model.used_again_in:
        again = contents.course.lesson_named(slug, module.facts)
        if again:
            yield Use("used again", Said(module, contents.lessons[again.place], detail, line))

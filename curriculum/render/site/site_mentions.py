"""Where concepts and models are spoken of, and where problems are."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.model.record import Lesson
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_things import Said
from curriculum.render.site.term_finder import TermFinder, around

# Nobody reads more places than these; their number is told.
MOST_MENTIONS = 40


def find_mentions(contents: SiteContents) -> None:
    concepts = {concept.key: concept for concept in contents.concepts}
    models = {f"model {model.key}": model for model in contents.models}
    terms = [(concept.name, concept.key) for concept in contents.concepts]
    names = [(model.name, f"model {model.key}") for model in contents.models]
    finder = TermFinder([*terms, *(pair for pair in names if " " in pair[0])])
    for lesson in contents.lessons:
        own: set[str] = set()
        for line, text in _texts(lesson.lesson.lesson):
            for key, start, end in finder.find(text, known=own):
                thing = models.get(key) or concepts[key]
                if key not in own:
                    own.add(key)
                    thing.mentioned += 1
                    if len(thing.mentions) < MOST_MENTIONS:
                        words = around(text, start, end)
                        thing.mentions.append(Said(lesson.module, lesson, words, line))


def place_problems(contents: SiteContents) -> None:
    for problem in contents.problems:
        module = contents.module_at(problem.path)
        if module:
            module.problems.append(problem)
            thing = contents.thing_at(problem.path, problem.span.line)
            if thing and thing is not module:
                thing.problems.append(problem)


def _texts(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """What the lesson says, field by field, with the line where it begins."""
    if lesson.prose:
        yield lesson.span.line, lesson.prose
    for field in lesson.fields:
        for text in (field.text, *field.items, field.text_after):
            if text:
                yield field.span.line, text

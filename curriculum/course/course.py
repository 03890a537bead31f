"""All records together: in teaching order, with what they say of concepts and of each other."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.claims.record_claims import RecordClaims
from curriculum.config.settings import DEFAULT_SETTINGS, Settings
from curriculum.course.depths import Depths
from curriculum.course.mentions import Mentions
from curriculum.course.teaching_order import CourseLesson, TeachingOrder
from curriculum.model.teaching_order import module_key

__all__ = ["Course", "CourseLesson", "course_of"]


class Course(TeachingOrder, frozen=True, eq=False, dict=True):
    @property
    def references(self) -> Mentions:
        """Every place that refers to a lesson, module or series."""
        return self.once(Mentions)

    @property
    def depths(self) -> Depths:
        """What is known of each concept, and since when."""
        return self.once(Depths)


def course_of(
    facts: Iterable[RecordClaims], settings: Settings = DEFAULT_SETTINGS, *, is_rest: bool = False
) -> Course:
    """Puts records into teaching order: series, module, file; those without a number at the end."""
    ordered = sorted(facts, key=lambda one: (module_key(one.module), one.path))
    return Course(tuple(ordered), settings, is_rest)

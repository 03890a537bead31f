"""What has a page on the site: modules, lessons, concepts and mental models."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from curriculum.claims.record_claims import RecordClaims
from curriculum.course.course import CourseLesson
from curriculum.course.depths import Appearance
from curriculum.problem import Problem
from curriculum.render.site.page_names import plain


class Said(Struct, frozen=True):
    """Words of a record that speak of a thing; `lesson` or else `module` says where."""

    module: ModulePage
    lesson: LessonPage | None
    words: str
    line: int

    @property
    def place(self) -> LessonPage | ModulePage:
        return self.lesson or self.module


class Thing(Struct, eq=False):
    """`url` is seen from the root of the site; `anchor` is the thing's place on its page.

    `label` is its number in the course, where it has one.
    """

    name: str
    url: str = ""
    anchor: str = ""
    label: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def plain(self) -> str:
        """The name where no Markdown can be."""
        return plain(self.name)


class ModulePage(Thing, eq=False, kw_only=True):
    facts: RecordClaims
    lessons: list[LessonPage] = field(default_factory=list)
    concepts: list[ConceptPage] = field(default_factory=list)
    models: list[ModelPage] = field(default_factory=list)
    builds_on: list[tuple[ModulePage, int]] = field(default_factory=list)
    used_by: list[tuple[ModulePage, int]] = field(default_factory=list)
    looks_ahead_to: list[tuple[ModulePage, int]] = field(default_factory=list)


class LessonPage(Thing, eq=False, kw_only=True):
    lesson: CourseLesson
    module: ModulePage
    new: int = 0
    deepened: int = 0
    revisited: int = 0
    cites: list[tuple[LessonPage, str]] = field(default_factory=list)
    cited_by: list[Said] = field(default_factory=list)

    @property
    def iterations(self) -> int:
        review = self.lesson.lesson.review
        return len(review.iterations) if review else 0

    @property
    def load(self) -> int:
        return self.new + self.deepened + self.revisited


class Step(Struct, frozen=True):
    """`lesson` is None where the record does not say in which one."""

    lesson: LessonPage | None
    module: ModulePage
    appearance: Appearance


class ConceptPage(Thing, eq=False):
    key: str = ""
    names: Sequence[str] = ()
    steps: Sequence[Step] = ()
    depth: str | None = None
    mentions: list[Said] = field(default_factory=list)
    mentioned: int = 0

    @property
    def home(self) -> ModulePage:
        return self.steps[0].module


class Use(Struct, frozen=True):
    """`role` is `established`, `used again`, or the name of the list that holds the words."""

    role: str
    said: Said


class ModelPage(Thing, eq=False):
    key: str = ""
    uses: list[Use] = field(default_factory=list)
    mentions: list[Said] = field(default_factory=list)
    mentioned: int = 0

    @property
    def home(self) -> ModulePage:
        return self.uses[0].said.module

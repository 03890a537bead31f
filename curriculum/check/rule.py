"""What a rule is, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from curriculum import HOME
from curriculum.problem import Finding, Severity
from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:  # a report needs the pages of rules, not what they judge
    from curriculum.check.judged_record import JudgedRecord
    from curriculum.course.course import Course
    from curriculum.plans.plan_in_course import PlanInCourse

__all__ = ["Check", "Finding", "PlanCheck", "Reads", "Rule", "page_examples", "page_sections"]

_SECTION = lazy_pattern(r"^(Why|Example|Instead|Fix|Options)\n-+\n", re.MULTILINE)
_FENCE = lazy_pattern(r"^(`{3,})(markdown|yaml|plan)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


class Reads(Enum):
    """What a rule looks at: a record in whatever form, only one in Markdown, the file, or a plan.

    Of a YAML record, rules about records see its Markdown twin; what they find is told at its
    place in the YAML.
    """

    RECORD = auto()
    MARKDOWN = auto()
    FILE = auto()
    PLAN = auto()


Check = Callable[["JudgedRecord", "Course"], Iterator[Finding]]
PlanCheck = Callable[["PlanInCourse", "Course"], Iterator[Finding]]
_SUFFIXES = {"markdown": "md", "yaml": "yaml", "plan": "plan.md"}


class Rule(Struct, frozen=True):
    """`page` is what its module's docstring says to users, see `page_sections`.

    `check` judges one record and asks the course for what others say. One that is not `default`
    runs only where it is selected. With `each_place`, what it finds stands at every related place
    as well. What is `of_course` takes several records to see, even where one place shows it.
    `module` is that of its code; `old` is the form that a plugin's rule still has, else empty.
    """

    name: str
    severity: Severity
    page: str
    check: Check
    default: bool = True
    reads: Reads = Reads.RECORD
    each_place: bool = False
    of_course: bool = False
    module: str = ""
    old: str = ""

    @property
    def summary(self) -> str:
        return self.page.partition("\n")[0]

    @property
    def url(self) -> str | None:
        """The address of the page, None while the project has no home."""
        return f"{HOME}/blob/main/docs/rules.md#{self.name}" if HOME else None


def page_sections(page: str) -> dict[str, str]:
    """The page's sections by their titles: Why, Example, Instead, Fix, Options."""
    parts = _SECTION.split(page)
    return {title: text.strip("\n") for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def page_examples(page: str, title: str) -> list[tuple[str, str]]:
    """The blocks of a section, each a whole file: the suffix of its name, and its text."""
    found = _FENCE.finditer(page_sections(page).get(title, ""))
    return [(_SUFFIXES[match[2]], match[3]) for match in found]

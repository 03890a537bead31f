"""What a check reports, in values that every other module may use."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weight(self) -> int:
        """The higher the worse, so that a threshold is a comparison."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Span(Struct, frozen=True, order=True, gc=False):
    """Lines and columns are 1-based, columns count code points, `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, last: Span) -> Span:
        return Span(self.line, self.column, last.end_line, last.end_column)


class Edit(Struct, frozen=True, order=True, gc=False):
    """Replaces what stands at `span` by `text`; a newline in `text` takes the file's own form."""

    span: Span
    text: str


class Fix(Struct, frozen=True, gc=False):
    """All edits or none. `safe` says that the meaning of the record cannot change.

    `blocks` are the lines whose blocks become others for a renderer: all that is not named here,
    and is no HTML that the edits meet, must stay as it is.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True
    blocks: Span | None = None


class Place(Struct, frozen=True, gc=False):
    """Another place that a problem speaks of."""

    path: str
    span: Span
    message: str


class Finding(Struct, frozen=True):
    """One thing that a rule found. `severity` is the rule's, unless the place is graver or not."""

    span: Span
    message: str
    subject: str = ""
    related: tuple[Place, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None


class Problem(Struct, frozen=True, gc=False):
    """`subject` is the text that the problem is about, as the author wrote it."""

    rule: str
    severity: Severity
    message: str
    path: str
    span: Span
    module: str | None = None
    subject: str = ""
    related: tuple[Place, ...] = ()
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.span.line, self.span.column, self.rule, self.message)


def is_fixable(problem: Problem, *, unsafe: bool = False) -> bool:
    return problem.fix is not None and (unsafe or problem.fix.safe)

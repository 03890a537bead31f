"""A lesson named twice, by slug and by number: `sdxl (7.4.1)`, `(Lesson 3: nn-module)`.

Only where the two stand together in a fixed form. A decimal is no number of a lesson, and a word
in brackets behind a number may be a remark on it: whether it is a slug, its reader must know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SLUG = r"`?(?P<slug{0}>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)`?"
_ID = r"(?<![\w.])(?P<id{0}>\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}})(?![\w.]\d|\w)"
_LESSON = r"[Ll]esson (?P<lesson{0}>\d{{1,3}})(?!\d|\.\d)"
_FORMS = (
    ("id (slug)", _ID + r" \(" + _SLUG + r"\)"),
    ("slug (id)", r"(?<![\w-])" + _SLUG + r" \(" + _ID + r"\)"),
    ("(slug, id)", r"\(" + _SLUG + r", " + _ID + r"\)"),
    ("slug (Lesson)", r"(?<![\w-])" + _SLUG + r" \(" + _LESSON + r"\)"),
    ("Lesson: slug", r"(?<!\w)" + _LESSON + r": " + _SLUG + r"(?=[\s),.;]|\Z)"),
    ("Lesson (slug)", r"(?<!\w)" + _LESSON + r" \(" + _SLUG + r"\)"),
)
_REFERENCE = re.compile(
    "|".join(f"(?:{form.format(number)})" for number, (_, form) in enumerate(_FORMS))
)
_CANDIDATE = re.compile(r"[Ll]esson \d|\d\.\d{1,3}\.\d")


@dataclass(frozen=True, slots=True)
class Reference:
    """`module` is None where the number is that of a lesson alone; it may count over the series.

    `number_start` and `number_end` are where the lesson's own number stands.
    """

    start: int
    end: int
    form: str
    slug: str
    module: str | None
    number: int
    number_start: int
    number_end: int

    def __str__(self) -> str:
        return f"{self.slug} = {self.module + '.' if self.module else 'lesson '}{self.number}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "from mnist-project (2.2.2): dropout off": ("mnist-project = 2.2.2",),
    "as 7.4.3 (sd3-and-flux) showed": ("sd3-and-flux = 7.4.3",),
    "a reward model (rlhf-pipeline, 4.4.3)": ("rlhf-pipeline = 4.4.3",),
    "- Training loops (lesson 4: training-loop)": ("training-loop = lesson 4",),
    "see `nn-module` (Lesson 3)": ("nn-module = lesson 3",),
    "Lesson 2 (autograd) and Lesson 3: nn-module.": (
        "autograd = lesson 2",
        "nn-module = lesson 3",
    ),
    "from 5.1.1 (lock-picking disagreement)": (),
    "Wan 2.1 (video), ~1.2 GB, (1.3, -0.8)": (),
    "sdxl, 7.4.1, 7.4.3": (),
    "slug (originally 2.1.4)": (),
    "Lesson 2: Title of a lesson": (),
    "version 1.2.3.4 (old-one)": (),
}


def find(text: str) -> Iterator[Reference]:
    if _CANDIDATE.search(text):
        for match in _REFERENCE.finditer(text):
            yield _reference(match)


def _reference(match: re.Match[str]) -> Reference:
    at = next(at for at in range(len(_FORMS)) if match[f"slug{at}"] is not None)
    form = _FORMS[at][0]
    group = f"lesson{at}" if "Lesson" in form else f"id{at}"
    module, dot, number = match[group].rpartition(".")
    return Reference(
        start=match.start(),
        end=match.end(),
        form=form,
        slug=match[f"slug{at}"],
        module=module if dot else None,
        number=int(number),
        number_start=match.end(group) - len(number),
        number_end=match.end(group),
    )

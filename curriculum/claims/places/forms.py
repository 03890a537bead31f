"""The forms in which a number and a slug name one place: one table for all readers of places.

A form is a row: its name shows how it is written, and it has examples and look-alikes. A reader
that has a number, or a slug, asks which row goes on from there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct

from curriculum.claims.places import slugs
from curriculum.claims.places.reference import FormName
from curriculum.text.patterns import lazy_pattern

_KINDS = lazy_pattern(r"\b(?:id|decimal|lesson|module)\b")
_APART = r"(?=[\s),.;]|\Z)"
# Behind a slug of one word: more words would make it a phrase.
_CLOSED = r"(?=\s?[),;.]|\Z)"


class Form(Struct, frozen=True, dict=True):
    """`text` and `position` are the slugs that it takes in running text, and where the words before
    have said that a place follows; None where it is not read. `examples` say what is read. `end` is
    the pattern of what follows.
    """

    name: FormName
    text: Literal["long", "any"] | None
    position: Literal["long", "any"] | None
    examples: Mapping[str, str]
    look_alikes: tuple[str, ...]
    end: str = ""

    @cached_property
    def kind(self) -> str:
        """That of its number."""
        match = _KINDS.search(self.name)
        return match[0] if match else ""

    @cached_property
    def is_slug_first(self) -> bool:
        return self.name.index("slug") < self.name.index(self.kind)

    @cached_property
    def between(self) -> str:
        """What stands between the slug and the number behind it."""
        return _KINDS.split(self.name)[0].partition("slug")[2]

    @cached_property
    def behind(self) -> str:
        """What stands behind the number."""
        return _KINDS.split(self.name)[1]

    @cached_property
    def slug_behind(self) -> re.Pattern[str]:
        """All that follows the number, with a slug in it."""
        before, after = map(re.escape, self.behind.split("slug"))
        return re.compile(rf"{before}`?(?P<slug>{slugs.ANY})`?{after}{self.end}")

    def slug_after(self, text: str, end: int, accepted: str | None) -> tuple[int, str] | None:
        """The slug behind the number that ends at `end`, and where the form ends."""
        match = self.slug_behind.match(text, end)
        if match is None or (accepted == "long" and "-" not in match["slug"]):
            return None
        return match.end(), match["slug"]


FORMS = (
    Form(
        "id (slug)", "any", "long",
        {"as 7.4.3 (sd3-and-flux) showed": "sd3-and-flux = 7.4.3",
         "after 7.4.3 (`masks`)": "masks = 7.4.3"},
        ("from 5.1.1 (lock-picking disagreement)", "7.4.3 (Masks)"),
    ),
    Form(
        "decimal (slug)", "long", None,
        {"3.2 (linear-layers)": "linear-layers = module 3.2"},
        ("Wan 2.1 (video)", "3.2 (linear-layers, in part)"),
    ),
    Form(
        "lesson (slug)", "any", "long",
        {"Lesson 2 (autograd) went on": "autograd = lesson 2"},
        ("Lesson 2 (see autograd)", "Lessons (autograd)"),
    ),
    Form(
        "module (slug)", "long", "long",
        {"of Module 7.4 (sd3-and-flux)": "sd3-and-flux = module 7.4"},
        ("Module 7.4 (masks)", "Module (sd3-and-flux)"),
    ),
    Form(
        "lesson: slug", "long", "long",
        {"- Training loops (lesson 4: training-loop)": "training-loop = lesson 4",
         "see Lesson 3: nn-module for more": "nn-module = lesson 3"},
        ("Lesson 3: Training-loop", "Lesson 3: training-loop/index"),
        end=_APART,
    ),
    Form(
        "lesson: slug", "any", "any",
        {"see Lesson 3: masks.": "masks = lesson 3"},
        ("Lesson 3: masks and more", "Lesson 3: Masks"),
        end=_CLOSED,
    ),
    Form(
        "decimal slug", "long", None,
        {"known from 3.2 linear-layers": "<- linear-layers = module 3.2?"},
        ("3.2 layers", "3.2% linear-layers"),
    ),
    Form(
        "slug (id)", "any", "any",
        {"see mnist-project (2.2.2): dropout off": "mnist-project = 2.2.2",
         "from tensors (2.1.1)": "<- tensors = 2.1.1"},
        ("blind spots (5.1.3)", "the lesson (2.2.2)", "mnist-project (2.2.2 again)"),
    ),
    Form(
        "slug (decimal)", "any", "any",
        {"the engine of computational-graphs (1.3)": "computational-graphs = module 1.3",
         "losses, optimizers (1.3)": "optimizers = module 1.3?"},
        ("mnist-project (1.3x)", "the module (1.3)"),
    ),
    Form(
        "slug (lesson)", "any", None,
        {"see `nn-module` (Lesson 3)": "nn-module = lesson 3"},
        ("nn-module (Lessons learned)", "the capstone (Lesson 3)"),
    ),
    Form(
        "slug (module)", "long", None,
        {"of scaling-laws (Module 4.3)": "scaling-laws = module 4.3"},
        ("in tensors (Module 4.3)",),
    ),
    Form(
        "(slug, id)", "any", None,
        {"a reward model (rlhf-pipeline, 4.4.3)": "rlhf-pipeline = 4.4.3",
         "a linear map (from linear-layers, 3.2.1)": "<- linear-layers = 3.2.1"},
        ("sdxl, 7.4.1, 7.4.3", "(a reward model, 4.4.3)"),
    ),
    Form(
        "(slug, decimal)", "any", None,
        {"a reward model (rlhf-pipeline, 4.4)": "rlhf-pipeline = module 4.4"},
        ("(1.3, -0.8)",),
    ),
    Form(
        "(slug, lesson)", "any", None,
        {"a loop (training-loop, Lesson 4)": "training-loop = lesson 4"},
        ("(a loop, Lesson 4)",),
    ),
    Form(
        "(slug, module)", "long", None,
        {"(scaling-and-efficiency, Module 4.3)": "scaling-and-efficiency = module 4.3"},
        ("(scaling, Module 4.3)",),
    ),
    Form("slug, id", None, "long", {"noise-schedules, 6.3.4)": "noise-schedules = 6.3.4"},
         ("masks, 6.3.4",)),
    Form("slug, decimal", None, "long", {"noise-schedules, 6.3)": "noise-schedules = module 6.3?"},
         ("masks, 6.3",)),
    Form("slug, module", None, "long", {"masks-3d, Module 6.3": "masks-3d = module 6.3"},
         ("masks, Module 6.3",)),
    Form(
        "slug id", "long", None,
        {"with linear-layers 3.2.1 in view": "linear-layers = 3.2.1"},
        ("with layers 3.2.1 in view",),
    ),
    Form(
        "slug decimal", "long", None,
        {"with linear-layers 3.2 in view": "linear-layers = module 3.2?"},
        ("with layers 3.2 in view",),
    ),
)  # fmt: skip

"""References to lessons, modules and series, in all forms: `sdxl (7.4.1)`, `Lesson 2`, `from 6.5`.

Slug and number belong together only where they stand together in a fixed form. What merely looks
like a slug, and a word in brackets beside a number, is given as not `certain`: the course decides.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from curriculum.claims import lesson_numbers, notebooks, slug_words
from curriculum.claims.direction import NEUTRAL, continues, stance
from curriculum.claims.reference import Reference
from curriculum.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from curriculum.claims.lesson_numbers import Kind, Numbered
    from curriculum.claims.reference import Form
    from curriculum.claims.slug_words import SlugWord

_DIGIT = lazy_pattern(r"[0-9]")
_SLUG = r"`?(?P<slug>[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,12})`?"
_BEHIND_NUMBER = lazy_pattern(rf" \({_SLUG}\)")
_BEHIND_LESSON = lazy_pattern(rf": {_SLUG}(?=[\s),.;]|\Z)")
_BEHIND_MODULE = lazy_pattern(r" `?(?P<slug>[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){1,12})`?")
_OF = lazy_pattern(r"(?: of| in| from|,)? (?:the )?")
_LEAD = lazy_pattern(r"(?:\A|[^\w-])(?:from|since|see|[Cc]apstone|[Ll]essons?) \Z")
_LEAD_IN = lazy_pattern(r"(?:\A|[^\w-])in \Z")
_MEASURE = lazy_pattern(
    r" ?(?:(?:to|down|up|vs\.?|and|or|-|–|/|x|×|->|→) ?[~≈]?[0-9]|[%x×°$]"
    r"|(?:[KMGT]i?B|ms|s|h|B|M|K)\b"
    r"|(?:billion|million|thousand|percent|points?|seconds?|minutes?|hours?|days?|times|fps|down"
    r"|params|parameters|steps?|epochs|bits?|units?|tokens|layers|pixels|degrees)\b)"
)
_ENDS_CLAUSE = lazy_pattern(r"\Z|[),;:*\"|]|\.(?:\s|\Z)| \(")
_PLACE_BRACKET = lazy_pattern(r"(?<!\w)(?:[Ll]esson|[Mm]odule|[Cc]apstone|[Pp]roject) \(\Z")
_PLACES = frozenset({"lesson", "lessons", "module", "capstone", "project"})


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "see mnist-project (2.2.2): dropout off": ("mnist-project = 2.2.2",),
    "as 7.4.3 (sd3-and-flux) showed": ("sd3-and-flux = 7.4.3",),
    "a reward model (rlhf-pipeline, 4.4.3)": ("rlhf-pipeline = 4.4.3",),
    "a linear map (from linear-layers, 3.2.1)": ("<- linear-layers = 3.2.1",),
    "- Training loops (lesson 4: training-loop)": ("training-loop = lesson 4",),
    "see `nn-module` (Lesson 3)": ("nn-module = lesson 3",),
    "Lesson 2 (autograd) and Lesson 3: nn-module.": (
        "autograd = lesson 2",
        "nn-module = lesson 3",
    ),
    "the engine of computational-graphs (1.3)": ("computational-graphs = module 1.3",),
    "with linear-layers 3.2 in view": ("linear-layers = module 3.2?",),
    "3.2 (linear-layers)": ("linear-layers = module 3.2",),
    "losses, optimizers (1.3)": ("optimizers = module 1.3?",),
    "(scaling-and-efficiency, Module 4.3)": ("scaling-and-efficiency = module 4.3",),
    "Extended from 7.2.1/7.2.2.": ("<- 7.2.1", "<- 7.2.2"),
    "(from 6.3.3, 7.4.1 and 7.4.3)": ("<- 6.3.3", "<- 7.4.1", "<- 7.4.3"),
    "from 5.1.1 (lock-picking disagreement)": ("<- 5.1.1", "lock-picking?"),
    "losses, not (7.4)": ("not = module 7.4?",),
    "see 4.1.1-4.1.3": ("4.1.1", "4.1.2", "4.1.3"),
    "Lessons 1-2, from L3": ("lesson 1", "lesson 2", "<- lesson 3?"),
    "Lesson 13 in Series 6": ("lesson 13 of series 6",),
    "Module 2.1, Lesson 3": ("2.1.3",),
    "from Module 2.1, Lesson 3": ("<- 2.1.3",),
    "Lessons 1-2 of Module 2.1": ("2.1.1", "2.1.2"),
    "skills from 6.5 but not 7.4": ("<- module 6.5",),
    "known from 1.3, used in 2.2.": ("<- module 1.3", "module 2.2"),
    "a callback to the Series 1.3 visuals, in Series 6-7": (
        "<- module 1.3",
        "series 6",
        "series 7",
    ),
    "deferred to Module 2.2": ("-> module 2.2",),
    "(Module 7.4 if it exists)": ("module 7.4 (hedged)",),
    "from gradient-descent, after fine-tuning": ("<- gradient-descent?", "fine-tuning?"),
    "taken from tensors": ("<- tensors?",),
    "sdxl, 7.4.1, 7.4.3": ("7.4.1", "7.4.3"),
    "slug (originally 2.1.4)": ("2.1.4",),
    "Wan 2.1 (video), ~1.2 GB, (1.3, -0.8)": (),
    "from 2.3 to 1.9, from 6.5 GB, from 1.5x": (),
    "Lesson title, Lesson plan, Module map": (),
    "version 1.2.3.4 (old)": (),
}


def find(text: str) -> Sequence[Reference]:
    """In the order of the text; numbers that a range includes stand with it.

    A slug has a hyphen or stands behind *from*, all else has a digit.
    """
    if "-" not in text and "from " not in text and not _DIGIT.search(text):
        return ()
    words = slug_words.find(text)
    numbers = lesson_numbers.find(text)
    found = list(_numbered(text, numbers, words)) if numbers else []
    if ".ipynb" in text:
        found += notebooks.find(text)
    if words:
        taken = [(reference.start, reference.end) for reference in found if reference.slug]
        found += map(_alone, _outside(words, taken) if taken else words)
    if len(found) > 1:
        found.sort(key=lambda reference: (reference.start, reference.end))
    return list(_with_stances(text, found)) if found else found


def _outside(words: Sequence[SlugWord], taken: list[tuple[int, int]]) -> Iterator[SlugWord]:
    """Both are in the order of the text."""
    places = iter(sorted(taken))
    place = next(places, None)
    for word in sorted(words, key=lambda word: word.start):
        while place and place[1] <= word.start:
            place = next(places, None)
        if place is None or word.end <= place[0]:
            yield word


def _alone(word: SlugWord) -> Reference:
    form: Form = "slug" if "-" in word.slug else "word"
    return Reference(word.start, word.end, form, slug=word.slug, certain=False)


def _with_stances(text: str, found: Sequence[Reference]) -> Iterator[Reference]:
    """An element of a list is spoken of as the one before it."""
    previous: Reference | None = None
    for reference in found:
        if previous and continues(text, previous.end, reference.start):
            found_stance = previous.stance
        else:
            found_stance = stance(text, reference.start, reference.end)
        words = text[reference.start : reference.end]
        if found_stance is not NEUTRAL or words != reference.slug:
            yield (previous := replace(reference, text=words, stance=found_stance))
        else:
            yield (previous := reference)


def _numbered(
    text: str, numbers: Sequence[Numbered], words: Sequence[SlugWord]
) -> Iterator[Reference]:
    distinct = {word.slug for word in words if word.distinct}
    wholes = _wholes(text, numbers)
    taken = set(map(id, wholes.values()))
    for number in numbers:
        if whole := wholes.get(number.lead):
            yield _in_whole(number, whole)
        elif id(number) not in taken:
            found = _paired(text, number, distinct) or _single(text, number)
            if found:
                yield found


def _wholes(text: str, numbers: Sequence[Numbered]) -> dict[int, Numbered]:
    """The module or series of the lessons behind a lead word, by where that stands.

    `Lesson 13 in Series 6`, `Lessons 1-2 of Module 2.1`, `Module 2.1, Lesson 3`.
    """
    found: dict[int, Numbered] = {}
    for one, other in pairwise(number for number in numbers if not number.between):
        between = text[one.end : other.start]
        kinds = {one.kind, other.kind}
        if "lesson" not in kinds or kinds.isdisjoint({"module", "series"}):
            continue
        if one.kind == "lesson" and _OF.fullmatch(between):
            found[one.lead] = other
        elif other.kind == "lesson" and between in {", ", " ", ": "}:
            found.setdefault(other.lead, one)
    return found


def _in_whole(lesson: Numbered, whole: Numbered) -> Reference:
    plain, module = _plain(lesson), _plain(whole)
    return replace(
        plain,
        start=min(plain.start, module.start),
        form="Lesson in module",
        module=module.module,
        series=module.series,
    )


def _plain(number: Numbered) -> Reference:
    """What the number alone says."""
    found = Reference(
        number.start,
        number.end,
        "range" if number.between else number.kind,
        number_start=number.text_start,
        number_end=number.text_end,
    )
    module, _, last = number.text.rpartition(".")
    if number.kind == "id":
        return replace(found, module=module, number=int(last))
    if number.kind in {"lesson", "short"}:
        return replace(found, number=int(last), certain=number.kind == "lesson")
    if number.kind == "series":
        return replace(found, series=number.text)
    return replace(found, module=number.text)


def _paired(text: str, number: Numbered, distinct: frozenset[str] | set[str]) -> Reference | None:
    """The number with the slug beside it."""
    if number.between or number.kind in {"short", "series"}:
        return None
    pair = _slug_behind(text, number) or _slug_before(text, number)
    if pair is None:
        return None
    form, start, end, slug = pair
    long = "-" in slug
    if number.kind == "module" and not long:
        return None
    certain = number.kind != "decimal" or (slug in distinct and "(" in form)
    found = _plain(number)
    return replace(found, start=start, end=end, form=form, slug=slug, certain=certain)


_SLUG_BEHIND: Mapping[Kind, Form] = {
    "id": "id (slug)",
    "decimal": "decimal (slug)",
    "lesson": "lesson (slug)",
    "module": "module (slug)",
}
_IN_BRACKETS: Mapping[Kind, Form] = {
    "id": "slug (id)",
    "decimal": "slug (decimal)",
    "lesson": "slug (lesson)",
    "module": "slug (module)",
}
_IN_ONE_BRACKET: Mapping[Kind, Form] = {
    "id": "(slug, id)",
    "decimal": "(slug, decimal)",
    "lesson": "(slug, lesson)",
    "module": "(slug, module)",
}


def _slug_behind(text: str, number: Numbered) -> tuple[Form, int, int, str] | None:
    match = _BEHIND_NUMBER.match(text, number.end)
    if match and (number.kind != "decimal" or "-" in match["slug"]):
        return _SLUG_BEHIND[number.kind], number.start, match.end(), match["slug"]
    if number.kind == "lesson" and (match := _BEHIND_LESSON.match(text, number.end)):
        return "lesson: slug", number.start, match.end(), match["slug"]
    if number.kind == "decimal" and (match := _BEHIND_MODULE.match(text, number.end)):
        return "decimal slug", number.start, match.end(), match["slug"]
    return None


def _slug_before(text: str, number: Numbered) -> tuple[Form, int, int, str] | None:
    before = text[max(number.start - 2, 0) : number.start]
    closed = text[number.end : number.end + 1] == ")"
    if before == " (" and closed and (word := _word_before(text, number.start - 2)):
        return _IN_BRACKETS[number.kind], word[0], number.end + 1, word[1]
    if before == ", " and closed and (word := _word_before(text, number.start - 2)):
        if text[word[0] - 1 : word[0]] == "(":
            return _IN_ONE_BRACKET[number.kind], word[0] - 1, number.end + 1, word[1]
        if _LED_BRACKET.search(text, max(word[0] - 10, 0), word[0]):
            return _IN_ONE_BRACKET[number.kind], word[0], number.end, word[1]
    elif before[1:] == " " and number.kind in {"id", "decimal"}:
        word = _word_before(text, number.start - 1)
        if word and "-" in word[1]:
            form: Form = "slug id" if number.kind == "id" else "slug decimal"
            return form, word[0], number.end, word[1]
    return None


def _word_before(text: str, end: int) -> tuple[int, str] | None:
    """Where the word that ends there begins, its backtick included, and what may be its slug."""
    quoted = text[end - 1 : end] == "`"
    last = end - quoted
    before = text[max(last - _LONGEST_SLUG, 0) : last]
    first = last - len(before) + len(before.rstrip(_SLUG_LETTERS))
    match = _SLUG_BEFORE.match(text, first, last)
    if match is None or match[0] in _PLACES:
        return None
    start = match.start() - quoted
    if start > 0 and text[start - 1] in _PART_OF_MORE:
        return None
    # A single word may be the last of several, as in "blind spots (5.1.3)".
    alone = quoted or "-" in match[0] or _BEFORE_WORD.search(text, max(start - 6, 0), start)
    if not alone:
        return None
    return start, match[0]


_LED_BRACKET = lazy_pattern(r"\((?:from|in|see|recall) \Z")
_BEFORE_WORD = lazy_pattern(r"(?:\A|[(/,|>→] ?|\b(?:from|in|see) )\Z")
_LONGEST_SLUG = 80
_SLUG_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
_SLUG_BEFORE = lazy_pattern(r"(?<![\w-])[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,12}\Z")
_PART_OF_MORE = frozenset("_./\\#@")


def _single(text: str, number: Numbered) -> Reference | None:
    """A number without a slug; a decimal is no reference where nothing says so."""
    found = _plain(number)
    if number.kind != "decimal" or number.between:
        return found
    if _MEASURE.match(text, number.end):
        return None
    before = text[max(number.start - 12, 0) : number.start]
    if _LEAD.search(before) or (_LEAD_IN.search(before) and _ENDS_CLAUSE.match(text, number.end)):
        return found
    bracketed = _PLACE_BRACKET.search(before) and text[number.end : number.end + 1] == ")"
    return found if bracketed else None

"""What a record's headings say: the module's title, the lessons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from curriculum.config.dialect import DEFAULT_DIALECT, LOAD_TYPES, Dialect
from curriculum.config.forms import first_read
from curriculum.parse.section_names import last_opening, plain_heading
from curriculum.text.numbers import whole_number
from curriculum.text.patterns import lazy_pattern

_TITLE = lazy_pattern(
    r"Module\s+(?P<module>[0-9]+\.[0-9]+)(?![\w.])\s*(?P<mark>:|-{1,2}|—|–)?\s*(?P<rest>.*)"
)
_WELL_FORMED = lazy_pattern(r"Module [0-9]+\.[0-9]+: \S.* (?:--|—) Record")
_SLUG = lazy_pattern(r"(?=[0-9._-]*[a-z])[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_LESSON = lazy_pattern(r"Lesson\s+(?P<number>\d{1,6})\b\s*(?::|\.|,|--|—|–|-)?\s*", re.IGNORECASE)
_DASH = lazy_pattern(r"--|—")
# A heading with more dashes is no heading that a person wrote.
MOST_DASHES = 20
_REMARK_WORDS = lazy_pattern(rf"\s*(?:{'|'.join(LOAD_TYPES)}|PROJECT|CAPSTONE|Capstone)\b")

# A word in a bracket at a title's end that says something of the lesson, and is not its slug.
_REMARKS = frozenset(
    {
        "advanced", "bonus", "build", "capstone", "consolidate", "continued", "draft", "extra",
        "intro", "new", "optional", "practice", "preview", "project", "recap", "review",
        "revisited", "stretch", "theory", "wip",
    }
)  # fmt: skip


class Title(Struct, frozen=True):
    """`slug` and `number` are those of a file that describes one lesson."""

    module: str | None
    text: str
    well_formed: bool
    slug: str | None = None
    number: str | None = None


def read_title(heading: str, dialect: Dialect = DEFAULT_DIALECT) -> Title | None:
    """None where the heading has no form of the team, nor *Module* and a number such as 8.4."""
    heading = plain_heading(heading)
    own = next(first_read(dialect.own.titles, heading), None)
    if own:
        return _own_title(own[1], dialect)
    match = _TITLE.match(heading)
    if match is None:
        return None
    rest = match["rest"].strip()
    dashed_off = match["mark"] not in {None, ":"} and rest.casefold() == "record"
    text = "" if dashed_off else _without_record(rest)
    return Title(match["module"], text, _WELL_FORMED.fullmatch(heading) is not None)


def _own_title(values: Mapping[str, str], dialect: Dialect) -> Title:
    """A number alone names the file as the team's lesson ids do: `week-05` for `Week 05`."""
    module = values.get("id")
    if "series" in values and "module" in values and "slug" not in values:
        module = f"{values['series']}.{values['module']}"
    elif not values.keys() & {"series", "module", "slug"} and "lesson" in values:
        ids = (form.write(values) for form in dialect.own.ids if form.names == ("lesson",))
        module = next(filter(None, ids), module)
    return Title(module, values.get("title", ""), True, values.get("slug"), values.get("lesson"))


def _without_record(text: str) -> str:
    """The title without the ` -- Record` at its end, whatever dash it has."""
    before = text[: -len("record")]
    if text[-len("record") :].casefold() != "record" or not before.rstrip().endswith(
        ("-", "—", "–")
    ):
        return text
    title = before.rstrip().rstrip("-—–")
    return title.rstrip() if not title or title[-1].isspace() else text


class LessonName(Struct, frozen=True):
    """What a lesson's heading says, and no more: a slug that is only inferred is not here."""

    number: int | None = None
    slug: str | None = None
    title: str | None = None
    remark: str | None = None


def is_slug(text: str) -> bool:
    return _SLUG.fullmatch(text) is not None


def is_long_slug(text: str) -> bool:
    """Two words or more, so that no ordinary word is taken for one."""
    return is_slug(text) and re.search("[-_]", text) is not None


def read_lesson_heading(
    heading: str, known: Collection[str], dialect: Dialect = DEFAULT_DIALECT
) -> LessonName:
    """`known` are the slugs that the record's index names, for slugs that look like words."""
    heading = plain_heading(heading)
    own = next(first_read(dialect.own.headings, heading), None)
    if own:
        return _own_name(own[1])
    text, name = _read_number(heading.strip())
    numbered = name.number is not None
    text, name = _read_remark(text, name)
    while (group := _last_group(text)) is not None:
        before, inside = group
        read = _read_group(inside, before, name, known)
        if read is None:
            break
        text, name = before, read
    return _read_title(text, name, known, numbered=numbered)


def _own_name(values: Mapping[str, str]) -> LessonName:
    number = values.get("lesson", "")
    return LessonName(
        whole_number(number) if number.isdecimal() else None,
        values.get("slug"),
        values.get("title"),
    )


def _read_number(text: str) -> tuple[str, LessonName]:
    match = _LESSON.match(text)
    if match is None:
        return text, LessonName()
    return text[match.end() :], LessonName(number=whole_number(match["number"]))


def _read_remark(text: str, name: LessonName) -> tuple[str, LessonName]:
    """` -- remark` at the end, behind a bracket or a slug, or in words that only a remark has."""
    for before, remark in reversed(list(islice(dashed(text), MOST_DASHES))):
        if before.count("(") != before.count(")"):
            continue
        if before.endswith(")") or is_slug(_bare(before)) or _REMARK_WORDS.match(remark):
            return before, replace(name, remark=remark)
    return text, name


def dashed(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each dash that has a blank on both sides."""
    for dash in _DASH.finditer(text):
        start, end = dash.span()
        if text[max(start - 1, 0) : start].isspace() and text[end : end + 1].isspace():
            yield text[:start].rstrip(), text[end:].lstrip()


def _last_group(text: str) -> tuple[str, str] | None:
    """What stands before a bracket that closes at the end of the text, and what is inside."""
    opening = last_opening(text)
    if opening is None:
        return None
    return text[:opening].rstrip(), text[opening + 1 : -1].strip()


def _read_group(
    inside: str, before: str, name: LessonName, known: Collection[str]
) -> LessonName | None:
    """What a bracket tells of the lesson; None where it is part of the title."""
    if match := _LESSON.match(inside):
        number, rest = whole_number(match["number"]), inside[match.end() :].strip()
        if rest and name.slug is None and is_long_slug(rest):
            return replace(name, number=number, slug=rest)
        return _with_remark(replace(name, number=number), rest)
    slug = _bare(inside)
    if name.slug is None and (slug != inside or _names_lesson(slug, before, known)):
        return replace(name, slug=slug) if is_slug(slug) else None
    if _REMARK_WORDS.match(inside):
        return _with_remark(name, inside)
    return None


def _with_remark(name: LessonName, remark: str) -> LessonName:
    if not remark:
        return name
    return replace(name, remark=f"{remark} -- {name.remark}" if name.remark else remark)


def _names_lesson(slug: str, title: str, known: Collection[str]) -> bool:
    if not is_slug(slug):
        return False
    return slug in known or slug not in _REMARKS or not title


def _read_title(
    text: str, name: LessonName, known: Collection[str], *, numbered: bool
) -> LessonName:
    """Behind `Lesson N:` stands a title, and only a slug in two words or a known one is none."""
    slug = _bare(text)
    if not text:
        return name
    if name.slug is None and is_slug(slug) and (not numbered or "-" in slug or slug in known):
        return replace(name, slug=slug)
    if (
        numbered
        and name == LessonName(number=name.number)
        and text.split(maxsplit=1)[0] in LOAD_TYPES
    ):
        return replace(name, remark=text)
    return replace(name, title=text)


def _bare(text: str) -> str:
    return text.strip().strip("`*").strip()

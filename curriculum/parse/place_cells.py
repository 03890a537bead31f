"""Cells that say where something is taught, in the words of any team.

A slug, an id, a number, a list of them, a range (`05–10`, `Modules 2–5`, `09+`), each with a remark
in brackets, as a link, as code or in bold; *every lesson*; or nothing at all (`—`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.parse.cells import elements, is_lesson_cell, read_lesson_cell
from curriculum.parse.headings import is_slug
from curriculum.text.patterns import lazy_pattern


class Places(Struct, frozen=True):
    """`names` are slugs, ids or numbers, in the order of the cell.

    `every` is a cell that names all lessons at once, `nothing` one that says that there is none.
    """

    names: tuple[str, ...] = ()
    every: bool = False
    nothing: bool = False


NOTHING = Places(nothing=True)
MOST_OF_A_RANGE = 200
_NONE = frozenset({"", "-", "--", "---", "–", "—", "n/a", "none", "."})
_EVERY = lazy_pattern(
    r"(?:every|each|all)(?: of the)? (?:lesson|module|week|unit|session|chapter|course|part)s?"
    r"|all|throughout",
    re.IGNORECASE,
)
_LINK = lazy_pattern(r"!?\[([^\[\]]*)\]\(<?([^()\s>]*)>?(?:\s[^()]*)?\)")
_WIKI_LINK = lazy_pattern(r"\[\[([^\[\]|#]*)[^\[\]]*\]\]")
_MARKS = lazy_pattern(r"\*\*|__|`|(?<!\w)[*_]|[*_](?!\w)")
_LIST = lazy_pattern(r"[()]|[,;/&]|(?<=\s)(?:and|or|\+)(?=\s)|->|→")
_BRACKET = lazy_pattern(r"(?<!\s)\s*\([^()]*\)\s*$")
_NUMBER = r"\d{1,6}(?:\.\d{1,6}){0,3}"
_RANGE = lazy_pattern(r"(?P<lead>\D*?)(?P<first>\d{1,6})\s*(?:[-–—]|to|\.\.)\s*(?P<last>\d{1,6})")
_OPEN_RANGE = lazy_pattern(rf"(?P<lead>\D*?)(?P<first>{_NUMBER})\s*\+")
_NUMBERED = lazy_pattern(rf"(?:lessons?|L|no\.?|#)?\s*(?P<number>{_NUMBER})", re.IGNORECASE)
_LEAD = lazy_pattern(r"^([^\W\d]+\.?)\s+(?=\d)")


def read_places(text: str, dialect: Dialect = DEFAULT_DIALECT) -> Places:
    if not dialect.own.ids and not dialect.own.titles and is_lesson_cell(text):
        return Places(read_lesson_cell(text).lessons)
    plain = plain_cell(text)
    if plain.casefold() in _NONE or dialect.is_nothing(plain):
        return NOTHING
    if _EVERY.fullmatch(plain):
        return Places(every=True)
    names: list[str] = []
    lead = ""
    for element in elements(plain, _LIST):
        bare = _BRACKET.sub("", element).strip().rstrip(".:")
        found = list(_names(bare, lead, dialect))
        names += found
        if match := _LEAD.match(bare):
            lead = match[0]
    return Places(tuple(dict.fromkeys(names)))


def plain_cell(text: str) -> str:
    """Links say their target, where that is a file; marks of emphasis and code are taken off."""
    text = _WIKI_LINK.sub(lambda found: found[1].strip().rpartition("/")[2], text)
    text = _LINK.sub(_linked, text)
    return _MARKS.sub("", text).strip()


def _linked(found: re.Match[str]) -> str:
    path, _, anchor = found[2].partition("#")
    name = path.rstrip("/").rpartition("/")[2].partition(".")[0].lower()
    for candidate in (name, anchor.lower()):
        if is_slug(candidate) and candidate not in {"readme", "index", "record"}:
            return candidate
    return found[1]


def _names(element: str, lead: str, dialect: Dialect) -> Iterator[str]:
    if found := _id(element, dialect) or (lead and _id(lead + element, dialect)):
        yield found
    elif match := _RANGE.fullmatch(element):
        yield from _range(match, lead, dialect)
    elif match := _OPEN_RANGE.fullmatch(element):
        yield from _names((match["lead"] or "") + match["first"], lead, dialect)
    elif match := _NUMBERED.fullmatch(element):
        yield _written(match["number"], dialect)
    elif is_slug(element):
        yield element


def _id(element: str, dialect: Dialect) -> str | None:
    """An id as the team writes it; of a plural such as *Modules 2*, the singular."""
    for form in dialect.own.ids:
        if form.read(element):
            return " ".join(element.split())
        if values := form.read(element, plural=True):
            return form.write(values)
    titles = (form.read(element) for form in dialect.own.titles if "title" not in form.names)
    return next((values["id"] for values in titles if values and "id" in values), None)


def _range(match: re.Match[str], lead: str, dialect: Dialect) -> Iterator[str]:
    first, last = match["first"], match["last"]
    if int(last) < int(first) or int(last) - int(first) > MOST_OF_A_RANGE:
        return
    for number in range(int(first), int(last) + 1):
        text = str(number).zfill(len(first))
        yield from _names(f"{match['lead'] or lead}{text}", "", dialect)


def _written(number: str, dialect: Dialect) -> str:
    """A number alone is the id that the team's only form makes of it."""
    forms = [form for form in dialect.own.ids if len(form.names) == 1]
    if len(forms) == 1:
        return forms[0].write({forms[0].names[0]: number}) or number
    return number

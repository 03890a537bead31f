"""Dated things of a course in the order of their dates, with the places that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curriculum.claims.dates import Dated, Dating
    from curriculum.claims.placed import Placed
    from curriculum.render.site_contents import SiteContents
    from curriculum.render.site_things import ConceptPage, ModulePage, Said

CONFLICT = "date-conflict"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class DatedThing(Struct):
    """`first` and `last` are months counted from year 0, both included."""

    name: str
    role: str
    first: int
    last: int
    makers: dict[str, None] = field(default_factory=dict)
    places: dict[str, Said] = field(default_factory=dict)
    concept: ConceptPage | None = None
    in_conflict: bool = False

    @property
    def year(self) -> int:
        return self.first // 12

    @property
    def date(self) -> str:
        """`2024`, `Jul 2024`, `Jun 2024 to Oct 2024`."""
        if self.first % 12 == 0 and self.last == self.first + 11:
            return str(self.year)
        ends = (f"{_MONTHS[month % 12]} {month // 12}" for month in (self.first, self.last))
        return " to ".join(dict.fromkeys(ends))


def dated_things(contents: SiteContents) -> list[DatedThing]:
    """What a list dates, or what is certainly described; things of one name and date are one."""
    names = contents.course.names
    concepts = {concept.key: concept for concept in contents.concepts}
    disputed = {names.of(p.subject) for p in contents.problems if p.rule == CONFLICT}
    found: dict[tuple[str, str, int, int], DatedThing] = {}
    for name, dating, said, makers in _tellings(contents):
        period, key = dating.period, names.of(name)
        first, last = sorted((period.first, period.last))
        where = (key, dating.role, first, last)
        thing = found.setdefault(where, DatedThing(name, dating.role, first, last))
        thing.makers |= dict.fromkeys(makers)
        thing.places.setdefault(said.place.url, said)
        thing.concept = concepts.get(key)
        thing.in_conflict = key in disputed
    return sorted(found.values(), key=lambda one: (one.first, one.last, one.name, one.role))


def _tellings(
    contents: SiteContents,
) -> Iterator[tuple[str, Dating, Said, tuple[str, ...]]]:
    for module in contents.modules:
        for placed in module.facts.dated:
            if placed.entry or placed.claim.certain:
                said = _said(contents, module, placed)
                for name in placed.claim.named or (placed.claim.name,):
                    for dating in placed.claim.datings:
                        yield name, dating, said, placed.claim.makers


def _said(contents: SiteContents, module: ModulePage, placed: Placed[Dated]) -> Said:
    line = placed.span.line
    place = contents.course.place_of(module.facts, line)
    lesson = contents.lesson_at(place)
    own = lesson if lesson and lesson.module is module else None
    return contents.said(module.facts, line, placed.sentence, own)

"""What fits into one picture: the whole course, or a series, or some modules of a long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from curriculum.render.site.page_names import PageNames
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_things import LessonPage, ModulePage

MOST_LESSONS = 120


class Part(Struct, frozen=True, eq=False):
    """`url` is empty where the part is the whole course, whose pictures have pages of their own."""

    name: str
    url: str
    modules: tuple[ModulePage, ...]

    @property
    def lessons(self) -> list[LessonPage]:
        return [lesson for module in self.modules for lesson in module.lessons]


def parts_of(contents: SiteContents) -> list[Part]:
    if len(contents.lessons) <= MOST_LESSONS:
        return [Part("The whole course", "", tuple(contents.modules))]
    names = PageNames()
    return [
        Part(name, f"parts/{names.name(name)}.html", tuple(modules))
        for name, modules in _groups(contents.modules)
    ]


def _groups(modules: Sequence[ModulePage]) -> Iterator[tuple[str, list[ModulePage]]]:
    group: list[ModulePage] = []
    for module in modules:
        full = sum(len(one.lessons) for one in group) + len(module.lessons) > MOST_LESSONS
        if group and (full or _series(group[0]) != _series(module)):
            yield _name(group), group
            group = []
        group.append(module)
    if group:
        yield _name(group), group


def _series(module: ModulePage) -> str:
    return module.label.partition(".")[0]


def _name(group: Sequence[ModulePage]) -> str:
    first, last = group[0].label, group[-1].label
    return f"Modules {first} to {last}" if first != last else f"Module {first}"

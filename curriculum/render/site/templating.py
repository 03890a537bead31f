"""The templates of the site, and those of a house, which come first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.render.markdown.record_markdown import RecordMarkdown
from curriculum.render.site.charts.heat_map import DepthScale
from curriculum.render.site.site_contents import SiteContents
from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from jinja2 import Environment

OWN = Path(__file__).parent / "templates"
ASSETS = Path(__file__).parent / "assets"
# A template of a house may extend the one that it replaces: `{% extends "curriculum/base.html" %}`.
PREFIX = "curriculum"
# What leads from a page to the root of the site.
ROOTS = ("", "../")
# Filters of templates: what `Fragments` makes.
FILTERS = (
    "inline",
    "block",
    "label",
    "link",
    "said",
    "depth",
    "steps",
    "reached",
    "uses",
    "rows",
    "fields",
)
# What an HTML file must not hold, or what makes a line read other than it is written.
_UNSEEN = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# All others; a run of them is passed over much faster than an unseen one is searched.
_SEEN = lazy_pattern("[\t\n\r -~\x80-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\U0010ffff]*")


class TemplateFailure(Exception):
    """A template that cannot be used; the message names it and its line."""


class Templates:
    """`folder` is that of the house; `known` is what templates see on every page."""

    def __init__(
        self, folder: Path | None, contents: SiteContents, scale: DepthScale, **known: object
    ) -> None:
        from curriculum.render.site.fragments import Fragments  # so does what templates need

        self._environments = {}
        for root in ROOTS:
            environment = self._environments[root] = _environment(folder)
            markdown = RecordMarkdown(contents.links, root)
            fragments = Fragments(markdown, root, contents, scale)
            environment.filters |= {name: getattr(fragments, name) for name in FILTERS}
            # What all pages know makes macros the same on all of them, so that they are made once.
            environment.globals |= {"root": root, "contents": contents, "scale": scale, **known}

    def page(self, name: str, template: str, **values: object) -> bytes:
        """Raises TemplateFailure."""
        from jinja2 import TemplateError

        root = "../" * name.count("/")
        try:
            text = self._environments[root].get_template(template).render(values, page_name=name)
        except TemplateError as error:
            where = getattr(error, "name", None) or template
            line = getattr(error, "lineno", None)
            raise TemplateFailure(
                f'template "{where}"{f", line {line}" if line else ""}: {error}'
            ) from error
        return (text if _SEEN.fullmatch(text) else _UNSEEN.sub("\ufffd", text)).encode("utf-8")


def _environment(folder: Path | None) -> Environment:
    from jinja2 import (  # 100 ms that no other command must pay
        ChoiceLoader,
        Environment,
        FileSystemLoader,
        PrefixLoader,
        StrictUndefined,
    )

    own = FileSystemLoader(OWN)
    houses = [FileSystemLoader(folder)] if folder else []
    return Environment(
        loader=ChoiceLoader([*houses, own, PrefixLoader({PREFIX: own})]),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def assets(folder: Path | None) -> Mapping[str, bytes]:
    """Style and scripts by name; a file of the same name in the house's `assets` replaces one."""
    found = {file.name: file for file in sorted(ASSETS.iterdir()) if file.is_file()}
    house = folder / "assets" if folder else None
    if house and house.is_dir():
        found |= {file.name: file for file in sorted(house.iterdir()) if file.is_file()}
    return {name: file.read_bytes() for name, file in sorted(found.items())}

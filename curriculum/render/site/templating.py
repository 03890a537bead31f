"""The templates of the site, and those of a house, which come first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from curriculum.files.repository import leads_outside
from curriculum.render.markdown.record_markdown import RecordMarkdown
from curriculum.render.site.charts.heat_map import DepthScale
from curriculum.render.site.site_contents import SiteContents
from curriculum.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from jinja2 import Environment, Template

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


# What an expression of a template may raise: it is code of the repository, not of this tool.
MISTAKES: tuple[type[Exception], ...] = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


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
        environment = self._environments["../" * name.count("/")]
        try:
            page = environment.get_template(template)
            text = _rendered(page, {**values, "page_name": name})
        except (*MISTAKES, *_jinja_errors()) as error:
            where, line = _place(error) or (template, None)
            reason = str(error) or type(error).__name__
            raise TemplateFailure(
                f'template "{where}"{f", line {line}" if line else ""}: {reason}'
            ) from error
        return (text if _SEEN.fullmatch(text) else _UNSEEN.sub("\ufffd", text)).encode("utf-8")


def _jinja_errors() -> tuple[type[Exception], ...]:
    from jinja2 import TemplateError

    return (TemplateError,)


def _place(error: BaseException) -> tuple[str, int] | None:
    """The template and its 1-based line: as the parser says, or where it was when it failed."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return error.name or "", error.lineno
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    found = [(Path(file).name, line) for file, line in frames if file.endswith(".html")]
    return found[-1] if found else None


def _rendered(page: Template, values: dict[str, object]) -> str:
    from curriculum.render.site.sandbox import Sandbox

    environment = page.environment
    return (
        environment.rendered(page, values)
        if isinstance(environment, Sandbox)
        else page.render(values)
    )


def _environment(folder: Path | None) -> Environment:
    """A tenth of the time is spared where all templates are ours."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    from curriculum.render.site.sandbox import (
        FolderLoader,
        Sandbox,
    )  # 100 ms that no other command must pay

    own = FileSystemLoader(OWN)
    theirs = [FolderLoader(folder)] if folder else []
    return (Sandbox if folder else Environment)(
        loader=ChoiceLoader([*theirs, own, PrefixLoader({PREFIX: own})]),
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
        files = (file for file in house.iterdir() if not leads_outside(file, house))
        found |= {file.name: file for file in files if file.is_file()}
    return {name: file.read_bytes() for name, file in sorted(found.items())}

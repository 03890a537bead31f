"""The templates of the site, and those of a house, which come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from curriculum.files.repository import leads_outside
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


# What an expression of a template may raise: it is code of the repository, not of this tool.
MISTAKES: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


# Longer ones repeat what the template says.
_MOST_REASON = 300


class TemplateFailure(Exception):
    """A template that cannot be used; the message names it and its line."""


class Templates:
    """`folder` is that of the house; `known` is what templates see on every page."""

    def __init__(
        self, folder: Path | None, contents: SiteContents, scale: DepthScale, **known: object
    ) -> None:
        from jinja2 import TemplateError

        from curriculum.render.site.fragments import Fragments  # so does what templates need

        self._folder = folder
        self._mistakes: tuple[type[Exception], ...] = (TemplateError, *(MISTAKES if folder else ()))
        self._environments = {}
        for root in ROOTS:
            markdown = RecordMarkdown(contents.links, root)
            fragments = Fragments(markdown, root, contents, scale)
            filters = {name: getattr(fragments, name) for name in FILTERS}
            environment = self._environments[root] = _environment(folder, filters)
            # What all pages know makes macros the same on all of them, so that they are made once.
            environment.globals |= {"root": root, "contents": contents, "scale": scale, **known}

    def page(self, name: str, template: str, **values: object) -> bytes:
        """Raises TemplateFailure."""
        environment = self._environments["../" * name.count("/")]
        try:
            text = _rendered(environment, template, {**values, "page_name": name})
        except self._mistakes as error:
            raise TemplateFailure(_told(error, template, self._folder)) from error
        return (text if _SEEN.fullmatch(text) else _UNSEEN.sub("\ufffd", text)).encode("utf-8")


def _rendered(environment: Environment, template: str, values: dict[str, object]) -> str:
    from curriculum.render.site.template_costs import Purse

    if isinstance(environment, Purse):
        environment.fill()
    return environment.get_template(template).render(values)


def _told(error: Exception, template: str, folder: Path | None) -> str:
    from jinja2 import TemplateNotFound

    name, line = _place(error, folder) or (template, None)
    reason = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, RecursionError):
        reason = "this calls itself without end"
    if isinstance(error, TemplateNotFound):
        reason = f'there is no template "{error.name}"'
    return f'template "{name}"{f", line {line}" if line else ""}: {reason[:_MOST_REASON]}'


def _place(error: Exception, folder: Path | None) -> tuple[str, int] | None:
    """The template and its 1-based line: as the parser says, or where it was when it failed.

    Where the house's template handed something wrong to one of ours, its own place counts.
    """
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return error.name or "", error.lineno
    frames = [(Path(one.f_code.co_filename), line) for one, line in walk_tb(error.__traceback__)]
    for root, prefix in ((folder, ""), (OWN, f"{PREFIX}/")):
        for file, line in reversed(frames):
            if root and file.is_relative_to(root):
                return f"{prefix}{file.relative_to(root).as_posix()}", line
    return None


def _environment(folder: Path | None, filters: Mapping[str, Callable[..., object]]) -> Environment:
    """What a template of the house does is limited; where all are ours, that time is spared."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

    own = FileSystemLoader(OWN)
    prefixed = PrefixLoader({PREFIX: own})
    if folder is None:
        environment = Environment(loader=ChoiceLoader([own, prefixed]), **_options())
        environment.filters |= filters
        return environment

    from curriculum.render.site.sandbox import FolderLoader, Sandbox

    loader = ChoiceLoader([FolderLoader(folder), own, prefixed])
    sandbox = Sandbox(loader=loader, **_options())
    sandbox.add_own(filters)
    return sandbox


def _options() -> dict[str, Any]:
    from jinja2 import StrictUndefined

    return {
        "autoescape": True,
        "auto_reload": False,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }


def assets(folder: Path | None) -> Mapping[str, bytes]:
    """Style and scripts by name; a file of the same name in the house's `assets` replaces one."""
    found = {file.name: file for file in sorted(ASSETS.iterdir()) if file.is_file()}
    house = folder / "assets" if folder else None
    if house and house.is_dir():
        files = (file for file in house.iterdir() if not leads_outside(file, house))
        found |= {file.name: file for file in files if file.is_file()}
    return {name: file.read_bytes() for name, file in sorted(found.items())}

"""`curriculum render --format html`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli.failure import Failure
from curriculum.cli.house import rules_of
from curriculum.cli.lessons import course_read
from curriculum.cli.output import say
from curriculum.cli.paths import record_folders, records_at
from curriculum.cli.progress import working

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from curriculum.config import Configuration
    from curriculum.render.owned_folder import Update

OUTPUT = "docs/site"


def render_site(
    paths: Sequence[str],
    configuration: Configuration,
    *,
    output: str | None = None,
    opens: bool = False,
    serves: bool = False,
) -> int:
    """Writes the site, and opens or serves it. Raises Failure."""
    folder = _folder(configuration, output)
    update = _built(paths, configuration, folder)
    _tell(update, folder)
    if serves:
        from curriculum.render.serving import serve  # a server that most runs do not need

        def build_again() -> None:
            _built(paths, configuration, folder)

        watched = [Path(path) for path in paths] or list(record_folders(configuration).folders)
        return serve(folder, watched or [Path()], build_again, say, opens=opens)
    if opens:
        webbrowser.open((folder / "index.html").resolve().as_uri())
    return 0


def _folder(configuration: Configuration, output: str | None) -> Path:
    """`output` of the configuration is where Markdown goes, unless the house renders HTML."""
    if output:
        return Path(output)
    render = _values(configuration)
    configured = render.get("site") or (render.get("format") == "html" and render.get("output"))
    return _base(configuration) / str(configured or OUTPUT)


def _base(configuration: Configuration) -> Path:
    return record_folders(configuration).base


def _values(configuration: Configuration) -> Mapping[str, object]:
    values = configuration.value("render")
    assert not isinstance(values, str | int | float | list | None)
    return values


def _built(paths: Sequence[str], configuration: Configuration, folder: Path) -> Update:
    from curriculum.check.engine import Checker
    from curriculum.check.registry import selected
    from curriculum.render.owned_folder import ForeignFile
    from curriculum.render.site import build
    from curriculum.render.templating import TemplateFailure

    found = records_at(paths, configuration)
    course = course_read(found, configuration)
    readings = [reading for _, reading in found.readings]
    rules = rules_of(configuration)
    chosen = selected(configuration.names("select"), configuration.names("ignore"), rules)
    ignores = configuration.lists("per-record-ignores")
    checker = Checker(chosen, configuration.settings, configuration.severities, ignores)
    with working(f"checking {len(readings):,} records"):
        checked = checker.check_course(readings)
    problems = [problem for one in checked.values() for problem in one.problems]
    values = _values(configuration)
    templates = values.get("templates")
    try:
        return build(
            course,
            problems,
            folder,
            title=str(values.get("title") or "Course"),
            templates=_base(configuration) / str(templates) if templates else None,
        )
    except (ForeignFile, TemplateFailure) as error:
        raise Failure(str(error)) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{error.filename or folder}": {reason}') from error


def _tell(update: Update, folder: Path) -> None:
    say(f'wrote {update.written} files of the site in "{folder}", removed {update.removed}')
    for name in update.kept:
        say(f'note: "{folder / name}" is no page any more, and was changed by hand: it is kept')

"""`curriculum render --format html`."""

from __future__ import annotations

import gc
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from curriculum.claims.read_claims import claims_of
from curriculum.cli.configured import checker_of, path_in, reader_of, rules_of
from curriculum.cli.output import Failure, say
from curriculum.cli.paths import record_folders, records_at
from curriculum.cli.progress import working
from curriculum.config.config import Configuration
from curriculum.render.output.ownership import PlannedFile
from curriculum.render.site.site import Site
from curriculum.render.site.site_writing import Update
from curriculum.workspace.executors import Jobs

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
    shown = record_folders(configuration).shown(folder)

    def build(jobs: Jobs) -> Update:
        from curriculum.render.site.site_writing import write_site

        with _told_in_a_sentence(folder):
            return write_site(_site(paths, configuration, jobs), folder, shown)

    _tell(build(Jobs()), shown)
    if serves:
        from curriculum.render.site.serving import serve  # a server that most runs do not need

        watched = [Path(path) for path in paths] or list(record_folders(configuration).folders)
        # The server is a thread by then, and what it locks nobody would open in a forked process.
        again = partial(_reason, partial(build, Jobs(1)))
        return serve(folder, watched or [Path()], again, say, opens=opens)
    if opens:
        webbrowser.open((folder / "index.html").resolve().as_uri())
    return 0


def _reason(build: Callable[[], object]) -> str | None:
    """Why it failed: records that are being edited are broken for a while."""
    try:
        build()
    except (Failure, OSError) as error:
        return str(error)
    return None


def planned_files(
    paths: Sequence[str], configuration: Configuration, output: str | None
) -> Iterator[PlannedFile]:
    """The files of the site, as they are and as they would be. Raises Failure."""
    from curriculum.render.site.site_writing import planned_site

    folder = _folder(configuration, output)
    with _told_in_a_sentence(folder):
        shown = record_folders(configuration).shown(folder)
        yield from planned_site(_site(paths, configuration, Jobs()), folder, shown)


def _folder(configuration: Configuration, output: str | None) -> Path:
    """`output` of the configuration is where Markdown goes, unless the house renders HTML."""
    if output:
        return Path(output)
    render = _values(configuration)
    key = "site" if render.get("site") or render.get("format") != "html" else "output"
    return path_in(configuration, ["render", key], str(render.get(key) or OUTPUT))


def _values(configuration: Configuration) -> Mapping[str, object]:
    values = configuration.value("render")
    assert not isinstance(values, str | int | float | list | None)
    return values


def _site(paths: Sequence[str], configuration: Configuration, jobs: Jobs) -> Site:
    from curriculum.course.course import course_of
    from curriculum.render.site.site import Site
    from curriculum.render.site.site_building import contents_of

    checker = checker_of(configuration, rules_of(configuration), jobs=jobs)
    reader = reader_of(checker, configuration, jobs)
    found = records_at(paths, configuration, reader=reader)
    readings = [reading for _, reading in found.readings]
    course = course_of((claims_of(reading) for reading in readings), configuration.settings)
    with working(f"checking {len(readings):,} records"):
        checked = checker.check_course(readings, known=course)
    problems = [problem for one in checked.values() for problem in one.problems]
    gc.freeze()  # what has been read stays: looking through it for garbage takes seconds
    values = _values(configuration)
    templates = values.get("templates")
    return Site(
        contents_of(course, problems),
        str(values.get("title") or "Course"),
        path_in(configuration, ["render", "templates"], str(templates)) if templates else None,
    )


@contextmanager
def _told_in_a_sentence(folder: Path) -> Iterator[None]:
    from curriculum.render.output.ownership import HandWritten
    from curriculum.render.output.staging import BeingWritten
    from curriculum.render.site.templating import TemplateFailure

    try:
        yield
    except (BeingWritten, HandWritten, TemplateFailure) as error:
        raise Failure(str(error)) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot write "{error.filename or folder}": {reason}') from error


def _tell(update: Update, shown: str) -> None:
    say(f'wrote {update.written} files of the site in "{shown}", removed {update.removed}')
    for note in update.notes:
        say(note)

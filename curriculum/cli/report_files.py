"""Where reports go: one to standard output, any number to files, all of the same problems."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from curriculum.cli.choices import unknown_value
from curriculum.cli.output import (
    LONE_SURROGATE,
    Failure,
    wants_colour,
    write,
    write_data,
    write_file,
    write_line,
)
from curriculum.report.reporters import REPORTERS
from curriculum.report.summary import Report, next_step, summary_line

# A line behind any other report would make its data unreadable.
WITH_SUMMARY = frozenset({"text", "github"})
# What CI services call the folder that they checked out.
CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE")


class Target(Struct, frozen=True):
    """`file` is None for standard output."""

    format: str
    file: str | None = None


class TargetType(click.ParamType[Target]):
    """`sarif`, or `sarif=FILE`."""

    name = "FORMAT[=FILE]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Target:
        if isinstance(value, Target):
            return value
        name, equals, file = str(value).partition("=")
        if name not in REPORTERS:
            raise unknown_value(name, REPORTERS, param, ctx)
        if equals and not file:
            self.fail(f'name a file behind "{name}="', param, ctx)
        return Target(name, file or None)


def targets(chosen: Sequence[Target], output: str | None) -> tuple[Target, ...]:
    """Files first, so that they are written whatever becomes of standard output.

    With `output`, the report without a file goes there, and `text` to standard output.
    """
    files = [target for target in chosen if target.file]
    bare = list(dict.fromkeys(target for target in chosen if not target.file))
    if len(bare) > 1:
        raise click.UsageError(
            f"{' and '.join(target.format for target in bare)} would both go to "
            f"{'FILE' if output else 'standard output'}; give each but one a file of its own: "
            f"--format {bare[-1].format}=FILE"
        )
    last = bare[0] if bare else Target("text")
    if output:
        files.append(replace(last, file=output))
        last = Target("text")
    _check_distinct([Path(target.file) for target in files if target.file])
    return (*files, last)


def _check_distinct(files: Sequence[Path]) -> None:
    places = [file.resolve() for file in files]
    for place, file in zip(places, files, strict=True):
        if places.count(place) > 1:
            raise click.UsageError(f'two reports would go to "{file}"; name a file for each')


def files_of(chosen: Sequence[Target]) -> Iterator[str]:
    return (target.file for target in chosen if target.file)


def write_reports(
    report: Report, chosen: Sequence[Target], *, fixed: int | None, since: str | None = None
) -> None:
    """`fixed` is None where no summary line is wanted; `since` is what was compared with."""
    failed = [failure for target in chosen if target.file for failure in _failing(report, target)]
    _print(report, chosen[-1].format)
    known = f"known at {since}" if since else "baselined"
    if any(target.format == "github" for target in chosen):
        _write_job_summary(report, known)
    if fixed is not None and chosen[-1].format in WITH_SUMMARY:
        lines = (
            summary_line(report.summary, fixed=fixed, known=known, missing=report.missing),
            next_step(report),
        )
        for line in filter(None, lines):
            write_line(line)
    if failed:
        raise failed[0]


def _failing(report: Report, target: Target) -> Iterator[Failure]:
    """One file that cannot be written holds back no other report."""
    try:
        write_file(target.file or "", _text(replace(report, colour=False), target.format))
    except Failure as error:
        yield error


def _print(report: Report, name: str) -> None:
    text = _text(replace(report, colour=wants_colour()), name)
    (write if name == "text" else write_data)(text)


def _text(report: Report, name: str) -> str:
    """A byte that is no UTF-8 becomes U+FFFD, for no reader of these forms would take it."""
    return LONE_SURROGATE.sub("\ufffd", "".join(f"{line}\n" for line in REPORTERS[name](report)))


def _write_job_summary(report: Report, known: str) -> None:
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        from curriculum.report.github import job_summary

        write_file(file, job_summary(report, known), append=True)


def path_prefix(base: Path) -> str:
    """Services place problems by paths from their checkout; ours are from the configuration."""
    place = base.resolve()
    for root in _checkouts(place):
        if place.is_relative_to(root):
            return "" if place == root else f"{place.relative_to(root).as_posix()}/"
    return ""


def _checkouts(place: Path) -> Iterator[Path]:
    """What the service says, else the repository around the place."""
    yield from (Path(name).resolve() for name in filter(None, map(os.environ.get, CHECKOUTS)))
    yield from (folder for folder in (place, *place.parents) if (folder / ".git").exists())

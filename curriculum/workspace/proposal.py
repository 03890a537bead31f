"""The configuration that the files of a repository seem to want.

Column names are the field's usual words; everything else is what the files show: the words that a
column repeats, the form that their first headings share, the folder that they lie in.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from curriculum.config.dialect import LADDER
from curriculum.config.keys import Raw
from curriculum.parse.section_names import section_kind, section_words
from curriculum.parse.tables import CONCEPT_COLUMNS, header_key
from curriculum.text.patterns import lazy_pattern
from curriculum.workspace.index_shapes import LEAST_SHARE, NUMBERED, ladder_of, read_index
from curriculum.workspace.plan_patterns import is_plan, plan_patterns
from curriculum.workspace.survey import Grid, Surveyed

_TITLES = (
    (lazy_pattern(r"^(?P<before>\D*)\d+\.\d+(?P<after>\W+)\S.*$"), "{series}.{module}"),
    (lazy_pattern(r"^(?P<before>\D*)\d+-[a-z][\w-]*(?P<after>)$"), "{number}-{slug}"),
    (lazy_pattern(r"^(?P<before>\D*)\d+(?P<after>\s*\W+\s*)\S.*$"), "{number}"),
)
_ENDING = lazy_pattern(r"\s(?:--|—|–)\s\w+$")
_DIGITS = lazy_pattern(r"\d+(?:\.\d+)*")


def propose(files: Sequence[Surveyed]) -> dict[str, Raw]:
    """The values of `[tool.curriculum]`; empty where no file looks like a record."""
    plans = [file for file in files if is_plan(file)]
    values = _of_records([file for file in files if file not in plans])
    return (
        {**values, "plans": {"paths": list(plan_patterns(plans))}} if plans and values else values
    )


def _of_records(files: Sequence[Surveyed]) -> dict[str, Raw]:
    indexes = [
        (file, grid, table) for file in files for grid in file.grids if (table := read_index(grid))
    ]
    if not indexes:
        return {}
    heading, _ = Counter(section_words(grid.heading) for _, grid, _ in indexes).most_common(1)[0]
    chosen = [one for one in indexes if section_words(one[1].heading) == heading]
    shape = Counter(repr(sorted(table)) for *_, table in chosen).most_common(1)[0][0]
    chosen = [one for one in chosen if repr(sorted(one[2])) == shape]
    records = list({file.path: file for file, *_ in chosen}.values())
    dialect = _dialect(records, [(grid, table) for _, grid, table in chosen])
    values: dict[str, Raw] = {**_places(records)}
    return {**values, "dialect": dialect} if dialect else values


def _dialect(
    files: Sequence[Surveyed], indexes: Sequence[tuple[Grid, Mapping[str, Raw]]]
) -> dict[str, Raw]:
    grid, table = indexes[0]
    dialect: dict[str, Raw] = {}
    if title := _title_form(files):
        dialect["title"] = title
    is_series = "{series}" in title or not title
    is_numbered = "{number}" in title
    if is_numbered and not table.keys() & {"lesson", "matrix", "lesson-id"}:
        dialect["record"] = "lesson"
    dialect |= _ladder(indexes)
    if section_kind(grid.heading) != "concepts":
        dialect["sections"] = {"index": [grid.heading]}
    if columns := _columns(table):
        dialect["columns"] = columns
    if "matrix" in table:
        dialect["matrix"] = table["matrix"]
    if "lesson-id" in table:
        return dialect | {"lessons-as-columns": True, "lesson-id": table["lesson-id"]}
    form = "" if is_series else _id_form(files, indexes)
    return dialect | ({"lesson-id": form} if form else {})


def _ladder(indexes: Sequence[tuple[Grid, Mapping[str, Raw]]]) -> dict[str, Raw]:
    if "matrix" in indexes[0][1]:
        return {"ladder": indexes[0][1]["ladder"]}
    words = ladder_of(list(chain.from_iterable(_all_words(*index) for index in indexes)))
    return {} if set(words) <= set(LADDER) else {"ladder": list(words)}


def _columns(table: Mapping[str, Raw]) -> dict[str, Raw]:
    """Those that have no built-in name."""
    return {
        role: [str(table[role])]
        for role in ("concept", "depth", "lesson", "notes")
        if role in table and CONCEPT_COLUMNS.get(header_key(str(table[role]))) != role
    }


def _all_words(grid: Grid, table: Mapping[str, Raw]) -> Iterator[str]:
    if grid.is_list:
        yield from grid.column(1)
    elif "depth" in table:
        yield from filter(None, grid.column(grid.headers.index(str(table["depth"]))))
    elif "lesson-id" in table:
        for at in range(1, len(grid.headers)):
            yield from (cell for cell in grid.column(at) if cell.strip("-–— "))


def _title_form(files: Sequence[Surveyed]) -> str:
    """The form that most first headings share; empty where it is the built-in one."""
    forms = Counter(form for file in files if (form := _form_of(file.title)))
    if not forms:
        return "{title}"
    form, times = forms.most_common(1)[0]
    if times < LEAST_SHARE * len(files):
        return "{title}"
    return (
        ""
        if re.fullmatch(r"Module \{series\}\.\{module\}: \{title\}(?: (?:--|—) Record)?", form)
        else form
    )


def _form_of(title: str) -> str:
    for pattern, id_ in _TITLES:
        if found := pattern.match(title):
            ending = _ENDING.search(title) if found["after"] else None
            name = f"{{title}}{ending[0]}" if ending else "{title}"
            return f"{found['before']}{id_}{found['after']}{name if found['after'] else ''}"
    return ""


def _id_form(files: Sequence[Surveyed], indexes: Sequence[tuple[Grid, Mapping[str, Raw]]]) -> str:
    """A word and a number, as in the places of the index or in the names of the files."""
    forms: Counter[str] = Counter()
    for grid, table in indexes:
        matrix = table.get("matrix")
        columns = [str(table.get("lesson", "")), *(matrix if isinstance(matrix, Mapping) else ())]
        cells = (
            c
            for one in columns
            if one in grid.headers
            for c in grid.column(grid.headers.index(one))
        )
        for cell in cells:
            if found := NUMBERED.match(cell.split("(")[0].split(",")[0].strip()):
                forms[f"{found['word']}{found['gap']}{{lesson}}"] += 1
    for stem in {file.path.stem for file in files}:
        if found := NUMBERED.match(stem):
            forms[f"{found['word']}{found['gap']}{{lesson}}"] += 1
    return forms.most_common(1)[0][0] if forms else ""


def _places(files: Sequence[Surveyed]) -> dict[str, Raw]:
    """The folder of the records, and what their names have in common."""
    if len(files) == 1 and not _DIGITS.search(files[0].path.name):
        return {"records": [files[0].path.as_posix()]}
    folder = os.path.commonpath([file.path.parent.as_posix() or "." for file in files]) or "."
    names = Counter(_DIGITS.sub("\0", file.path.name) for file in files)
    globs = sorted({_glob(file.path.name) for file in files})
    if len(globs) > 2 and len(names) > 2:
        globs = ["*.md"]
    usual = all(one in {"module-*.md", "record.md"} for one in globs)
    places: dict[str, Raw] = {"records": [folder]}
    return places if usual else {**places, "record-files": list(globs)}


def _glob(name: str) -> str:
    """`week-05.md` is one of `week-*.md`, `05-locks.md` one of `[0-9]*.md`."""
    found = _DIGITS.search(name)
    if found is None:
        return name
    return f"{name[: found.start()]}*.md" if found.start() else "[0-9]*.md"

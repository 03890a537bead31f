"""What a configuration may say: each key, its form, its default, and what it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from curriculum.config.dialect import LADDER
from curriculum.config.nearest import meant

Raw: TypeAlias = "str | int | float | bool | list[Raw] | Mapping[str, Raw] | None"
Where = Callable[[list[str]], str]


class ConfigError(Exception):
    """A configuration that cannot be used; the message says where and what was meant."""


class Key(Struct, frozen=True):
    """`form` is `words` (a list, or one word), `choice`, `word`, `table of …` or `groups`.

    `keys` are those of a `table of keys`.
    """

    form: str
    default: Raw
    help: str
    choices: tuple[str, ...] = ()
    keys: Mapping[str, Key] = field(default_factory=dict)


# The words of a team that are not the built-in ones, see docs/dialects.md.
DIALECT_KEYS: Mapping[str, Key] = {
    "title": Key("words", [], "Forms of a record's first heading, with placeholders."),
    "record": Key("choice", "module", "What one file describes.", ("module", "lesson")),
    "ladder": Key("ladder", [], "The depths, lowest first, each with its synonyms."),
    "nothing": Key("words", [], "Words of depth cells that mean: not yet."),
    "open": Key("flag", False, "Keep other words of depth cells as text."),
    "sections": Key(
        "table of keys",
        {},
        "Headings of the sections.",
        keys={
            "index": Key("words", [], "The concept index."),
            "lessons": Key("words", [], "The summaries of the lessons."),
            "models": Key("words", [], "The table of mental models."),
        },
    ),
    "columns": Key(
        "table of keys",
        {},
        "Headers of the index's columns, by what the column holds.",
        keys={
            "concept": Key("words", [], "The concept."),
            "depth": Key("words", [], "Its depth."),
            "lesson": Key("words", [], "The lesson that reaches it."),
            "notes": Key("words", [], "Notes."),
            "ignore": Key("words", [], "Nothing that the tool reads."),
        },
    ),
    "matrix": Key(
        "table of words", {}, "Headers of columns that are depths: their cells are places."
    ),
    "lessons-as-columns": Key("flag", False, "Headers are places: their cells are depths."),
    "lesson-id": Key("words", [], "Forms of a lesson's id, with placeholders."),
    "several": Key("word", None, "The form of a cell with several concepts."),
    "fields": Key("table of words", {}, "Labels of fields, and what else means the same."),
    "status": Key("table of words", {}, "Words of the status line, by the state that they mean."),
    "lesson-heading": Key("words", [], "Forms of a lesson's heading, with placeholders."),
}

SEVERITIES = ("error", "warning", "info")
KEYS: Mapping[str, Key] = {
    "records": Key("words", [], "Folders and files that make up the course."),
    "record-files": Key(
        "words",
        ["module-*.md", "module-*.yaml", "record.md"],
        "Names that make a file a record when it lies in a folder of `records`.",
    ),
    "select": Key("words", [], "Only these rules."),
    "ignore": Key("words", [], "Not these rules."),
    "severity": Key("table of choice", {}, "A rule's severity in this project.", SEVERITIES),
    "per-record-ignores": Key("table of words", {}, "Rules to ignore in files that match a glob."),
    "fail-on": Key(
        "choice",
        "warning",
        "The least severity that makes the exit code 1.",
        (*SEVERITIES, "never"),
    ),
    "dialect": Key("table of keys", {}, "The words of your team.", keys=DIALECT_KEYS),
    "ladder": Key("words", list(LADDER), "The depths, lowest first."),
    "labels": Key("table of words", {}, "Labels of lesson fields, and what else means the same."),
    "required-fields": Key("words", [], "Fields that every lesson has."),
    "aliases": Key("groups", [], "Groups of names of one thing."),
    "external": Key("words", [], "Series and modules that are kept somewhere else."),
    "dash": Key("choice", "--", "The dash in a record's title.", ("--", "—")),
    "plans": Key(
        "table of keys",
        {},
        "Lesson plans, which are checked against the records.",
        keys={
            "paths": Key("words", [], "Globs of the plans, such as `**/lessons/*.md`."),
            "background": Key("words", [], "Subjects that the course takes for granted."),
        },
    ),
    "baseline": Key("word", None, "The file of problems that are known and wait."),
    "render": Key(
        "table of keys",
        {},
        "Where and how derived pages are written.",
        keys={
            "output": Key("word", "docs/course", "The folder of derived pages."),
            "format": Key("choice", "markdown", "Their form.", ("markdown", "html")),
            "site": Key("word", "docs/site", "The folder of the HTML site."),
            "title": Key("word", "Course", "The name of the course on its pages."),
            "templates": Key("word", None, "A folder of templates that replace those of the site."),
            "regions": Key("words", [], "Files with regions that are kept up to date."),
        },
    ),
}


def check_keys(values: Mapping[str, Raw], where: Where) -> None:
    """Raises ConfigError for a key that does not exist, or a value of the wrong form."""
    _check_known(values, KEYS, where)
    if values.get("ladder") == []:
        raise ConfigError(f'{where(["ladder"])}: "ladder" has no depth; leave it out or list them')


def _check_known(
    values: Mapping[str, Raw], keys: Mapping[str, Key], where: Where, within: str = ""
) -> None:
    for name, value in values.items():
        if name not in keys:
            what = f'{within}there is no key "{name}"; {meant(str(name), keys)}'
            raise ConfigError(f"{where([str(name)])}: {what}")
        _CHECKS[keys[name].form](name, value, keys[name], where)


def _check_words(name: str, value: Raw, _: Key, where: Where) -> None:
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list):
        raise ConfigError(f'{where([name])}: "{name}" must be a list of words, not {_shown(value)}')
    for entry in entries:
        if not isinstance(entry, str):
            place = where([name, str(entry)])
            raise ConfigError(f'{place}: "{name}" must be a list of words, {_no_word(entry)}')
        if not entry.strip():
            raise ConfigError(f'{where([name])}: "{name}" has an empty entry; delete or fill it')


def _no_word(entry: Raw) -> str:
    """`7.10` without quotes is 7.1, so a number is not taken for the word that was meant."""
    if isinstance(entry, int | float) and not isinstance(entry, bool):
        return f"and {entry} is a number; put it in quotes, as it was meant"
    return f"not {_shown(entry)}"


def _check_word(name: str, value: Raw, _: Key, where: Where) -> None:
    if not isinstance(value, str):
        raise ConfigError(f'{where([name])}: "{name}" must be a word, not {_shown(value)}')
    if not value.strip():
        raise ConfigError(f'{where([name])}: "{name}" is empty; leave it out or fill it')


def _check_choice(name: str, value: Raw, key: Key, where: Where) -> None:
    if value not in key.choices:
        hint = meant(str(value), key.choices, "use one of")
        raise ConfigError(f'{where([name])}: "{name}" cannot be {_shown(value)}; {hint}')


def _check_flag(name: str, value: Raw, _: Key, where: Where) -> None:
    if not isinstance(value, bool):
        raise ConfigError(f'{where([name])}: "{name}" must be true or false, not {_shown(value)}')


def _check_ladder(name: str, value: Raw, key: Key, where: Where) -> None:
    """Words, or tables with a `name` and what it is `also` called."""
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if isinstance(entry, Mapping):
            _check_known(entry, _STEP_KEYS, lambda keys: where([name, *keys]), f'in "{name}", ')
            if "name" not in entry:
                raise ConfigError(f'{where([name])}: a depth of "{name}" has no "name"; add it')
        else:
            _check_words(name, [entry], key, where)


def _check_table(name: str, value: Raw, _: Key, where: Where) -> None:
    if not isinstance(value, Mapping):
        raise ConfigError(f'{where([name])}: "{name}" must be a table, not {_shown(value)}')


def _check_table_of_keys(name: str, value: Raw, key: Key, where: Where) -> None:
    _check_table(name, value, key, where)
    if isinstance(value, Mapping):
        _check_known(value, key.keys, lambda keys: where([name, *keys]), f'in "{name}", ')


def _check_table_of_words(name: str, value: Raw, key: Key, where: Where) -> None:
    _check_table(name, value, key, where)
    for entry, words in value.items() if isinstance(value, Mapping) else ():
        _check_words(str(entry), words, key, lambda keys: where([name, *keys]))


def _check_table_of_choice(name: str, value: Raw, key: Key, where: Where) -> None:
    _check_table(name, value, key, where)
    for entry, choice in value.items() if isinstance(value, Mapping) else ():
        _check_choice(str(entry), choice, key, lambda keys: where([name, *keys]))


def _check_groups(name: str, value: Raw, key: Key, where: Where) -> None:
    if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
        raise ConfigError(f'{where([name])}: "{name}" must be a list of lists of names')
    for group in value:
        _check_words(name, group, key, where)


_CHECKS: Mapping[str, Callable[[str, Raw, Key, Where], None]] = {
    "words": _check_words,
    "word": _check_word,
    "choice": _check_choice,
    "table of keys": _check_table_of_keys,
    "table of words": _check_table_of_words,
    "table of choice": _check_table_of_choice,
    "groups": _check_groups,
    "flag": _check_flag,
    "ladder": _check_ladder,
}
_STEP_KEYS: Mapping[str, Key] = {
    "name": Key("word", None, "The depth."),
    "also": Key("words", [], "Other words for it."),
}


def _shown(value: Raw) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    kinds: dict[type, str] = {list: "a list", dict: "a table", type(None): "empty"}
    return kinds.get(type(value), str(value))
